"""Change between two rounds: one row for each enabler, an arrow from the earlier average to the later one."""

from __future__ import annotations

from dataclasses import dataclass

from greenshoots.charts import captions, families, legend, marks, rows, tokens
from greenshoots.charts.geometry import Point
from greenshoots.charts.legend import LegendItem
from greenshoots.charts.rows import Content, Row, Ruler
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Paint, Sizes, Theme
from greenshoots.core import translation
from greenshoots.core.analysis import comparison_text
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.results import Comparison, Difference, Figures

LATER, EARLIER = 0, 1
"""The marks of the two rounds, the same as on the spider."""


def draw(
    comparison: Comparison,
    instrument: Instrument,
    *,
    title: str | None = None,
    description: str | None = None,
    theme: Theme = "auto",
    width: float = 720,
) -> str:
    """Draw the change in averages from an earlier round to a later round.

    Arguments:
        comparison: The later round first, the earlier one second.
        instrument: What was asked.
        title, description: For screen readers; by default made from names and numbers.
        theme: The colours of the drawing.
        width: The width of the layout in pixels, at least 320.

    Raises:
        ValueError: The comparison is not one of rounds.
    """
    if comparison.kind != "round":
        raise ValueError("Change is drawn between two rounds, not between groups.")
    sizes = tokens.sizes(width)
    canvas = Canvas(sizes.width, theme, rtl=instrument.direction == "rtl")
    explained = legend.lay_out(_explained(comparison, sizes), sizes)
    legend.draw(canvas, explained, sizes.margin, sizes)
    top = sizes.margin + explained.height + sizes.gap * 2
    frame = rows.frame([enabler.axis for enabler in instrument.enablers], sizes)
    ruler = rows.ruler(instrument.scale, frame, sizes)
    top = rows.draw_ruler(canvas, ruler, instrument, frame, sizes, top)
    colours = families.places(instrument)
    rows_ = []
    for place, difference in enumerate(comparison.differences):
        arrow = _arrow(comparison, place, colours[place], ruler, sizes)
        reason = difference.reason or captions.why_not(comparison.first)
        content: Content = rows.sentence(reason, frame, sizes) if arrow is None else arrow
        rows_.append(Row(place, _note(difference, comparison, instrument, has_arrow=arrow is not None), content))
    plan = rows.lay_out(rows_, instrument, frame, sizes, top, grouped=True)
    rows.draw(canvas, plan)
    sets = [comparison.second, comparison.first]
    opening = translation.say(
        "One row for each enabler, {scale}, with an arrow from the earlier average to the later one.",
        scale=captions.ends(instrument),
    )
    return canvas.finish(
        "change",
        plan.bottom + sizes.margin,
        title or captions.title(translation.say("Change over time"), sets, instrument),
        description or captions.description(opening, sets),
    )


