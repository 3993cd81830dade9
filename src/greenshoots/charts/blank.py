"""An empty spider to fill in by hand, with the same axes, rings and names as the drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from greenshoots.charts import arrangement, key, legend, tokens
from greenshoots.charts.geometry import Point
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Theme
from greenshoots.charts.web import HOLE, Web
from greenshoots.core.instruments.model import Instrument


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty spider.

    Arguments:
        svg: The drawing.
        keyed: True where the axes carry numbers because their names do not fit.
    """

    svg: str
    keyed: bool


def draw(
    instrument: Instrument,
    *,
    title: str,
    description: str,
    width: float = 720,
    letters: float | None = None,
    with_key: bool = True,
    theme: Theme = "light",
) -> Blank:
    """Draw the empty axes and rings of an instrument.

    Arguments:
        instrument: What is asked.
        title, description: For readers who do not see it.
        width: The width to lay it out for, in pixels.
        letters: The size of every letter, for large print; as on a page of this width where not given.
        with_key: False to leave out the key of numbers, if names do not fit.
        theme: The colours of the drawing.
    """
    sizes = tokens.sizes(width)
    if letters is not None:
        # One size for all words: in large print, no letter may be smaller than 18 points.
        sizes = replace(sizes, label=letters, small=letters)
    plan = arrangement.arrange(instrument, sizes)
    canvas = Canvas(sizes.width, theme, rtl=instrument.direction == "rtl")
    centre = Point(sizes.width / 2, sizes.margin - plan.top)
    spider = Web(canvas, centre, plan, sizes, instrument)
    _rings(spider)
    spider.arcs()
    spider.names()
    bottom = centre.y + plan.bottom
    if plan.keyed and with_key:
        laid_out_key = key.lay_out(instrument, sizes)
        key.draw(canvas, laid_out_key, bottom + sizes.gap * 2, sizes)
        bottom += sizes.gap * 2 + laid_out_key.height
    elif not plan.keyed and not plan.names:
        groups = legend.lay_out(legend.groups(instrument, sizes), sizes)
        legend.draw(canvas, groups, bottom + sizes.gap * 2, sizes)
        bottom += sizes.gap * 2 + groups.height
    return Blank(canvas.finish("blank", bottom + sizes.margin, title, description), plan.keyed)


def _rings(spider: Web) -> None:
    """Draw axes and rings dark enough for a poor copier, with a tick at each score."""
    axes = range(len(spider.instrument.enablers))
    thin = spider.sizes.line * 0.7
    for score in spider.scale.points:
        points = [spider.at(axis, spider.reach(score)) for axis in axes]
        last = score == spider.scale.maximum
        spider.canvas.polygon(points, stroke=tokens.EDGE, stroke_width=thin * (1.3 if last else 0.7))
    for axis in axes:
        first = spider.at(axis, spider.reach(spider.scale.minimum) * HOLE)
        spider.canvas.line(first, spider.at(axis, spider.plan.radius), stroke=tokens.EDGE, stroke_width=thin)
        for score in spider.scale.points:
            spider.canvas.circle(spider.at(axis, spider.reach(score)), spider.sizes.mark * 0.35, fill=tokens.QUIET)
    spider.numbers()
