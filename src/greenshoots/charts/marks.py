"""The marks of sets of responses: shape first, dash second, colour last, so that greyscale tells them apart."""

from __future__ import annotations

import math
from collections.abc import Sequence

from greenshoots.charts import svg
from greenshoots.charts.geometry import Point, polar
from greenshoots.charts.svg import Canvas, Style
from greenshoots.charts.tokens import PAPER, Paint

_PLUS = [
    (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
    (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
]  # fmt: skip


def _regular(corners: int, radius: float, turn: float = 0) -> list[tuple[float, float]]:
    points = [polar(radius, math.tau * (corner + turn) / corners) for corner in range(corners)]
    return [(point.x, point.y) for point in points]


def _star() -> list[tuple[float, float]]:
    points = [polar(1.35 if place % 2 == 0 else 0.6, math.tau * place / 10) for place in range(10)]
    return [(point.x, point.y) for point in points]


def _turned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    half = math.sqrt(0.5)
    return [((x - y) * half, (x + y) * half) for x, y in points]


SHAPES: tuple[tuple[tuple[float, float], ...], ...] = tuple(
    tuple(shape)
    for shape in (
        (),  # a circle
        _regular(4, 1.2, 0.5),
        _regular(3, 1.35),
        _regular(4, 1.3),
        _PLUS,
        _regular(3, 1.35, 0.5),
        _star(),
        _turned(_PLUS),
    )
)
"""The corners of each shape around its middle, for a dot of radius 1; the circle has none."""

DASHES: tuple[tuple[float, ...], ...] = ((), (4, 3), (1, 2.5), (7, 2.5, 1, 2.5))
"""The dashes of joining lines, in line widths."""


def draw(
    canvas: Canvas,
    place: int,
    at: Point,
    radius: float,
    paint: Paint,
    *,
    hollow: bool = False,
    estimated: bool = False,
) -> None:
    """Draw the mark of a set by its place; hollow if people are split, hollow and dashed if it is an estimate."""
    shape = SHAPES[place % len(SHAPES)]
    if estimated:
        rim = radius * 0.3
        style: Style = {"fill": PAPER, "stroke": paint, "stroke_width": rim, "stroke_dasharray": svg.dash((2, 1), rim)}
    elif hollow:
        style = {"fill": PAPER, "stroke": paint, "stroke_width": radius * 0.42}
        # Half of the thick rim lies outside the corners: without this a hollow mark would look larger than a full
        # one.
        radius *= 0.86
    else:
        # A rim of paper keeps a mark apart from the line it sits on.
        style = {"fill": paint, "stroke": PAPER, "stroke_width": radius * 0.24}
    if not shape:
        canvas.circle(at, radius, **style)
    else:
        canvas.polygon([at.moved(x * radius, y * radius) for x, y in shape], **style)


def dash(place: int, line: float) -> str | None:
    """Return the dash pattern of a set by its place."""
    return svg.dash(DASHES[place % len(DASHES)], line)
