"""A legend: samples of the marks with their meaning, in rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from greenshoots.charts import families, marks, tokens, typesetting
from greenshoots.charts.geometry import Point
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Sizes
from greenshoots.charts.typesetting import Block
from greenshoots.core import translation
from greenshoots.core.instruments.model import Instrument

Sample = Callable[[Canvas, Point], None]
"""Draws a sample; the point is its left end, at half height."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sample of a mark with its meaning.

    Arguments:
        words: What it means.
        sample: Draws it; None for words alone.
        width: How wide the sample is.
    """

    words: str
    sample: Sample | None = None
    width: float = 0


@dataclass(frozen=True, slots=True)
class _Placed:
    item: Item
    block: Block
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Legend:
    """Items with their places, from the top of the legend down."""

    placed: tuple[_Placed, ...]
    height: float


def lay_out(items: Sequence[Item], sizes: Sizes) -> Legend:
    """Lay out items in rows from left to right; an item that is too long for a row wraps."""
    first, last = sizes.margin, sizes.width - sizes.margin
    placed: list[_Placed] = []
    left, top, deepest = first, 0.0, 0.0
    for item in items:
        sample = item.width + sizes.gap * 0.75 if item.sample else 0
        block = typesetting.block(item.words, sizes.small, last - first - sample)
        if left > first and left + sample + block.width > last:
            left, top, deepest = first, top + deepest + sizes.gap * 0.4, 0.0
        placed.append(_Placed(item, block, left, top))
        left += sample + block.width + sizes.gap * 2
        deepest = max(deepest, block.height)
    return Legend(tuple(placed), top + deepest)


def draw(canvas: Canvas, legend: Legend, top: float, sizes: Sizes) -> None:
    """Draw a legend from a height down, in the instrument's reading direction."""
    view = canvas.mirrored()
    for placed in legend.placed:
        left, line = placed.left, sizes.small * typesetting.LINE
        if placed.item.sample:
            placed.item.sample(view, Point(left, top + placed.top + line / 2))
            left += placed.item.width + sizes.gap * 0.75
        view.text(placed.block, Point(left, top + placed.top), tokens.QUIET)


def groups(instrument: Instrument, sizes: Sizes) -> list[Item]:
    """Return items that name the groups by colour, for pictures without headings."""

    def item(place: int, title: str) -> Item:
        def sample(canvas: Canvas, at: Point) -> None:
            canvas.line(
                at, at.moved(sizes.mark * 4, 0),
                stroke=tokens.group(place), stroke_width=sizes.mark * 0.7, stroke_linecap="round",
            )  # fmt: skip

        return Item(title, sample, sizes.mark * 4)

    return [item(run.place, run.group.title) for run in families.runs(instrument) if run.named]


def hollow(sizes: Sizes) -> Item:
    """Return the item for a hollow mark."""

    def sample(canvas: Canvas, at: Point) -> None:
        marks.draw(canvas, 0, at.moved(sizes.mark, 0), sizes.mark, tokens.INK, hollow=True)

    return Item(translation.say("Hollow: people are split"), sample, sizes.mark * 2)
