"""All responses: one row for each enabler, people as dots below ten and divided bars from ten on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from greenshoots.charts import bars, captions, families, legend, rows, tokens
from greenshoots.charts.bars import DividedBar, DotColumn
from greenshoots.charts.geometry import Point
from greenshoots.charts.legend import LegendItem
from greenshoots.charts.rows import Content, Frame, Row
from greenshoots.charts.svg import Canvas
from greenshoots.charts.tokens import Paint, Sizes, Theme
from greenshoots.core import translation
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.language import sentences
from greenshoots.core.results import EnablerResult, Figures, SetResult

Order = Literal["instrument", "mean", "spread"]
"""The order of rows: the instrument's, by average from low to high, or by spread from wide to narrow."""

ONLY_A_RANGE = translation.mark("Only a range can be shown.")

OPENINGS: dict[Order, str] = {
    "instrument": translation.mark("One row for each enabler."),
    "mean": translation.mark(
        "One row for each enabler, in order of average, lowest first. Ranges are placed by their midpoint."
    ),
    "spread": translation.mark("One row for each enabler, in order of spread, widest first."),
}


def draw(
    chosen: SetResult,
    instrument: Instrument,
    *,
    order: Order = "instrument",
    title: str | None = None,
    description: str | None = None,
    theme: Theme = "auto",
    width: float = 720,
) -> str:
    """Draw how often each score was given.

    Arguments:
        chosen: Whose answers.
        instrument: What was asked.
        order: Of the rows.
        title, description: For screen readers; by default made from names and numbers.
        theme: The colours of the drawing.
        width: The width of the layout in pixels, at least 320.
    """
    sizes = tokens.sizes(width)
    canvas = Canvas(sizes.width, theme, rtl=instrument.direction == "rtl")
    frame = rows.frame([enabler.axis for enabler in instrument.enablers], sizes)
    people = _as_people(chosen)
    # Sorted rows have no headings, so a legend names the colours of the groups instead.
    grouped = order == "instrument"
    items = _explained(chosen, instrument, sizes, people=people)
    explained = legend.lay_out(items if grouped else [*items, *legend.groups(instrument, sizes)], sizes)
    legend.draw(canvas, explained, sizes.margin, sizes)
    top = sizes.margin + explained.height + sizes.gap * 2
    if people:
        columns = bars.middles(instrument.scale, frame, sizes, unsure=_any_unsure(chosen))
        # Not strict: the last column may be for “not sure”, which is no point of the scale.
        scored = list(zip(instrument.scale.points, columns, strict=False))
        half = columns[0] - frame.left
        header = rows.header(scored, instrument, frame.left, scored[-1][1] + half, sizes)
        rows.draw_header(canvas, header, top)
        top += header.height + sizes.gap * 0.5
    contents = _contents(chosen, instrument, frame, sizes, people=people)
    rows_ = [Row(place, note(chosen.enablers[place].figures), contents[place]) for place in _order(chosen, order)]
    plan = rows.lay_out(rows_, instrument, frame, sizes, top, grouped=grouped)
    rows.draw(canvas, plan)
    return canvas.finish(
        "strips",
        plan.bottom + sizes.margin,
        title or captions.title(translation.say("Responses"), [chosen], instrument),
        description or captions.description(translation.say(OPENINGS[order]), [chosen]),
    )


def note(figures: Figures) -> str:
    """Return the note of a row: its average, and whether people are split or numbers not exact."""
    average = captions.average(figures)
    parts = [translation.say("average {number}", number=average)] if average else []
    if figures.visible and figures.split:
        parts.append(translation.say("split"))
    if figures.state is State.APPROXIMATE and figures.counts is not None:
        parts.append(translation.say("approximate"))
    return ", ".join(parts)


def _order(chosen: SetResult, order: Order) -> list[int]:
    places = range(len(chosen.enablers))
    if order == "instrument":
        return list(places)
    # Rows with nothing to sort by come last, and ties keep the order of the questionnaire.
    return sorted(places, key=lambda place: (_rank(chosen.enablers[place].figures, order), place))


def _rank(figures: Figures, order: Order) -> float:
    if not figures.visible:
        return math.inf
    if order == "spread":
        return math.inf if figures.spread is None else -figures.spread
    if figures.mean is None:
        return sum(figures.mean_bounds) / 2 if figures.mean_bounds else math.inf
    return figures.mean


