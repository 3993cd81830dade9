"""From a file to the table of responses, or to a refusal that names file, row, column and value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.answers import SKIPPED, Answers, Remark
from greenshoots.core.errors import AnswersError
from greenshoots.core.instrument import Instrument
from greenshoots.tabular import headers, notes, sources, table
from greenshoots.tabular import mapping as map_file
from greenshoots.tabular.columns import Columns, Fault
from greenshoots.tabular.headers import Meaning
from greenshoots.tabular.names import Names, every_question
from greenshoots.tabular.sources import Chunk, Sheet
from greenshoots.tabular.values import Codes
from greenshoots.tabular.wording import counted, listed

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
    """

    answers: Answers
    columns: tuple[ColumnRead, ...]
    dropped: tuple[DroppedColumn, ...]
    notes: tuple[str, ...]


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
    names = Names((instrument, *translations))
    opened = sources.open_sheet(path, lambda row: _holds_scores(row, names), sheet=sheet)
    try:
        return _read(path, opened, names, (instrument, *translations), mapping, progress)
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
    _refuse_faults(path, columns)
    return _finish(path, instruments[0], columns, named, meanings, opened, codes)


def _holds_scores(row: Sequence[str], names: Names) -> bool:
    understood = headers.understand(table.texts(row), names)
    return any(isinstance(meaning, Meaning) and meaning.question for meaning in understood)


def _meanings(path: Path, opened: Sheet, named: Sequence[str], names: Names, settled: map_file.Map) -> list[Meaning]:
    understood = headers.understand(table.texts(opened.header), names)
    chosen = [settled.columns.get(header) or meaning for header, meaning in zip(named, understood, strict=True)]
    meanings = table.without_conflicts(path, opened.row, named, chosen)
    if any(meaning.kind == "score" for meaning in meanings):
        return [Meaning("group", name=meaning.name) if meaning.kind == "unclear" else meaning for meaning in meanings]
    unclear = [header for header, meaning in zip(named, meanings, strict=True) if meaning.kind == "unclear"]
    if unclear:
        raise AnswersError(_unclear(unclear, names.instrument), file=str(path), row=opened.row)
    raise AnswersError(_nothing_found(opened, names), file=str(path), row=opened.row)


def _unclear(found: Sequence[str], instrument: Instrument) -> str:
    first = instrument.enablers[0].id
    span = f"“{found[0]}”" if len(found) == 1 else f"“{found[0]}” to “{found[-1]}”"
    return (
        f"The headers {span} are only numbers or codes, and they do not number the {len(instrument.enablers)} enablers "
        f"or their statements from the first to the last. Say in a file for --map which is which, with lines such as "
        f'"{found[0]}" = "{first}" under [columns].'
    )


def _nothing_found(opened: Sheet, names: Names) -> str:
    for chunk in islice(opened.chunks, 1):
        for number, row in islice(zip(chunk.numbers, chunk.rows, strict=True), NEAR):
            if _holds_scores(row, names):
                return f"The names of the columns seem to stand in row {number}. Delete the rows above it."
    first = names.instrument.enablers[0]
    return (
        f"No column holds scores for “{names.instrument.short_title}”. Name the columns {first.id}, … or "
        f"{first.title}, …, or say what each column is in a file for --map."
    )


def _take(path: Path, columns: Columns, chunk: Chunk, width: int) -> None:
    if set(map(len, chunk.rows)) != {width}:
        _refuse_wide_rows(path, chunk, width)
        for row in chunk.rows:
            row[:] = [*row[:width], *[""] * (width - len(row))]
    columns.take(chunk.rows, chunk.numbers)


def _refuse_wide_rows(path: Path, chunk: Chunk, width: int) -> None:
    wide = [
        (number, len(row))
        for number, row in zip(chunk.numbers, chunk.rows, strict=True)
        if len(row) > width and any(cell.strip() for cell in row[width:])
    ]
    if wide:
        row, cells = wide[0]
        raise AnswersError(
            f"The row has {cells:,} cells, but the header names {counted(width, 'column')}. Look for a stray "
            f"separator, or a column without a name.{_more(len(wide) - 1, 'such row')}",
            file=str(path),
            row=row,
        )


def _refuse_faults(path: Path, columns: Columns) -> None:
    faults = [score.first_fault for score in columns.scores.values() if score.first_fault]
    if not faults:
        return
    first = min(faults, key=_where)
    number = sum(score.faults for score in columns.scores.values())
    raise AnswersError(
        first.reason + _more(number - 1, "cell that cannot be read", "cells that cannot be read"),
        file=str(path),
        row=first.row,
        column=first.header,
        value=first.value,
    )


def _where(fault: Fault) -> tuple[int, int]:
    return fault.row, fault.place


def _more(number: int, one: str, several: str | None = None) -> str:
    if number == 0:
        return ""
    return f" There is 1 more {one}." if number == 1 else f" There are {number:,} more {several or one + 's'}."


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
    _refuse_misplaced(path, instrument, columns, codes)
    answers, left_out = _answers(instrument, columns)
    if len(answers) == 0:
        raise AnswersError("There are rows, but none of them holds an answer.", file=str(path))
    shown = [place for place in range(len(named)) if place not in columns.unnamed or columns.unnamed[place].filled]
    return Reading(
        answers,
        tuple(ColumnRead(named[place], str(meanings[place])) for place in shown),
        tuple(DroppedColumn(named[place], meanings[place].reason) for place in shown if meanings[place].reason),
        (*opened.notes, *notes.sentences(answers, columns, named, meanings, left_out)),
    )


def _refuse_misplaced(path: Path, instrument: Instrument, columns: Columns, codes: Codes) -> None:
    """Refuse columns that hold scores although their header does not say so, where scores are missing."""
    scored = {score.question.enabler.id for score in columns.scores.values()}
    missing = [enabler.id for enabler in instrument.enablers if enabler.id not in scored]
    for group in columns.groups.values():
        if missing and group.guessed and codes.reads_all(group.choices.values):
            raise AnswersError(
                f"Its values look like scores, but its header names no enabler, and {listed(missing)} "
                f"{'is' if len(missing) == 1 else 'are'} missing. Say what it is in a file for --map, such as "
                f"“{missing[0]}” or “group:{group.meaning.name}”.",
                file=str(path),
                column=group.header,
            )
    for words in columns.words.values():
        if words.enabler in missing and codes.reads_all({remark.text for remark in words.remarks}):
            raise AnswersError(
                f"Its values look like scores, but its header asks for words. Say what it is in a file for --map: "
                f"“{words.enabler}” or “{words.enabler}.words”.",
                file=str(path),
                column=words.header,
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
