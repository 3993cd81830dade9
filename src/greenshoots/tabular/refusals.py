"""Why a file of answers is refused, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import Instrument
from greenshoots.tabular.columns import Columns, Fault
from greenshoots.tabular.sources import Chunk
from greenshoots.tabular.values import Codes
from greenshoots.tabular.wording import counted, listed


def unclear(found: Sequence[str], instrument: Instrument) -> str:
    """Say that headers are numbers that could mean two things."""
    first = instrument.enablers[0].id
    span = f"“{found[0]}”" if len(found) == 1 else f"“{found[0]}” to “{found[-1]}”"
    return (
        f"The headers {span} are only numbers or codes, and they do not number the {len(instrument.enablers)} enablers "
        f"or their statements from the first to the last. Say in a file for --map which is which, with lines such as "
        f'"{found[0]}" = "{first}" under [columns].'
    )


def no_scores(row: int | None, instrument: Instrument) -> str:
    """Say that no column holds scores; `row` is the one in which the header seems to stand, if there is one."""
    if row is not None:
        return f"The names of the columns seem to stand in row {row}. Delete the rows above it."
    first = instrument.enablers[0]
    return (
        f"No column holds scores for “{instrument.short_title}”. Name the columns {first.id}, … or {first.title}, …, "
        "or say what each column is in a file for --map."
    )


def wide_rows(path: Path, chunk: Chunk, width: int) -> None:
    """Refuse rows with something to the right of the last column."""
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


def faults(path: Path, columns: Columns) -> None:
    """Refuse cells that cannot be read: name the first and count the others."""
    found = [score.first_fault for score in columns.scores.values() if score.first_fault]
    if not found:
        return
    first = min(found, key=_where)
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


def misplaced(path: Path, instrument: Instrument, columns: Columns, codes: Codes) -> None:
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


def _more(number: int, one: str, several: str | None = None) -> str:
    if number == 0:
        return ""
    return f" There is 1 more {one}." if number == 1 else f" There are {number:,} more {several or one + 's'}."
