"""From a file to the table of responses, or to a refusal that names file, row, column and value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.answers import SKIPPED, Answers, Remark
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import Instrument
from greenshoots.instruments import wordings
from greenshoots.tabular import headers, notes, refusals, sources, table
from greenshoots.tabular import mapping as map_file
from greenshoots.tabular.columns import Columns
from greenshoots.tabular.headers import Meaning
from greenshoots.tabular.names import Conflict, Names, every_question
from greenshoots.tabular.sources import Chunk, Sheet
from greenshoots.tabular.values import Codes

Progress = Callable[[int, int], None]
NEAR = 10
"""Rows below a header without scores that are searched for the real header."""


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """How one column was understood: its header, and what it means in words."""

    header: str
    meaning: str


@dataclass(frozen=True, slots=True)
class DroppedColumn:
    """A column whose content was not kept: its header, and why."""

    header: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a file of answers held.

    Arguments:
        answers: The responses.
        columns: How each column was understood.
        dropped: Columns that could tell who answered. What they held is gone.
        notes: Sentences for the person: what was dropped, guessed or left out.
        sheet: The sheet of a workbook that was read; empty for a text file.
    """

    answers: Answers
    columns: tuple[ColumnRead, ...]
    dropped: tuple[DroppedColumn, ...]
    notes: tuple[str, ...]
    sheet: str = ""


def read(
    path: Path,
    instrument: Instrument,
    *,
    mapping: Path | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
    translations: Sequence[Instrument] = (),
) -> Reading:
    """Read a file of answers.

    Arguments:
        path: A CSV or XLSX file with a header and one row for each response.
        instrument: What was asked.
        mapping: A map file that settles what cannot be guessed.
        sheet: The sheet of a workbook; the one that holds answers where it is left out.
        progress: Called now and then with what is done and the total.
        translations: The instrument in other languages, where headers and labels may be in any of them.

    Raises:
        AnswersError: something cannot be read, in the file or in the map file; nothing is half read.
    """
    names = Names((instrument, *translations, *wordings(instrument)))
    opened = sources.open_sheet(path, lambda row: _holds_scores(row, names), sheet=sheet)
    try:
        return _read(path, opened, names, (instrument, *translations), mapping, progress)
    finally:
        opened.close()


def read_header(
    path: Path, instrument: Instrument, *, sheet: str | None = None, translations: Sequence[Instrument] = ()
) -> tuple[str, ...]:
    """Read the headers of a file of answers, each once, as `read` and a map file name them.

    Raises:
        AnswersError: the file cannot be read.
    """
    names = Names((instrument, *translations, *wordings(instrument)))
    opened = sources.open_sheet(path, lambda row: _holds_scores(row, names), sheet=sheet)
    try:
        return tuple(table.name_columns(opened.header))
    finally:
        opened.close()


def _read(
    path: Path,
    opened: Sheet,
    names: Names,
    instruments: Sequence[Instrument],
    mapping: Path | None,
    progress: Progress | None,
) -> Reading:
    named = table.name_columns(opened.header)
    settled = map_file.Map() if mapping is None else map_file.read(mapping, names, named)
    meanings = _meanings(path, opened, named, names, settled)
    codes = Codes(instruments, settled.values)
    columns = table.lay_out(opened, named, meanings, codes)
    for chunk in opened.chunks:
        _take(path, columns, chunk, len(named))
        if progress is not None:
            progress(chunk.done, chunk.total)
    refusals.faults(path, columns)
    return _finish(path, instruments[0], columns, named, meanings, opened, codes)


def _holds_scores(row: Sequence[str], names: Names) -> bool:
    understood = headers.understand(table.texts(row), names)
    return any(isinstance(meaning, Meaning) and meaning.question for meaning in understood)


