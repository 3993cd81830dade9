"""The report as one self-contained page, without scripts or requests, for screens of any width and for paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import jinja2
import markupsafe

from greenshoots.charts import tokens
from greenshoots.core import translation
from greenshoots.core.instruments.model import RIGHT_TO_LEFT
from greenshoots.reports import values
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Picture, Quotes, Section, Table

PARTS = ("in-short", "spider", "talk-first", "every-answer", "change", "who-answered", "protection", "method")
"""Sections in the row of links, besides one link for the enablers and one for the groups."""

_TITLES = {"enabler": translation.mark("Enablers"), "group": translation.mark("Compare groups")}

SHORT = 12
"""The most letters of a cell that never wraps, such as *3.1 to 3.7*."""


def render(outline: Outline) -> str:
    """Write the page.

    Arguments:
        outline: What it says.
    """
    accents = sorted({section.accent for section in _all(outline.sections) if section.accent is not None})
    return _template().render(
        outline=outline,
        style=markupsafe.Markup(_style(outline, accents)),  # noqa: S704 - our own style sheet
        links=_links(outline.sections),
        rows=_rows([_section(section) for section in outline.sections]),
        spoken=_spoken,
        language=translation.language(),
        skip=translation.say("Skip to the report"),
        parts=translation.say("Contents"),
    )


@cache
def _template() -> jinja2.Template:
    # Escaping is on for everything; only our own drawings and style sheet are marked as safe.
    # A name that the template misspells stops the report instead of leaving a hole in it.
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_read("report.html"))


@cache
def _read(name: str) -> str:
    return resources.files("greenshoots.reports").joinpath(name).read_text(encoding="utf-8")


def _style(outline: Outline, accents: Sequence[int]) -> str:
    light = "".join(f".group-{accent}{{--accent:{tokens.group(accent).light}}}" for accent in accents)
    dark = "".join(f".group-{accent}{{--accent:{tokens.group(accent).dark}}}" for accent in accents)
    # In a CSS string, quotes and backslashes could end the string, and “<” the style sheet.
    words = outline.footer.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")
    weight = "700" if outline.unprotected else "400"
    page = (
        "@page{size:A4;margin:20mm 20mm 24mm;"
        f'@bottom-left{{content:"{words}";font:{weight} 8pt sans-serif;width:85%;text-align:left}}'
        "@bottom-right{content:counter(page);font:8pt sans-serif}}"
    )
    # Dark colours are for screens only: a page that is printed from a dark screen has to stay readable.
    return f"{_read('report.css')}{light}@media screen and (prefers-color-scheme:dark){{{dark}}}{page}"


def _spoken(language: str) -> markupsafe.Markup:
    """Return the language attributes of text that is not in the report's language."""
    if not language:
        return markupsafe.Markup()
    direction = "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
    return markupsafe.Markup(' lang="{}" dir="{}"').format(language, direction)


def _all(sections: Sequence[Section]) -> list[Section]:
    return [subsection for section in sections for subsection in (section, *_all(section.sections))]


def _links(sections: Sequence[Section]) -> list[dict[str, str]]:
    """Return the links at the top of the page: one for all enablers, one for all groups."""
    links: list[dict[str, str]] = []
    kinds: set[str] = set()
    for section in sections:
        kind = section.id.split("-")[0]
        title = _TITLES.get(kind)
        if section.id in PARTS or (title is not None and kind not in kinds):
            links.append({"id": section.id, "title": section.title if title is None else translation.say(title)})
        kinds.add(kind)
    return links


def _rows(sections: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Group sections into rows: what to talk about first goes next to the spider on a wide screen."""
    rows: list[list[dict[str, Any]]] = []
    for section in sections:
        if section["id"] == "talk-first" and rows and rows[-1][0]["id"] == "spider":
            rows[-1].append(section)
        else:
            rows.append([section])
    return rows


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": section.title,
        "eyebrow": section.eyebrow,
        "accent": section.accent,
        "language": section.language,
        "new_page": section.new_page,
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(subsection) for subsection in section.sections],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "text": block.text, "kind": block.kind, "lines": block.lines}
    if isinstance(block, Bullets):
        return {"is": "bullets", "texts": block.items, "numbered": block.numbered, "language": block.language}
    if isinstance(block, Quotes):
        return {"is": "quotes", "texts": block.texts}
    return _table(block) if isinstance(block, Table) else _picture(block)


def _table(table: Table) -> dict[str, Any]:
    rows = [values.row(table, row) for row in table.rows]
    return {
        "is": "table",
        "caption": table.caption,
        "header": table.header,
        "rows": rows,
        "short": {place for place in range(len(table.header)) if all(len(row[place]) <= SHORT for row in rows)},
        "numbers": values.number_columns(table),
        "language": table.language,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "is": "picture",
        "caption": picture.caption,
        "svg": markupsafe.Markup(picture.svg),  # noqa: S704 - our own drawing, escaped where it was made
        "narrow": markupsafe.Markup(picture.narrow),  # noqa: S704 - as above
        "sentences": picture.sentences,
        "table": _table(picture.table),
    }
