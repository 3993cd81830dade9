"""Comparisons of groups and of rounds: what differs, and how sure we may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from greenshoots.core import translation
from greenshoots.core.results import Comparison, Difference, EnablerResult, SetResult, Verdict
from greenshoots.core.statistics import effect_size, rank_tests

# With 5 against 5 people who do not differ, delta alone found a difference in 35% of simulations, and a real drop of
# 0.9 points was found in fewer than one in four.
SMALLEST = 8
"""The fewest people on either side for a comparison to say anything."""

MEDIUM = 0.33
"""The smallest delta that is worth a sentence."""


DIFFERS, CLEARLY = 0.08, 0.05
"""The levels after Holm at which two sets differ, and clearly differ; with the flags, one list in four at most."""


def differences(first: SetResult, second: SetResult) -> tuple[Difference, ...]:
    """Compare two disjoint sets, enabler by enabler, as if no others were compared.

    The verdict is *differs* where both sides have 8 people, delta is 0.33 or more and p is at most 0.08 after Holm over
    all enablers, and *clearly differs* where p is at most 0.05. In simulations of identical groups delta alone
    raised a false alarm for one enabler in three, and p without Holm for one of eleven in more than half of the cases.
    """
    measured = tuple(_difference(a, b) for a, b in zip(first.enablers, second.enablers, strict=True))
    return next(_judged([measured]))


def judged(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Judge comparisons that are shown together: all comparisons between groups share one allowance for chance.

    Three group questions of three choices are a hundred tests. The comparison of rounds has a separate allowance.
    """
    between = iter(tuple(_judged([side.differences for side in comparisons if side.kind == "group"])))
    return tuple(replace(side, differences=next(between)) if side.kind == "group" else side for side in comparisons)


def _judged(family: Sequence[tuple[Difference, ...]]) -> Iterator[tuple[Difference, ...]]:
    tested = [difference.p for differences in family for difference in differences if difference.p is not None]
    corrected = iter(rank_tests.holm(tested))
    for differences in family:
        yield tuple(
            difference if difference.p is None else _judge(replace(difference, p_holm=next(corrected)))
            for difference in differences
        )


def _difference(first: EnablerResult, second: EnablerResult) -> Difference:
    a, b = first.figures, second.figures
    plain = Difference(first.enabler, a.mean, b.mean)
    # Checked before “too few people”, which would be a false reason: the scores are hidden for what a room has shown.
    if a.shown_in_room or b.shown_in_room:
        reason = translation.say(
            "Not compared, because a workshop with nearly the same people has already shown scores. A few people's "
            "scores could be worked out by comparing the two."
        )
        return replace(plain, reason=reason)
    if not (a.visible and b.visible):
        return replace(plain, reason=translation.say("Not compared, because one side has too few people to show."))
    # More than a tenth of one side is known in bands: a test on spread people would test the spreading.
    if a.counts is None or b.counts is None:
        reason = translation.say("Not compared, because too many scores on one side are shown only as a range.")
        return replace(plain, reason=reason)
    ours, theirs = people(first), people(second)
    if min(sum(ours), sum(theirs)) < SMALLEST:
        reason = translation.say(
            "Not compared, because fewer than {number} people on one side gave a score.", number=SMALLEST
        )
        return replace(plain, reason=reason)
    chances = effect_size.dominance(ours, theirs)
    if chances is None:
        return replace(plain, reason=translation.say("Not compared, because no one on one side gave a score."))
    return replace(
        plain,
        delta=chances.delta,
        delta_interval=effect_size.delta_interval(ours, theirs),
        higher=chances.higher,
        same=chances.same,
        lower=chances.lower,
        size=chances.size,
        p=_chance(first, second, chances.delta),
        p_brunner_munzel=rank_tests.brunner_munzel(ours, theirs),
    )


def _chance(first: EnablerResult, second: EnablerResult, delta: float) -> float:
    """Return p for the possible scores in which the two sets differ least; 1 where they might not differ.

    Where the scores of a few people are known by their band only, delta uses the likeliest scores. A difference is
    claimed only where it holds for all possible scores: the higher set at its lowest, the other at its highest.
    """
    possible = first.figures.possible, second.figures.possible
    if possible[0] is None or possible[1] is None or (possible[0].exact and possible[1].exact):
        return rank_tests.difference(people(first), people(second))
    ours, theirs = (possible[0].lowest, possible[1].highest) if delta > 0 else (possible[0].highest, possible[1].lowest)
    ours, theirs = _once(ours, first), _once(theirs, second)
    least = effect_size.dominance(ours, theirs)
    if least is None or least.delta * delta <= 0:
        return 1.0
    return rank_tests.difference(ours, theirs)


def delta_bounds(first: EnablerResult, second: EnablerResult) -> tuple[float, float] | None:
    """Return the lowest and the highest that delta can be, over all possible scores.

    None where nothing is shown of one side.
    """
    ours, theirs = first.figures.possible, second.figures.possible
    if ours is None or theirs is None:
        return None
    # Delta is the same for twice as many people, so scores of several statements need not be brought back to people:
    # rounding them would move it.
    least = effect_size.dominance(ours.lowest, theirs.highest)
    most = effect_size.dominance(ours.highest, theirs.lowest)
    return None if least is None or most is None else (least.delta, most.delta)


def people(result: EnablerResult) -> tuple[int, ...]:
    """Return the counts with each person counted once, also where people scored several statements.

    A person's scores of three statements are not three people: counts summed over statements are brought back
    to the number of people, as if everyone had scored their statements alike. That errs on the side of saying
    less.
    """
    return _once(result.figures.counts or (), result)


def _once(counts: tuple[int, ...], result: EnablerResult) -> tuple[int, ...]:
    n = result.figures.n or 0
    # Ten people with three statements each are tested as ten: thirty scores would make the test too sure of itself,
    # since a person who likes one statement tends to like the next (decision 4).
    if not result.statements or sum(counts) <= n:
        return tuple(counts)
    exact = [count * n / sum(counts) for count in counts]
    whole = [int(value) for value in exact]
    # The largest fractions are rounded up, so that the sum is exactly the number of people.
    order = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in order[: n - sum(whole)]:
        whole[place] += 1
    return tuple(whole)


def _judge(difference: Difference) -> Difference:
    large, p = abs(difference.delta or 0.0) >= MEDIUM, 1.0 if difference.p_holm is None else difference.p_holm
    if not large or p > DIFFERS:
        return replace(difference, verdict=Verdict.NOT_CLEAR)
    clear = p <= CLEARLY
    return replace(difference, verdict=Verdict.CLEAR if clear else Verdict.DIFFERS)
