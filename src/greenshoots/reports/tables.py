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

# The same number as `BAND_FROM` of the spider: the table may not show what the drawing leaves out.
DRAWN_FROM = 8
"""The fewest people for which the middle half of the scores is shown."""


def language(instrument: Instrument) -> str:
    """Return the language of the instrument, or an empty string if the report is in the same language."""
    primary = instrument.language.split("-")[0].lower()
    return "" if primary == translation.language().split("-")[0] else instrument.language


def axis_name(enabler: Enabler) -> str:
    """Return an enabler's number and short name."""
    return f"{enabler.number}. {enabler.axis}"


def average(figures: Figures) -> Value:
    """Return the mean, its range if it is not known exactly, or None."""
    # Only exact counts give one number. Where some people are known by their band alone, the table says a range.
    if figures.state is State.SHOWN and figures.mean is not None:
        return figures.mean
    return span(quantities.average_bounds(figures))


def span(bounds: tuple[float | None, float | None] | None) -> str | None:
    """Return a range as text: *3.1 to 3.7*, or a single number if both ends read alike."""
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    low, high = quantities.number(bounds[0]), quantities.number(bounds[1])
    return low if low == high else quantities.span(low, high)


def middle_half(figures: Figures) -> str | None:
    """Return the middle half of the scores if enough people scored and all scores are known."""
    if figures.state is not State.SHOWN or (figures.n or 0) < DRAWN_FROM:
        return None
    return span((figures.q1, figures.q3))


def spider(results: Results) -> Table:
    """Tabulate the averages of the spider, with the likely range for everyone who was asked."""
    earlier, enabler_results = results.previous, results.everyone.enablers
    columns: list[tuple[str, list[Value]]] = [
        (translation.say("Average"), [average(result.figures) for result in enabler_results])
    ]
    if earlier is not None:
        before = [average(earlier.enabler(result.enabler.id).figures) for result in enabler_results]
        columns.append((translation.say("Average, {round}", round=earlier.name), before))
    columns.append((translation.say("Middle half"), [middle_half(result.figures) for result in enabler_results]))
    columns.append(
        (
            translation.say("Likely range (right 9 times in 10)"),
            [span(sentences.interval(result)) for result in enabler_results],
        )
    )
    # With few people, whole columns cannot be shown; a column of dashes would only raise questions.
    columns = [(name, values) for name, values in columns if any(value is not None for value in values)]
    columns.append((translation.say("Scored"), [result.figures.n for result in enabler_results]))
    columns.append((translation.say("Not sure"), [result.figures.not_sure for result in enabler_results]))
    names = [axis_name(result.enabler) for result in enabler_results]
    rows = zip(names, *(values for _, values in columns), strict=True)
    header = (translation.say("Enabler"), *(name for name, _ in columns))
    return Table(translation.say("Averages"), header, tuple(rows), language=language(results.instrument))


