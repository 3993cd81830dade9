"""From a file to the table of responses, or to a refusal that names file, row, column and value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.answers import SKIPPED, Answers, Remark
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.refusals import Note
from greenshoots.instruments import wordings
from greenshoots.tabular import headers, notes, refusals, sources, table
from greenshoots.tabular import mapping as column_mapping
from greenshoots.tabular.codes import DropReason, RefusalCode, refusal
from greenshoots.tabular.columns import Columns
from greenshoots.tabular.headers import Kind, Meaning
from greenshoots.tabular.mapping import ColumnMapping, Resolved
from greenshoots.tabular.names import Conflict, Names, every_question
from greenshoots.tabular.sources import Chunk, SourceTable
from greenshoots.tabular.values import Codes

Progress = Callable[[int, int], None]
NEAR = 10
"""Rows below a header without scores that are searched for the real header."""


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """How one column was understood.

    Arguments:
        header: Its header.
        kind: How it is used.
        about: The id of what was scored or commented on, or the name of a group question; else empty.
        reason: For a dropped column, why.
    """

    header: str
    kind: Kind
    about: str = ""
    reason: DropReason | None = None


@dataclass(frozen=True, slots=True)
class DroppedColumn:
    """A column whose content was not kept: its header, and why."""

    header: str
    reason: DropReason


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a file of answers held.

    Arguments:
        answers: The responses.
        columns: How each column was understood.
        dropped: Columns that could tell who answered. What they held is gone.
        notes: Notes for the person on what was dropped, guessed or left out.
        sheet: The sheet of a workbook that was read; empty for a text file.
    """

    answers: Answers
    columns: tuple[ColumnRead, ...]
    dropped: tuple[DroppedColumn, ...]
    notes: tuple[Note, ...]
    sheet: str = ""


def read(
    stream: BinaryIO,
    instrument: Instrument,
    *,
    mapping: ColumnMapping | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
    translations: Sequence[Instrument] = (),
) -> Reading:
    """Read a file of answers.

    Arguments:
        stream: A CSV or XLSX file with a header and one row for each response. It can be read from anywhere in it, has
            the name that errors give, and stays open.
        instrument: What was asked.
        mapping: What the person settled, where it cannot be guessed.
        sheet: The sheet of a workbook; the one that holds answers where it is left out.
        progress: Called now and then with what is done and the total.
        translations: The instrument in other languages, where headers and labels may be in any of them.

    Raises:
        AnswersError: something cannot be read, in the file or in the mapping; nothing is half read.
    """
    instruments = (instrument, *translations)
    with _opened(stream, names := _names(instruments), sheet) as opened:
        return _read(opened, names, instruments, mapping or ColumnMapping(), progress)


def read_file(path: Path, instrument: Instrument, **options: Any) -> Reading:
    """Read a file of answers at a path, with the options of `read`.

    Raises:
        AnswersError: as `read`.
        OSError: the file cannot be opened.
    """
    with path.open("rb") as stream:
        return read(stream, instrument, **options)


def read_header(
    stream: BinaryIO, instrument: Instrument, *, sheet: str | None = None, translations: Sequence[Instrument] = ()
) -> tuple[str, ...]:
    """Read the headers of a file of answers, each once, as `read` and a column mapping name them.

    Raises:
        AnswersError: the file cannot be read.
    """
    with _opened(stream, _names((instrument, *translations)), sheet) as opened:
        return tuple(table.name_columns(opened.header))


def _names(instruments: Sequence[Instrument]) -> Names:
    # A form that was made with an earlier version of the questionnaire has its words in the headers.
    return Names((*instruments, *wordings(instruments[0])))


@contextmanager
def _opened(stream: BinaryIO, names: Names, sheet: str | None) -> Iterator[SourceTable]:
    """Open the sheet that holds the answers; refusals get the name of the file on their way out."""
    try:
        opened = sources.open_sheet(stream, lambda row: _holds_scores(row, names), sheet=sheet)
        try:
            yield opened
        finally:
            opened.close()
    except AnswersError as error:
        error.file = str(getattr(stream, "name", ""))
        raise


