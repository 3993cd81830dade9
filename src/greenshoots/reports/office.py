"""Shared parts of slides, workbook and Word file: typeface, palette, safe text and reproducible bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from typing import Any

from greenshoots.charts import tokens, typesetting
from greenshoots.core import translation
from greenshoots.reports.outline import Outline, Section

FONT = "Arial"
"""Comes with all Office programs; substitutes have the same widths. Covers Welsh, Greek, Hebrew and Arabic."""

EPOCH = dt.datetime(2026, 1, 1)
"""The date of documents without one, so that the same content gives the same bytes."""

PAGE, GREEN, LINK, WRITING = "#F7F6F1", "#17563A", "#0B5A8A", "#A9ADA4"
INK, QUIET, PAPER, RULE = tokens.INK.light, tokens.QUIET.light, tokens.PAPER.light, tokens.RULE.light

BOLDER, LAST_LATIN = 1.06, "\u024f"
APPLICATION = "Greenshoots"

_LONG_WORD = re.compile(r"\S{60,}")
"""Longer than a word of any language: it can break anywhere, and is measured in pieces."""

_DATES = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(</dcterms:)")


def accent(place: int | None) -> str:
    """Return the colour of a group of enablers by its place; green if there is no group."""
    return GREEN if place is None else tokens.group(place).light


def accents(outline: Outline) -> tuple[int, ...]:
    """Return the place of each enabler's group, read from the enabler pages in the instrument's order."""
    places = (section.accent for section in outline.sections if section.id.startswith("enabler-"))
    return tuple(place if place is not None else tokens.NEUTRAL for place in places)


def clean(text: str) -> str:
    """Remove characters that an Office file cannot hold, such as control characters. Line breaks stay."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    return "".join(char for char in plain if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Cn"))


def lines(text: str, size: float, room: float, *, bold: bool = False) -> typesetting.Block:
    """Break words into lines as wide as the room, in the typeface of the Office files.

    Its Latin letters are never wider than those of the packaged typeface, which measures the text, so they need no
    safety margin; bold is up to 1.06 times as wide. Other scripts can come from any typeface of the computer.
    """
    text = _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(r".{1,20}", word[0])), text)
    margin = 1 if any(char > LAST_LATIN and char.isalpha() for char in text) else typesetting.SAFETY
    return typesetting.block(text, size * (BOLDER if bold else 1), room * margin)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of text on one line, in the typeface of the Office files."""
    return typesetting.width(text, size * (BOLDER if bold else 1)) / typesetting.SAFETY


def spoken(language: str) -> str:
    """Return a language tag; by default the report's language."""
    return language or translation.language()


def backwards(outline: Outline, language: str) -> bool:
    """Return whether text runs from right to left: only the instrument's text can."""
    return bool(language) and outline.direction == "rtl"


def walk(sections: Sequence[Section]) -> list[Section]:
    """Return all sections with their subsections, in reading order."""
    return [nested for section in sections for nested in (section, *walk(section.sections))]


def leave_out(links: Any, ending: str) -> None:
    """Remove a part that comes with the library's empty file, such as its thumbnail."""
    for key in [key for key, link in links.items() if link.reltype.endswith(ending)]:
        links.pop(key)


def seal(package: bytes, when: dt.datetime | None = None) -> bytes:
    """Repack an Office file with a single date, so that the same report always has the same bytes.

    Arguments:
        package: The file, as the library wrote it.
        when: The date in its properties; a fixed one where left out.
    """
    stamp = (when or EPOCH).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    sealed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(sealed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                # The numbers of an editable chart are an embedded workbook with its own dates.
                content = seal(content, when)
            elif name == "docProps/core.xml":
                content = _DATES.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            # 1980 is the first year that a zip file can hold.
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # The default depends on the operating system and would change the bytes.
            member.create_system = 3
            member.external_attr = 0o600 << 16
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return sealed.getvalue()
