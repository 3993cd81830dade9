"""A file of answers as a header and rows of text, whatever its kind; a chunk at a time, so that size is no matter."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from greenshoots.core.errors import AnswersError
from greenshoots.tabular.wording import clean

CHUNK = 2_000
"""Rows that are read at a time. Few enough to stay in the processor's cache: 50,000 take half as long again."""

MOST_COLUMNS = 2_000
_EMPTY = "The file is empty. It needs a row with the name of each column, and answers below."
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Row = list[str]
HoldsScores = Callable[[Sequence[str]], bool]
"""Tell from its header whether a sheet holds answers."""


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
        """Give the first rows with their numbers."""
        return islice(zip(self.numbers, self.rows, strict=True), most)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header.

    Arguments:
        header: The cells of its first row that is not blank.
        row: That row's number.
        chunks: The rows below, in order. They can be read once.
        close: Close the file, whether or not all has been read.
        notes: What the person should know about how it was opened.
        name: The name of the sheet; empty for a text file.
    """

    header: Row
    row: int
    chunks: Iterator[Chunk]
    close: Callable[[], None]
    notes: tuple[str, ...] = ()
    name: str = ""


def open_sheet(path: Path, holds_scores: HoldsScores, *, sheet: str | None = None) -> Sheet:
    """Open a CSV or XLSX file.

    Arguments:
        path: The file. Its first bytes say what it is; its name does not matter.
        holds_scores: Tells which sheet of a workbook to read.
        sheet: The sheet of a workbook, where the person has chosen one.

    Raises:
        AnswersError: it is neither, or it is empty or damaged.
    """
    # Each kind of file is read by a module of its own, loaded when such a file comes.
    start = _beginning(path)
    if start.startswith(_ZIP):
        from greenshoots.tabular import workbook

        return workbook.open_sheet(path, holds_scores, sheet=sheet)
    if start.startswith(_OLD_EXCEL):
        raise AnswersError(
            "This is an old Excel file, or one with a password. Save it as .xlsx without a password.", file=str(path)
        )
    if sheet is not None:
        raise AnswersError("Only a workbook has sheets, and this is none. Leave --sheet out.", file=str(path))
    from greenshoots.tabular import text_file

    return text_file.open_sheet(path, start)


def with_header(path: Path, chunks: Generator[Chunk], notes: tuple[str, ...] = ()) -> Sheet:
    """Take the first row that is not blank as the header.

    Raises:
        AnswersError: there is no such row, or it has too many columns.
    """
    try:
        for chunk in chunks:
            for place, row in enumerate(chunk.rows):
                if any(map(clean, row)):
                    _refuse_too_wide(path, row, chunk.numbers[place])
                    rest = Chunk(chunk.numbers[place + 1 :], chunk.rows[place + 1 :], chunk.done, chunk.total)
                    return Sheet(row, chunk.numbers[place], _chain(rest, chunks), chunks.close, notes)
    except AnswersError:
        chunks.close()
        raise
    raise AnswersError(_EMPTY, file=str(path))


def _refuse_too_wide(path: Path, header: Row, number: int) -> None:
    if len(header) > MOST_COLUMNS:
        raise AnswersError(
            f"There are {len(header):,} columns, and {MOST_COLUMNS:,} is the most. Look for stray cells far to the "
            "right.",
            file=str(path),
            row=number,
        )


def _chain(first: Chunk, rest: Iterator[Chunk]) -> Iterator[Chunk]:
    if first.rows:
        yield first
    yield from rest


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError as error:
        raise AnswersError("There is no such file.", file=str(path)) from error
    except IsADirectoryError as error:
        raise AnswersError("This is a folder. Name the file in it.", file=str(path)) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not allowed"
        raise AnswersError(f"The file cannot be opened: {reason}.", file=str(path)) from error
    if not start.strip():
        raise AnswersError(_EMPTY, file=str(path))
    return start
