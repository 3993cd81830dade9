"""When an enabler is low, divided or split: by a minimum amount, and by more than chance alone can explain.

Eleven enablers are looked at together, so each rule allows for all of them. How often a list names an enabler
although nothing differs is in `greenshoots.core.analysis.chance`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import NormalDist

from greenshoots.core.disclosure.banding import Possible
from greenshoots.core.instruments.model import Scale
from greenshoots.core.results import EnablerResult, Figures
from greenshoots.core.statistics import distributions, rank_tests

FEWEST = 5
"""The fewest scores that a flag, a prompt or a comparison may rest on, in every way of protection."""

LOW_BY = 0.5
"""How far below the average of the enablers a low one lies, in points of a scale from 1 to 5."""

# Calibrated together with DIVIDED_LEVEL and `comparison.DIFFERS`: at no size may more than one list in four name an
# enabler by chance. After a change run benchmarks/flags.py and copy its table (decision 17).
LOW_LEVEL = 0.18
"""The level of the one-sided test of low, after Holm over all enablers that are shown."""

DIVIDED = 0.55
"""Leik's D from which people are divided, however many they are."""

DIVIDED_LEVEL = 0.1
"""The chance that one of all enablers is called divided or split where people differ as much as `USUAL`."""

USUAL, USUAL_DEVIATION = 0.5, 0.37
"""Leik's D of scores all over the scale without two ends, and the standard deviation of one person's share in it:
(12, 20, 30, 22, 16) of a hundred have 0.49 and 0.37."""

LOOKS = 11
"""The fewest enablers that *divided* allows for: three against two are no split, also where one question was asked."""

ENDS = 0.3
"""The smallest share of people at each end where people are split."""


def low(
    results: Sequence[EnablerResult], yardsticks: Sequence[float | None], scale: Scale, *, looks: int | None = None
) -> tuple[bool, ...]:
    """Return which enablers are low: half a point below the average of the enablers, and beyond chance.

    A one-sample t test without finite population correction, one-sided, Holm over all enablers that are shown: how
    many were asked decides nothing, so one more invitation never changes a flag. An enabler that is known as a range
    is low only where all possible scores make it low.

    Arguments:
        results: The enablers of a set.
        yardsticks: For each the lowest that the average can be when the enabler itself is at its highest; None where
            there is none.
        scale: The scale.
        looks: How many enablers are looked at, where that is more than these: a room votes on one after the other.
    """
    alone = [
        1.0 if yardstick is None else _chance_of_low(result.figures, yardstick, scale)
        for result, yardstick in zip(results, yardsticks, strict=True)
        if result.figures.visible
    ]
    # A room sees one vote at a time. Votes still to come count as looks, or the first ones would be judged too easily.
    unseen = max(0, (looks or 0) - len(alone))
    chances = iter(rank_tests.holm([*alone, *[1.0] * unseen]))
    return tuple(result.figures.visible and next(chances) <= LOW_LEVEL for result in results)


def _far_below(figures: Figures, yardstick: float, scale: Scale) -> bool:
    # Exactly half a point below is low, whichever way the float was rounded.
    return (figures.n or 0) >= FEWEST and yardstick - _highest(figures) >= LOW_BY * scale.unit - 1e-9


def _highest(figures: Figures) -> float:
    """Return the highest that the mean can be."""
    if figures.mean_bounds is not None:
        return figures.mean_bounds[1]
    return math.inf if figures.mean is None else figures.mean


def _chance_of_low(figures: Figures, yardstick: float, scale: Scale) -> float:
    """Return the chance of a mean this low if the true mean equals the yardstick; 1 where it cannot be tested."""
    n, possible = figures.n or 0, figures.possible
    if n < FEWEST or possible is None or not _far_below(figures, yardstick, scale):
        return 1.0
    deviation = possible.deviation(scale) or 0.0
    # Five people who all give 2 do not prove that everyone would: one of them may have meant another score.
    deviation = max(deviation, scale.unit / math.sqrt(n))
    # Three scores of one person are not three people: n counts people, also where statements were scored.
    t = (yardstick - _highest(figures)) / (deviation / math.sqrt(n))
    return distributions.student_two_sided(t, n - 1) / 2


def divided_from(people: int, looks: int) -> float:
    """Return Leik's D from which this many people are divided, where so many enablers are looked at together.

    It falls with the number of people and is never below 0.55: eight people with scores all over the scale reach
    0.55 for one of eleven enablers nearly every time.

    >>> round(divided_from(8, 11), 2), round(divided_from(20, 11), 2), divided_from(400, 11)
    (0.81, 0.7, 0.55)
    """
    # A fixed 0.55 was reached by chance in nearly every team of eight, and what suits eight misses splits of thirty
    # (decision 17).
    z = NormalDist().inv_cdf(1 - DIVIDED_LEVEL / max(looks, LOOKS))
    return max(DIVIDED, USUAL + USUAL_DEVIATION * z / math.sqrt(people))


def apart(figures: Figures, scale: Scale, looks: int = 1) -> bool:
    """Return whether people are divided or split for all possible scores."""
    n = figures.n or 0
    if n < FEWEST or figures.distance_bounds is None:
        return False
    # The shortest possible distance: people who are known in bands may all have agreed (decision 17).
    leik = figures.distance_bounds[0] * 2 / (scale.size - 1)
    return leik >= divided_from(n, looks) - 1e-9


def has_two_ends(possible: Possible, scale: Scale) -> bool:
    """Return whether at least 30% score at each end and fewer in the middle, for all possible scores."""
    n, half = sum(possible.lowest), scale.size // 2
    (fewest_low, _), (fewest_high, _), (_, most_middle) = (
        possible.within(places, scale)
        for places in (slice(0, half), slice(scale.size - half, scale.size), slice(half, scale.size - half))
    )
    fewer = min(fewest_low, fewest_high)
    return fewer >= ENDS * n - 1e-9 and most_middle < fewer


def settled(figures: Figures, scale: Scale, looks: int) -> Figures:
    """Return figures whose *split* and *divided* allow for having looked at so many enablers."""
    far = apart(figures, scale, looks)
    return replace(figures, split=figures.split and far, divided=far and not figures.split)
