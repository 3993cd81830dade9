"""The numbered key below a spider whose names do not fit around it."""

from __future__ import annotations

from dataclasses import dataclass

from greenshoots.charts import families, tokens, typesetting
from greenshoots.charts.geometry import Point
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Paint, Sizes
from greenshoots.charts.typesetting import Block
from greenshoots.core.instruments.model import Instrument


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the key: a group's name with its colour, or an axis with its number."""

    words: Block
    number: Block | None
    paint: Paint
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Key:
    """Entries with their places, from the top of the key down."""

    entries: tuple[KeyLine, ...]
    indent: float
    height: float


def lay_out(instrument: Instrument, sizes: Sizes) -> Key:
    """Lay out the key: one column on a phone, two on wider screens, divided between groups if possible."""
    columns = 1 if sizes.narrow else 2
    gutter = sizes.gap * 3
    room = (sizes.width - 2 * sizes.margin - gutter * (columns - 1)) / columns
    numbers = [typesetting.block(str(enabler.number), sizes.small, room) for enabler in instrument.enablers]
    indent = max(block.width for block in numbers) + sizes.gap
    sections = [_section(instrument, run, numbers, room, indent, sizes) for run in families.runs(instrument)]
    split = _split([_height(section, sizes) for section in sections]) if columns == 2 else len(sections)
    entries: list[KeyLine] = []
    deepest = 0.0
    for column, column_sections in enumerate((sections[:split], sections[split:])):
        top = 0.0
        for section in column_sections:
            for words, number, paint in section:
                entries.append(KeyLine(words, number, paint, sizes.margin + column * (room + gutter), top))
                top += words.height + sizes.gap * 0.35
            top += sizes.gap * 0.8
        deepest = max(deepest, top)
    return Key(tuple(entries), indent, deepest)


Line = tuple[Block, Block | None, Paint]


def _section(
    instrument: Instrument, run: families.Run, numbers: list[Block], room: float, indent: float, sizes: Sizes
) -> list[Line]:
    paint = tokens.group(run.place)
    heading = typesetting.block(run.group.title, sizes.small, room - indent)
    lines: list[Line] = [(heading, None, paint)]
    for place in range(run.first, run.last + 1):
        words = typesetting.block(instrument.enablers[place].axis, sizes.label, room - indent)
        lines.append((words, numbers[place], tokens.INK))
    return lines


def _height(section: list[Line], sizes: Sizes) -> float:
    return sum(words.height + sizes.gap * 0.35 for words, _, _ in section) + sizes.gap * 0.8


def _split(heights: list[float]) -> int:
    """Return how many sections the first column takes, so that the longer column is as short as possible."""
    # A group is never divided between the columns: its heading would be missing above the second part.
    return min(range(1, len(heights) + 1), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))


def draw(canvas: Canvas, key: Key, top: float, sizes: Sizes) -> None:
    """Draw a key from a height down, in the instrument's reading direction."""
    view = canvas.mirrored()
    for entry in key.entries:
        y = top + entry.top
        if entry.number is None:
            middle = y + sizes.small * typesetting.LINE / 2
            view.line(
                Point(entry.left, middle),
                Point(entry.left + key.indent - sizes.gap, middle),
                stroke=entry.paint,
                stroke_width=sizes.mark * 0.7,
                stroke_linecap="round",
            )
        else:
            drop = (entry.words.size - entry.number.size) * typesetting.BASELINE
            view.text(entry.number, Point(entry.left + key.indent - sizes.gap, y + drop), tokens.QUIET, "end")
        view.text(entry.words, Point(entry.left + key.indent, y), entry.paint)
