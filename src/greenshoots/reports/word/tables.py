"""Native tables in the Word file; wide tables in large print become a short list for each row."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from greenshoots.core import translation
from greenshoots.reports import columns, office, values
from greenshoots.reports.columns import Fitted
from greenshoots.reports.outline import Outline, Table
from greenshoots.reports.word import runs, style_sheet

SIZES, SIZE_LARGE = (9.5, 9, 8.5, 8), 18.0


def add(document: Any, table: Table, outline: Outline, room: float, *, large: bool) -> None:
    """Add a table with its caption.

    Arguments:
        document: The document.
        table: The table.
        outline: The whole document.
        room: The width of the page without its margins, in points.
        large: True for large print.
    """
    caption = document.add_paragraph(office.clean(table.caption), style="Caption")
    fitted = columns.fit(table, room, (SIZE_LARGE,) if large else SIZES, across=12)
    if large and (fitted.cut or _too_tall(fitted)):
        _records(document, table, outline)
        return
    caption.paragraph_format.keep_with_next = True
    _draw(document, table, fitted, outline)
    document.add_paragraph(style=style_sheet.SMALL).paragraph_format.space_after = Pt(4)


def _too_tall(fitted: Fitted) -> bool:
    """Return whether columns are so narrow that a row reads as a ladder of single words."""
    return max(fitted.heights, default=0.0) > 8 * fitted.size * columns.LINE


def _draw(document: Any, table: Table, fitted: Fitted, outline: Outline) -> None:
    native_table = document.add_table(rows=len(fitted.rows) + 1, cols=len(fitted.header), style=style_sheet.TABLE)
    # Word would otherwise choose other widths than those for which the words were measured.
    native_table.alignment, native_table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe(native_table, table)
    for place, width in enumerate(fitted.widths):
        native_table.columns[place].width = Pt(width)
    grid = [row.cells for row in native_table.rows]
    for place, (cells, words) in enumerate(zip(grid, (fitted.header, *fitted.rows), strict=True)):
        _keep_whole(native_table.rows[place], header=place == 0)
        for column, (cell, text) in enumerate(zip(cells, words, strict=True)):
            cell.width = Pt(fitted.widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles[style_sheet.SMALL]
            paragraph.add_run(office.clean(text)).font.size = Pt(fitted.size)
            if place == 0:
                paragraph.runs[0].bold = True
            # A short table stays on one page; of a long one the header and the first row stay together.
            paragraph.paragraph_format.keep_with_next = place == 0 or (
                len(fitted.rows) < 13 and place < len(fitted.rows)
            )
            if column in fitted.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if place and column == 0:
                runs.speak(paragraph, table.language, outline)


def _describe(native_table: Any, table: Table) -> None:
    properties = native_table._tbl.tblPr
    table_look = properties.find(qn("w:tblLook"))
    if table_look is not None:
        properties.remove(table_look)
    properties.append(
        runs.element(
            "w:tblLook",
            val="00A0",
            firstRow="1",
            lastRow="0",
            firstColumn="1",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        )
    )
    properties.append(runs.element("w:tblCaption", val=office.clean(table.caption)))
    described = translation.say(
        "One row for each {what}. Columns: {columns}.", what=table.header[0], columns=", ".join(table.header)
    )
    properties.append(runs.element("w:tblDescription", val=office.clean(described)))


def _keep_whole(row: Any, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(runs.element("w:cantSplit"))
    if header:
        properties.append(runs.element("w:tblHeader"))


def _records(document: Any, table: Table, outline: Outline) -> None:
    for cells in table.rows:
        words = values.row(table, cells)
        name = document.add_paragraph(style=style_sheet.BODY)
        name.add_run(office.clean(words[0])).bold = True
        name.paragraph_format.keep_with_next = True
        runs.speak(name, table.language, outline)
        for place, (header, text) in enumerate(zip(table.header[1:], words[1:], strict=True), start=2):
            line = document.add_paragraph(office.clean(f"{header}: {text}"), style="List Bullet")
            line.paragraph_format.keep_with_next = place < len(words)
