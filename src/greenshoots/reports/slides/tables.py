"""Native tables on slides, with their header row on every part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from greenshoots.core import translation
from greenshoots.reports import columns, office
from greenshoots.reports.columns import Fitted
from greenshoots.reports.outline import Outline, Table
from greenshoots.reports.slides import text_boxes, xml

SIZES = (14, 13, 12, 11, 10, 9)
WIDE, TIGHT = 18.0, 10.0
"""Free room left and right of the words of a cell, together."""
# PowerPoint's “No Style, No Grid”, so that the borders below are the only ones.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def fit(table: Table, width: float, sizes: Sequence[float] = SIZES, *, across: float = WIDE) -> Fitted:
    """Measure a table for a slide, with less free room if words would be cut otherwise."""
    fitted = columns.fit(table, width, sizes, across=across)
    return columns.fit(table, width, sizes, across=TIGHT) if fitted.cut else fitted


def split(fitted: Fitted, height: float) -> tuple[Fitted, Fitted] | None:
    """Divide a table between rows, so that the first part fits a height; None if not even one row fits."""
    room, fitting_rows = height - fitted.header_height, 0
    for row in fitted.heights:
        if row > room:
            break
        room -= row
        fitting_rows += 1
    if not fitting_rows:
        return None
    return (
        replace(fitted, rows=fitted.rows[:fitting_rows], heights=fitted.heights[:fitting_rows]),
        replace(fitted, rows=fitted.rows[fitting_rows:], heights=fitted.heights[fitting_rows:]),
    )


def draw(slide: Any, fitted: Fitted, area: tuple[float, float, float], table: Table, outline: Outline) -> None:
    """Draw a table that was measured and fits.

    Arguments:
        slide: The slide.
        fitted: The table, or a part of it.
        area: Left, top and width, in points.
        table: Where it comes from: its caption and language.
        outline: The whole document.
    """
    left, top, width = area
    frame = slide.shapes.add_table(
        len(fitted.rows) + 1, len(fitted.header), Pt(left), Pt(top), Pt(width), Pt(fitted.height)
    )
    frame.name = "Table"
    frame._element.nvGraphicFramePr.cNvPr.set(
        "descr", office.clean(translation.say("Table: {caption}", caption=table.caption))
    )
    native_table = frame.table
    native_table.horz_banding, native_table.first_row, native_table.first_col = False, True, True
    frame._element.find(f".//{qn('a:tableStyleId')}").text = _NO_STYLE
    for place, column_width in enumerate(fitted.widths):
        native_table.columns[place].width = Pt(column_width)
    for place, (cells, row_height) in enumerate(zip((fitted.header, *fitted.rows), _heights(fitted), strict=True)):
        native_table.rows[place].height = Pt(row_height)
        for column, words in enumerate(cells):
            is_row_name = place > 0 and column == 0
            language = table.language if is_row_name else ""
            _cell(
                native_table.cell(place, column),
                text_boxes.TextParagraph(
                    office.clean(words), language=language, backwards=office.backwards(outline, language)
                ),
                fitted,
                header=place == 0,
                right=column in fitted.numbers,
            )


def _heights(fitted: Fitted) -> tuple[float, ...]:
    return (fitted.header_height, *fitted.heights)


def _cell(cell: Any, text: text_boxes.TextParagraph, fitted: Fitted, *, header: bool, right: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(fitted.across / 2)
    cell.margin_top, cell.margin_bottom = Pt(3), Pt(3)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if header else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.line_spacing = Pt(fitted.size * columns.LINE)
    text_boxes.run(paragraph, text.text, fitted.size, bold=header, language=text.language)
    if right or text.backwards:
        paragraph.alignment = PP_ALIGN.RIGHT
    if text.backwards:
        paragraph._p.get_or_add_pPr().set("rtl", "1")
    _border(cell, office.INK if header else office.RULE, 1.25 if header else 0.75)


def _border(cell: Any, colour: str, width: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = xml.child(properties, "a:lnB", w=str(Pt(width)), cap="flat", cmpd="sng", algn="ctr")
    xml.paint(line, colour)
    # The schema wants borders before any fill of the cell.
    properties.insert(0, line)