def _read(
    opened: SourceTable,
    names: Names,
    instruments: Sequence[Instrument],
    mapping: ColumnMapping,
    progress: Progress | None,
) -> Reading:
    named = table.name_columns(opened.header)
    settled = column_mapping.resolve(mapping, names, named)
    meanings = _meanings(opened, named, names, settled)
    codes = Codes(instruments, settled.values)
    columns = table.lay_out(opened, named, meanings, codes)
    for chunk in opened.chunks:
        _take(columns, chunk, len(named))
        if progress is not None:
            progress(chunk.done, chunk.total)
    # Only now, so that the refusal can say how many more faults the whole file has.
    refusals.faults(columns)
    return _finish(instruments[0], columns, named, meanings, opened, codes)


def _holds_scores(row: Sequence[str], names: Names) -> bool:
    understood = headers.understand(table.texts(row), names)
    return any(isinstance(meaning, Meaning) and meaning.question for meaning in understood)


def _meanings(opened: SourceTable, named: Sequence[str], names: Names, settled: Resolved) -> list[Meaning]:
    understood = headers.understand(table.texts(opened.header), names)
    chosen = [settled.columns.get(header) or meaning for header, meaning in zip(named, understood, strict=True)]
    # Next to enablers that are named in words, “Q4” is a question of the form. Without them it might be an enabler.
    if any(isinstance(meaning, Meaning) and meaning.kind == "score" for meaning in chosen):
        chosen = [_group_if_unclear(meaning) for meaning in chosen]
    meanings = table.without_conflicts(opened.row, named, chosen)
    unclear = [header for header, meaning in zip(named, meanings, strict=True) if meaning.kind == "unclear"]
    if unclear:
        raise AnswersError(refusals.unclear(unclear, names.instrument), row=opened.row)
    if not any(meaning.kind == "score" for meaning in meanings):
        below = next(opened.chunks, None)
        near = below.first(NEAR) if below else iter(())
        header_row = next((number for number, row in near if _holds_scores(row, names)), None)
        raise AnswersError(refusals.no_scores(header_row, names.instrument), row=opened.row)
    return meanings


def _group_if_unclear(meaning: Meaning | Conflict) -> Meaning | Conflict:
    if isinstance(meaning, Conflict) or meaning.kind != "unclear":
        return meaning
    return Meaning("group", name=meaning.name)


def _take(columns: Columns, chunk: Chunk, width: int) -> None:
    if set(map(len, chunk.rows)) != {width}:
        refusals.wide_rows(chunk, width)
        for row in chunk.rows:
            row[:] = [*row[:width], *[""] * (width - len(row))]
    columns.take(chunk.rows, chunk.numbers)


def _finish(
    instrument: Instrument,
    columns: Columns,
    named: Sequence[str],
    meanings: list[Meaning],
    opened: SourceTable,
    codes: Codes,
) -> Reading:
    if columns.taken == 0:
        raise AnswersError(refusal(RefusalCode.NO_ROWS))
    for place, group in columns.groups.items():
        # Only now, because what a column is depends on all its values: it may hold an e-mail address in the last row.
        group.settle()
        meanings[place] = group.meaning
    refusals.misplaced(instrument, columns, codes)
    answers, empty_rows = _answers(instrument, columns)
    if len(answers) == 0:
        raise AnswersError(refusal(RefusalCode.NO_RESPONSES))
    shown = [place for place in range(len(named)) if place not in columns.unnamed or columns.unnamed[place].filled]
    return Reading(
        answers,
        tuple(_column(named[place], meanings[place]) for place in shown),
        tuple(DroppedColumn(named[place], reason) for place in shown if (reason := meanings[place].reason)),
        (*opened.notes, *notes.about(answers, columns, named, meanings, empty_rows)),
        opened.name,
    )


def _column(header: str, meaning: Meaning) -> ColumnRead:
    if meaning.kind == "dropped":
        return ColumnRead(header, "dropped", reason=meaning.reason)
    return ColumnRead(header, meaning.kind, meaning.about)


def _answers(instrument: Instrument, columns: Columns) -> tuple[Answers, int]:
    """Return the columns as a table, without rows that have no answer, and the number of those."""
    order = {question.id: place for place, question in enumerate(every_question(instrument))}
    scored = sorted(columns.scores.values(), key=lambda score: order[score.question.id])
    answered = _answered(columns)
    responses = int(answered.sum())
    scores = np.empty((len(scored), responses), dtype=np.int8)
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
    return answers, columns.taken - responses


def _answered(columns: Columns) -> NDArray[np.bool_]:
    """Return for each row whether it holds a score, a *not sure* or a comment."""
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
