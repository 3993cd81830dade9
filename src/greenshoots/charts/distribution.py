"""The scores of one enabler: people as dots below ten, as bars from ten on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from greenshoots.charts import bars, captions, marks, tokens, typesetting, web
from greenshoots.charts.geometry import Point
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Sizes, Theme
from greenshoots.core import translation
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.core.results import EnablerResult, Figures

TALL = 6.6
"""The height of the tallest column, in type sizes."""

TITLE = translation.mark("{name}: how often each score was given")


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of the scale, then a gap, then *not sure*."""

    sizes: Sizes
    left: float
    step: float
    top: float
    base: float
    count: int

    def middle(self, place: float) -> float:
        """Return the centre of a column, by its place on the scale counted from 0."""
        return self.left + (place + 0.5) * self.step

    @property
    def bar(self) -> float:
        """Return the width of a bar."""
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
        result: Its figures, which can be shown.
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
    columns = _columns(result.figures, instrument.scale)
    layout = _Layout(sizes, sizes.margin, step, sizes.margin, 0, instrument.scale.size)
    numbers = _numbers(columns, layout)
    lanes = max((number.lane + 1 for number in numbers if number.lane is not None), default=1)
    top = sizes.margin + lanes * sizes.small * 1.5
    layout = replace(layout, top=top, base=top + sizes.label * TALL)
    group = [group_.id for group_ in instrument.groups].index(result.enabler.group)
    _answers(view, result, columns, numbers, layout, group)
    below = _axis(view, layout, names)
    below = _average(view, result.figures, layout, group, instrument, below)
    title = translation.say(TITLE, name=result.enabler.axis)
    return canvas.finish("distribution", below + sizes.margin * 0.5, title, description)


@dataclass(frozen=True, slots=True)
class _Column:
    """People at one score, in one band of scores, or not sure.

    Arguments:
        place: The middle of the column, in scores from the lowest.
        span: How many scores it covers.
        number: How many people.
    """

    place: float
    span: int
    number: int
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """The number of a column; above all columns if any number is wider than its column."""

    block: typesetting.Block
    x: float
    lane: int | None


def _columns(figures: Figures, scale: Scale) -> list[_Column]:
    if figures.counts is not None:
        columns = [_Column(place, 1, count) for place, count in enumerate(figures.counts)]
    elif figures.low is not None and figures.high is not None:
        columns = [
            _Column((band.start + band.stop - 1) / 2, band.stop - band.start, number)
            for band, number in zip(scale.bands, (figures.low, figures.high), strict=True)
        ]
    else:
        columns = [_Column((scale.size - 1) / 2, scale.size, figures.n or 0)]
    return [*columns, _Column(scale.size + 0.35, 1, figures.not_sure or 0, unsure=True)]


def _numbers(columns: Sequence[_Column], layout: _Layout) -> list[_Number]:
    sizes = layout.sizes
    blocks = [typesetting.block(translation.count(column.number), sizes.small, sizes.width) for column in columns]
    middles = [layout.middle(column.place) for column in columns]
    if all(block.width <= layout.step * column.span for block, column in zip(blocks, columns, strict=True)):
        return [_Number(block, x, None) for block, x in zip(blocks, middles, strict=True)]
    ends: list[float] = []
    numbers = []
    for block, middle in zip(blocks, middles, strict=True):
        half = block.width / 2
        x = min(max(middle, sizes.margin + half), sizes.width - sizes.margin - half)
        numbers.append(_Number(block, x, bars.first_free(x - half, x + half, ends, sizes.gap * 0.5)))
    return numbers


def _names(instrument: Instrument, sizes: Sizes) -> list[typesetting.Block]:
    """Return the text below the columns: a number for each score, labels at both ends and for *not sure*."""
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


def _answers(
    view: Canvas,
    result: EnablerResult,
    columns: Sequence[_Column],
    numbers: Sequence[_Number],
    layout: _Layout,
    group: int,
) -> None:
    # A band's people are spread over its scores, so that its area and not its height counts.
    tallest = max(column.number / column.span for column in columns) or 1
    people = sum(column.number for column in columns)
    # A dot is a person. Where each statement is scored, a person gives several scores, so these are never drawn as
    # dots.
    dots = result.figures.counts is not None and people < bars.PEOPLE_BELOW and not result.statements
    for column, number in zip(columns, numbers, strict=True):
        height = _dots(view, column, tallest, layout, group) if dots else _bar(view, column, tallest, layout, group)
        _write(view, column, number, layout.base - height, layout)


