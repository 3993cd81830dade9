"""Averages by group: one row for each enabler, one mark for each choice of a group question.

Choices keep their order and their shape from row to row. Nothing ranks them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from greenshoots.charts import captions, legend, marks, rows, tokens, web
from greenshoots.charts.geometry import Point
from greenshoots.charts.legend import LegendItem
from greenshoots.charts.rows import Content, Frame, Row, Ruler
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Sizes, Theme
from greenshoots.core import translation
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import Figures, GroupResult, SetResult

PITCH = 2.15
"""How far marks in a stack lie from each other, in radii."""


def draw(
    group: GroupResult,
    instrument: Instrument,
    *,
    title: str | None = None,
    description: str | None = None,
    theme: Theme = "auto",
    width: float = 720,
) -> str:
    """Draw the average of each choice of a group question.

    Arguments:
        group: The respondent group. A choice that is too small is named and not drawn.
        instrument: What was asked.
        title, description: For screen readers; by default made from names and numbers.
        theme: The colours of the drawing.
        width: The width of the layout in pixels, at least 320.
    """
    sizes = tokens.sizes(width)
    canvas = Canvas(sizes.width, theme, rtl=instrument.direction == "rtl")
    sets = [*group.sets, *([group.combined] if group.combined else [])]
    shown = [chosen for chosen in sets if chosen.visible]
    explained = legend.lay_out(_explained(sets, shown, group.combined, sizes), sizes)
    legend.draw(canvas, explained, sizes.margin, sizes)
    top = sizes.margin + explained.height + sizes.gap * 2
    frame = rows.frame([enabler.axis for enabler in instrument.enablers], sizes)
    ruler = rows.ruler(instrument.scale, frame, sizes)
    top = rows.draw_ruler(canvas, ruler, instrument, frame, sizes, top)
    rows_ = [_row(place, shown, ruler, frame, sizes) for place in range(len(instrument.enablers))]
    plan = rows.lay_out(rows_, instrument, frame, sizes, top, grouped=True)
    rows.draw(canvas, plan)
    opening = translation.say(
        "One row for each enabler, {scale}, with a mark for each group ({group}).",
        scale=captions.ends(instrument),
        group=group.name,
    )
    return canvas.finish(
        "gaps",
        plan.bottom + sizes.margin,
        title or captions.title(translation.say("Averages by {group}", group=group.name), sets, instrument),
        description or captions.description(opening, sets),
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """The average of a choice or its bounds, with its sideways offset in radii of a mark."""

    place: int
    low: float
    high: float
    aside: float
    hollow: bool
    likely: float | None


@dataclass(frozen=True, slots=True)
class Marks:
    """A track with a mark for each choice. Marks that would overlap are stacked."""

    marks: tuple[_Mark, ...]
    ruler: Ruler
    sizes: Sizes

    @property
    def height(self) -> float:
        """Return the height of the tallest stack."""
        return (max(mark.aside for mark in self.marks) * 2 + 2.6) * self.sizes.mark + self.sizes.gap * 0.6

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the track and its marks from a height down."""
        middle = top + self.height / 2
        rows.draw_track(canvas, self.ruler, top, self.height, self.sizes)
        low, high = min(mark.low for mark in self.marks), max(mark.high for mark in self.marks)
        if high > low:
            ends = Point(low, middle), Point(high, middle)
            canvas.line(*ends, stroke=tokens.EDGE, stroke_width=self.sizes.line * 1.6)
        for mark in self.marks:
            self._draw(canvas, mark, middle + mark.aside * self.sizes.mark)

    def _draw(self, canvas: Canvas, mark: _Mark, y: float) -> None:
        paint, radius = tokens.series(mark.place), self.sizes.mark
        if mark.high > mark.low:
            ends = Point(mark.low, y), Point(mark.high, y)
            canvas.line(*ends, stroke=paint, stroke_width=radius * 0.7)
            if mark.likely is not None:
                marks.draw(canvas, mark.place, Point(mark.likely, y), radius, paint, estimated=True)
                return
            marks.draw(canvas, mark.place, ends[1], radius, paint)
        marks.draw(canvas, mark.place, Point(mark.low, y), radius, paint, hollow=mark.hollow)


