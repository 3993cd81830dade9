"""Tables of results: the same numbers as each picture, for readers and for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.analysis import comparison_text
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Enabler, Instrument, Scale
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import Comparison, EnablerResult, Figures, GroupResult, Results, SetResult
from greenshoots.reports.outline import Table, Value

HOW_MANY = translation.mark("{name}: how often each score was given")
SCORES_GIVEN = translation.mark("{name}: scores given to its statements")
STATEMENT = translation.mark("Statement {number}")
TURNED_ROUND = translation.mark("Statement {number} (scores reversed)")

DRAWN_FROM = 8
"""People from which the middle half of the answers is drawn and told."""


def language(instrument: Instrument) -> str:
    """Give the language of the instrument's words, or nothing where the report is written in it too."""
    primary = instrument.language.split("-")[0].lower()
    return "" if primary == translation.language().split("-")[0] else instrument.language


def axis_name(enabler: Enabler) -> str:
    """Give an enabler's number and short name."""
    return f"{enabler.number}. {enabler.axis}"


def average(figures: Figures) -> Value:
    """Return the mean, or the range it lies in where it is not known exactly, or None."""
    if figures.state is State.SHOWN and figures.mean is not None:
        return figures.mean
    return span(quantities.average_bounds(figures))


def span(bounds: tuple[float | None, float | None] | None) -> str | None:
    """Give a range as text: *3.1 to 3.7*, or the one number where both ends read alike."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    low, high = quantities.number(bounds[0]), quantities.number(bounds[1])
    return low if low == high else quantities.span(low, high)


def middle_half(figures: Figures) -> str | None:
    """Return the middle half of the answers where enough people scored and all of their scores are known."""
    if figures.state is not State.SHOWN or (figures.n or 0) < DRAWN_FROM:
        return None
    return span((figures.q1, figures.q3))


def spider(results: Results) -> Table:
    """Tabulate what the spider shows, with the range for everybody who was asked."""
    earlier, found = results.previous, results.everyone.enablers
    columns: list[tuple[str, list[Value]]] = [
        (translation.say("Average"), [average(result.figures) for result in found])
    ]
    if earlier is not None:
        before = [average(earlier.enabler(result.enabler.id).figures) for result in found]
        columns.append((translation.say("Average, {round}", round=earlier.name), before))
    columns.append((translation.say("Middle half"), [middle_half(result.figures) for result in found]))
    columns.append(
        (translation.say("Likely range, 9 times in 10"), [span(sentences.interval(result)) for result in found])
    )
    # With few people these two may not be told of anybody; a column of dashes would only ask why.
    columns = [(name, values) for name, values in columns if any(value is not None for value in values)]
    columns.append((translation.say("Scored"), [result.figures.n for result in found]))
    columns.append((translation.say("Not sure"), [result.figures.not_sure for result in found]))
    names = [axis_name(result.enabler) for result in found]
    rows = zip(names, *(values for _, values in columns), strict=True)
    header = (translation.say("Enabler"), *(name for name, _ in columns))
    return Table(translation.say("Averages"), header, tuple(rows), language=language(results.instrument))


def middle(results: Results) -> Table:
    """Tabulate the median and how many are near it, for a panel's own rule of consensus; the round before beside it.

    Only exact counts have one: a dash stands where some people are known by a range.
    """
    parts = [(results.everyone, "")]
    if results.previous is not None and results.previous.visible:
        parts.append((results.previous, results.previous.name))
    header = [translation.say("Enabler")]
    for _, name in parts:
        columns = (translation.say("Median"), translation.say("At the median"), translation.say("Within one point"))
        header += [
            translation.say("{column}, {round}", column=column, round=name) if name else column for column in columns
        ]
    rows = tuple(
        (axis_name(result.enabler), *(cell for part, _ in parts for cell in _middle(part.enabler(result.enabler.id))))
        for result in results.everyone.enablers
    )
    return Table(translation.say("Middle answers"), tuple(header), rows, language=language(results.instrument))


def _middle(result: EnablerResult) -> tuple[Value, Value, Value]:
    figures = result.figures
    if figures.median is None or figures.at_median is None or figures.within_one is None:
        return (None, None, None)
    at, near = (quantities.part(number, figures.n or 0) for number in (figures.at_median, figures.within_one))
    return (quantities.number(figures.median), at, near)


def strips(chosen: SetResult, instrument: Instrument) -> Table:
    """Tabulate how many people gave each score."""
    scale = instrument.scale
    banded = any(result.figures.visible and result.figures.counts is None for result in chosen.enablers)
    header = [
        translation.say("Enabler"),
        *(str(point) for point in scale.points),
        translation.say("Not sure"),
        translation.say("Scored"),
    ]
    rows = []
    for result in chosen.enablers:
        row = [axis_name(result.enabler), *_counts(result.figures, scale), result.figures.not_sure, result.figures.n]
        rows.append(tuple([*row, bands(result.figures, scale)] if banded else row))
    if banded:
        header.append(translation.say("As a range"))
    caption = translation.say("How often each score was given")
    return Table(caption, tuple(header), tuple(rows), language=language(instrument))


def _counts(figures: Figures, scale: Scale) -> list[Value]:
    """Return how many gave each score; *about* so many where some of them are known by their band only."""
    if figures.counts is None:
        return [None] * scale.size
    return [
        count
        if _is_certain(figures, place, scale)
        else translation.say("about {number}", number=translation.count(count))
        for place, count in enumerate(figures.counts)
    ]


def _is_certain(figures: Figures, place: int, scale: Scale) -> bool:
    if figures.state is State.SHOWN or figures.possible is None:
        return True
    least, most = figures.possible.within(slice(place, place + 1), scale)
    return least == most


def bands(figures: Figures, scale: Scale) -> str | None:
    """Give the counts of the two bands as text where nothing finer may be told."""
    if not figures.visible or figures.counts is not None or figures.low is None or figures.high is None:
        return None
    low, high = (quantities.points(scale, band) for band in scale.bands)
    return f"{low}: {figures.low}; {high}: {figures.high}"


def enabler(result: EnablerResult, sides: Sequence[tuple[str, EnablerResult]], scale: Scale) -> Table:
    """Tabulate one enabler: a row for everyone and for each group or round, a column for each score.

    Arguments:
        result: Everyone's numbers.
        sides: The other rows: name and numbers.
        scale: The scale.
    """
    found = [(translation.say("Everyone"), result), *sides]
    banded = any(part.figures.visible and part.figures.counts is None for _, part in found)
    header = [
        translation.say("Who"),
        *(str(point) for point in scale.points),
        translation.say("Not sure"),
        translation.say("Average"),
    ]
    rows = []
    for name, part in found:
        row = [name, *_counts(part.figures, scale), part.figures.not_sure, average(part.figures)]
        rows.append(tuple([*row, bands(part.figures, scale)] if banded else row))
    if banded:
        header.append(translation.say("As a range"))
    message = SCORES_GIVEN if result.statements else HOW_MANY
    return Table(translation.say(message, name=result.enabler.axis), tuple(header), tuple(rows))


def statements(result: EnablerResult, scale: Scale) -> Table:
    """Tabulate an enabler's statements, where each was scored on its own."""
    rows = tuple(
        (
            translation.say(TURNED_ROUND if statement.statement.reverse else STATEMENT, number=statement.number),
            average(statement.figures),
            *_counts(statement.figures, scale),
            statement.figures.not_sure,
            statement.figures.n,
        )
        for statement in result.statements
    )
    points = (str(point) for point in scale.points)
    header = (
        translation.say("Statement"),
        translation.say("Average"),
        *points,
        translation.say("Not sure"),
        translation.say("Scored"),
    )
    return Table(translation.say("Scores for each statement"), header, rows)