def _dots(view: Canvas, column: _Column, tallest: float, layout: _Layout, group: int) -> float:
    """Draw a dot for each person and return the height of the stack."""
    room_height = layout.base - layout.top
    radius = min(layout.sizes.mark * 1.5, room_height / (tallest * 2.3))
    for person in range(column.number):
        at = Point(layout.middle(column.place), layout.base - radius * (1.3 + 2.3 * person))
        if column.unsure:
            rim = radius * 0.25
            view.circle(at, radius - rim / 2, fill=tokens.PAPER, stroke=tokens.QUIET, stroke_width=rim)
        else:
            view.circle(at, radius, fill=tokens.group(group))
    return radius * (2.3 * column.number + 0.3)


def _bar(view: Canvas, column: _Column, tallest: float, layout: _Layout, group: int) -> float:
    """Draw a bar, pale for a band and empty for *not sure*, and return its height."""
    height = (layout.base - layout.top) * column.number / column.span / tallest
    bar_width = layout.bar + (column.span - 1) * layout.step
    fill = edge = tokens.group(group)
    if column.unsure:
        fill, edge = tokens.PAPER, tokens.QUIET
    elif column.span > 1:
        fill = tokens.tint(group)
    if column.number:
        rim = layout.sizes.line
        view.rect(
            layout.middle(column.place) - bar_width / 2 + rim / 2, layout.base - height + rim / 2,
            # A bar thinner than its rim would get a negative height, which no renderer draws.
            bar_width - rim, max(height - rim, 0.1),
            fill=fill, stroke=edge, stroke_width=rim,
        )  # fmt: skip
    return height


def _write(view: Canvas, column: _Column, number: _Number, top: float, layout: _Layout) -> None:
    """Write the number of people in a column: on top, or in a line above with a thin pointer."""
    block, paint = number.block, tokens.INK if column.number else tokens.QUIET
    if number.lane is None:
        view.text(block, Point(number.x, top - block.height - layout.sizes.gap * 0.25), paint, "middle")
        return
    lane = layout.sizes.margin + number.lane * block.height
    middle = layout.middle(column.place)
    view.line(
        Point(middle, lane + block.height), Point(middle, top),
        stroke=tokens.RULE, stroke_width=layout.sizes.line * 0.7,
    )  # fmt: skip
    view.text(block, Point(number.x, lane), paint, "middle")


def _axis(view: Canvas, layout: _Layout, names: list[typesetting.Block]) -> float:
    sizes, count = layout.sizes, layout.count
    last = layout.left + count * layout.step
    view.line(Point(layout.left, layout.base), Point(last, layout.base), stroke=tokens.INK, stroke_width=sizes.line)
    unsure_ends = (layout.middle(count + 0.35) - layout.step * 0.5, layout.middle(count + 0.35) + layout.step * 0.5)
    view.line(
        Point(unsure_ends[0], layout.base),
        Point(unsure_ends[1], layout.base),
        stroke=tokens.QUIET,
        stroke_width=sizes.line,
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
    # Bounds closer than half a pixel look like a point and are drawn as one.
    if end - start > 0.5:
        view.line(
            Point(start, y), Point(end, y),
            stroke=tokens.group(group), stroke_width=sizes.mark, stroke_linecap="round",
        )  # fmt: skip
    else:
        if figures.q1 is not None and figures.q3 is not None and (figures.n or 0) >= web.BAND_FROM:
            left, right = layout.middle(figures.q1 - minimum), layout.middle(figures.q3 - minimum)
            view.line(
                Point(left, y), Point(right, y),
                stroke=tokens.tint(group), stroke_width=sizes.mark * 2.2, stroke_linecap="round",
            )  # fmt: skip
        marks.draw(view, 0, Point(start, y), sizes.mark, tokens.group(group), hollow=figures.split)
    label = translation.say("average {number}", number=captions.average(figures))
    words = typesetting.block(label, sizes.small, layout.step * layout.count)
    half = words.width / 2
    x = min(max((start + end) / 2, layout.left + half), layout.left + layout.count * layout.step - half)
    view.text(words, Point(x, y + sizes.mark * 1.4), tokens.INK, "middle")
    return y + sizes.mark * 1.4 + words.height
