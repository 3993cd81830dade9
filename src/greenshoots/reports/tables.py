"""Tables of results: the same numbers as each picture, for readers and for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import contrasts, sentences, voice, wording
from greenshoots.core.instrument import Enabler, Instrument, Scale
from greenshoots.core.results import Comparison, EnablerResult, Figures, GroupResult, Results, SetResult, State
from greenshoots.reports.outline import Table, Value

HOW_MANY = voice.mark("{name}: how many gave each score")
SCORES_GIVEN = voice.mark("{name}: scores given to its statements")
STATEMENT = voice.mark("Statement {number}")
TURNED_ROUND = voice.mark("Statement {number} (turned round)")

DRAWN_FROM = 8
"""People from which the middle half of the answers is drawn and told."""


def language(instrument: Instrument) -> str:
    """Give the language of the instrument's words, or nothing where the report is written in it too."""
    primary = instrument.language.split("-")[0].lower()
    return "" if primary == voice.language().split("-")[0] else instrument.language


def axis_name(enabler: Enabler) -> str:
    """Give an enabler's number and short name."""
    return f"{enabler.number}. {enabler.axis}"


def average(figures: Figures) -> Value:
    """Return the mean, or the range it lies in where it is not known exactly, or None."""
    if figures.state is State.SHOWN and figures.mean is not None:
        return figures.mean
    return span(wording.average_bounds(figures))


def span(bounds: tuple[float | None, float | None] | None) -> str | None:
    """Give a range as text: *3.1 to 3.7*, or the one number where both ends read alike."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    low, high = wording.number(bounds[0]), wording.number(bounds[1])
    return low if low == high else wording.span(low, high)


def middle_half(figures: Figures) -> str | None:
    """Return the middle half of the answers where enough people scored and all of their scores are known."""
    if figures.state is not State.SHOWN or (figures.n or 0) < DRAWN_FROM:
        return None
    return span((figures.q1, figures.q3))


def spider(results: Results) -> Table:
    """Tabulate what the spider shows, with the range for everybody who was asked."""
    earlier, found = results.previous, results.everyone.enablers
    columns: list[tuple[str, list[Value]]] = [(voice.say("Average"), [average(result.figures) for result in found])]
    if earlier is not None:
        before = [average(earlier.enabler(result.enabler.id).figures) for result in found]
        columns.append((voice.say("Average, {round}", round=earlier.name), before))
    columns.append((voice.say("Middle half"), [middle_half(result.figures) for result in found]))
    columns.append((voice.say("Likely range, 9 times in 10"), [span(sentences.interval(result)) for result in found]))
    # With few people these two may not be told of anybody; a column of dashes would only ask why.
    columns = [(name, values) for name, values in columns if any(value is not None for value in values)]
    columns.append((voice.say("Scored"), [result.figures.n for result in found]))
    columns.append((voice.say("Not sure"), [result.figures.not_sure for result in found]))
    names = [axis_name(result.enabler) for result in found]
    rows = zip(names, *(values for _, values in columns), strict=True)
    header = (voice.say("Enabler"), *(name for name, _ in columns))
    return Table(voice.say("The averages"), header, tuple(rows), language=language(results.instrument))


def middle(results: Results) -> Table:
    """Tabulate the median and how many are near it, for a panel's own rule of consensus; the round before beside it.

    Only exact counts have one: a dash stands where some people are known by a range.
    """
    parts = [(results.everyone, "")]
    if results.previous is not None and results.previous.visible:
        parts.append((results.previous, results.previous.name))
    header = [voice.say("Enabler")]
    for _, name in parts:
        columns = (voice.say("Median"), voice.say("At the median"), voice.say("Within one point"))
        header += [voice.say("{column}, {round}", column=column, round=name) if name else column for column in columns]
    rows = tuple(
        (axis_name(result.enabler), *(cell for part, _ in parts for cell in _middle(part.enabler(result.enabler.id))))
        for result in results.everyone.enablers
    )
    return Table(voice.say("Middle answers"), tuple(header), rows, language=language(results.instrument))


def _middle(result: EnablerResult) -> tuple[Value, Value, Value]:
    figures = result.figures
    if figures.median is None or figures.at_median is None or figures.within_one is None:
        return (None, None, None)
    at, near = (wording.part(number, figures.n or 0) for number in (figures.at_median, figures.within_one))
    return (wording.number(figures.median), at, near)


def strips(chosen: SetResult, instrument: Instrument) -> Table:
    """Tabulate how many people gave each score."""
    scale = instrument.scale
    banded = any(result.figures.visible and result.figures.counts is None for result in chosen.enablers)
    header = [
        voice.say("Enabler"),
        *(str(point) for point in scale.points),
        voice.say("Not sure"),
        voice.say("Scored"),
    ]
    rows = []
    for result in chosen.enablers:
        row = [axis_name(result.enabler), *_counts(result.figures, scale), result.figures.not_sure, result.figures.n]
        rows.append(tuple([*row, bands(result.figures, scale)] if banded else row))
    if banded:
        header.append(voice.say("As a range"))
    caption = voice.say("How many gave each score")
    return Table(caption, tuple(header), tuple(rows), language=language(instrument))


def _counts(figures: Figures, scale: Scale) -> list[Value]:
    """Return how many gave each score; *about* so many where some of them are known by their band only."""
    if figures.counts is None:
        return [None] * scale.size
    return [
        count if _is_certain(figures, place, scale) else voice.say("about {number}", number=voice.count(count))
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
    low, high = (wording.points(scale, band) for band in scale.bands)
    return f"{low}: {figures.low}; {high}: {figures.high}"


def enabler(result: EnablerResult, sides: Sequence[tuple[str, EnablerResult]], scale: Scale) -> Table:
    """Tabulate one enabler: a row for everyone and for each group or round, a column for each score.

    Arguments:
        result: Everyone's numbers.
        sides: The other rows: name and numbers.
        scale: The scale.
    """
    found = [(voice.say("Everyone"), result), *sides]
    banded = any(part.figures.visible and part.figures.counts is None for _, part in found)
    header = [
        voice.say("Who"),
        *(str(point) for point in scale.points),
        voice.say("Not sure"),
        voice.say("Average"),
    ]
    rows = []
    for name, part in found:
        row = [name, *_counts(part.figures, scale), part.figures.not_sure, average(part.figures)]
        rows.append(tuple([*row, bands(part.figures, scale)] if banded else row))
    if banded:
        header.append(voice.say("As a range"))
    message = SCORES_GIVEN if result.statements else HOW_MANY
    return Table(voice.say(message, name=result.enabler.axis), tuple(header), tuple(rows))


def statements(result: EnablerResult, scale: Scale) -> Table:
    """Tabulate an enabler's statements, where each was scored on its own."""
    rows = tuple(
        (
            voice.say(TURNED_ROUND if statement.statement.reverse else STATEMENT, number=statement.number),
            average(statement.figures),
            *_counts(statement.figures, scale),
            statement.figures.not_sure,
            statement.figures.n,
        )
        for statement in result.statements
    )
    points = (str(point) for point in scale.points)
    header = (
        voice.say("Statement"), voice.say("Average"), *points, voice.say("Not sure"), voice.say("Scored"),
    )  # fmt: skip
    return Table(voice.say("Statement by statement"), header, rows)


