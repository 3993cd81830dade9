"""Chances of a difference at least as large as the observed one. All tests are ordinal and allow for ties."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from greenshoots.core.statistics import distributions
from greenshoots.core.statistics.effect_size import dominance
from greenshoots.core.statistics.histogram import Counts

# At this size both tests nearly agree, and the numbers of ways still fit into floats; tests hold both.
EXACT_PAIRS = 400
"""The most pairs of people for which the exact permutation test is used."""


def difference(first: Sequence[int], second: Sequence[int]) -> float:
    """Return the two-sided p of a difference between two sets: exact for small sets, asymptotic for larger ones.

    Arguments:
        first, second: People at each scale point, lowest first; whole numbers, neither set empty.
    """
    if sum(first) * sum(second) <= EXACT_PAIRS:
        return permutation(first, second)
    return mann_whitney(first, second)


def permutation(first: Sequence[int], second: Sequence[int]) -> float:
    """Return the share of all ways to deal out the same scores in which the sets differ at least as much.

    The scores are dealt one scale point after the other. `ways` counts, for each number of people dealt to the
    first set so far, the ways to reach each value of wins minus losses against the second set.

    Source: exact permutation distribution of Cliff's delta given the pooled scores.

    >>> round(permutation([11, 2, 0, 1, 0], [3, 1, 4, 2, 1]), 7)
    0.0066902
    """
    size, pairs = sum(first), sum(first) * sum(second)
    ways = np.zeros((size + 1, 2 * pairs + 1))
    ways[0, pairs] = 1.0
    dealt = 0
    for a, b in zip(first, second, strict=True):
        ways = _deal(ways, dealt, a + b)
        dealt += a + b
    chances = dominance(first, second)
    # Wins minus losses are whole. Left as a float, the arrangement that was observed might not count as reaching
    # itself.
    observed = round(chances.delta * pairs) if chances else 0
    balance = np.abs(np.arange(-pairs, pairs + 1))
    reached = ways[size]
    return float(min(1.0, reached[balance >= abs(observed)].sum() / reached.sum()))


def _deal(ways: np.ndarray, dealt: int, tied: int) -> np.ndarray:
    """Deal out the `tied` people of one scale point, after `dealt` people with lower scores."""
    size, width = ways.shape[0] - 1, ways.shape[1]
    after = np.zeros_like(ways)
    for below in range(min(size, dealt) + 1):
        if not ways[below].any():
            continue
        for taken in range(min(tied, size - below) + 1):
            # Each person taken beats the lower ones of the second set; each person not taken beats those of the first.
            shift = taken * (dealt - below) - (tied - taken) * below
            start, stop = max(0, shift), min(width, width + shift)
            if start < stop:
                moved = ways[below, start - shift : stop - shift]
                after[below + taken, start:stop] += math.comb(tied, taken) * moved
    return after


def mann_whitney(first: Counts, second: Counts) -> float:
    """Return the two-sided p of the Mann-Whitney test, with corrections for ties and continuity.

    Source: as scipy.stats.mannwhitneyu(method="asymptotic").
    """
    n, m = math.fsum(first), math.fsum(second)
    chances = dominance(first, second)
    everyone = n + m
    ties = math.fsum((a + b) ** 3 - (a + b) for a, b in zip(first, second, strict=True))
    variance = n * m / 12 * (everyone + 1 - ties / (everyone * (everyone - 1)))
    # All people on one score: no variance, and no difference.
    if chances is None or variance <= 0:
        return 1.0
    distance = abs(chances.delta) * n * m / 2 - 0.5
    return min(1.0, distributions.normal_two_sided(distance / math.sqrt(variance)) if distance > 0 else 1.0)


def brunner_munzel(first: Counts, second: Counts) -> float | None:
    """Return the two-sided p of the Brunner-Munzel test, a cross-check that allows for unequal spread.

    Returns:
        None where a set has fewer than two people or neither set overlaps itself enough for a variance.

    Source: Brunner and Munzel (2000), as scipy.stats.brunnermunzel.
    """
    n, m = math.fsum(first), math.fsum(second)
    if min(n, m) < 2:
        return None
    pooled = _mid_ranks([a + b for a, b in zip(first, second, strict=True)])
    variances, means = [], []
    for counts, size in ((first, n), (second, m)):
        own = _mid_ranks(counts)
        average = math.fsum(c * rank for c, rank in zip(counts, pooled, strict=True)) / size
        gaps = [rank - inside - average + (size + 1) / 2 for rank, inside in zip(pooled, own, strict=True)]
        means.append(average)
        variances.append(math.fsum(c * gap * gap for c, gap in zip(counts, gaps, strict=True)) / (size - 1))
    both = n * variances[0] + m * variances[1]
    if both <= 0:
        return None
    statistic = n * m * (means[1] - means[0]) / ((n + m) * math.sqrt(both))
    freedom = both**2 / ((n * variances[0]) ** 2 / (n - 1) + (m * variances[1]) ** 2 / (m - 1))
    return distributions.student_two_sided(statistic, freedom)


def _mid_ranks(counts: Counts) -> list[float]:
    ranks, below = [], 0.0
    for count in counts:
        ranks.append(below + (count + 1) / 2)
        below += count
    return ranks


def holm(chances: Sequence[float]) -> list[float]:
    """Return each p after Holm's correction for the number of tests, in the order given.

    Source: Holm (1979); the rule of R's p.adjust.

    >>> holm([0.01, 0.04, 0.03, 0.005])
    [0.03, 0.06, 0.06, 0.02]
    """
    order = sorted(range(len(chances)), key=lambda index: chances[index])
    adjusted, highest = [0.0] * len(chances), 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[index]))
        adjusted[index] = highest
    return adjusted


def sign_test(up: int, down: int) -> float:
    """Return the two-sided p of the sign test for the same people asked twice.

    Arguments:
        up, down: People whose score went up, down; those who stayed do not count.

    >>> sign_test(8, 2)
    0.109375
    """
    moved = up + down
    tail = sum(math.comb(moved, count) for count in range(min(up, down) + 1))
    return min(1.0, 2 * tail / (1 << moved))
