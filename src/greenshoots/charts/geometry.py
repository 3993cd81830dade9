"""Boxes, directions and arcs. Angles start at twelve o'clock and grow clockwise; y grows downwards."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Align = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the drawing."""

    x: float
    y: float

    def moved(self, x: float, y: float) -> Point:
        """Return the point moved right and down."""
        return Point(self.x + x, self.y + y)


@dataclass(frozen=True, slots=True)
class Box:
    """The rectangle that text or a mark takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, gap: float = 0) -> bool:
        """Return whether two boxes are closer than a gap on both axes."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def moved(self, x: float, y: float) -> Box:
        """Return the box moved right and down."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    @property
    def distance(self) -> float:
        """Return the distance of the nearest point from the origin."""
        return math.hypot(max(self.left, -self.right, 0), max(self.top, -self.bottom, 0))


def polar(radius: float, angle: float) -> Point:
    """Return the point at a distance and a direction from the origin."""
    return Point(radius * math.sin(angle), -radius * math.cos(angle))


def side(angle: float) -> Align:
    """Return the alignment of text at the end of an axis: away from the centre, or centred near twelve and six."""
    sine = math.sin(angle)
    return "middle" if abs(sine) < 0.12 else "start" if sine > 0 else "end"


def beside(width: float, height: float, angle: float, radius: float) -> Box:
    """Return a box in a direction from the origin, as near to a circle as possible without touching."""
    align = side(angle)
    reach = radius
    box = _anchored(width, height, align, angle, reach)
    # Pushed out along its axis, the box does not move away from the circle by as much, so what is missing is added
    # again. The bound only ends what would not converge.
    for _ in range(20):
        missing = radius - box.distance
        if missing <= 0.01:
            break
        reach += missing
        box = _anchored(width, height, align, angle, reach)
    return box


def _anchored(width: float, height: float, align: Align, angle: float, radius: float) -> Box:
    at = polar(radius, angle)
    left = {"start": at.x, "middle": at.x - width / 2, "end": at.x - width}[align]
    top = at.y - height * (1 + math.cos(angle)) / 2
    return Box(left, top, left + width, top + height)


def arc(centre: Point, radius: float, start: float, end: float) -> str:
    """Return the path of an arc, clockwise."""
    first, last = polar(radius, start).moved(centre.x, centre.y), polar(radius, end).moved(centre.x, centre.y)
    large = 1 if end - start > math.pi else 0
    return f"M{first.x:.2f} {first.y:.2f}A{radius:.2f} {radius:.2f} 0 {large} 1 {last.x:.2f} {last.y:.2f}"
