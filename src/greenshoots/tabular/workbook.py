"""XLSX workbooks, a chunk of rows at a time.

Libraries that read workbooks hold a whole sheet in memory: a million rows take a gigabyte, and one stray cell in the
last row and column of a small file asks for 500. Here the sheet is unpacked and parsed in pieces, so a workbook of
any size takes some ten megabytes.
"""

from __future__ import annotations

import gc
import re
import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, BinaryIO
from xml.etree import ElementTree as ET

from greenshoots.core.errors import AnswersError
from greenshoots.core.refusals import Note
from greenshoots.tabular import package, sources
from greenshoots.tabular.cells import WorkbookRows
from greenshoots.tabular.codes import NoteCode, RefusalCode, note, refusal
from greenshoots.tabular.errors import OversizeError
from greenshoots.tabular.package import PackageSheet
from greenshoots.tabular.sources import Chunk, HoldsScores, Row

BLOCK = 1 << 16
"""Bytes of a sheet that are parsed at a time; more of them at once are slower, not faster."""

MOST_ROWS = 1_048_576
LONGEST_ROW = 16 << 20
MOST_CELLS = 400_000
"""Cells that are read at a time: rows of 16,384 cells come fewer at once."""

MOST_ELEMENTS = 1_000_000
"""Elements of the rows that are parsed at a time; only one row that is made to be hostile has more."""
_ROOT = re.compile(rb"<(?P<prefix>[\w.-]+:)?worksheet(?:\s[^>]*)?>")
_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData\s*(?P<empty>/?)>")


def open_sheet(stream: BinaryIO, holds_scores: HoldsScores, *, sheet: str | None) -> sources.SourceTable:
    """Open one sheet of a workbook: the one that is named, else the one that holds answers.

    Raises:
        AnswersError: the workbook is damaged or protected, has no such sheet, or more than one holds answers.
    """
    with _damage_refused():
        workbook = package.open_workbook(stream)
        parts = {part.name: part for part in workbook.sheets}
    if sheet is not None:
        if sheet not in parts:
            raise AnswersError(refusal(RefusalCode.NO_SUCH_SHEET, sheet=sheet, sheets=tuple(parts)))
        return _open(stream, workbook, parts[sheet])
    chosen, notes = _choose(stream, workbook, holds_scores)
    return _open(stream, workbook, chosen, notes)


def _choose(
    stream: BinaryIO, workbook: package.Workbook, holds_scores: HoldsScores
) -> tuple[PackageSheet, tuple[Note, ...]]:
    # A person who sees one sheet is not asked which of two to read; a hidden one can be named.
    visible = [part for part in workbook.sheets if part.visible]
    if len(visible) == 1:
        return visible[0], ()
    filled, fitting = [], []
    for part in visible:
        try:
            opened = _open(stream, workbook, part)
        # An empty sheet next to the one with the answers is no reason to refuse the workbook.
        except AnswersError:
            continue
        opened.close()
        filled.append(part)
        if holds_scores(opened.header):
            fitting.append(part)
    if len(fitting) > 1:
        raise AnswersError(refusal(RefusalCode.SEVERAL_SHEETS, sheets=tuple(part.name for part in fitting)))
    if not filled:
        raise AnswersError(refusal(RefusalCode.EMPTY_WORKBOOK))
    chosen = (fitting or filled)[0]
    return chosen, (note(NoteCode.SHEET_CHOSEN, sheet=chosen.name),)


def _open(
    stream: BinaryIO, workbook: package.Workbook, part: PackageSheet, notes: tuple[Note, ...] = ()
) -> sources.SourceTable:
    return replace(sources.with_header(_chunks(stream, workbook, part), notes), name=part.name)


def _chunks(stream: BinaryIO, workbook: package.Workbook, part: PackageSheet) -> Generator[Chunk]:
    """Yield the rows of a sheet; rows that hold no cell at all are left out."""
    with _damage_refused(), zipfile.ZipFile(stream) as archive, _sheet(archive, part) as unpacked:
        total = max(archive.getinfo(part.path).file_size, 1)
        cells = WorkbookRows(workbook)
        numbers: list[int] = []
        rows: list[Row] = []
        last = seen = held = 0
        for block in _blocks(unpacked):
            parsed = _parse(block, cells, last)
            last = parsed[-1][0] if parsed else last
            seen, held = seen + len(parsed), held + sum(len(row) for _, row in parsed)
            if seen > MOST_ROWS:
                raise OversizeError(part.path)
            numbers += [number for number, row in parsed if row]
            rows += [row for _, row in parsed if row]
            if len(rows) >= sources.CHUNK or held >= MOST_CELLS:
                yield Chunk(numbers, rows, min(unpacked.tell(), total), total)
                numbers, rows, held = [], [], 0
        if rows:
            yield Chunk(numbers, rows, total, total)


def _sheet(archive: zipfile.ZipFile, part: PackageSheet) -> IO[bytes]:
    return package.open_part(archive, part.path, package.MOST_SHEET)


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut a sheet into small documents of some whole rows each."""
    buffer = stream.read(1 << 20)
    root, data = _ROOT.search(buffer), _DATA.search(buffer)
    if root is None or data is None or b"<!DOCTYPE" in buffer[: root.start()]:
        raise ValueError("no sheet")
    if data["empty"]:
        return
    # Some programs write “x:row” for “row”.
    prefix = root["prefix"] or b""
    # No text of a cell can hold these: in XML a “<” in text is written “&lt;”.
    end_of_row, end_of_rows = b"</" + prefix + b"row>", b"</" + prefix + b"sheetData>"
    end = b"</" + prefix + b"worksheet>"
    buffer = buffer[data.end() :]
    while True:
        finished = end_of_rows in buffer
        cut = buffer.rfind(end_of_row) + len(end_of_row)
        if cut >= len(end_of_row):
            yield root[0] + buffer[:cut] + end
            buffer = buffer[cut:]
        if finished:
            return
        block = stream.read(BLOCK)
        if not block or len(buffer) > LONGEST_ROW:
            raise ValueError("cut off") if not block else OversizeError
        buffer += block


def _parse(block: bytes, cells: WorkbookRows, last: int) -> list[tuple[int, Row]]:
    """Return the number and the cells of each row; a row without a number follows the one before."""
    rows = []
    # Counted before parsing, because parsing is what takes the memory.
    if block.count(b"<") > MOST_ELEMENTS:
        raise OversizeError
    with _collector_paused():
        for element in ET.fromstring(block):  # noqa: S314 - a DOCTYPE can only stand before the rows
            last = int(element.get("r") or last + 1)
            if not 1 <= last <= MOST_ROWS:
                raise ValueError(last)
            rows.append((last, cells.row(element) if len(element) else []))
    return rows


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the search for unused values: thousands of short-lived elements set it off, and it takes a third more time.

    Elements are freed at once all the same, as nothing refers to them in a circle.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _damage_refused() -> Iterator[None]:
    try:
        yield
    # Leaving a sheet before its end raises GeneratorExit here, and that is no damage.
    except (AnswersError, GeneratorExit):
        raise
    except OversizeError as error:
        raise AnswersError(refusal(RefusalCode.OVERSIZE_WORKBOOK)) from error
    except Exception as error:
        # Damage can show in any of the parsers: the archive, its compression, XML, numbers.
        raise AnswersError(refusal(RefusalCode.DAMAGED_WORKBOOK)) from error
