"""The charts of the results pages, drawn once for wide screens and once for phones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from greenshoots.charts import tokens
from greenshoots.charts.svg import Canvas
from greenshoots.core import translation
from greenshoots.core.instruments.model import Enabler, Instrument
from greenshoots.core.results import EnablerResult, Results
from greenshoots.reports import pictures
from greenshoots.reports.outline import Picture

Order = Literal["instrument", "talk", "mean", "spread"]

BAR, BETWEEN, TALL, NEAREST = 14.0, 4.0, 44.0, 3.0
"""Sizes of the small bars in pixels: width, gap, height of the highest, and of an empty one."""

_PAPER = re.compile(r'<rect [^>]*class="f-paper"[^>]*/>')


# Charts are drawn alone: `_both` makes the drawing for phones, and those for large print are for documents only.
def spider(results: Results) -> Picture:
    """Draw the spider for both widths."""
    return _both(lambda width: pictures.spider(results, width=width, alone=True))


def strips(results: Results, order: Order) -> Picture:
    """Draw the responses for both widths, in an order."""
    if order == "talk":
        results = first_things_first(results)
        return _both(lambda width: pictures.strips(results, width=width, alone=True))
    return _both(lambda width: pictures.strips(results, width=width, order=order, alone=True))


def _both(draw: Callable[[float], Picture]) -> Picture:
    return replace(draw(pictures.PAGE), narrow=draw(pictures.PHONE).svg)


def first_things_first(results: Results) -> Results:
    """Return results with the enablers to talk about first in front, and the others in their order."""
    first = [entry.enabler.id for entry in (*results.talk_first, *results.unknown)]
    ranked = sorted(
        results.instrument.enablers, key=lambda enabler: first.index(enabler.id) if enabler.id in first else len(first)
    )
    return only(results, tuple(ranked))


def only(results: Results, enablers: tuple[Enabler, ...]) -> Results:
    """Return the results of everyone for some enablers, in this order; figures over all enablers stay."""
    everyone = results.everyone
    chosen = replace(everyone, enablers=tuple(everyone.enabler(enabler.id) for enabler in enablers))
    return replace(results, instrument=replace(results.instrument, enablers=enablers), everyone=chosen)


def asking_only(results: Results, enabler: Enabler) -> Results:
    """Return results for a single enabler, for its page in the report."""
    return replace(results, instrument=replace(results.instrument, enablers=(enabler,)))


def small_bars(result: EnablerResult, instrument: Instrument) -> str:
    """Draw how often each score was given, small enough for a list; empty where counts are not shown."""
    counts = result.figures.counts
    if not counts or not any(counts):
        return ""
    place = [group.id for group in instrument.groups].index(result.enabler.group)
    canvas = Canvas(len(counts) * (BAR + BETWEEN) - BETWEEN, "auto", rtl=instrument.direction == "rtl").mirrored()
    for at, count in enumerate(counts):
        # A score that no one gave keeps a stub, so that the places of the scale can still be counted.
        tall = max(NEAREST, count / max(counts) * TALL)
        paint = tokens.group(place) if count else tokens.EDGE
        canvas.rect(at * (BAR + BETWEEN), TALL - tall, BAR, tall, rx=1.5, fill=paint)
    told = ", ".join(f"{point}: {count}" for point, count in zip(instrument.scale.points, counts, strict=True))
    svg = canvas.finish(
        "bars", TALL, f"{translation.say('How often each score was given')}: {result.enabler.axis}", told
    )
    # The bars are in a line of text, not on a card, so they have no paper behind them.
    return _PAPER.sub("", svg, count=1)
