"""The report as a tagged PDF, A4, also in large print."""

from __future__ import annotations

import base64
import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from greenshoots.charts import png, tokens
from greenshoots.core import translation
from greenshoots.formats import typesetting
from greenshoots.reports import pictures, values
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Picture, Quotes, Section, Table

TEMPLATE = "reports/report.typ"

WIDEST, WIDEST_LARGE = 92, 46
"""The most letters across a row of a table, at 9 and at 18 points."""

ROOM = (453, 600)
"""Room for a picture on a page, width and height in points."""

LONGEST_CELL, LONGEST_CELL_LARGE = 20, 14
"""Letters of a cell before it may be wrapped."""

LONGEST_TITLE = 14
"""Letters of a column's title before it may be wrapped."""

LONGEST_LINE = 70
"""Letters of a line in a cell that is still easy to read."""


def render(outline: Outline, *, large_print: bool = False, when: dt.date | None = None) -> bytes:
    """Typeset the report.

    Arguments:
        outline: What it says.
        large_print: True for 18 points, no italics, and tables that would not fit as lists.
        when: The date in the document's properties.
    """
    files: dict[str, str] = {}
    content = document(outline, files, large_print=large_print)
    # In UTC, so that the same date gives the same bytes on a computer in another time zone.
    moment = None if when is None else dt.datetime(when.year, when.month, when.day, tzinfo=dt.UTC)
    return typesetting.pdf(TEMPLATE, content, assets=files, when=moment)


def document(outline: Outline, files: dict[str, str], *, large_print: bool = False) -> dict[str, Any]:
    """Turn an outline into plain data for the template.

    Arguments:
        outline: What it says.
        files: Takes up the pictures, by file name.
        large_print: True for large print.
    """
    return {
        "title": outline.title,
        "subtitle": outline.subtitle,
        "running": outline.subtitle,
        "facts": [list(fact) for fact in outline.facts],
        "footer": outline.footer,
        "unprotected": outline.unprotected,
        "direction": outline.direction,
        "spoken": translation.language().split("-"),
        "page": translation.say("{number} of {last}"),
        "keywords": list(outline.keywords),
        "large": large_print,
        "sections": [_section(section, files, large_print) for section in outline.sections],
    }


def _section(section: Section, files: dict[str, str], large: bool) -> dict[str, Any]:
    return {
        "title": section.title,
        "eyebrow": section.eyebrow,
        "colour": None if section.accent is None else tokens.group(section.accent).light,
        "language": section.language,
        "new_page": section.new_page,
        "blocks": [_block(block, files, large) for block in section.blocks],
        "sections": [_section(subsection, files, large) for subsection in section.sections],
    }


def _block(block: Block, files: dict[str, str], large: bool) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "text": block.text, "kind": block.kind, "lines": block.lines}
    if isinstance(block, Bullets):
        return {
            "is": "bullets",
            "items": list(block.items),
            "numbered": block.numbered,
            "language": block.language,
        }
    if isinstance(block, Quotes):
        return {"is": "quotes", "texts": list(block.texts)}
    return _table(block, large) if isinstance(block, Table) else _picture(block, files, large)


def _picture(picture: Picture, files: dict[str, str], large: bool) -> dict[str, Any]:
    drawings = picture.large if large and picture.large else (picture.svg,)
    caption = picture.caption
    if large:
        caption = translation.say("{caption}. The table shows the same numbers in large print.", caption=caption)
    return {
        "is": "picture",
        "drawings": [_drawing(svg, files, pictures.LARGE_PAGE if large else ROOM) for svg in drawings],
        "caption": caption,
        "alt": picture.alt,
        "sentences": list(picture.sentences),
        "table": _table(picture.table, large),
    }


def _drawing(svg: str, files: dict[str, str], room: tuple[float, float]) -> dict[str, Any]:
    name = f"picture-{len(files) + 1}.svg"
    # PDF/UA needs to know the letters behind joined ones, as in Arabic, which the typesetter cannot tell for
    # drawings.
    files[name] = _as_pixels(svg) if _joined(svg) else svg
    width, height = pictures.size(svg)
    return {"file": name, "width": min(1.0, room[1] / room[0] * width / height)}


def _joined(svg: str) -> bool:
    """Return whether a drawing has letters that join or run from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in svg)


def _as_pixels(svg: str) -> str:
    """Return an SVG that holds the drawing as pixels.

    The typesetter cannot yet record which letters are behind joined ones in a drawing, which PDF/UA requires.
    The text alternative, the sentences and the table hold the words.
    """
    width, height = pictures.size(svg)
    pixels = base64.b64encode(png.render(svg, scale=3)).decode("ascii")
    sides = f'width="{width:g}" height="{height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" {sides}>'
        f'<image {sides} href="data:image/png;base64,{pixels}"/></svg>'
    )


def _table(table: Table, large: bool) -> dict[str, Any]:
    rows = [values.row(table, row) for row in table.rows]
    numbers = values.number_columns(table)
    room = WIDEST_LARGE if large else WIDEST
    needed = _needed(table.header, rows, LONGEST_CELL_LARGE if large else LONGEST_CELL)
    return {
        "is": "table",
        "caption": table.caption,
        "header": list(table.header),
        "rows": rows,
        "columns": [
            {"number": place in numbers, "share": share}
            for place, share in enumerate(_shares(needed, _wanted(table.header, rows), room))
        ],
        # A table that is too wide becomes one list for each row; the template decides by this flag.
        "records": sum(needed) > room,
        "language": table.language,
    }


def _needed(header: Sequence[str], rows: Sequence[Sequence[str]], longest: int) -> list[int]:
    """Estimate the smallest column widths in letters: the longest word, or the longest cell up to a limit."""
    widths = []
    for title, cells in _columns(header, rows):
        words = [len(word) for text in (title, *cells) for word in text.split()]
        # A title of more than three lines looks like a separate column.
        widths.append(max([min(max(map(len, cells), default=0), longest), *words, len(title) // 3, 1]) + 1)
    return widths


def _wanted(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Estimate the ideal column widths in letters: the longest cell, up to what is still easy to read."""
    return [
        min(
            max([*(len(cell) for cell in cells), min(len(title), LONGEST_TITLE), *map(len, title.split())]),
            LONGEST_LINE,
        )
        + 2
        for title, cells in _columns(header, rows)
    ]


def _columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((title, [row[place] for row in rows]) for place, title in enumerate(header))


def _shares(needed: Sequence[int], ideal: Sequence[int], room: int) -> list[float]:
    """Divide the width: first what each column needs, then its ideal width, then the rest evenly."""
    spare = max(room - sum(needed), 0)
    missing = [max(want - need, 0) for need, want in zip(needed, ideal, strict=True)]
    given = min(1.0, spare / sum(missing)) if sum(missing) else 0.0
    left = (spare - given * sum(missing)) / len(needed)
    return [need + given * extra + left for need, extra in zip(needed, missing, strict=True)]
