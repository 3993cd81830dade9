"""Scores as a divided bar or as dots for people: the contents of a row in the picture of responses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from greenshoots.charts import tokens, typesetting
from greenshoots.charts.geometry import Point
from greenshoots.charts.rows import Frame
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Paint, Sizes
from greenshoots.charts.typesetting import Block
from greenshoots.core import translation
from greenshoots.core.instruments.model import Scale
from greenshoots.core.language import quantities
from greenshoots.core.results import Figures

PEOPLE_BELOW = 10
"""The number of people from which bars replace dots."""

THINNEST = 2.0
"""The smallest width of a part of a bar, so that one person among a million is still visible."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """One part of a bar.

    Arguments:
        people: How many.
        words: The label inside or below.
        fill, edge, ink: Its colours.
        apart: True for *not sure*, at the far end.
    """

    people: int
    words: str
    fill: Paint
    edge: Paint
    ink: Paint
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Written:
    part: BarPart
    left: float
    width: float
    block: Block
    lane: int | None
    x: float


@dataclass(frozen=True, slots=True)
class DividedBar:
    """A divided bar with its numbers inside, or below where a part is too narrow."""

    placed: tuple[_Written, ...]
    thickness: float
    lane: float

    @property
    def height(self) -> float:
        """Return the height of the bar and of the numbers below."""
        lanes = max((number.lane + 1 for number in self.placed if number.lane is not None), default=0)
        return self.thickness + lanes * self.lane

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the bar from a height down."""
        for number in self.placed:
            canvas.rect(
                number.left, top, number.width, self.thickness,
                fill=number.part.fill, stroke=number.part.edge, stroke_width=self.thickness * 0.045,
            )  # fmt: skip
        for number in self.placed:
            if number.lane is None:
                at = Point(number.x, top + (self.thickness - number.block.height) / 2)
                canvas.text(number.block, at, number.part.ink, "middle")
                continue
            below = top + self.thickness + number.lane * self.lane
            middle = number.left + number.width / 2
            tick = below + self.lane * 0.12
            if number.lane:
                canvas.line(
                    Point(middle, top + self.thickness), Point(middle, tick), stroke=tokens.EDGE, stroke_width=1
                )
            canvas.text(number.block, Point(number.x, below + self.lane * 0.06), tokens.QUIET, "middle")


def parts(figures: Figures, scale: Scale, colour: int) -> list[BarPart]:
    """Return the parts of a bar: one for each score, or for each band if only bands are shown; *not sure* last."""
    edge = tokens.group(colour)
    parts_: list[BarPart] = []
    if figures.counts is not None:
        for place, count in enumerate(figures.counts):
            fill, ink = tokens.ramp(colour, place, scale.size), tokens.on_ramp(colour, place, scale.size)
            parts_.append(BarPart(count, translation.count(count), fill, edge, ink))
    elif figures.low is not None and figures.high is not None:
        for count, band in zip((figures.low, figures.high), scale.bands, strict=True):
            # A band takes the colour of its middle score.
            middle = (band.start + band.stop - 1) // 2
            fill, ink = tokens.ramp(colour, middle, scale.size), tokens.on_ramp(colour, middle, scale.size)
            points = quantities.points(scale, band)
            words = translation.say("{number} gave {points}", number=translation.count(count), points=points)
            parts_.append(BarPart(count, words, fill, edge, ink))
    if figures.not_sure:
        words = translation.count(figures.not_sure)
        parts_.append(BarPart(figures.not_sure, words, tokens.PAPER, tokens.QUIET, tokens.QUIET, apart=True))
    return [part for part in parts_ if part.people]


def total(figures: Figures) -> int:
    """Return the number of answers in a bar: scores and *not sure*."""
    scored = sum(figures.counts) if figures.counts is not None else (figures.low or 0) + (figures.high or 0)
    return scored + (figures.not_sure or 0)