def middle(results: Results) -> Table:
    """Tabulate medians and how many are near them, with the last round, for a panel's rule of consensus.

    Only exact counts have a median: a dash appears if some people are known only by a range.
    """
    named_sets = [(results.everyone, "")]
    if results.previous is not None and results.previous.visible:
        named_sets.append((results.previous, results.previous.name))
    header = [translation.say("Enabler")]
    for _, name in named_sets:
        columns = (translation.say("Median"), translation.say("At the median"), translation.say("Within one point"))
        header += [
            translation.say("{column}, {round}", column=column, round=name) if name else column for column in columns
        ]
    rows = tuple(
        (
            axis_name(result.enabler),
            *(cell for result_set, _ in named_sets for cell in _middle(result_set.enabler(result.enabler.id))),
        )
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
    """Tabulate how often each score was given."""
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
    """Return how many gave each score, with *about* if some are known only by their band."""
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
    fewest, most = figures.possible.within(slice(place, place + 1), scale)
    return fewest == most


def bands(figures: Figures, scale: Scale) -> str | None:
    """Return the counts of the ranges in which people are counted as text; None if each score is counted."""
    if not figures.visible or figures.counts is not None:
        return None
    if ranges := sentences.pieces(figures, scale):
        return "; ".join(f"{quantities.points(scale, places)}: {people}" for places, people in ranges)
    if figures.low is None or figures.high is None:
        return None
    low, high = (quantities.points(scale, band) for band in scale.bands)
    return f"{low}: {figures.low}; {high}: {figures.high}"


def enabler(result: EnablerResult, sides: Sequence[tuple[str, EnablerResult]], scale: Scale) -> Table:
    """Tabulate one enabler: rows for everyone, groups and rounds; a column for each score.

    Arguments:
        result: Everyone's numbers.
        sides: The other rows: name and numbers.
        scale: The scale.
    """
    named_results = [(translation.say("Everyone"), result), *sides]
    banded = any(row_result.figures.visible and row_result.figures.counts is None for _, row_result in named_results)
    header = [
        translation.say("Who"),
        *(str(point) for point in scale.points),
        translation.say("Not sure"),
        translation.say("Average"),
    ]
    rows = []
    for name, row_result in named_results:
        row = [name, *_counts(row_result.figures, scale), row_result.figures.not_sure, average(row_result.figures)]
        rows.append(tuple([*row, bands(row_result.figures, scale)] if banded else row))
    if banded:
        header.append(translation.say("As a range"))
    message = SCORES_GIVEN if result.statements else HOW_MANY
    return Table(translation.say(message, name=result.enabler.axis), tuple(header), tuple(rows))


def statements(result: EnablerResult, scale: Scale) -> Table:
    """Tabulate an enabler's statements if they were scored separately."""
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
        *(_counted(result_set) for result_set in shown),
        translation.say("Differs from everyone else"),
    )
    rows = tuple(
        (
            axis_name(enabler_),
            *(average(result_set.enabler(enabler_.id).figures) for result_set in shown),
            _who_differs(enabler_, sides, instrument),
        )
        for enabler_ in instrument.enablers
    )
    caption = translation.say("Averages by {group}", group=group.name)
    return Table(caption, header, rows, language=language(instrument))


def shown_sets(group: GroupResult) -> list[SetResult]:
    """Return the sets of a group question that can be shown, with combined choices last."""
    combined = [group.combined] if group.combined is not None and group.combined.visible else []
    return [choice for choice in group.sets if choice.visible] + combined


def _counted(result_set: SetResult) -> str:
    return f"{result_set.name} ({result_set.n})" if result_set.n is not None else result_set.name


def _who_differs(enabler_: Enabler, sides: Sequence[Comparison], instrument: Instrument) -> str:
    notable = [side for side in sides if side.difference(enabler_.id).says_something]
    verdicts = [
        f"{side.first.name}: {comparison_text.verdict(side.difference(enabler_.id), side, instrument)}"
        for side in notable
    ]
    return "; ".join(verdicts) or "–"


def change(side: Comparison, instrument: Instrument) -> Table:
    """Tabulate the averages of two rounds, the earlier first, and the change."""
    header = (translation.say("Enabler"), _counted(side.second), _counted(side.first), translation.say("Change"))
    rows = tuple(
        (
            axis_name(difference.enabler),
            average(side.second.enabler(difference.enabler.id).figures),
            average(side.first.enabler(difference.enabler.id).figures),
            comparison_text.verdict(difference, side, instrument),
        )
        for difference in side.differences
    )
    caption = translation.say("Averages in {earlier} and {later}", earlier=side.second.name, later=side.first.name)
    return Table(caption, header, rows, language=language(instrument))


def who_answered(group: GroupResult, minimum: int) -> Table:
    """Tabulate how many of each group answered; groups that are too small have no numbers."""
    asked = any(choice.asked for choice in group.sets)
    header = (
        group.name.capitalize(),
        *((translation.say("Asked"),) if asked else ()),
        translation.say("Answered"),
        translation.say("Shown"),
    )
    rows = []
    # `shown_sets` ends with the choices that are shown together, if there are any; the slice takes only these.
    for choice in [*group.sets, *shown_sets(group)[len([p for p in group.sets if p.visible]) :]]:
        # The number of people asked is shown only for groups that are large enough, like the number who answered.
        is_shown = choice.visible and (choice.asked is None or choice.asked >= minimum)
        numbers: list[Value] = [choice.asked if is_shown else None] if asked else []
        rows.append((choice.name, *numbers, choice.n if choice.visible else None, _how_shown(choice)))
    return Table(translation.say("Who answered, by {group}", group=group.name), header, tuple(rows))


def _how_shown(choice: SetResult) -> str:
    if not choice.visible:
        return translation.say("no one") if choice.n == 0 else translation.say("too few people")
    if choice.coverage >= 1:
        return translation.say("yes")
    return translation.say("about {share} of them", share=translation.per_cent(choice.coverage))
