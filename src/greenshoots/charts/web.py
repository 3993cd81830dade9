"""The rings, arcs, lines and marks of a spider whose places are known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from greenshoots.charts import families, geometry, marks, tokens, typesetting
from greenshoots.charts.arrangement import LabelPlaces
from greenshoots.charts.geometry import Point, polar
from greenshoots.charts.svg import Canvas, Style
from greenshoots.charts.tokens import Paint, Sizes
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.core.results import Figures, SetResult

BAND_FROM = 8
"""The fewest scores from which the middle half is drawn."""

HOLE = 0.35
"""Where spokes begin, as a share of the innermost ring."""


def middle_half(figures: Figures) -> tuple[float, float] | None:
    """Return the ends of the middle half of the scores; None with fewer than 8 scores."""
    if not figures.visible or figures.q1 is None or figures.q3 is None or (figures.n or 0) < BAND_FROM:
        return None
    return figures.q1, figures.q3


def bounds(figures: Figures) -> tuple[float, float] | None:
    """Return the bounds of the average if only those are known."""
    return figures.mean_bounds if figures.visible and figures.mean is None else None


@dataclass(frozen=True, slots=True)
class Web:
    """A spider on a canvas, with its centre and its axes."""

    canvas: Canvas
    centre: Point
    plan: LabelPlaces
    sizes: Sizes
    instrument: Instrument

    @property
    def step(self) -> float:
        """Return the angle between neighbouring axes."""
        return math.tau / len(self.instrument.enablers)

    @property
    def scale(self) -> Scale:
        """Return the scale of the rings."""
        return self.instrument.scale

    def reach(self, score: float) -> float:
        """Return the distance of a score from the centre; the lowest score is one ring out."""
        inside = min(max(score, self.scale.minimum), self.scale.maximum)
        # The centre is zero, so that the lowest score is a ring and not a point.
        return (inside - self.scale.minimum + 1) / self.scale.size * self.plan.radius

    def at(self, axis: float, radius: float, aside: float = 0) -> Point:
        """Return a point on an axis, or at a distance clockwise of it."""
        angle = axis * self.step
        along, across = polar(radius, angle), polar(aside, angle + math.pi / 2)
        return self.centre.moved(along.x + across.x, along.y + across.y)

    def rings(self) -> None:
        """Draw the axes and a ring for each score."""
        axes = range(len(self.instrument.enablers))
        thin = self.sizes.line * 0.7
        for axis in axes:
            first = self.at(axis, self.reach(self.scale.minimum) * HOLE)
            self.canvas.line(first, self.at(axis, self.plan.radius), stroke=tokens.RULE, stroke_width=thin)
        for score in self.scale.points:
            last = score == self.scale.maximum
            paint = tokens.EDGE if last else tokens.RULE
            points = [self.at(axis, self.reach(score)) for axis in axes]
            self.canvas.polygon(points, stroke=paint, stroke_width=thin * (1.3 if last else 1))
        self.numbers()

    def numbers(self) -> None:
        """Write the scores beside the first axis: the highest, and as many others as there is room for."""
        size = self.sizes.small
        spacing = self.plan.radius / self.scale.size
        every = math.ceil(size * typesetting.LINE / spacing)
        aside = self.sizes.mark * 1.9
        view = self.canvas.mirrored()
        for score in self.scale.points[::-1][::every]:
            block = typesetting.block(str(score), size, self.sizes.width)
            at = self.at(0, self.reach(score)).moved(aside, -block.height / 2)
            pad = size * 0.12
            view.rect(
                at.x - pad, at.y + size * 0.2, block.width / typesetting.SAFETY + 2 * pad, size * 0.9,
                fill=tokens.PAPER, fill_opacity=0.85,
            )  # fmt: skip
            view.text(block, at, tokens.QUIET)

    def arcs(self) -> None:
        """Draw an arc outside the axes of each group."""
        radius = self.plan.arc
        pad = min(self.sizes.gap / radius, self.step / 8)
        for run in families.runs(self.instrument):
            start, end = (run.first - 0.5) * self.step + pad, (run.last + 0.5) * self.step - pad
            outline = geometry.arc(self.centre, radius, start, end)
            paint = tokens.group(run.place)
            self.canvas.path(outline, stroke=paint, stroke_width=self.sizes.mark * 0.7, stroke_linecap="round")

    def names(self) -> None:
        """Write the names of axes and groups."""
        labels = [(label, tokens.INK) for label in self.plan.labels]
        groups = [(name, tokens.group(run.place)) for run, name in self.plan.names]
        for name, paint in [*labels, *groups]:
            box = name.box.moved(self.centre.x, self.centre.y)
            x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}[name.align]
            self.canvas.text(name.block, Point(x, box.top), paint, name.align)

    def sets(self, sets: Sequence[SetResult]) -> None:
        """Draw the bands, then the lines, then the marks, the first set on top."""
        colours = families.places(self.instrument)
        # The bands of three or more sets would cover each other's marks.
        if len(sets) <= 2:
            for axis, result in enumerate(sets[0].enablers):
                if ends := middle_half(result.figures):
                    fill, edge = tokens.tint(colours[axis]), tokens.group(colours[axis])
                    self.capsule(axis, ends, self.sizes.mark * 2, fill, edge)
        aside = self.spread(sets)
        for place, chosen in enumerate(sets):
            self.lines(place, chosen, aside[place])
        for place in reversed(range(len(sets))):
            for axis, result in enumerate(sets[place].enablers):
                self.mark(axis, place, result.figures, paint(place, len(sets), colours[axis]), aside[place][axis])

    def capsule(
        self, axis: int, ends: tuple[float, float], thickness: float, fill: Paint, stroke: Paint, aside: float = 0
    ) -> None:
        """Draw a rounded bar along an axis, from one score exactly to another."""
        low, high = self.reach(ends[0]), self.reach(ends[1])
        # Equal ends would draw nothing.
        length = max(high - low, self.sizes.line * 2)
        middle = self.at(axis, (low + high) / 2, aside)
        self.canvas.rect(
            middle.x - thickness / 2, middle.y - length / 2, thickness, length,
            rx=min(thickness, length) / 2, fill=fill, stroke=stroke, stroke_width=self.sizes.mark * 0.1,
            transform=f"rotate({math.degrees(axis * self.step):.2f} {middle.x:.2f} {middle.y:.2f})",
        )  # fmt: skip

    def lines(self, place: int, chosen: SetResult, aside: Sequence[float]) -> None:
        """Join neighbouring averages; an unknown average leaves a gap."""
        means = [result.figures.mean if result.figures.visible else None for result in chosen.enablers]
        points = [
            None if mean is None else self.at(axis, self.reach(mean), aside[axis]) for axis, mean in enumerate(means)
        ]
        style: Style = {
            "stroke": tokens.series(place) if place != 1 else tokens.QUIET,
            "stroke_width": self.sizes.line,
            "stroke_dasharray": marks.dash(place, self.sizes.line),
            "stroke_linejoin": "round",
        }
        # No fill: an area grows with the square of the scores and depends on the order of the axes.
        if None not in points:
            self.canvas.polygon([point for point in points if point], **style)
            return
        for stretch in _stretches(points):
            self.canvas.polyline(stretch, **style)

    def mark(self, axis: int, place: int, figures: Figures, paint: Paint, aside: float) -> None:
        """Draw the mark of an average or its bounds; hollow if people are split."""
        radius = self.sizes.mark * (1 if place == 0 else 0.8)
        if ends := bounds(figures):
            self.capsule(axis, ends, radius * 0.9, paint, tokens.PAPER, aside)
        elif figures.visible and figures.mean is not None:
            at = self.at(axis, self.reach(figures.mean), aside)
            marks.draw(self.canvas, place, at, radius, paint, hollow=figures.split)

    def spread(self, sets: Sequence[SetResult]) -> list[list[float]]:
        """Return the sideways offset of each mark, so that marks of equal scores do not overlap."""
        aside = [[0.0] * len(self.instrument.enablers) for _ in sets]
        near = self.sizes.mark * 2
        for axis in range(len(self.instrument.enablers)):
            figures = [chosen.enablers[axis].figures for chosen in sets]
            placed = [
                (self.reach(middle), place)
                for place, figures_ in enumerate(figures)
                if (middle := _middle(figures_)) is not None
            ]
            for cluster in _clusters(sorted(placed), near):
                # By set and not by score, so that a set lies on the same side on every axis.
                for turn, place in enumerate(sorted(cluster)):
                    aside[place][axis] = (turn - (len(cluster) - 1) / 2) * near
        return aside


def paint(place: int, count: int, colour: int) -> Paint:
    """Return a mark's colour: its group's for one set or the first of two, its set's otherwise."""
    if place == 0 and count <= 2:
        return tokens.group(colour)
    return tokens.QUIET if place == 1 else tokens.series(place)


def _middle(figures: Figures) -> float | None:
    if not figures.visible:
        return None
    if figures.mean is None and figures.mean_bounds:
        return sum(figures.mean_bounds) / 2
    return figures.mean


def _clusters(placed: Sequence[tuple[float, int]], near: float) -> list[list[int]]:
    clusters: list[list[int]] = []
    last = -math.inf
    for reach, place in placed:
        if reach - last >= near:
            clusters.append([])
        clusters[-1].append(place)
        last = reach
    return clusters


def _stretches(points: Sequence[Point | None]) -> list[list[Point]]:
    """Return the stretches of a closed line between its gaps, without those of one point."""
    # The line is closed. It is turned to begin at a gap, or a stretch across the first axis would fall in two.
    start = points.index(None)
    stretches: list[list[Point]] = [[]]
    for point in [*points[start:], *points[:start]]:
        if point is None:
            stretches.append([])
        else:
            stretches[-1].append(point)
    return [stretch for stretch in stretches if len(stretch) > 1]
