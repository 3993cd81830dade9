"""Rows for enablers: name, note, and the picture's content.

Names are beside their rows, or above in a narrow picture. Rows mirror where reading runs from
right to left; everything here is laid out from left to right and turned over when it is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from greenshoots.charts import families, tokens, typesetting
from greenshoots.charts.geometry import Point
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Sizes
from greenshoots.charts.typesetting import Block
from greenshoots.core.instruments.model import Instrument, Scale


class Content(Protocol):
    """The content of a row."""

    @property
    def height(self) -> float:
        """Return the height of the content."""
        ...

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the content from a height down."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """A row before it is laid out.

    Arguments:
        place: The enabler's place in the instrument.
        note: Secondary text below the name; can be empty.
        content: The picture's content.
    """

    place: int
    note: str
    content: Content


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of all rows: names from `edge`, content from `left` to `right`."""

    edge: float
    room: float
    left: float
    right: float
    stacked: bool

    @property
    def width(self) -> float:
        """Return the width of the content."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in a row that has nothing to draw."""

    block: Block
    left: float

    @property
    def height(self) -> float:
        """Return the height of the text."""
        return self.block.height

    def draw(self, canvas: Canvas, top: float) -> None:
        """Write the text."""
        canvas.text(self.block, Point(self.left, top), tokens.QUIET)


@dataclass(frozen=True, slots=True)
class Ruler:
    """The places of scores between the two ends of the content."""

    scale: Scale
    left: float
    right: float

    def at(self, score: float) -> float:
        """Return the place of a score; scores beyond the scale stay at its end."""
        share = (score - self.scale.minimum) / (self.scale.maximum - self.scale.minimum)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def frame(names: Sequence[str], sizes: Sizes) -> Frame:
    """Choose the columns: as wide as the longest name needs, from two to three tenths of the picture."""
    edge, right = sizes.margin + sizes.gap * 1.5, sizes.width - sizes.margin
    if sizes.narrow:
        return Frame(edge, right - edge, edge, right, stacked=True)
    longest = max((typesetting.width(typesetting.tidy(name), sizes.label) for name in names), default=0.0)
    room = min(max(longest + 1, 0.2 * sizes.width), 0.3 * sizes.width)
    return Frame(edge, room, edge + room + sizes.gap * 2.5, right, stacked=False)


def sentence(words: str, frame: Frame, sizes: Sizes) -> Sentence:
    """Return a sentence as the content of a row."""
    return Sentence(typesetting.block(words, sizes.small, frame.width), frame.left)


@dataclass(frozen=True, slots=True)
class _Placed:
    row: Row
    name: Block
    note: Block | None
    note_beside: bool
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class _Heading:
    words: Block | None
    colour: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows and headings with their places, and the `bottom` of the last."""

    frame: Frame
    sizes: Sizes
    placed: tuple[_Placed, ...]
    headings: tuple[_Heading, ...]
    bottom: float


def lay_out(
    rows: Sequence[Row], instrument: Instrument, frame: Frame, sizes: Sizes, top: float, *, grouped: bool
) -> Plan:
    """Place rows from a height down.

    Arguments:
        rows: The rows, in the order they are shown.
        instrument: Where their names come from.
        frame: The columns.
        sizes: The sizes.
        top: Where the first row begins.
        grouped: True if the rows are in the instrument's order, with headings for groups.
    """
    runs = {run.first: run for run in families.runs(instrument)} if grouped else {}
    colours = families.places(instrument)
    placed: list[_Placed] = []
    headings: list[_Heading] = []
    for row in rows:
        start = top
        if run := runs.get(row.place):
            top += sizes.gap * 0.7 if placed else 0
            start = top
            words = typesetting.block(run.group.title, sizes.small, frame.right - frame.edge)
            top += words.height + sizes.gap * 0.4
        else:
            words = None
        placed_row = _row(row, instrument, frame, sizes, top)
        placed.append(placed_row)
        top += placed_row.height
        if grouped and words is None and headings:
            # The bar beside a group grows with each of its rows.
            last = headings.pop()
            headings.append(_Heading(last.words, last.colour, last.top, top))
        else:
            headings.append(_Heading(words, colours[row.place], start, top))
        top += sizes.gap * 1.3
    return Plan(frame, sizes, tuple(placed), tuple(headings), top)


def _row(row: Row, instrument: Instrument, frame: Frame, sizes: Sizes, top: float) -> _Placed:
    name = typesetting.block(instrument.enablers[row.place].axis, sizes.label, frame.room)
    note = typesetting.block(row.note, sizes.small, frame.room) if row.note else None
    note_beside = (
        note is not None
        and frame.stacked
        and len(name.lines) == len(note.lines) == 1
        and name.width + note.width + sizes.gap * 2 <= frame.room
    )
    text = name.height + (note.height if note and not note_beside else 0)
    content = row.content.height
    height = text + sizes.gap * 0.4 + content if frame.stacked else max(text, content)
    return _Placed(row, name, note, note_beside, top, height)


def draw(canvas: Canvas, plan: Plan) -> None:
    """Draw placed rows, in the instrument's reading direction."""
    view = canvas.mirrored()
    for heading in plan.headings:
        _draw_heading(view, heading, plan)
    for placed in plan.placed:
        _draw_row(view, placed, plan)


