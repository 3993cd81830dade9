"""Refusals of a file that is well formed: its headers, its rows, its cells."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.refusals import Refusal
from greenshoots.tabular import codes
from greenshoots.tabular.codes import RefusalCode
from greenshoots.tabular.columns import CellFault, Columns
from greenshoots.tabular.sources import Chunk
from greenshoots.tabular.values import Codes


def unclear(headers: Sequence[str], instrument: Instrument) -> Refusal:
    """Return the refusal of headers that are numbers and could mean two things."""
    return codes.refusal(
        RefusalCode.UNCLEAR_HEADERS,
        headers=len(headers),
        first=headers[0],
        last=headers[-1],
        enablers=len(instrument.enablers),
        enabler=instrument.enablers[0].id,
    )


def no_scores(header_row: int | None, instrument: Instrument) -> Refusal:
    """Return the refusal of a file without scores; `header_row` is where the real header seems to be, if anywhere."""
    if header_row is not None:
        return codes.refusal(RefusalCode.HEADER_FURTHER_DOWN, header_row=header_row)
    first = instrument.enablers[0]
    return codes.refusal(
        RefusalCode.NO_SCORES, questionnaire=instrument.short_title, enabler=first.id, title=first.title
    )


def wide_rows(chunk: Chunk, width: int) -> None:
    """Refuse rows with something to the right of the last column."""
    wide = [
        (number, len(row))
        for number, row in zip(chunk.numbers, chunk.rows, strict=True)
        if len(row) > width and any(cell.strip() for cell in row[width:])
    ]
    if wide:
        row, cells = wide[0]
        refused = codes.refusal(RefusalCode.WIDE_ROW, cells=cells, columns=width, more=len(wide) - 1)
        raise AnswersError(refused, row=row)


def faults(columns: Columns) -> None:
    """Refuse cells that cannot be read: name the first and count the others."""
    first_faults = [score.first_fault for score in columns.scores.values() if score.first_fault]
    if not first_faults:
        return
    first = min(first_faults, key=_position)
    number = sum(score.faults for score in columns.scores.values())
    refused = codes.refusal(first.code, **first.facts, more=number - 1)
    raise AnswersError(refused, row=first.row, column=first.header, value=first.value)


def _position(fault: CellFault) -> tuple[int, int]:
    return fault.row, fault.place


def misplaced(instrument: Instrument, columns: Columns, cell_codes: Codes) -> None:
    """Refuse columns that hold scores although their header does not say so, where scores are missing."""
    scored = {score.question.enabler.id for score in columns.scores.values()}
    missing = tuple(enabler.id for enabler in instrument.enablers if enabler.id not in scored)
    for group in columns.groups.values():
        # Only where an enabler is missing: in a complete file, a column of numbers such as a pay band is a group
        # question.
        if missing and group.guessed and cell_codes.reads_all(group.choices.values):
            refused = codes.refusal(RefusalCode.SCORES_AS_GROUP, missing=missing, group=group.meaning.name)
            raise AnswersError(refused, column=group.header)
    for words in columns.words.values():
        if words.enabler in missing and cell_codes.reads_all({remark.text for remark in words.remarks}):
            refused = codes.refusal(RefusalCode.SCORES_AS_COMMENTS, enabler=words.enabler)
            raise AnswersError(refused, column=words.header)
