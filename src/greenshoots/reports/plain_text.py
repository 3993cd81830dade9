"""The report as plain text in 72 columns, for e-mail, Braille displays and screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from greenshoots.core import translation
from greenshoots.formats import text
from greenshoots.reports import values
from greenshoots.reports.outline import Block, Bullets, Outline, Paragraph, Picture, Quotes, Section, Table

GAP = 2
"""Columns between the columns of a table."""


def render(outline: Outline) -> str:
    """Write the report.

    Arguments:
        outline: What it says.
    """
    parts = [text.heading(outline.title)]
    if outline.subtitle:
        parts.append(text.wrap(outline.subtitle))
    parts.append("\n".join(text.wrap(f"{label}: {words}", rest="  ") for label, words in outline.facts))
    for section in outline.sections:
        parts += _section(section, 2)
    parts += ["-" * text.WIDTH, text.wrap(outline.footer)]
    return "\n\n".join(parts) + "\n"


def picture(drawing: Picture) -> str:
    """Write the sentences and the table of a picture.

    Arguments:
        drawing: The picture.
    """
    return "\n\n".join([text.heading(drawing.caption), *_picture(drawing)]) + "\n"


def _section(section: Section, level: int) -> Iterator[str]:
    # One more blank line than between paragraphs, so that readers and listeners notice a new section.
    yield (
        ("\n" if section.new_page else "")
        + (f"{section.eyebrow}\n" if section.eyebrow else "")
        + text.heading(section.title, level)
    )
    for block in section.blocks:
        yield from _block(block)
    for subsection in section.sections:
        yield from _section(subsection, level + 1)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield text.wrap(_paragraph(block))
    elif isinstance(block, Bullets):
        yield text.bullets(block.items, numbered=block.numbered)
    elif isinstance(block, Quotes):
        yield text.bullets([f"“{words}”" for words in block.texts])
    elif isinstance(block, Table):
        yield table(block)
    else:
        yield text.wrap(translation.say("Picture: {text}", text=block.alt))
        yield from _picture(block)


def _paragraph(block: Paragraph) -> str:
    if block.kind == "warning":
        return translation.say("Important: {text}", text=block.text)
    return f"> {block.text}" if block.kind == "prompt" else block.text


def _picture(drawing: Picture) -> Iterator[str]:
    if drawing.sentences:
        yield text.bullets(drawing.sentences)
    yield table(drawing.table)


def table(content: Table) -> str:
    """Write a table in columns if they fit, otherwise as one list for each row.

    Arguments:
        content: The table.
    """
    rows = [values.row(content, row) for row in content.rows]
    # Columns on the screen and not letters: Chinese letters take two, combining accents none.
    widths = [max(map(text.columns, column)) for column in zip(content.header, *rows, strict=True)]
    fits = sum(widths) + GAP * (len(widths) - 1) <= text.WIDTH
    body = _columns(content, rows, widths) if fits else _lists(content.header, rows)
    return f"{text.wrap(content.caption + ':')}\n\n{body}"


def _columns(content: Table, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    numbers = values.number_columns(content)
    rule = ["-" * width for width in widths]
    lines = [content.header, rule, *rows]
    return "\n".join(
        (" " * GAP)
        .join(
            _padded(value, width, right=place in numbers)
            for place, (value, width) in enumerate(zip(line, widths, strict=True))
        )
        .rstrip()
        for line in lines
    )


def _padded(value: str, width: int, *, right: bool) -> str:
    space = " " * (width - text.columns(value))
    return space + value if right else value + space


def _lists(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    entries = []
    for row in rows:
        pairs = [f"{title}: {value}" for title, value in zip(header[1:], row[1:], strict=True)]
        if len(pairs) == 1:
            entries.append(text.wrap(f"{row[0]}: {row[1]}", rest="  "))
        else:
            entries.append(
                "\n".join([text.wrap(row[0]), *(text.wrap(p, first="  ", rest="    ") for p in _join_short(pairs))])
            )
    return "\n\n".join(entries)


def _join_short(pairs: Sequence[str]) -> list[str]:
    """Join short pairs on one line, so that twelve columns do not become twelve lines."""
    lines: list[str] = []
    for pair in pairs:
        if lines and text.columns(lines[-1]) + text.columns(pair) + 4 <= text.WIDTH - 2 and len(pair) < 28:
            lines[-1] += f"; {pair}"
        else:
            lines.append(pair)
    return lines
