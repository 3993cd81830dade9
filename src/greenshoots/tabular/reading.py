"""From a file to the table of responses, or to a refusal that names file, row, column and value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from greenshoots.core.answers import MODE, ROUND, SKIPPED, VIEWPOINT, Answers, Remark
from greenshoots.core.errors import AnswersError
from greenshoots.core.instrument import Instrument, Question
from greenshoots.tabular import headers, mapping, personal, sources
from greenshoots.tabular.choices import Choices
from greenshoots.tabular.headers import Meaning
from greenshoots.tabular.values import Codes

Progress = Callable[[int, int], None]
LONGEST = 200
"""Characters of a header that are kept; the rest of a longer one is cut off."""


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """How one column was understood: its header, and what it means in words."""

    header: str
    meaning: str


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a file of answers held.

    Arguments:
        answers: The responses.
        columns: How each column was understood.
        dropped: Headers of columns that could tell who answered. What they held is gone.
        notes: Sentences for the person: what was dropped, guessed or left out.
    """

    answers: Answers
    columns: tuple[ColumnRead, ...]
    dropped: tuple[str, ...]
    notes: tuple[str, ...]


def read(
    path: Path,
    instrument: Instrument,
    *,
    mapping: Path | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a file of answers.

    Arguments:
        path: A CSV or XLSX file with a header and one row per response.
        instrument: What was asked.
        mapping: A map file that settles what cannot be guessed.
        sheet: The sheet of a workbook.
        progress: Called now and then with what is done and the total.

    Raises:
        AnswersError: something cannot be read; nothing is half read.
        InstrumentError: the map file is wrong.
    """
    opened = sources.open_sheet(path, sheet=sheet)
    header = [" ".join(text.split())[:LONGEST] for text in opened.header]
    if len(header) > sources.MOST_COLUMNS:
        raise AnswersError(f"There are {len(header):,} columns. {sources.MOST_COLUMNS:,} is the most.", file=str(path))
    meanings, own_values = _meanings(opened.header, header, instrument, mapping)
    _refuse_doubles(path, header, meanings)
    columns = [
        _Column(path, text, meaning, instrument, own_values) for text, meaning in zip(header, meanings, strict=True)
    ]
    if not any(column.meaning.question for column in columns):
        raise AnswersError(_nothing_found(instrument), file=str(path), row=1)
    for chunk in opened.chunks:
        _take(path, columns, chunk)
        if progress is not None:
            progress(chunk.done, chunk.total)
    return _finish(path, instrument, columns, opened.notes)


def _meanings(
    exact: Sequence[str], header: Sequence[str], instrument: Instrument, map_file: Path | None
) -> tuple[list[Meaning], dict[str, int | str]]:
    meanings = headers.understand(header, instrument)
    if map_file is None:
        return meanings, {}
    settled = mapping.read(map_file, instrument, [*exact, *header])
    chosen = [
        settled.columns.get(raw) or settled.columns.get(text) or meaning
        for raw, text, meaning in zip(exact, header, meanings, strict=True)
    ]
    return chosen, settled.values


def _refuse_doubles(path: Path, header: Sequence[str], meanings: Sequence[Meaning]) -> None:
    seen: dict[str, str] = {}
    for text, meaning in zip(header, meanings, strict=True):
        if meaning.kind not in ("score", "words", "group"):
            continue
        if str(meaning) in seen:
            raise AnswersError(
                f"This column and “{seen[str(meaning)]}” both seem to be “{meaning}”. "
                "Say which is which, or ignore one, in a file for --map.",
                file=str(path),
                row=1,
                column=text,
            )
        seen[str(meaning)] = text


def _nothing_found(instrument: Instrument) -> str:
    first = instrument.enablers[0]
    return (
        f"No column holds scores for “{instrument.short_title}”. Name the columns {first.id}, … or {first.title}, … "
        "or say what each column is in a file for --map."
    )


class _Column:
    """One column while the file is being read."""

    def __init__(
        self, path: Path, header: str, meaning: Meaning, instrument: Instrument, own: dict[str, int | str]
    ) -> None:
        self.path, self.header, self.meaning = path, header, meaning
        self.codes = Codes(instrument.scale, own)
        self.choices = Choices()
        self.scores: list[np.ndarray] = []
        self.remarks: list[Remark] = []

    def take(self, cells: Sequence[str], first: int, before: int) -> None:
        """Take in the cells of one chunk; `first` is the row of the first, `before` the responses before it."""
        if self.meaning.kind == "score":
            self.scores.append(self._scores(cells, first))
        elif self.meaning.kind == "words":
            self.remarks.extend(
                Remark(before + place, text) for place, cell in enumerate(cells) if (text := cell.strip())
            )
        elif self.meaning.kind == "group":
            self.choices.take(cells)

    def _scores(self, cells: Sequence[str], first: int) -> np.ndarray:
        try:
            return np.fromiter(map(self.codes.__getitem__, cells), dtype=np.int8, count=len(cells))
        except ValueError as error:
            raise self._fault(cells, first, str(error)) from error

    def _fault(self, cells: Sequence[str], first: int, reason: str) -> AnswersError:
        faults = []
        for place, cell in enumerate(cells):
            try:
                self.codes[cell]
            except ValueError:
                faults.append(place)
        more = f" {len(faults) - 1:,} more cells of this column cannot be read." if len(faults) > 1 else ""
        return AnswersError(
            reason + more,
            file=str(self.path),
            row=first + faults[0],
            column=self.header,
            value=cells[faults[0]].strip()[:60],
        )


def _take(path: Path, columns: Sequence[_Column], chunk: sources.Chunk) -> None:
    width = len(columns)
    if set(map(len, chunk.rows)) != {width}:
        for place, row in enumerate(chunk.rows):
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                raise AnswersError(
                    f"The row has {len(row)} cells, but there are {width} columns. Look for a stray separator.",
                    file=str(path),
                    row=chunk.first + place,
                )
            row[:] = [*row[:width], *[""] * (width - len(row))]
    before = _taken(columns)
    for column, cells in zip(columns, zip(*chunk.rows, strict=True), strict=True):
        column.take(cells, chunk.first, before)


def _taken(columns: Sequence[_Column]) -> int:
    return next(sum(map(len, column.scores)) for column in columns if column.meaning.kind == "score")


def _finish(path: Path, instrument: Instrument, columns: Sequence[_Column], notes: Sequence[str]) -> Reading:
    order = {question.id: place for place, question in enumerate(_every_question(instrument))}
    scored = sorted(
        (column for column in columns if column.meaning.question), key=lambda column: order[_question(column).id]
    )
    if not scored[0].scores:
        raise AnswersError("There is a header but no response below it.", file=str(path))
    scores = np.empty((len(scored), sum(map(len, scored[0].scores))), dtype=np.int8)
    for place, column in enumerate(scored):
        np.concatenate(column.scores, out=scores[place])
        column.scores.clear()
    _settle_groups(columns)
    answers = Answers.collect(
        instrument,
        tuple(_question(column) for column in scored),
        scores,
        columns={
            column.meaning.name: column.choices.column(column.meaning.name)
            for column in columns
            if column.meaning.kind == "group"
        },
        words={
            column.meaning.enabler.id: column.remarks for column in columns if column.meaning.enabler and column.remarks
        },
    )
    kept, left_out = _without_blanks(answers)
    if len(kept) == 0:
        raise AnswersError("There are rows, but none of them holds an answer.", file=str(path))
    dropped = tuple(column.header for column in columns if column.meaning.kind == "dropped")
    read_as = tuple(ColumnRead(column.header, str(column.meaning)) for column in columns)
    return Reading(kept, read_as, dropped, (*notes, *_notes(kept, dropped, left_out)))


def _every_question(instrument: Instrument) -> list[Question]:
    return [
        question
        for enabler in instrument.enablers
        for question in (Question(enabler), *(Question(enabler, n + 1) for n in range(len(enabler.statements))))
    ]


def _question(column: _Column) -> Question:
    if column.meaning.question is None:
        raise LookupError(column.header)
    return column.meaning.question


def _settle_groups(columns: Sequence[_Column]) -> None:
    """Drop would-be respondent groups whose values could tell who answered."""
    for column in columns:
        if column.meaning.kind != "group" or column.meaning.name in (ROUND, VIEWPOINT, MODE):
            continue
        filled = column.choices.filled
        reason = personal.by_values(column.choices.values, filled)
        if reason is not None:
            column.meaning = Meaning("dropped", reason=reason)
            column.choices = Choices()


def _without_blanks(answers: Answers) -> tuple[Answers, int]:
    answered = (answers.scores != SKIPPED).any(axis=0)
    for remarks in answers.words.values():
        answered[[remark.row for remark in remarks]] = True
    left_out = int((~answered).sum())
    return (answers.take(answered) if left_out else answers), left_out


def _notes(answers: Answers, dropped: Sequence[str], left_out: int) -> list[str]:
    notes = []
    if dropped:
        named = ", ".join(f"“{header}”" for header in dropped)
        notes.append(f"Dropped, because they could tell who answered: {named}.")
    if left_out:
        notes.append(f"{left_out:,} blank rows were left out.")
    seen = {question.enabler.id for question in answers.questions}
    missing = [enabler.axis for enabler in answers.instrument.enablers if enabler.id not in seen]
    if missing:
        notes.append(f"Not in the file: {', '.join(missing)}.")
    return notes
