"""Between groups and between rounds: what differs, and how sure we may be."""

from __future__ import annotations

from dataclasses import replace

from greenshoots.core import dominance, rank_tests, voice
from greenshoots.core.results import Difference, EnablerResult, SetResult, Verdict

SMALLEST = 8
"""The fewest people on either side for a comparison to say anything."""

MEDIUM = 0.33
"""The smallest delta that is worth a sentence."""


def differences(first: SetResult, second: SetResult) -> tuple[Difference, ...]:
    """Compare two disjoint sets, enabler by enabler.

    Says *differs* where both sides have 8 people, delta is 0.33 or more and p is at most 0.10, and *clearly
    differs* where p is at most 0.05 after Holm over all enablers. In simulations of identical groups the first
    comes up for one enabler in twelve at the most; delta alone would cry wolf for one in three.
    """
    found = [_difference(a, b) for a, b in zip(first.enablers, second.enablers, strict=True)]
    tested = [difference.p for difference in found if difference.p is not None]
    corrected = iter(rank_tests.holm(tested))
    return tuple(
        difference if difference.p is None else _judge(replace(difference, p_holm=next(corrected)))
        for difference in found
    )


def _difference(first: EnablerResult, second: EnablerResult) -> Difference:
    a, b = first.figures, second.figures
    plain = Difference(first.enabler, a.mean, b.mean)
    if not (a.visible and b.visible):
        return replace(plain, reason=voice.say("Not compared: too few people on one side."))
    if a.counts is None or b.counts is None:
        reason = voice.say("Not compared: too many scores on one side are known only as a range.")
        return replace(plain, reason=reason)
    ours, theirs = people(first), people(second)
    if min(sum(ours), sum(theirs)) < SMALLEST:
        reason = voice.say("Not compared: fewer than {number} people scored on one side.", number=SMALLEST)
        return replace(plain, reason=reason)
    chances = dominance.dominance(ours, theirs)
    if chances is None:
        return replace(plain, reason=voice.say("Not compared: nobody scored on one side."))
    return replace(
        plain,
        delta=chances.delta,
        delta_interval=dominance.delta_interval(ours, theirs),
        higher=chances.higher,
        same=chances.same,
        lower=chances.lower,
        size=chances.size,
        p=rank_tests.difference(ours, theirs),
        p_brunner_munzel=rank_tests.brunner_munzel(ours, theirs),
    )


def people(result: EnablerResult) -> tuple[int, ...]:
    """Give the counts with each person counted once, also where people scored several statements.

    A person's scores of three statements are not three people: counts summed over statements are brought back
    to the number of people, as if everyone had scored their statements alike. That errs on the side of saying
    less.
    """
    counts, n = result.figures.counts or (), result.figures.n or 0
    if not result.statements or sum(counts) <= n:
        return tuple(counts)
    exact = [count * n / sum(counts) for count in counts]
    whole = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in order[: n - sum(whole)]:
        whole[place] += 1
    return tuple(whole)


def _judge(difference: Difference) -> Difference:
    large = abs(difference.delta or 0.0) >= MEDIUM
    if not large or (difference.p or 0.0) > 0.10:
        return replace(difference, verdict=Verdict.NOT_CLEAR)
    clear = (difference.p_holm or 0.0) <= 0.05
    return replace(difference, verdict=Verdict.CLEAR if clear else Verdict.DIFFERS)
