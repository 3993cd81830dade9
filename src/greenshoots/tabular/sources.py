"""A file of answers as a header and rows of text, whatever its kind; in chunks, so that its size does not matter."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from greenshoots.core.errors import AnswersError
from greenshoots.core.refusals import Note
from greenshoots.tabular.codes import RefusalCode, refusal
from greenshoots.tabular.wording import clean

CHUNK = 2_000
"""Rows that are read at a time. Few enough to stay in the processor's cache: 50,000 take half as long again."""

MOST_COLUMNS = 2_000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Row = list[str]
HoldsScores = Callable[[Sequence[str]], bool]
"""Return, from its header, whether a sheet holds scores."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a file.

    Arguments:
        numbers: The number of each row as a spreadsheet shows it, the first row of the file being 1.
        rows: Their cells as text.
        done, total: How much of the file has been read, in the same unit.
    """

    numbers: Sequence[int]
    rows: list[Row]
    done: int
    total: int

    def first(self, most: int) -> Iterator[tuple[int, Row]]:
        """Return the first rows with their numbers."""
        return islice(zip(self.numbers, self.rows, strict=True), most)


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table with a header.

    Arguments:
        header: The cells of its first row that is not blank.
        row: That row's number.
        chunks: The rows below, in order. They can be read once.
        close: Leave the file, whether or not all has been read; the stream stays open for its owner.
        notes: Notes for the person on how it was opened.
        name: The name of the sheet; empty for a text file.
    """

    header: Row
    row: int
    chunks: Iterator[Chunk]
    close: Callable[[], None]
    notes: tuple[Note, ...] = ()
    name: str = ""


def open_sheet(stream: BinaryIO, holds_scores: HoldsScores, *, sheet: str | None = None) -> SourceTable:
    """Open a CSV or XLSX file.

    Arguments:
        stream: The file, seekable. Its first bytes decide its kind; its name does not matter.
        holds_scores: Decides which sheet of a workbook to read.
        sheet: The sheet of a workbook, where the person has chosen one.

    Raises:
        AnswersError: it is neither, or it is empty or damaged.
    """
    # Each kind of file is read by a module of its own, loaded when such a file comes.
    # The caller may have read from the stream already.
    stream.seek(0)
    start = stream.read(4096)
    if not start.strip():
        raise AnswersError(refusal(RefusalCode.EMPTY_FILE))
    if start.startswith(_ZIP):
        from greenshoots.tabular import workbook

        return workbook.open_sheet(stream, holds_scores, sheet=sheet)
    # Workbooks with a password begin the same way, so the refusal names both.
    if start.startswith(_OLD_EXCEL):
        raise AnswersError(refusal(RefusalCode.OLD_EXCEL_FILE))
    if sheet is not None:
        raise AnswersError(refusal(RefusalCode.NOT_A_WORKBOOK))
    from greenshoots.tabular import text_file

    return text_file.open_sheet(stream, start)


def with_header(chunks: Generator[Chunk], notes: tuple[Note, ...] = ()) -> SourceTable:
    """Return a sheet whose header is the first row that is not blank.

    Raises:
        AnswersError: there is no such row, or it has too many columns.
    """
    try:
        for chunk in chunks:
            for place, row in enumerate(chunk.rows):
                if any(map(clean, row)):
                    _refuse_too_wide(row, chunk.numbers[place])
                    rest = Chunk(chunk.numbers[place + 1 :], chunk.rows[place + 1 :], chunk.done, chunk.total)
                    return SourceTable(row, chunk.numbers[place], _chain(rest, chunks), chunks.close, notes)
    except AnswersError:
        chunks.close()
        raise
    raise AnswersError(refusal(RefusalCode.EMPTY_FILE))


def _refuse_too_wide(header: Row, number: int) -> None:
    if len(header) > MOST_COLUMNS:
        refused = refusal(RefusalCode.TOO_MANY_COLUMNS, columns=len(header), most=MOST_COLUMNS)
        raise AnswersError(refused, row=number)


def _chain(first: Chunk, rest: Iterator[Chunk]) -> Iterator[Chunk]:
    if first.rows:
        yield first
    yield from rest
