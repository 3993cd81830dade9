"""The spider: one axis for each enabler, further out is higher.

The centre is zero and not the lowest score, so the lowest score is a ring. Nothing is filled: an area grows with the
square of the scores and depends on the order of the axes.
"""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.charts import arrangement, captions, key, legend, marks, tokens, web
from greenshoots.charts.arrangement import Arrangement
from greenshoots.charts.geometry import Point
from greenshoots.charts.legend import Item
from greenshoots.charts.svg import Canvas, Style
from greenshoots.charts.tokens import Sizes, Theme
from greenshoots.charts.web import Web
from greenshoots.core import translation
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.results import SetResult

MOST = 4
"""The most sets in one spider; more are unreadable and belong side by side."""


def draw(
    sets: Sequence[SetResult],
    instrument: Instrument,
    *,
    title: str | None = None,
    description: str | None = None,
    theme: Theme = "auto",
    width: float = 720,
) -> str:
    """Draw one set of responses, two rounds, or up to four groups.

    Arguments:
        sets: What to draw, the most important first. The first carries the middle half of its answers, unless there
            are more than two.
        instrument: What was asked.
        title, description: For screen readers; by default made from names and numbers.
        theme: The colours of the drawing.
        width: The width of the layout in pixels, at least 320.

    Raises:
        ValueError: No set, or more than four.
    """
    if not 1 <= len(sets) <= MOST:
        raise ValueError(f"A spider holds 1 to {MOST} sets, not {len(sets)}.")
    sizes = tokens.sizes(width)
    plan = arrangement.arrange(instrument, sizes)
    canvas = Canvas(sizes.width, theme, rtl=instrument.direction == "rtl")
    explained = legend.lay_out(_explained(sets, instrument, sizes), sizes)
    legend.draw(canvas, explained, sizes.margin, sizes)
    above = sizes.margin + explained.height + sizes.gap * 2
    centre = Point(sizes.width / 2, above - plan.top)
    spider = Web(canvas, centre, plan, sizes, instrument)
    spider.rings()
    spider.arcs()
    spider.sets(sets)
    spider.names()
    bottom = _below(canvas, plan, centre.y + plan.bottom, instrument, sizes)
    opening = translation.say(
        "Spider diagram with {number} axes. Further out is a higher score, {scale}.",
        number=len(instrument.enablers),
        scale=captions.ends(instrument),
    )
    return canvas.finish(
        "spider",
        bottom + sizes.margin,
        title or captions.title(translation.say("Spider"), sets, instrument),
        description or captions.description(opening, sets),
    )


def _below(canvas: Canvas, plan: Arrangement, bottom: float, instrument: Instrument, sizes: Sizes) -> float:
    """Draw the key or the legend of groups below the spider and return its lower edge."""
    if plan.keyed:
        laid_out_key = key.lay_out(instrument, sizes)
        key.draw(canvas, laid_out_key, bottom + sizes.gap * 2, sizes)
        return bottom + sizes.gap * 2 + laid_out_key.height
    if not plan.names:
        groups = legend.lay_out(legend.groups(instrument, sizes), sizes)
        legend.draw(canvas, groups, bottom + sizes.gap * 2, sizes)
        return bottom + sizes.gap * 2 + groups.height
    return bottom


def _explained(sets: Sequence[SetResult], instrument: Instrument, sizes: Sizes) -> list[Item]:
    all_figures = [result.figures for chosen in sets for result in chosen.enablers]
    items = [_set_item(place, chosen, len(sets), sizes) for place, chosen in enumerate(sets)]
    if any(figures.split and figures.mean is not None for figures in all_figures if figures.visible):
        items.append(legend.hollow(sizes))
    if len(sets) <= 2 and any(web.middle_half(result.figures) for result in sets[0].enablers):
        items.append(_bar_item(translation.say("Middle half of answers"), sizes, soft=True))
    if any(web.bounds(figures) for figures in all_figures):
        items.append(_bar_item(translation.say("The average is in this range"), sizes, soft=False))
    if any(not result.figures.visible for chosen in sets if chosen.visible for result in chosen.enablers):
        items.append(Item(translation.say("A gap in the line: too few people to show")))
    items.append(Item(translation.say("Rings: {scale} at the edge", scale=captions.ends(instrument))))
    return items


def _set_item(place: int, chosen: SetResult, count: int, sizes: Sizes) -> Item:
    words = captions.set_name(chosen)
    if not chosen.visible:
        return Item(words)
    length = sizes.mark * 5.5
    paint = tokens.INK if place == 0 else web.paint(place, count, 0)
    radius = sizes.mark * (1 if place == 0 else 0.8)

    def sample(canvas: Canvas, at: Point) -> None:
        style: Style = {
            "stroke": paint, "stroke_width": sizes.line, "stroke_dasharray": marks.dash(place, sizes.line),
        }  # fmt: skip
        canvas.line(at, at.moved(length, 0), **style)
        marks.draw(canvas, place, at.moved(length / 2, 0), radius, paint)

    return Item(translation.say("Average: {set}", set=words) if count == 1 else words, sample, length)


def _bar_item(words: str, sizes: Sizes, *, soft: bool) -> Item:
    length, thickness = sizes.mark * 4, sizes.mark * (2 if soft else 0.9)

    def sample(canvas: Canvas, at: Point) -> None:
        fill, stroke = (tokens.tint(tokens.NEUTRAL), tokens.QUIET) if soft else (tokens.INK, tokens.PAPER)
        canvas.rect(
            at.x, at.y - thickness / 2, length, thickness,
            rx=thickness / 2, fill=fill, stroke=stroke, stroke_width=sizes.mark * 0.1,
        )  # fmt: skip

    return Item(words, sample, length)