def _meanings(path: Path, opened: Sheet, named: Sequence[str], names: Names, settled: map_file.Map) -> list[Meaning]:
    understood = headers.understand(table.texts(opened.header), names)
    chosen = [settled.columns.get(header) or meaning for header, meaning in zip(named, understood, strict=True)]
    if any(isinstance(meaning, Meaning) and meaning.kind == "score" for meaning in chosen):
        chosen = [_group_if_unclear(meaning) for meaning in chosen]
    meanings = table.without_conflicts(path, opened.row, named, chosen)
    unclear = [header for header, meaning in zip(named, meanings, strict=True) if meaning.kind == "unclear"]
    if unclear:
        raise AnswersError(refusals.unclear(unclear, names.instrument), file=str(path), row=opened.row)
    if not any(meaning.kind == "score" for meaning in meanings):
        below = next(opened.chunks, None)
        near = below.first(NEAR) if below else iter(())
        found = next((number for number, row in near if _holds_scores(row, names)), None)
        raise AnswersError(refusals.no_scores(found, names.instrument), file=str(path), row=opened.row)
    return meanings


def _group_if_unclear(meaning: Meaning | Conflict) -> Meaning | Conflict:
    if isinstance(meaning, Conflict) or meaning.kind != "unclear":
        return meaning
    return Meaning("group", name=meaning.name)


def _take(path: Path, columns: Columns, chunk: Chunk, width: int) -> None:
    if set(map(len, chunk.rows)) != {width}:
        refusals.wide_rows(path, chunk, width)
        for row in chunk.rows:
            row[:] = [*row[:width], *[""] * (width - len(row))]
    columns.take(chunk.rows, chunk.numbers)


def _finish(
    path: Path,
    instrument: Instrument,
    columns: Columns,
    named: Sequence[str],
    meanings: list[Meaning],
    opened: Sheet,
    codes: Codes,
) -> Reading:
    if columns.taken == 0:
        raise AnswersError("There is a header but no response below it.", file=str(path))
    for place, group in columns.groups.items():
        group.settle()
        meanings[place] = group.meaning
    refusals.misplaced(path, instrument, columns, codes)
    answers, left_out = _answers(instrument, columns)
    if len(answers) == 0:
        raise AnswersError("There are rows, but none of them holds an answer.", file=str(path))
    shown = [place for place in range(len(named)) if place not in columns.unnamed or columns.unnamed[place].filled]
    return Reading(
        answers,
        tuple(ColumnRead(named[place], str(meanings[place])) for place in shown),
        tuple(DroppedColumn(named[place], meanings[place].reason) for place in shown if meanings[place].reason),
        (*opened.notes, *notes.sentences(answers, columns, named, meanings, left_out)),
        opened.name,
    )


def _answers(instrument: Instrument, columns: Columns) -> tuple[Answers, int]:
    """Put the columns together, rows without any answer left out."""
    order = {question.id: place for place, question in enumerate(every_question(instrument))}
    scored = sorted(columns.scores.values(), key=lambda score: order[score.question.id])
    answered = _answered(columns)
    kept = int(answered.sum())
    scores = np.empty((len(scored), kept), dtype=np.int8)
    for place, score in enumerate(scored):
        scores[place] = score.scores()[answered]
    answers = Answers.collect(
        instrument,
        tuple(score.question for score in scored),
        scores,
        columns={
            group.meaning.name: group.choices.column(group.meaning.name, answered)
            for group in columns.groups.values()
            if group.kept
        },
        words=_words(instrument, columns, np.cumsum(answered) - 1),
    )
    return answers, columns.taken - kept


def _answered(columns: Columns) -> NDArray[np.bool_]:
    """Tell for each row whether it holds a score, a doubt or words."""
    answered = np.zeros(columns.taken, dtype=np.bool_)
    for score in columns.scores.values():
        answered |= score.scores() != SKIPPED
    for words in columns.words.values():
        answered[[remark.row for remark in words.remarks]] = True
    return answered


def _words(instrument: Instrument, columns: Columns, numbers: NDArray[np.int64]) -> dict[str, list[Remark]]:
    by_enabler: dict[str, list[Remark]] = {}
    for enabler in instrument.enablers:
        remarks = [
            Remark(int(numbers[remark.row]), remark.text)
            for words in columns.words.values()
            if words.enabler == enabler.id
            for remark in words.remarks
        ]
        if remarks:
            by_enabler[enabler.id] = sorted(remarks, key=lambda remark: remark.row)
    return by_enabler
