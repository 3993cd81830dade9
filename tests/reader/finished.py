"""Whether a finished page or document says anything that was not read: all that it says, less what was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from greenshoots.reports import values
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Picture, Quotes, Section, Table

_SPACE = re.compile(r"\s+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def texts(outline: Outline) -> set[str]:
    """Return every text of an outline: those that the reader holds, headings, cells and what people wrote."""
    found = {outline.title, outline.subtitle, outline.footer}
    found |= {text for fact in outline.facts for text in fact}
    for section in outline.sections:
        found |= set(_section(section))
    return {flat(text) for text in found if text and _LETTERS.search(text)}


def _section(section: Section) -> Iterator[str]:
    yield section.title
    yield section.eyebrow
    for block in section.blocks:
        yield from _block(block)
    for part in section.sections:
        yield from _section(part)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Quotes):
        yield from block.texts
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Picture):
        yield from (block.caption, block.alt, *block.sentences)
        yield from _table(block.table)


def _table(table: Table) -> Iterator[str]:
    yield table.caption
    yield from table.header
    for row in table.rows:
        yield from values.row(table, row)


def left_over(said: Iterable[str], read: set[str], own: Iterable[re.Pattern[str]]) -> list[str]:
    """Return what a page says that is neither read nor one of the page's own words.

    Arguments:
        said: The texts of the page, one for each paragraph, heading, cell or link.
        read: What the reader has held.
        own: Patterns for the words that a page says of itself.
    """
    patterns, found = list(own), []
    longest = sorted(read, key=len, reverse=True)
    for text in {flat(one) for one in said}:
        if text in read or any(pattern.fullmatch(text) for pattern in patterns):
            continue
        rest = text
        for known in longest:
            rest = rest.replace(known, " ")
        rest = flat(re.sub(r"[\W\d_]+", " ", rest))
        if _LETTERS.search(rest) and not any(pattern.fullmatch(rest) for pattern in patterns):
            found.append(f"{rest!r} in {text!r}")
    return found
