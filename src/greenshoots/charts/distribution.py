"""One enabler: how many people gave each score, as dots while they are few and as bars from ten on."""

from __future__ import annotations

from dataclasses import dataclass

from greenshoots.charts import marks, tokens, typesetting
from greenshoots.charts.geometry import Point
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Sizes, Theme
from greenshoots.core.instrument import Instrument
from greenshoots.core.results import EnablerResult, Figures

DOTS_BELOW = 10
"""The fewest people who are drawn as bars; fewer are drawn one by one."""

TITLE = "{name}: how many gave each score"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: the columns of the scale, then a gap, then *not sure*."""

    sizes: Sizes
    left: float
    step: float
    top: float
    base: float
    count: int

    def middle(self, place: float) -> float:
        """Give the middle of a column, by its place on the scale counted from 0."""
        return self.left + (place + 0.5) * self.step

    @property
    def bar(self) -> float:
        """Give the width of a bar."""
        return min(self.step * 0.72, 90.0)


def draw(
    result: EnablerResult,
    instrument: Instrument,
    *,
    description: str,
    theme: Theme = "auto",
    width: float = 720,
) -> str:
    """Draw the answers to one enabler.

    Arguments:
        result: Its numbers, which may be seen.
        instrument: What was asked.
        description: What the drawing shows, in a sentence or two.
        theme: Which colours.
        width: Of the drawing, in pixels.

    Returns:
        SVG text.
    """
    sizes = tokens.sizes(width)
    canvas = Canvas(sizes.width, theme, instrument.direction == "rtl")
    view = canvas.mirrored()
    names = _names(instrument, sizes)
    step = (sizes.width - 2 * sizes.margin) / (instrument.scale.size + 1.6)
    height = 92
    top = sizes.margin + sizes.small * 1.5
    layout = _Layout(sizes, sizes.margin, step, top, top + height, instrument.scale.size)
    group = [found.id for found in instrument.groups].index(result.enabler.group)
    _answers(view, result, layout, group, instrument)
    below = _axis(view, layout, names)
    below = _average(view, result.figures, layout, group, instrument, below)
    title = TITLE.format(name=result.enabler.axis)
    return canvas.finish("distribution", below + sizes.margin * 0.5, title, description)


def _names(instrument: Instrument, sizes: Sizes) -> list[typesetting.Block]:
    """Break the words beneath the columns: numbers everywhere, labels at the two ends and for *not sure*."""
    scale = instrument.scale
    step = (sizes.width - 2 * sizes.margin) / (scale.size + 1.6)
    # A label at an end may reach over the column beside it, which has a number only.
    room = step * (1.0 if scale.size < 5 else 1.45)
    blocks = [typesetting.block(str(point), sizes.label, step) for point in scale.points]
    for point in (scale.minimum, scale.maximum):
        label = scale.labels.get(point)
        if label:
            blocks.append(typesetting.block(label, sizes.small, room))
        else:
            blocks.append(typesetting.block("", sizes.small, room))
    return [*blocks, typesetting.block(scale.unsure, sizes.small, step * 1.5)]


def _answers(view: Canvas, result: EnablerResult, layout: _Layout, group: int, instrument: Instrument) -> None:
    figures = result.figures
    unsure = figures.not_sure or 0
    if figures.counts is not None:
        columns = [(place, 1, count) for place, count in enumerate(figures.counts)]
    elif figures.low is not None and figures.high is not None:
        bands = instrument.scale.bands
        columns = [
            (bands[0].start, bands[0].stop - bands[0].start, figures.low),
            (bands[1].start, bands[1].stop - bands[1].start, figures.high),
        ]
    else:
        columns = [(0, instrument.scale.size, figures.n or 0)]
    # A band's people are spread over its points, so that its area and not its height counts.
    most = max([unsure, *(number / span for _, span, number in columns)], default=0) or 1
    dots = figures.counts is not None and sum(figures.counts) + unsure < DOTS_BELOW and not result.statements
    for place, span, number in columns:
        _column(view, layout, place + (span - 1) / 2, span, number, most, group, dots=dots)
    _column(view, layout, layout.count + 0.35, 1, unsure, most, tokens.NEUTRAL, dots=dots)


def _column(
    view: Canvas, layout: _Layout, place: float, span: int, number: int, most: float, group: int, *, dots: bool
) -> None:
    middle, sizes = layout.middle(place), layout.sizes
    tall = layout.base - layout.top
    if dots:
        radius = min(sizes.mark * 1.5, tall / (most * 2.3))
        for person in range(number):
            at = Point(middle, layout.base - radius * (1.3 + 2.3 * person))
            view.circle(at, radius, fill=tokens.group(group))
        height = radius * 2.3 * number + radius * 0.3
    else:
        height = tall * number / span / most
        wide = layout.bar + (span - 1) * layout.step
        paint = tokens.group(group) if span == 1 else tokens.tint(group)
        edge = None if span == 1 else tokens.group(group)
        if number:
            view.rect(
                middle - wide / 2, layout.base - height, wide, height,
                fill=paint, stroke=edge, stroke_width=sizes.line if edge else None, rx=2,
            )  # fmt: skip
    words = typesetting.block(f"{number:,}", sizes.small, layout.step * max(1, span))
    top = layout.base - height - words.height - sizes.gap * 0.25
    view.text(words, Point(middle, top), tokens.INK if number else tokens.QUIET, "middle")


def _axis(view: Canvas, layout: _Layout, names: list[typesetting.Block]) -> float:
    sizes, count = layout.sizes, layout.count
    last = layout.left + count * layout.step
    view.line(Point(layout.left, layout.base), Point(last, layout.base), stroke=tokens.INK, stroke_width=sizes.line)
    beside = (layout.middle(count + 0.35) - layout.step * 0.5, layout.middle(count + 0.35) + layout.step * 0.5)
    view.line(
        Point(beside[0], layout.base), Point(beside[1], layout.base), stroke=tokens.QUIET, stroke_width=sizes.line
    )
    top = layout.base + sizes.gap * 0.5
    for place in range(count):
        view.text(names[place], Point(layout.middle(place), top), tokens.INK, "middle")
    lower = top + names[0].height
    first, final, unsure = names[count], names[count + 1], names[count + 2]
    view.text(first, Point(layout.left, lower), tokens.QUIET)
    view.text(final, Point(last, lower), tokens.QUIET, "end")
    view.text(unsure, Point(layout.middle(count + 0.35), top + sizes.label * 0.1), tokens.QUIET, "middle")
    return max(lower + max(first.height, final.height), top + unsure.height)


def _average(view: Canvas, figures: Figures, layout: _Layout, group: int, instrument: Instrument, top: float) -> float:
    sizes, minimum = layout.sizes, instrument.scale.minimum
    bounds = figures.mean_bounds
    if bounds is None and figures.mean is None:
        return top
    low, high = (figures.mean, figures.mean) if figures.mean is not None else bounds or (0.0, 0.0)
    y = top + sizes.gap + sizes.mark
    start, end = layout.middle(low - minimum), layout.middle(high - minimum)
    view.line(
        Point(layout.middle(0), y), Point(layout.middle(layout.count - 1), y),
        stroke=tokens.RULE, stroke_width=sizes.line,
    )  # fmt: skip
    if end - start > 0.5:
        view.line(
            Point(start, y), Point(end, y),
            stroke=tokens.group(group), stroke_width=sizes.mark, stroke_linecap="round",
        )  # fmt: skip
        said = f"average between {low:.1f} and {high:.1f}"
    else:
        if figures.q1 is not None and figures.q3 is not None and (figures.n or 0) >= 8:
            left, right = layout.middle(figures.q1 - minimum), layout.middle(figures.q3 - minimum)
            view.line(
                Point(left, y), Point(right, y),
                stroke=tokens.tint(group), stroke_width=sizes.mark * 2.2, stroke_linecap="round",
            )  # fmt: skip
        marks.draw(view, 0, Point(start, y), sizes.mark, tokens.group(group), hollow=figures.split)
        said = f"average {low:.1f}"
    words = typesetting.block(said, sizes.small, layout.step * layout.count)
    half = words.width / 2
    x = min(max((start + end) / 2, layout.left + half), layout.left + layout.count * layout.step - half)
    view.text(words, Point(x, y + sizes.mark * 1.4), tokens.INK, "middle")
    return y + sizes.mark * 1.4 + words.height
