"""From the view of a question to its numbers: the only place where they are computed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from greenshoots.core.analysis import flag_rules
from greenshoots.core.disclosure import banding
from greenshoots.core.disclosure.banding import Possible
from greenshoots.core.disclosure.views import QuestionView
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Scale
from greenshoots.core.results import Figures
from greenshoots.core.statistics import histogram, intervals


def of_question(view: QuestionView, scale: Scale, asked: int | None = None) -> Figures:
    """Return the numbers of one question.

    Arguments:
        view: What may be shown of the question.
        scale: The scale it was answered on.
        asked: People who were asked, if known; those who said *not sure* are subtracted for the interval.
    """
    if view.state in (State.HIDDEN, State.EMPTY):
        # The size of a hidden group is never given; “43 of 45” would reveal a group of two.
        n = 0 if view.state is State.EMPTY else None
        return Figures(
            view.state,
            n,
            said_coverage(view.coverage),
            view.not_sure if n == 0 else None,
            view.skipped if n == 0 else None,
            shown_in_room=view.shown_in_room,
        )
    low, high = view.bands if len(view.bands) == 2 else (None, None)
    bounds = tuple(scale.minimum + bound for bound in view.bounds or ())
    figures = Figures(
        state=view.state,
        n=view.scored,
        scores=view.scored,
        coverage=said_coverage(view.coverage),
        not_sure=view.not_sure,
        skipped=view.skipped,
        low=low,
        high=high,
        mean_bounds=(bounds[0], bounds[1]),
        estimate=None if view.estimate is None else scale.minimum + view.estimate,
    )
    possible = view.possible or (Possible(view.counts) if view.counts is not None else None)
    if possible is not None:
        figures = _with_possible(figures, possible, scale)
    if view.counts is None:
        return figures
    could_score = None if asked is None else max(asked - view.not_sure, view.scored)
    return replace(_with_counts(figures, view.counts, scale), interval=_interval(view.counts, could_score, scale))


def said_coverage(share: float) -> float:
    """Round a coverage below 1 to the nearest 0.05, for “43 of 45” would count a group of two.

    >>> said_coverage(43 / 45), said_coverage(0.99), said_coverage(1.0)
    (0.95, 0.95, 1.0)
    """
    return share if share in (0.0, 1.0) else min(0.95, round(share * 20) / 20)


def _with_possible(figures: Figures, possible: Possible, scale: Scale) -> Figures:
    """Add what is decided on all possible scores, and for exact counts where the middle answer is."""
    figures = replace(figures, possible=possible, distance_bounds=possible.distance(scale))
    figures = flag_rules.settled(replace(figures, split=flag_rules.has_two_ends(possible, scale)), scale, 1)
    middle = histogram.middle(possible.lowest, scale.minimum) if possible.exact else None
    if middle is None:
        return figures
    return replace(figures, median=middle.median, at_median=middle.at_median, within_one=middle.within_one)


def _with_counts(figures: Figures, counts: tuple[int, ...], scale: Scale) -> Figures:
    minimum = scale.minimum
    return replace(
        figures,
        counts=counts,
        mean=histogram.mean(counts, minimum),
        interpolated_median=histogram.interpolated_median(counts, minimum),
        q1=histogram.quantile(counts, 0.25, minimum),
        q3=histogram.quantile(counts, 0.75, minimum),
        spread=histogram.spread(counts),
        agreement=histogram.agreement(counts),
        consensus=histogram.consensus(counts),
        skewed=figures.state is State.SHOWN and histogram.is_skewed(counts, minimum),
    )


def _interval(counts: Sequence[int], could_score: int | None, scale: Scale) -> tuple[float, float] | None:
    if could_score is not None and could_score <= sum(counts):
        return None
    # Those who were not sure could not score, so their score is not what is missing.
    interval = intervals.mean_interval(counts, could_score, minimum=scale.minimum)
    return None if interval is None else (interval.low, interval.high)


def of_statements(statements: Sequence[Figures], scale: Scale) -> Figures:
    """Return the numbers of an enabler whose statements were scored one by one.

    The mean is the mean of the statements' means, the counts are the sums of theirs, and the other figures come from
    those counts. There is no interval and no median: one person's three scores are not three people. Whether people are
    split or divided is decided within statements, because a team can score each statement alike and still give
    different statements very different scores: typical distances are averaged, and most statements must have two ends
    for a split.
    """
    seen = [figures for figures in statements if figures.visible]
    hidden = [figures for figures in statements if figures.state is State.HIDDEN]
    if hidden:
        return Figures(State.HIDDEN, shown_in_room=all(figures.shown_in_room for figures in hidden))
    if not seen:
        return _nobody_scored(statements)
    combined = _with_possible_of_statements(_added_up(seen), seen, scale)
    counts = [figures.counts for figures in seen if figures.counts is not None]
    if len(counts) < len(seen):
        return combined
    summed = tuple(sum(column) for column in zip(*counts, strict=True))
    # The mean of means, not of the summed counts: a statement that fewer people scored weighs as much as the others.
    mean = _average([figures.mean or 0.0 for figures in seen])
    median = histogram.interpolated_median(summed, scale.minimum)
    skewed = combined.state is State.SHOWN and histogram.lie_apart(mean, median, scale.size)
    return replace(_with_counts(combined, summed, scale), mean=mean, skewed=skewed)


def _nobody_scored(statements: Sequence[Figures]) -> Figures:
    """Return what is known where nobody gave a score: how many were not sure is then the finding."""
    unsure = sum(_numbers(figures.not_sure for figures in statements))
    skipped = sum(_numbers(figures.skipped for figures in statements))
    return Figures(State.EMPTY, 0, not_sure=unsure, skipped=skipped)


def _added_up(seen: Sequence[Figures]) -> Figures:
    """Return what holds of statements together, whether their counts are known or not."""
    scored = _numbers(figures.n for figures in seen)
    lowest, highest = zip(*(figures.mean_bounds or (0.0, 0.0) for figures in seen), strict=True)
    return Figures(
        state=State.SHOWN if all(figures.state is State.SHOWN for figures in seen) else State.APPROXIMATE,
        # Not the sum: three scores of one person are not three people (decision 4).
        n=max(scored),
        scores=sum(scored),
        coverage=min(figures.coverage for figures in seen),
        not_sure=sum(_numbers(figures.not_sure for figures in seen)),
        skipped=sum(_numbers(figures.skipped for figures in seen)),
        low=_sum([figures.low for figures in seen]),
        high=_sum([figures.high for figures in seen]),
        mean_bounds=(_average(lowest), _average(highest)),
        estimate=_likely(seen),
    )


def _likely(seen: Sequence[Figures]) -> float | None:
    """Return the average that is likely of statements of which some are known by an estimate, and none by less."""
    each = [figures.mean if figures.mean is not None else figures.estimate for figures in seen]
    known = [value for value in each if value is not None]
    return None if len(known) < len(each) or all(figures.mean is not None for figures in seen) else _average(known)


def _with_possible_of_statements(figures: Figures, seen: Sequence[Figures], scale: Scale) -> Figures:
    parts = [statement.possible for statement in seen if statement.possible is not None]
    distances = [statement.distance_bounds for statement in seen if statement.distance_bounds is not None]
    if len(parts) < len(seen) or len(distances) < len(seen):
        return figures
    short, long = (_average(ends) for ends in zip(*distances, strict=True))
    everything = banding.together(parts)
    # Statements that differ are no split: people who agree on each of them can score one high and one low (decision
    # 17).
    ends = sum(flag_rules.has_two_ends(part, scale) for part in parts) * 2 > len(parts)
    split = ends and flag_rules.has_two_ends(everything, scale)
    figures = replace(figures, possible=everything, distance_bounds=(short, long), split=split)
    return flag_rules.settled(figures, scale, 1)


def _average(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _numbers(values: Iterable[int | None]) -> list[int]:
    """Return the counts of statements that may be seen, none of which is unknown."""
    return [value or 0 for value in values]


def _sum(values: Sequence[int | None]) -> int | None:
    return None if None in values else sum(value or 0 for value in values)