def gaps(group: GroupResult, sides: Sequence[Comparison], instrument: Instrument) -> Table:
    """Tabulate the averages of the groups that are shown, and who differs from everyone else."""
    shown = shown_sets(group)
    header = (
        voice.say("Enabler"),
        *(_counted(part) for part in shown),
        voice.say("Differs from everyone else"),
    )
    rows = tuple(
        (
            axis_name(found),
            *(average(part.enabler(found.id).figures) for part in shown),
            _who_differs(found, sides, instrument),
        )
        for found in instrument.enablers
    )
    caption = voice.say("Averages by {group}", group=group.name)
    return Table(caption, header, rows, language=language(instrument))


def shown_sets(group: GroupResult) -> list[SetResult]:
    """Give the sets of a group that may be seen, with those that are shown together last."""
    together = [group.combined] if group.combined is not None and group.combined.visible else []
    return [part for part in group.sets if part.visible] + together


def _counted(part: SetResult) -> str:
    return f"{part.name} ({part.n})" if part.n is not None else part.name


def _who_differs(found: Enabler, sides: Sequence[Comparison], instrument: Instrument) -> str:
    telling = [side for side in sides if side.difference(found.id).says_something]
    said = [f"{side.first.name} {contrasts.verdict(side.difference(found.id), side, instrument)}" for side in telling]
    return ", ".join(said) or "–"


def change(side: Comparison, instrument: Instrument) -> Table:
    """Tabulate two rounds, the earlier first, and what may be said of the change."""
    header = (voice.say("Enabler"), _counted(side.second), _counted(side.first), voice.say("What it says"))
    rows = tuple(
        (
            axis_name(found.enabler),
            average(side.second.enabler(found.enabler.id).figures),
            average(side.first.enabler(found.enabler.id).figures),
            contrasts.verdict(found, side, instrument),
        )
        for found in side.differences
    )
    caption = voice.say("Averages in {earlier} and {later}", earlier=side.second.name, later=side.first.name)
    return Table(caption, header, rows, language=language(instrument))


def who_answered(group: GroupResult, minimum: int) -> Table:
    """Tabulate how many of each group answered; groups too small to be shown have no numbers."""
    asked = any(part.asked for part in group.sets)
    header = (
        group.name.capitalize(),
        *((voice.say("Asked"),) if asked else ()),
        voice.say("Answered"),
        voice.say("Shown"),
    )
    rows = []
    for part in [*group.sets, *shown_sets(group)[len([p for p in group.sets if p.visible]) :]]:
        enough = part.visible and (part.asked is None or part.asked >= minimum)
        numbers: list[Value] = [part.asked if enough else None] if asked else []
        rows.append((part.name, *numbers, part.n if part.visible else None, _how_shown(part)))
    return Table(voice.say("Who answered, by {group}", group=group.name), header, tuple(rows))


def _how_shown(part: SetResult) -> str:
    if not part.visible:
        return voice.say("nobody") if part.n == 0 else voice.say("too few people")
    if part.coverage >= 1:
        return voice.say("yes")
    return voice.say("about {share} of them", share=voice.per_cent(part.coverage))