def gaps(group: GroupResult, sides: Sequence[Comparison], instrument: Instrument) -> Table:
    """Tabulate the averages of the groups that are shown, and who differs from everyone else."""
    shown = shown_sets(group)
    header = (
        translation.say("Enabler"),
        *(_counted(part) for part in shown),
        translation.say("Differs from everyone else"),
    )
    rows = tuple(
        (
            axis_name(found),
            *(average(part.enabler(found.id).figures) for part in shown),
            _who_differs(found, sides, instrument),
        )
        for found in instrument.enablers
    )
    caption = translation.say("Averages by {group}", group=group.name)
    return Table(caption, header, rows, language=language(instrument))


def shown_sets(group: GroupResult) -> list[SetResult]:
    """Give the sets of a group that may be seen, with those that are shown together last."""
    together = [group.combined] if group.combined is not None and group.combined.visible else []
    return [part for part in group.sets if part.visible] + together


def _counted(part: SetResult) -> str:
    return f"{part.name} ({part.n})" if part.n is not None else part.name


def _who_differs(found: Enabler, sides: Sequence[Comparison], instrument: Instrument) -> str:
    telling = [side for side in sides if side.difference(found.id).says_something]
    said = [
        f"{side.first.name}: {comparison_text.verdict(side.difference(found.id), side, instrument)}" for side in telling
    ]
    return "; ".join(said) or "–"


def change(side: Comparison, instrument: Instrument) -> Table:
    """Tabulate two rounds, the earlier first, and what may be said of the change."""
    header = (translation.say("Enabler"), _counted(side.second), _counted(side.first), translation.say("Change"))
    rows = tuple(
        (
            axis_name(found.enabler),
            average(side.second.enabler(found.enabler.id).figures),
            average(side.first.enabler(found.enabler.id).figures),
            comparison_text.verdict(found, side, instrument),
        )
        for found in side.differences
    )
    caption = translation.say("Averages in {earlier} and {later}", earlier=side.second.name, later=side.first.name)
    return Table(caption, header, rows, language=language(instrument))


def who_answered(group: GroupResult, minimum: int) -> Table:
    """Tabulate how many of each group answered; groups too small to be shown have no numbers."""
    asked = any(part.asked for part in group.sets)
    header = (
        group.name.capitalize(),
        *((translation.say("Asked"),) if asked else ()),
        translation.say("Answered"),
        translation.say("Shown"),
    )
    rows = []
    for part in [*group.sets, *shown_sets(group)[len([p for p in group.sets if p.visible]) :]]:
        enough = part.visible and (part.asked is None or part.asked >= minimum)
        numbers: list[Value] = [part.asked if enough else None] if asked else []
        rows.append((part.name, *numbers, part.n if part.visible else None, _how_shown(part)))
    return Table(translation.say("Who answered, by {group}", group=group.name), header, tuple(rows))


def _how_shown(part: SetResult) -> str:
    if not part.visible:
        return translation.say("no one") if part.n == 0 else translation.say("too few people")
    if part.coverage >= 1:
        return translation.say("yes")
    return translation.say("about {share} of them", share=translation.per_cent(part.coverage))
