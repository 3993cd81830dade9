"""The difference between two sets of scores: Cliff's delta, as a number and as chances."""

from __future__ import annotations

import math
from dataclasses import dataclass

from greenshoots.core.statistics import distributions
from greenshoots.core.statistics.histogram import Counts

LEVEL = 0.95
"""The level of the interval for Cliff's delta."""


@dataclass(frozen=True, slots=True)
class Dominance:
    """Chances for a person picked from each of two sets; the three chances add up to 1.

    Arguments:
        higher: Chance that the person from the first set gave the higher score.
        same: Chance that both gave the same score.
        lower: Chance that the person from the first set gave the lower score.
    """

    higher: float
    same: float
    lower: float

    @property
    def delta(self) -> float:
        """Return Cliff's delta, -1 to 1."""
        return self.higher - self.lower

    @property
    def size(self) -> str:
        """Return the usual word for a delta of this size.

        Source: Romano et al. (2006): 0.147, 0.33 and 0.474.
        """
        for word, limit in (("negligible", 0.147), ("small", 0.33), ("medium", 0.474)):
            if abs(self.delta) < limit:
                return word
        return "large"


def dominance(first: Counts, second: Counts) -> Dominance | None:
    """Compare every person of one set with every person of the other.

    Arguments:
        first, second: People at each scale point, lowest first, on the same scale.

    Returns:
        None where either set is empty.

    Source: Cliff (1993), Dominance statistics.

    >>> dominance([2, 3, 3, 1, 1], [1, 1, 1, 2, 1]).delta
    -0.25
    """
    pairs = math.fsum(first) * math.fsum(second)
    if pairs == 0:
        return None
    higher = math.fsum(a * math.fsum(second[:place]) for place, a in enumerate(first)) / pairs
    lower = math.fsum(a * math.fsum(second[place + 1 :]) for place, a in enumerate(first)) / pairs
    same = math.fsum(a * b for a, b in zip(first, second, strict=True)) / pairs
    return Dominance(higher, same, lower)


def delta_interval(first: Counts, second: Counts, *, level: float = LEVEL) -> tuple[float, float] | None:
    """Return an interval for Cliff's delta within -1 to 1.

    Returns:
        The two ends; None where a set has fewer than two people, or no score of one set reaches into the other.

    Source: Cliff (1996), unbiased variance with the asymmetric interval of Feng and Cliff (2004), as in effsize.
    """
    n, m = math.fsum(first), math.fsum(second)
    chances = dominance(first, second)
    if chances is None or min(n, m) < 2 or abs(chances.delta) >= 1:
        return None
    d = chances.delta
    rows, columns = _balance(second), [-value for value in _balance(first)]
    of_rows = math.fsum(a * (value - d) ** 2 for a, value in zip(first, rows, strict=True))
    of_columns = math.fsum(b * (value - d) ** 2 for b, value in zip(second, columns, strict=True))
    of_pairs = n * m * (chances.higher + chances.lower - d * d)
    variance = (m * m * of_rows + n * n * of_columns - of_pairs) / (n * m * (n - 1) * (m - 1))
    # The unbiased estimate can fall below 0 in small sets, and has no root there.
    variance = max(variance, (1 - d * d) / (n * m - 1))
    t = distributions.student_quantile(level, n + m - 2)
    half = t * math.sqrt(variance) * math.sqrt((1 - d * d) ** 2 + t * t * variance)
    centre, scale = d - d**3, 1 - d * d + t * t * variance
    return ((centre - half) / scale, (centre + half) / scale)


def _balance(counts: Counts) -> list[float]:
    """Return for each scale point the share of people below it minus the share above it."""
    n = math.fsum(counts)
    return [(math.fsum(counts[:place]) - math.fsum(counts[place + 1 :])) / n for place in range(len(counts))]
