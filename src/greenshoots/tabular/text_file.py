"""CSV files: comma, semicolon or tab; UTF-8 with and without a mark, UTF-16, Windows-1252."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Generator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from greenshoots.core.errors import AnswersError
from greenshoots.tabular import sources
from greenshoots.tabular.sources import Chunk, Row, Sheet

DELIMITERS = ",;\t"
HEAD = 20
"""Lines that are looked at to find the delimiter."""

LONGEST_LINE = 1_000_000
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SEPARATOR_LINE = re.compile(r"\"?sep=(.)\"?\s*", re.IGNORECASE)
"""The line by which Excel is told the delimiter; Excel does not show or count it."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Signs that people do not type; one may come with a pasted text, many mean that it is no text."""

_NOT_TEXT = "This is not a text file or a workbook. Save the answers as CSV or XLSX."
_GUESSED = "The file is not UTF-8. It was read as Windows-1252; look whether accents came out right."


def open_sheet(path: Path, start: bytes) -> Sheet:
    """Open a CSV file; `start` is how it begins.

    Raises:
        AnswersError: it is no text, or not well formed.
    """
    encoding = _encoding(path, start)
    head = _head(path, encoding)
    separator = _SEPARATOR_LINE.fullmatch(head[0]) if head else None
    delimiter = separator[1] if separator and separator[1] in DELIMITERS else _delimiter(head)
    raw = path.open("rb")
    rows = _rows(raw, encoding, delimiter, path, skip=1 if separator else 0)
    return sources.with_header(path, rows, (_GUESSED,) if encoding == "cp1252" else ())


def _encoding(path: Path, start: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            return encoding
    if b"\x00" in start:
        # Text of Western letters in UTF-16 has a zero in every other byte.
        zeros = [start[0::2].count(0), start[1::2].count(0)]
        if max(zeros) > len(start) // 4 and min(zeros) <= len(start) // 16:
            return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        raise AnswersError(_NOT_TEXT, file=str(path))
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8 = True
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if b"\x00" in block:
                raise AnswersError(_NOT_TEXT, file=str(path))
            if utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    utf8 = False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        utf8 = False
    return utf8


def _head(path: Path, encoding: str) -> list[str]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            head = [line for _ in range(HEAD) if (line := file.readline(LONGEST_LINE))]
    except UnicodeError:
        raise AnswersError(_NOT_TEXT, file=str(path)) from None
    if sum(len(_CONTROL.findall(line)) for line in head) > sum(map(len, head)) // 10:
        raise AnswersError(_NOT_TEXT, file=str(path))
    for number, line in enumerate(head, start=1):
        if len(line) >= LONGEST_LINE:
            raise AnswersError(
                f"The line has more than {LONGEST_LINE:,} characters. Save the answers as CSV or XLSX, "
                "a row for each person.",
                file=str(path),
                row=number,
            )
    return head


def _delimiter(head: list[str]) -> str:
    """Choose the delimiter that cuts the rows into as many cells as the header, and the header into most."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0)
        if not widths or widths[0] == 1:
            return (0, 0)
        return (widths.count(widths[0]), widths[0])

    return max(DELIMITERS, key=score)


def _rows(raw: BinaryIO, encoding: str, delimiter: str, path: Path, *, skip: int) -> Generator[Chunk]:
    total, number = path.stat().st_size, 1
    with raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
        reader = csv.reader(islice(text, skip, None), delimiter=delimiter, strict=True)
        while True:
            rows: list[Row] = []
            try:
                # Rows before the fault stay in the list, so their number says where it is.
                rows.extend(islice(reader, sources.CHUNK))
            except csv.Error as error:
                raise _malformed(error, path, number + len(rows)) from error
            except UnicodeError:
                reason = "The text is damaged after this row. Save the file as CSV UTF-8."
                raise AnswersError(reason, file=str(path), row=number + len(rows)) from None
            if not rows:
                return
            yield Chunk(range(number, number + len(rows)), rows, min(raw.tell(), total), total)
            number += len(rows)


def _malformed(error: csv.Error, path: Path, row: int) -> AnswersError:
    reason = "The cells cannot be told apart."
    if "field larger" in str(error):
        reason = f"A cell holds more than {csv.field_size_limit():,} characters."
    hint = "Look for a quotation mark that is not closed, or not doubled inside a cell."
    return AnswersError(f"{reason} {hint}", file=str(path), row=row)
