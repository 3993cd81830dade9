"""CSV files: comma, semicolon or tab; UTF-8 with and without a mark, UTF-16, Windows-1252."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

from greenshoots.core.errors import AnswersError
from greenshoots.core.refusals import Refusal
from greenshoots.tabular import sources
from greenshoots.tabular.codes import NoteCode, RefusalCode, note, refusal
from greenshoots.tabular.sources import Chunk, Row, SourceTable

DELIMITERS = ",;\t"
HEAD = 20
"""Lines that are looked at to find the delimiter."""

LONGEST_LINE = 1_000_000
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SEPARATOR_LINE = re.compile(r"\"?sep=(.)\"?\s*", re.IGNORECASE)
"""The line by which Excel is told the delimiter; Excel does not show or count it."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Signs that people do not type; a pasted text may have a few, and many mean that the file is no text."""


def open_sheet(stream: BinaryIO, start: bytes) -> SourceTable:
    """Open a CSV file; `start` is how it begins.

    Raises:
        AnswersError: it is no text, or not well formed.
    """
    encoding = _encoding(stream, start)
    head = _head(stream, encoding)
    separator = _SEPARATOR_LINE.fullmatch(head[0]) if head else None
    delimiter = separator[1] if separator and separator[1] in DELIMITERS else _delimiter(head)
    rows = _rows(stream, encoding, delimiter, skip=1 if separator else 0)
    return sources.with_header(rows, (note(NoteCode.READ_AS_WINDOWS_1252),) if encoding == "cp1252" else ())


def _encoding(stream: BinaryIO, start: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            return encoding
    if b"\x00" in start:
        # Text of Western letters in UTF-16 has a zero in every other byte.
        zeros = [start[0::2].count(0), start[1::2].count(0)]
        if max(zeros) > len(start) // 4 and min(zeros) <= len(start) // 16:
            return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        raise AnswersError(refusal(RefusalCode.NOT_TEXT))
    return "utf-8" if _is_utf8(stream) else "cp1252"


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8 = True
    stream.seek(0)
    # The whole file: in a long one the first letter that is not UTF-8 may stand in the last row.
    while block := stream.read(1 << 20):
        if b"\x00" in block:
            raise AnswersError(refusal(RefusalCode.NOT_TEXT))
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


@contextmanager
def _as_text(stream: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Read a stream as text from its beginning, and leave it open: it belongs to the caller."""
    stream.seek(0)
    # Line ends are left to the CSV reader, since a cell may hold several lines.
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield text
    finally:
        # A wrapper that is thrown away closes its stream, which belongs to the caller.
        text.detach()


def _head(stream: BinaryIO, encoding: str) -> list[str]:
    try:
        with _as_text(stream, encoding) as text:
            # Bounded: a file without line ends would be read into memory whole.
            head = [line for _ in range(HEAD) if (line := text.readline(LONGEST_LINE))]
    except UnicodeError:
        raise AnswersError(refusal(RefusalCode.NOT_TEXT)) from None
    if sum(len(_CONTROL.findall(line)) for line in head) > sum(map(len, head)) // 10:
        raise AnswersError(refusal(RefusalCode.NOT_TEXT))
    for number, line in enumerate(head, start=1):
        if len(line) >= LONGEST_LINE:
            raise AnswersError(refusal(RefusalCode.LONG_LINE, most=LONGEST_LINE), row=number)
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
        # Rows as wide as the header count first: commas in headers and in decimals do not hide the semicolon.
        return (widths.count(widths[0]), widths[0])

    return max(DELIMITERS, key=score)


def _rows(stream: BinaryIO, encoding: str, delimiter: str, *, skip: int) -> Generator[Chunk]:
    total, number = stream.seek(0, io.SEEK_END), 1
    with _as_text(stream, encoding) as text:
        # Strict, because a quotation mark that is not closed otherwise swallows the rows after it without a word.
        reader = csv.reader(islice(text, skip, None), delimiter=delimiter, strict=True)
        while True:
            rows: list[Row] = []
            try:
                # Rows before the fault stay in the list, so their number says where it is.
                rows.extend(islice(reader, sources.CHUNK))
            except csv.Error as error:
                raise AnswersError(_malformed(error), row=number + len(rows)) from error
            except UnicodeError:
                raise AnswersError(refusal(RefusalCode.DAMAGED_TEXT), row=number + len(rows)) from None
            if not rows:
                return
            yield Chunk(range(number, number + len(rows)), rows, min(stream.tell(), total), total)
            number += len(rows)


def _malformed(error: csv.Error) -> Refusal:
    if "field larger" in str(error):
        return refusal(RefusalCode.LONG_CELL, most=csv.field_size_limit())
    return refusal(RefusalCode.CELLS_RUN_TOGETHER)