def _draw_heading(view: Canvas, heading: _Heading, plan: Plan) -> None:
    paint, sizes = tokens.group(heading.colour), plan.sizes
    thickness = sizes.mark * 0.7
    x = sizes.margin + thickness / 2
    first, last = Point(x, heading.top + thickness), Point(x, heading.bottom - thickness)
    view.line(first, last, stroke=paint, stroke_width=thickness, stroke_linecap="round")
    if heading.words:
        view.text(heading.words, Point(plan.frame.edge, heading.top), paint)


def _draw_row(view: Canvas, placed: _Placed, plan: Plan) -> None:
    frame, name, note = plan.frame, placed.name, placed.note
    below = note.height if note and not placed.note_beside else 0
    if frame.stacked:
        top, content = placed.top, placed.top + placed.height - placed.row.content.height
    else:
        top = placed.top + (placed.height - name.height - below) / 2
        content = placed.top + (placed.height - placed.row.content.height) / 2
    view.text(name, Point(frame.edge, top), tokens.INK)
    if note and placed.note_beside:
        drop = (name.size - note.size) * typesetting.BASELINE
        view.text(note, Point(frame.right, top + drop), tokens.QUIET, "end")
    elif note:
        view.text(note, Point(frame.edge, top + name.height), tokens.QUIET)
    placed.row.content.draw(view, content)


@dataclass(frozen=True, slots=True)
class Header:
    """The scale above the content: a number at each point, labels at both ends."""

    numbers: tuple[tuple[float, Block], ...]
    low: Block | None
    high: Block | None
    left: float
    right: float

    @property
    def height(self) -> float:
        """Return the height of labels and numbers."""
        words = max((block.height for block in (self.low, self.high) if block), default=0.0)
        return words + max((block.height for _, block in self.numbers), default=0.0)


def header(
    places: Sequence[tuple[int, float]], instrument: Instrument, left: float, right: float, sizes: Sizes
) -> Header:
    """Lay out the scale from each score and its place."""
    scale = instrument.scale
    numbers = [(x, typesetting.block(str(score), sizes.small, sizes.width)) for score, x in places]
    room = (right - left - sizes.gap * 2) / 2
    low, high = (
        None if (label := scale.label(end)) == str(end) else typesetting.block(label, sizes.small, room)
        for end in (scale.minimum, scale.maximum)
    )
    return Header(tuple(numbers), low, high, left, right)


def draw_header(canvas: Canvas, header: Header, top: float) -> None:
    """Draw the scale from a height down."""
    view = canvas.mirrored()
    line = top + header.height - max((block.height for _, block in header.numbers), default=0.0)
    for x, block in header.numbers:
        view.text(block, Point(x, line), tokens.QUIET, "middle")
    if header.low:
        view.text(header.low, Point(header.left, line - header.low.height), tokens.QUIET)
    if header.high:
        view.text(header.high, Point(header.right, line - header.high.height), tokens.QUIET, "end")


def ruler(scale: Scale, frame: Frame, sizes: Sizes) -> Ruler:
    """Return the ruler of the content, with room for a mark at each end."""
    inset = sizes.mark * 2
    return Ruler(scale, frame.left + inset, frame.right - inset)


def draw_ruler(canvas: Canvas, ruler: Ruler, instrument: Instrument, frame: Frame, sizes: Sizes, top: float) -> float:
    """Draw the scale from a height down and return its lower edge."""
    spacing = (ruler.right - ruler.left) / (ruler.scale.size - 1)
    widest = max(typesetting.width(str(point), sizes.small) for point in ruler.scale.points)
    every = math.ceil((widest + sizes.gap * 0.5) / spacing)
    # From the highest down: where not every number fits, the upper end of the scale keeps its own.
    points = ruler.scale.points[::-1][::every]
    scale_header = header([(point, ruler.at(point)) for point in points], instrument, frame.left, frame.right, sizes)
    draw_header(canvas, scale_header, top)
    return top + scale_header.height + sizes.gap * 0.5


def draw_track(canvas: Canvas, ruler: Ruler, top: float, height: float, sizes: Sizes) -> None:
    """Draw the lines of the scale behind one row."""
    for point in ruler.scale.points:
        x = ruler.at(point)
        canvas.line(Point(x, top), Point(x, top + height), stroke=tokens.RULE, stroke_width=sizes.line * 0.7)
    middle = top + height / 2
    canvas.line(
        Point(ruler.left, middle), Point(ruler.right, middle), stroke=tokens.RULE, stroke_width=sizes.line * 0.7
    )