def _row(place: int, shown: Sequence[SetResult], ruler: Ruler, frame: Frame, sizes: Sizes) -> Row:
    spans: list[tuple[int, tuple[float, float], Figures]] = []
    for order, chosen in enumerate(shown):
        figures = chosen.enablers[place].figures
        if span := _span(figures):
            spans.append((order, span, figures))
    if not spans:
        return Row(place, "", rows.sentence(translation.say(sentences.TOO_FEW), frame, sizes))
    content: Content = Marks(_stacked(spans, ruler, sizes), ruler, sizes)
    bounds_of_averages = [
        bounds for _, _, figures in spans if (bounds := quantities.average_bounds(figures)) is not None
    ]
    low_and_high = (
        quantities.number(min(low for low, _ in bounds_of_averages)),
        quantities.number(max(high for _, high in bounds_of_averages)),
    )
    return Row(
        place, low_and_high[0] if low_and_high[0] == low_and_high[1] else quantities.span(*low_and_high), content
    )


def _span(figures: Figures) -> tuple[float, float] | None:
    if not figures.visible:
        return None
    return figures.mean_bounds if figures.mean is None else (figures.mean, figures.mean)


def _stacked(
    spans: Sequence[tuple[int, tuple[float, float], Figures]], ruler: Ruler, sizes: Sizes
) -> tuple[_Mark, ...]:
    """Stack marks that would overlap around the track, in the order of the choices."""
    near = sizes.mark * 2.2
    clusters: list[list[tuple[int, float, float, Figures]]] = []
    reach = -math.inf
    for order, (low, high), figures in sorted(spans, key=lambda span: span[1]):
        left, right = ruler.at(low), ruler.at(high)
        if left - reach >= near:
            clusters.append([])
            reach = right
        clusters[-1].append((order, left, right, figures))
        # A long range can touch marks that begin well after the one before them.
        reach = max(reach, right)
    marks_: list[_Mark] = []
    for cluster in clusters:
        # Neighbours are found by score and stacked by choice, so that a choice keeps its place from row to row.
        for at, (order, left, right, figures) in enumerate(sorted(cluster, key=lambda item: item[0])):
            likely = None if figures.mean is not None or figures.estimate is None else ruler.at(figures.estimate)
            aside = (at - (len(cluster) - 1) / 2) * PITCH
            marks_.append(_Mark(order, left, right, aside, figures.split, likely))
    return tuple(marks_)


def _explained(
    sets: Sequence[SetResult], shown: Sequence[SetResult], combined: SetResult | None, sizes: Sizes
) -> list[LegendItem]:
    """Return the legend's items. The name of a combined set names its choices."""
    items = [_item(order, chosen, sizes) for order, chosen in enumerate(shown)]
    if not any(chosen is combined for chosen in shown):
        # A combined set already names the choices that are too small on their own.
        items += [LegendItem(captions.set_name(chosen)) for chosen in sets if not chosen.visible]
    return [*items, *_explained_marks([result.figures for chosen in shown for result in chosen.enablers], sizes)]


def _explained_marks(every: Sequence[Figures], sizes: Sizes) -> list[LegendItem]:
    """Return the legend's items of the kinds of marks that are drawn."""
    figures_shown = [figures for figures in every if figures.visible]
    items = []
    if any(figures.split and figures.mean is not None for figures in figures_shown):
        items.append(legend.hollow(sizes))
    ranges = [figures for figures in figures_shown if web.bounds(figures)]
    if any(figures.estimate is not None for figures in ranges):
        items.append(LegendItem(translation.say("Hollow mark: estimated average. The average is on the bar")))
    if any(figures.estimate is None for figures in ranges):
        items.append(LegendItem(translation.say("Two joined marks: the average is between them")))
    return items


def _item(order: int, chosen: SetResult, sizes: Sizes) -> LegendItem:
    def sample(canvas: Canvas, at: Point) -> None:
        marks.draw(canvas, order, at.moved(sizes.mark * 1.2, 0), sizes.mark, tokens.series(order))

    return LegendItem(captions.set_name(chosen), sample, sizes.mark * 2.4)
