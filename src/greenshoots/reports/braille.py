"""The report as a Braille-ready file."""

from __future__ import annotations

from collections.abc import Iterator

from greenshoots.core import translation
from greenshoots.formats import braille
from greenshoots.reports import values
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Quotes, Section, Table


def render(outline: Outline) -> bytes:
    """Write the report in Braille.

    Arguments:
        outline: What it says.

    Raises:
        MissingToolError: liblouis is not installed.
    """
    return braille.to_brf(tuple(paragraphs(outline)), translation.language())


def paragraphs(outline: Outline) -> Iterator[str]:
    """Return the paragraphs of the report in order: tables as lists, pictures as their text alternatives."""
    yield outline.title
    if outline.subtitle:
        yield outline.subtitle
    yield "\n".join(f"{label}: {words}" for label, words in outline.facts)
    for section in outline.sections:
        yield from _section(section)
    yield outline.footer


def _section(section: Section) -> Iterator[str]:
    yield f"{section.eyebrow}: {section.title}" if section.eyebrow else section.title
    for block in section.blocks:
        yield from _block(block)
    for subsection in section.sections:
        yield from _section(subsection)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield translation.say("Important: {text}", text=block.text) if block.kind == "warning" else block.text
    elif isinstance(block, Bullets):
        marks = [f"{number}. " for number in range(1, len(block.items) + 1)] if block.numbered else None
        yield "\n".join(f"{marks[place] if marks else '- '}{text}" for place, text in enumerate(block.items))
    elif isinstance(block, Quotes):
        yield "\n".join(f"“{text}”" for text in block.texts)
    elif isinstance(block, Table):
        yield from _table(block)
    else:
        yield translation.say("Picture: {text}", text=block.alt)
        yield "\n".join(block.sentences)
        yield from _table(block.table)


def _table(table: Table) -> Iterator[str]:
    # A table row is wider than a line of Braille, so each row becomes a sentence.
    yield table.caption
    for row in table.rows:
        cells = values.row(table, row)
        pairs = [f"{title}: {value}" for title, value in zip(table.header[1:], cells[1:], strict=True)]
        yield f"{cells[0]}: {cells[1]}" if len(pairs) == 1 else "\n".join([cells[0], *pairs])
