"""Rows of text out of a file, a chunk at a time, whatever its kind and encoding."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from greenshoots.core.errors import AnswersError

CHUNK = 50_000
DELIMITERS = ",;\t"
MOST_COLUMNS = 2_000
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Row = list[str]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a file.

    Arguments:
        first: The number of the first of them as a spreadsheet shows it; the header is row 1.
        rows: Their cells as text.
        done, total: How much of the file has been read, in the same unit.
    """

    first: int
    rows: list[Row]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header.

    Arguments:
        header: The cells of its first row.
        chunks: The rows below, in order. They can be read once.
        notes: What the person should know about how it was opened.
    """

    header: Row
    chunks: Iterator[Chunk]
    notes: tuple[str, ...] = ()


def open_sheet(path: Path, *, sheet: str | None = None) -> Sheet:
    """Open a CSV or XLSX file.

    Arguments:
        path: The file. Its first bytes say what it is; its name does not matter.
        sheet: The sheet of a workbook; the first that holds anything where it is left out.

    Raises:
        AnswersError: it is neither, or it is empty or damaged.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError as error:
        raise AnswersError("There is no such file.", file=str(path)) from error
    except OSError as error:
        raise AnswersError(f"The file cannot be read: {error.strerror}.", file=str(path)) from error
    if not start.strip():
        raise AnswersError("The file is empty.", file=str(path))
    if start.startswith(_ZIP):
        return _open_workbook(path, sheet)
    if start.startswith(_OLD_EXCEL):
        raise AnswersError(
            "This is an old or encrypted Excel file. Save it as .xlsx without a password.", file=str(path)
        )
    if sheet is not None:
        raise AnswersError("Only a workbook has sheets, and this is a text file.", file=str(path))
    return _open_text(path, start)


def _open_text(path: Path, start: bytes) -> Sheet:
    encoding = _encoding(path, start)
    notes: tuple[str, ...] = ()
    if encoding == "cp1252":
        notes = ("The file is not UTF-8. It was read as Windows-1252; look whether accents came out right.",)
    raw = path.open("rb")
    text = io.TextIOWrapper(raw, encoding=encoding, newline="")
    try:
        head = [line for line, _ in zip(text, range(20), strict=False)]
        text.seek(0)
        reader = csv.reader(text, delimiter=_delimiter(head), strict=True)
        rows = _text_rows(reader, raw, path)
        header = next(rows, Chunk(1, [], 0, 0))
    except UnicodeDecodeError as error:
        raw.close()
        raise AnswersError(
            "The file is not text in any encoding we know. Save it as CSV UTF-8.", file=str(path)
        ) from error
    except AnswersError:
        raw.close()
        raise
    if not header.rows or not any(cell.strip() for cell in header.rows[0]):
        raw.close()
        raise AnswersError("The first row is blank. It should hold the name of each column.", file=str(path), row=1)
    return Sheet(header.rows[0], rows, notes)


def _encoding(path: Path, start: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if start.startswith(mark):
            return encoding
    if b"\x00" in start:
        # Text of Western letters in UTF-16 has a zero in every other byte.
        zeros = [start[0::2].count(0), start[1::2].count(0)]
        if max(zeros) > len(start) // 4:
            return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        raise AnswersError("This is not a text file or a workbook. Save the answers as CSV or XLSX.", file=str(path))
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(head: list[str]) -> str:
    """Choose the delimiter that cuts the header into most cells and the rows below into as many."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            rows = [row for row in csv.reader(head, delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0)
        width = len(rows[0]) if rows else 0
        return (sum(len(row) == width for row in rows) if width > 1 else 0, width)

    return max(DELIMITERS, key=score)


def _text_rows(reader: Any, raw: BinaryIO, path: Path) -> Iterator[Chunk]:
    """Give the header as a chunk of its own, then the rows."""
    total = path.stat().st_size
    number, size = 1, 1
    with raw:
        while True:
            try:
                rows = list(islice(reader, size))
            except csv.Error as error:
                raise AnswersError(
                    f"A cell cannot be read: {error}. Look for a quotation mark that is not closed.",
                    file=str(path),
                    row=number if size == 1 else None,
                ) from error
            except UnicodeError as error:
                raise AnswersError("The text is damaged. Save it as CSV UTF-8.", file=str(path)) from error
            if not rows:
                return
            yield Chunk(number, rows, raw.tell(), total)
            number, size = number + len(rows), CHUNK


def _open_workbook(path: Path, wanted: str | None) -> Sheet:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        names = workbook.sheet_names
        if wanted is not None and wanted not in names:
            raise AnswersError(f"There is no sheet “{wanted}”. There are: {', '.join(names)}.", file=str(path))
        for name in [wanted] if wanted is not None else names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.height > 0 and sheet.width > 0:
                break
        else:
            raise AnswersError("The workbook is empty.", file=str(path))
        notes: tuple[str, ...] = ()
        if wanted is None and len(names) > 1:
            notes = (f"The sheet “{name}” was read. Choose another with --sheet.",)
        rows = _sheet_rows(sheet, path)
        header = next(rows, Chunk(1, [], 0, 0))
    except AnswersError:
        raise
    except Exception as error:  # the library has a class of its own for each kind of damage
        raise AnswersError("The workbook is damaged or protected by a password.", file=str(path)) from error
    if not header.rows or not any(cell.strip() for cell in header.rows[0]):
        raise AnswersError("The first row is blank. It should hold the name of each column.", file=str(path), row=1)
    return Sheet(header.rows[0], rows, notes)


def _sheet_rows(sheet: Any, path: Path) -> Iterator[Chunk]:
    number, size = 1, 1
    lines = sheet.iter_rows()
    while True:
        try:
            rows = [[_as_text(cell) for cell in line] for line in islice(lines, size)]
        except Exception as error:
            raise AnswersError("The workbook is damaged.", file=str(path)) from error
        if not rows:
            return
        yield Chunk(number, rows, number + len(rows), sheet.height)
        number, size = number + len(rows), CHUNK


def _as_text(cell: object) -> str:
    if type(cell) is str:
        return cell
    if type(cell) is float:
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
