"""Pictures with their text alternatives: caption, sentences and a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from greenshoots.charts import change as change_chart
from greenshoots.charts import distribution
from greenshoots.charts import gaps as gaps_chart
from greenshoots.charts import spider as spider_chart
from greenshoots.charts import strips as strips_chart
from greenshoots.charts.tokens import Theme
from greenshoots.core import translation
from greenshoots.core.analysis import comparison_text
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.language import picture_sentences, quantities
from greenshoots.core.results import Comparison, EnablerResult, GroupResult, Results, SetResult
from greenshoots.reports import tables, values
from greenshoots.reports.outline import Chart, Picture, Series

Order = Literal["instrument", "mean", "spread"]

PAGE, PHONE = 720, 320
"""Widths in pixels: for a page, and for a phone."""

LARGE = (320, 400, 480, 560)
"""Widths in pixels to choose from for large print: the narrower, the larger the letters once it fills the page."""

LARGE_ROWS = 5
"""Rows of a picture that fit a page in large print."""

LARGE_PAGE = (482, 500)
"""Room for a picture on a page in large print, width and height in points."""

_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def draw_all(
    results: Results, *, theme: Theme = "light", width: float = PAGE, order: Order = "instrument"
) -> dict[str, Picture]:
    """Draw all pictures of the results that have something to show.

    Arguments:
        results: What may be said.
        theme: Which colours; *auto* follows the reader's screen.
        width: In pixels.
        order: Of the rows in the picture of every answer.

    Returns:
        Pictures by name: *spider*, *strips*, *gaps-role* for each respondent group, *change*. None of them where
        too few people answered.
    """
    if not results.everyone.visible:
        return {}
    drawings = {
        "spider": spider(results, theme=theme, width=width, alone=True),
        "strips": strips(results, theme=theme, width=width, order=order, alone=True),
    }
    for group in results.groups:
        if tables.shown_sets(group):
            name = f"gaps-{values.slug(group.name)}"
            drawings[name] = gaps(group, results, theme=theme, width=width, alone=True)
    for side in results.comparisons:
        if side.kind == "round":
            drawings["change"] = change(side, results, theme=theme, width=width, alone=True)
    return drawings


def _for_large_print(draw: Callable[[float], str]) -> tuple[str, ...]:
    """Draw at the width that gives the largest letters once the drawing fills a page."""
    return (max((draw(width) for width in LARGE), key=_enlarged),)


def _parts(instrument: Instrument) -> Iterator[Instrument]:
    """Divide the enablers into parts that fit a large-print page; each part stays within one group."""
    for group in instrument.groups:
        group_enablers = [enabler_ for enabler_ in instrument.enablers if enabler_.group == group.id]
        yield from (
            replace(instrument, enablers=tuple(group_enablers[start : start + LARGE_ROWS]))
            for start in range(0, len(group_enablers), LARGE_ROWS)
        )


def _only(chosen: SetResult, subset: Instrument) -> SetResult:
    return replace(chosen, enablers=tuple(chosen.enabler(enabler_.id) for enabler_ in subset.enablers))


def size(svg: str) -> tuple[float, float]:
    """Return the width and the height of a drawing, in pixels."""
    view = _VIEW.search(svg)
    return (float(view[1]), float(view[2])) if view else (PAGE, PAGE)


def _enlarged(svg: str) -> float:
    """Return by how much a drawing is enlarged to fill a page in large print."""
    width, height = size(svg)
    return min(LARGE_PAGE[0] / width, LARGE_PAGE[1] / height)


def spider(results: Results, *, theme: Theme = "auto", width: float = PAGE, alone: bool = False) -> Picture:
    """Draw the averages as a spider, with the last round as a dashed line."""
    instrument, everyone = results.instrument, results.everyone
    earlier = results.previous
    sets = (everyone, earlier) if earlier is not None and earlier.visible else (everyone,)

    def draw(drawing_width: float) -> str:
        return spider_chart.draw(sets, instrument, theme=theme, width=drawing_width)

    names = [
        everyone.name if len(sets) == 1 else results.rounds[-1].name,
        *(result_set.name for result_set in sets[1:]),
    ]
    sentences = picture_sentences.spider_sentences(results)
    opening = translation.say(
        "Spider diagram with one axis for each of {number} enablers.", number=len(instrument.enablers)
    )
    return Picture(
        svg=draw(width),
        caption=translation.say("Averages for {number} enablers", number=len(instrument.enablers)),
        alt=f"{opening} {' '.join(sentences[:1])}",
        sentences=sentences,
        table=tables.spider(results),
        chart=Chart(
            # From 0 and not from the lowest score: the lowest score is a ring, as in the drawing.
            "radar",
            _categories(results),
            tuple(Series(name, _means(result_set)) for name, result_set in zip(names, sets, strict=True)),
            0,
            instrument.scale.maximum,
            hollow=tuple(place for place, result in enumerate(everyone.enablers) if result.figures.split),
        ),
        narrow="" if alone else draw(PHONE),
        large=() if alone else _for_large_print(draw),
    )


def _categories(results: Results) -> tuple[str, ...]:
    return tuple(enabler.axis for enabler in results.instrument.enablers)


def _means(chosen: SetResult) -> tuple[float | None, ...]:
    return tuple(result.figures.mean for result in chosen.enablers)


def strips(
    results: Results,
    *,
    theme: Theme = "auto",
    width: float = PAGE,
    order: Order = "instrument",
    alone: bool = False,
) -> Picture:
    """Draw all responses, one row for each enabler."""
    instrument, everyone = results.instrument, results.everyone

    def draw(drawing_width: float, subset: Instrument = instrument) -> str:
        return strips_chart.draw(_only(everyone, subset), subset, theme=theme, width=drawing_width, order=order)

    sentences = picture_sentences.strips_sentences(results)
    series = [
        Series(instrument.scale.label(point), tuple(_count(result, place) for result in everyone.enablers))
        for place, point in enumerate(instrument.scale.points)
    ]
    unsure = Series(instrument.scale.unsure, tuple(result.figures.not_sure for result in everyone.enablers))
    longest_bar = max((sum(r.figures.counts or (0,)) + (r.figures.not_sure or 0) for r in everyone.enablers), default=1)
    return Picture(
        svg=draw(width),
        caption=translation.say("How scores are spread, which an average hides"),
        alt=f"{translation.say('One bar for each enabler, divided by score.')} {' '.join(sentences[:1])}".strip(),
        sentences=sentences,
        table=tables.strips(everyone, instrument),
        chart=Chart("stacked", _categories(results), (*series, unsure), 0, longest_bar or 1),
        narrow="" if alone else draw(PHONE),
        large=() if alone else tuple(draw(PHONE, subset) for subset in _parts(instrument)),
    )


def _count(result: EnablerResult, place: int) -> float | None:
    return None if result.figures.counts is None else result.figures.counts[place]


def gaps(
    group: GroupResult, results: Results, *, theme: Theme = "auto", width: float = PAGE, alone: bool = False
) -> Picture:
    """Draw the averages for the choices of a group question, one row for each enabler."""
    instrument = results.instrument
    sides = [side for side in results.comparisons if side.kind == "group" and side.group == group.name]

    def draw(drawing_width: float, subset: Instrument = instrument) -> str:
        combined = group.combined and _only(group.combined, subset)
        group_subset = replace(group, sets=tuple(_only(choice, subset) for choice in group.sets), combined=combined)
        return gaps_chart.draw(group_subset, subset, theme=theme, width=drawing_width)

    shown = tables.shown_sets(group)
    return Picture(
        svg=draw(width),
        caption=translation.say("Averages by {group}", group=group.name),
        alt=translation.say(
            "One row for each enabler, with a mark for {groups}.",
            groups=quantities.listed([part.name for part in shown]),
        ),
        sentences=comparison_text.group_sentences(sides, instrument),
        table=tables.gaps(group, sides, instrument),
        chart=Chart(
            "points",
            _categories(results),
            tuple(Series(part.name, _means(part)) for part in shown),
            instrument.scale.minimum,
            instrument.scale.maximum,
        ),
        narrow="" if alone else draw(PHONE),
        large=() if alone else tuple(draw(PHONE, part) for part in _parts(instrument)),
    )


def change(
    side: Comparison, results: Results, *, theme: Theme = "auto", width: float = PAGE, alone: bool = False
) -> Picture:
    """Draw the change in averages from the earlier round to the later round."""
    instrument = results.instrument

    def draw(drawing_width: float, subset: Instrument = instrument) -> str:
        differences = tuple(side.difference(enabler.id) for enabler in subset.enablers)
        comparison_subset = replace(
            side, first=_only(side.first, subset), second=_only(side.second, subset), differences=differences
        )
        return change_chart.draw(comparison_subset, subset, theme=theme, width=drawing_width)

    return Picture(
        svg=draw(width),
        caption=translation.say("From {earlier} to {later}", earlier=side.second.name, later=side.first.name),
        alt=translation.say(
            "One row for each enabler, with an arrow from its average in {earlier} to {later}.",
            earlier=side.second.name,
            later=side.first.name,
        ),
        sentences=comparison_text.change_sentences(side, instrument),
        table=tables.change(side, instrument),
        chart=Chart(
            "points",
            _categories(results),
            (Series(side.second.name, _means(side.second)), Series(side.first.name, _means(side.first))),
            instrument.scale.minimum,
            instrument.scale.maximum,
        ),
        narrow="" if alone else draw(PHONE),
        large=() if alone else tuple(draw(PHONE, part) for part in _parts(instrument)),
    )


def enabler(
    result: EnablerResult,
    compared: Sequence[tuple[str, EnablerResult]],
    results: Results,
    sentences: tuple[str, ...],
) -> Picture:
    """Draw the answers to one enabler.

    Arguments:
        result: Everyone's numbers.
        compared: Groups and rounds in the table besides everyone: name and numbers.
        results: What may be said.
        sentences: What the picture says.
    """
    instrument = results.instrument

    def draw(drawing_width: float) -> str:
        return distribution.draw(result, instrument, description=sentences[0], width=drawing_width)

    table = tables.enabler(result, compared, instrument.scale)
    counts = result.figures.counts
    chart = None
    if counts is not None:
        counted = translation.say("Scores") if result.statements else translation.say("People")
        series = Series(counted, tuple(float(count) for count in counts))
        labels = tuple(instrument.scale.label(point) for point in instrument.scale.points)
        chart = Chart("stacked", labels, (series,), 0, max((*counts, 1)))
    return Picture(
        draw(PAGE),
        translation.say("How people scored"),
        f"{translation.say('Bars for each score.')} {sentences[0]}",
        sentences,
        table,
        chart,
        draw(PHONE),
        _for_large_print(draw),
    )