def _as_people(chosen: SetResult) -> bool:
    """Return whether people are drawn one by one: all rows have fewer than ten."""
    totals = [bars.total(result.figures) for result in chosen.enablers if result.figures.visible]
    # Rows of dots next to rows of bars could not be compared, so a single large row turns all into bars.
    return bool(totals) and max(totals) < bars.PEOPLE_BELOW and not _by_statement(chosen)


def _by_statement(chosen: SetResult) -> bool:
    return any(result.statements for result in chosen.enablers)


def _any_unsure(chosen: SetResult) -> bool:
    return any(result.figures.not_sure for result in chosen.enablers if result.figures.visible)


def sentence(result: EnablerResult, kind: str) -> str:
    """Return why a row has nothing to draw; empty if it has content."""
    figures = result.figures
    if figures.state is State.EMPTY:
        # Everyone can be “not sure” about an enabler: they did answer, but no one scored.
        return translation.say(sentences.NOBODY_SCORED)
    if not figures.visible:
        return sentences.hidden_sentence(figures.state, kind, shown_in_room=figures.shown_in_room)
    if figures.counts is None and figures.low is None:
        return translation.say(ONLY_A_RANGE)
    return "" if bars.total(figures) else translation.say(sentences.NOBODY_SCORED)


def _contents(chosen: SetResult, instrument: Instrument, frame: Frame, sizes: Sizes, *, people: bool) -> list[Content]:
    colours = families.places(instrument)
    shown_figures = [result.figures for result in chosen.enablers if result.figures.visible]
    largest_total = max((bars.total(figures) for figures in shown_figures), default=1)
    unsure = _any_unsure(chosen)
    across = bars.across(instrument.scale, frame, sizes, unsure=unsure)
    columns = bars.middles(instrument.scale, frame, sizes, unsure=unsure)
    largest_columns = [max(_columns(figures)) for figures in shown_figures if figures.counts is not None]
    deepest = max((math.ceil(count / across) for count in largest_columns), default=1)
    contents: list[Content] = []
    for result, colour in zip(chosen.enablers, colours, strict=True):
        figures = result.figures
        if explanation := sentence(result, chosen.kind):
            contents.append(rows.sentence(explanation, frame, sizes))
        elif people and figures.counts is not None:
            dots = _columns(figures) if unsure else figures.counts
            contents.append(DotColumn(dots, columns, across, max(1, deepest), tokens.group(colour), sizes, unsure))
        else:
            contents.append(_bar(figures, instrument, colour, largest_total, frame, sizes))
    return contents


def _columns(figures: Figures) -> tuple[int, ...]:
    return (*(figures.counts or ()), figures.not_sure or 0)


def _bar(
    figures: Figures, instrument: Instrument, colour: int, largest_total: int, frame: Frame, sizes: Sizes
) -> DividedBar:
    scale = instrument.scale
    return bars.bar(bars.parts(figures, scale, colour), largest_total, scale.size + 1, frame, sizes)


def _explained(chosen: SetResult, instrument: Instrument, sizes: Sizes, *, people: bool) -> list[LegendItem]:
    items = [LegendItem(captions.set_name(chosen))]
    if _by_statement(chosen):
        items.append(
            LegendItem(
                translation.say("Numbers count scores for statements, so a person can be counted more than once")
            )
        )
    if people:
        items.append(_dot(translation.say("One person"), sizes, hollow=False))
        if _any_unsure(chosen):
            items.append(_dot(instrument.scale.unsure, sizes, hollow=True))
        return items
    if any(result.figures.visible for result in chosen.enablers):
        items += _steps(instrument, sizes)
        if _any_unsure(chosen):
            items.append(_box(instrument.scale.unsure, tokens.PAPER, sizes))
    return items


def _steps(instrument: Instrument, sizes: Sizes) -> Sequence[LegendItem]:
    scale = instrument.scale
    return [
        _box(captions.point(point, instrument), tokens.ramp(tokens.NEUTRAL, place, scale.size), sizes)
        for place, point in enumerate(scale.points)
    ]


def _box(words: str, fill: Paint, sizes: Sizes) -> LegendItem:
    side = sizes.small

    def sample(canvas: Canvas, at: Point) -> None:
        canvas.rect(at.x, at.y - side / 2, side, side, fill=fill, stroke=tokens.QUIET, stroke_width=sizes.line * 0.8)

    return LegendItem(words, sample, side)


def _dot(words: str, sizes: Sizes, *, hollow: bool) -> LegendItem:
    def sample(canvas: Canvas, at: Point) -> None:
        bars.dot(canvas, at.moved(sizes.mark, 0), tokens.INK, sizes, hollow=hollow)

    return LegendItem(words, sample, sizes.mark * 2)