def bar(parts_: Sequence[BarPart], largest_total: int, places: int, frame: Frame, sizes: Sizes) -> DividedBar:
    """Lay out a bar.

    Arguments:
        parts_: Its parts.
        largest_total: The number of answers for the full width, the same for all rows.
        places: The most parts that a row can have.
        frame: The columns.
        sizes: The sizes.
    """
    # The thinnest width of every part is set aside first, so that a bar of a million people with one dissenter still
    # fits. All rows share one unit, so that their lengths can be compared.
    unit = (frame.width - sizes.gap - THINNEST * places) / max(largest_total, 1)
    left = frame.left
    placed: list[_Written] = []
    ends: list[float] = []
    thickness = sizes.label * 1.6
    for part in parts_:
        part_width = THINNEST + part.people * unit
        # “Not sure” is not a place on the scale, so it is apart from the scores at the far end.
        start = frame.right - part_width if part.apart else left
        left += 0 if part.apart else part_width
        room = frame.width if part.words else part_width
        block = typesetting.block(part.words, sizes.small, room)
        middle = start + part_width / 2
        if block.width + sizes.gap * 0.5 <= part_width:
            placed.append(_Written(part, start, part_width, block, None, middle))
            continue
        half = block.width / 2
        x = min(max(middle, frame.left + half), frame.right - half)
        lane = first_free(x - half, x + half, ends, sizes.gap * 0.5)
        placed.append(_Written(part, start, part_width, block, lane, x))
    return DividedBar(tuple(placed), thickness, sizes.small * typesetting.LINE)


def first_free(start: float, end: float, ends: list[float], gap: float) -> int:
    """Reserve the first line with free room for a label and return its number; labels come from left to right."""
    lane = next((lane for lane, last_end in enumerate(ends) if last_end + gap <= start), len(ends))
    ends[lane : lane + 1] = [end]
    return lane


@dataclass(frozen=True, slots=True)
class DotColumn:
    """People as dots in the column of their score; *not sure* in a separate column.

    Arguments:
        columns: People in each column.
        middles: Where each column lies.
        across: The number of dots side by side.
        deepest: The most dots below each other in any row of the picture.
        paint: The colour of the dots.
        sizes: The sizes.
        unsure: True where the last column is for *not sure*.
    """

    columns: tuple[int, ...]
    middles: tuple[float, ...]
    across: int
    deepest: int
    paint: Paint
    sizes: Sizes
    unsure: bool

    @property
    def pitch(self) -> float:
        """Return the distance between neighbouring dots."""
        return self.sizes.mark * 2.4

    @property
    def height(self) -> float:
        """Return the height of the tallest column."""
        return self.deepest * self.pitch + self.sizes.gap * 0.5

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the people from a height down."""
        base = top + self.height - self.sizes.gap * 0.1
        for place, (people, middle) in enumerate(zip(self.columns, self.middles, strict=True)):
            apart = self.unsure and place == len(self.columns) - 1
            half = self.across * self.pitch / 2
            canvas.line(
                Point(middle - half, base), Point(middle + half, base),
                stroke=tokens.EDGE, stroke_width=self.sizes.line * 0.7,
            )  # fmt: skip
            for person in range(people):
                row, column = divmod(person, self.across)
                in_row = min(self.across, people - row * self.across)
                x = middle + (column - (in_row - 1) / 2) * self.pitch
                y = base - self.sizes.gap * 0.3 - (row + 0.5) * self.pitch
                dot(canvas, Point(x, y), self.paint, self.sizes, hollow=apart)


def dot(canvas: Canvas, at: Point, paint: Paint, sizes: Sizes, *, hollow: bool) -> None:
    """Draw one person as a dot; hollow for *not sure*."""
    if hollow:
        rim = sizes.mark * 0.3
        canvas.circle(at, sizes.mark - rim / 2, fill=tokens.PAPER, stroke=tokens.QUIET, stroke_width=rim)
    else:
        canvas.circle(at, sizes.mark, fill=paint)


def middles(scale: Scale, frame: Frame, sizes: Sizes, *, unsure: bool) -> tuple[float, ...]:
    """Return the centres of the columns of people: one for each score, and one for *not sure* if needed."""
    count = scale.size + (1 if unsure else 0)
    gap = sizes.gap * 2 if unsure else 0
    each = (frame.width - gap) / count
    centres = [frame.left + (place + 0.5) * each for place in range(scale.size)]
    return (*centres, frame.right - each / 2) if unsure else tuple(centres)


def across(scale: Scale, frame: Frame, sizes: Sizes, *, unsure: bool) -> int:
    """Return how many dots fit side by side in a column, at most five."""
    count = scale.size + (1 if unsure else 0)
    each = (frame.width - (sizes.gap * 2 if unsure else 0)) / count
    return max(1, min(5, math.floor((each - sizes.gap * 0.5) / (sizes.mark * 2.4))))
