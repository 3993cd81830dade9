"""Files that are made to fill a machine, each as small as somebody could send it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
START = f'<sst xmlns="{SHEET}">'.encode()
HEADER = b'<row r="1"><c r="A1" t="inlineStr"><is><t>trust</t></is></c></row>'
ROWS = HEADER + b'<row r="2"><c r="A2"><v>4</v></c></row>'
PIECE = 1 << 20


def repeated(piece: bytes, size: int) -> Iterator[bytes]:
    """Give a piece again and again until it has a size."""
    block = piece * max(1, PIECE // len(piece))
    for _ in range(max(1, size // len(block))):
        yield block


def workbook(
    texts: Callable[[], Iterator[bytes]] | None = None, rows: Callable[[], Iterator[bytes]] | None = None
) -> bytes:
    """Write a workbook whose texts or rows come in pieces, so that making it takes no memory."""
    out = io.BytesIO()
    relation = '<Relationship Id="{}" Type="' + OFFICE + '/{}" Target="{}"/>'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        main = relation.format("r1", "officeDocument", "xl/workbook.xml")
        book.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{main}</Relationships>')
        parts = relation.format("r1", "worksheet", "worksheets/sheet1.xml")
        if texts:
            parts += relation.format("r2", "sharedStrings", "sharedStrings.xml")
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{parts}</Relationships>')
        sheets = '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">{sheets}</workbook>')
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{SHEET}"><sheetData>'.encode())
            for piece in rows() if rows else [ROWS]:
                part.write(piece)
            part.write(b"</sheetData></worksheet>")
        if texts:
            with book.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
                for piece in texts():
                    part.write(piece)
    return out.getvalue()


def around(start: bytes, piece: bytes, size: int, end: bytes) -> Callable[[], Iterator[bytes]]:
    """Give what writes a start, many pieces and an end."""

    def write() -> Iterator[bytes]:
        yield start
        yield from repeated(piece, size)
        yield end

    return write


def millions_of_texts() -> bytes:
    """Ten million texts of one letter: 1.3 MB that took 1.6 GB."""
    return workbook(texts=around(START, b"<si><t>a</t></si>", 170 << 20, b"</sst>"))


def one_text_of_millions_of_elements() -> bytes:
    """One text with elements inside that never ends."""
    return workbook(texts=around(START + b"<si>", b"<r><t>a</t></r>", 90 << 20, b"</si></sst>"))


def deep_texts() -> bytes:
    """Elements inside each other, millions deep."""
    return workbook(texts=around(START, b"<si>", 8 << 20, b""))


def a_bomb() -> bytes:
    """Rows without a cell: a gigabyte of them is a megabyte."""
    return workbook(rows=around(HEADER, b'<row r="2"/>', 600 << 20, b""))


def a_row_of_millions() -> bytes:
    """One row with cells that do not say where they stand."""
    return workbook(rows=around(HEADER + b'<row r="2">', b"<c/>", 15 << 20, b"</row>"))


def expanding_entities() -> bytes:
    """Entities that stand for others, behind a comment that is longer than anybody looks."""
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(12))
    doctype = b'<!DOCTYPE sst [<!ENTITY a0 "ha">' + entities + b"]>"
    comment = b"<!--" + b"x" * (1 << 17) + b"-->"
    return workbook(texts=lambda: iter([comment, doctype, START, b"<si><t>&a12;</t></si></sst>"]))


WORKBOOKS = {
    "millions of texts": millions_of_texts,
    "one text of millions of elements": one_text_of_millions_of_elements,
    "deep texts": deep_texts,
    "a bomb": a_bomb,
    "a row of millions": a_row_of_millions,
    "expanding entities": expanding_entities,
}