@dataclass(frozen=True, slots=True)
class _Round:
    """The average of a round, or its bounds if only those are known, and its interval."""

    low: float
    high: float
    hollow: bool
    interval: tuple[float, float] | None

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Arrow:
    """A track with an arrow from one round to the next."""

    later: _Round | None
    earlier: _Round | None
    clear: bool
    paint: Paint
    ruler: Ruler
    sizes: Sizes

    @property
    def height(self) -> float:
        """Return the height of the marks with the intervals above and below."""
        return self.sizes.mark * 5

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the arrow from a height down."""
        rows.draw_track(canvas, self.ruler, top, self.height, self.sizes)
        y = top + self.height / 2
        self._intervals(canvas, y)
        aside = 0.0
        if self.later and self.earlier and self.later.exact and self.earlier.exact:
            # Marks that would cover each other part a little: the earlier goes up, the later down.
            near = abs(self.later.low - self.earlier.low) < self.sizes.mark * 1.8
            aside = self.sizes.mark * 0.85 if near else 0
            if not near:
                self._shaft(canvas, self.earlier.low, self.later.low, y)
        if self.earlier:
            self._round(canvas, self.earlier, EARLIER, tokens.QUIET, y - aside)
        if self.later:
            self._round(canvas, self.later, LATER, self.paint if self.clear else tokens.QUIET, y + aside)

    def _intervals(self, canvas: Canvas, y: float) -> None:
        """Draw the likely range of each average: the earlier above the arrow, the later below."""
        for round_, aside in ((self.earlier, -1), (self.later, 1)):
            if round_ and round_.interval:
                at = y + aside * self.sizes.mark * 2.1
                first, last = (Point(self.ruler.at(end), at) for end in round_.interval)
                canvas.line(first, last, stroke=tokens.EDGE, stroke_width=self.sizes.line)

    def _shaft(self, canvas: Canvas, start: float, end: float, y: float) -> None:
        # Colour only where the change is beyond chance (decision 17): a coloured arrow is read as a finding.
        paint = self.paint if self.clear else tokens.QUIET
        thickness = self.sizes.line * (2.4 if self.clear else 0.9)
        direction = 1 if end > start else -1
        tip, head = end - direction * self.sizes.mark * 1.15, self.sizes.mark * (1.7 if self.clear else 1.3)
        room = abs(tip - start) - self.sizes.mark
        # Too short for a head: a plain line still shows that the average moved.
        if room <= head:
            canvas.line(Point(start, y), Point(end, y), stroke=paint, stroke_width=thickness)
            return
        canvas.line(Point(start, y), Point(tip - direction * head * 0.8, y), stroke=paint, stroke_width=thickness)
        back, half = tip - direction * head, head * 0.55
        canvas.polygon([Point(tip, y), Point(back, y - half), Point(back, y + half)], fill=paint)

    def _round(self, canvas: Canvas, round_: _Round, shape: int, paint: Paint, y: float) -> None:
        radius = self.sizes.mark * (1 if shape == LATER else 0.8)
        if not round_.exact:
            canvas.line(Point(round_.low, y), Point(round_.high, y), stroke=paint, stroke_width=radius * 0.7)
            marks.draw(canvas, shape, Point(round_.high, y), radius, paint)
        marks.draw(canvas, shape, Point(round_.low, y), radius, paint, hollow=round_.hollow)


def _arrow(comparison: Comparison, place: int, colour: int, ruler: Ruler, sizes: Sizes) -> Arrow | None:
    later = _round(comparison.first.enablers[place].figures, ruler)
    earlier = _round(comparison.second.enablers[place].figures, ruler)
    if later is None and earlier is None:
        return None
    clear = comparison.differences[place].says_something
    return Arrow(later, earlier, clear, tokens.group(colour), ruler, sizes)


def _round(figures: Figures, ruler: Ruler) -> _Round | None:
    if not figures.visible:
        return None
    if figures.mean is not None:
        at = ruler.at(figures.mean)
        return _Round(at, at, figures.split, figures.interval)
    if figures.mean_bounds is None:
        return None
    return _Round(ruler.at(figures.mean_bounds[0]), ruler.at(figures.mean_bounds[1]), hollow=False, interval=None)


def _note(difference: Difference, comparison: Comparison, instrument: Instrument, *, has_arrow: bool) -> str:
    """Return both averages and the verdict, in the same words as the table of the picture."""
    # From the same function as the table, so that a drawing never calls a change clear that the table does not.
    verdict = comparison_text.verdict(difference, comparison, instrument)
    sides = (chosen.enabler(difference.enabler.id).figures for chosen in (comparison.second, comparison.first))
    earlier, later = (captions.average(figures) for figures in sides)
    if not earlier or not later:
        return verdict if has_arrow else ""
    return translation.say("{before}, then {now}: {verdict}", before=earlier, now=later, verdict=verdict)


def _explained(comparison: Comparison, sizes: Sizes) -> list[LegendItem]:
    items = [
        _item(captions.set_name(comparison.second), EARLIER, tokens.QUIET, sizes),
        _item(captions.set_name(comparison.first), LATER, tokens.INK, sizes),
        LegendItem(translation.say("Thin grey arrow: could be chance, or not compared")),
    ]
    figures_of_rounds = [
        result.figures for chosen in (comparison.first, comparison.second) for result in chosen.enablers
    ]
    if any(figures.split and figures.mean is not None for figures in figures_of_rounds if figures.visible):
        items.append(legend.hollow(sizes))
    if any(figures.visible and figures.interval for figures in figures_of_rounds):
        items.append(
            LegendItem(translation.say("Thin lines above and below: likely range of the average (right 9 times in 10)"))
        )
    if any(figures.visible and figures.mean is None and figures.mean_bounds for figures in figures_of_rounds):
        items.append(LegendItem(translation.say("Two joined marks: the average is between them")))
    return items


def _item(words: str, shape: int, paint: Paint, sizes: Sizes) -> LegendItem:
    radius = sizes.mark * (1 if shape == LATER else 0.8)

    def sample(canvas: Canvas, at: Point) -> None:
        marks.draw(canvas, shape, at.moved(sizes.mark, 0), radius, paint)

    return LegendItem(words, sample, sizes.mark * 2)
