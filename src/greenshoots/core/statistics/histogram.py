"""Statistics of one histogram of scores: central value, spread, agreement, shares.

Every function takes `counts`, the people at each scale point, lowest first: shape (K,), K from 3 to 11, whole
numbers or expected counts. *Not sure* and blanks are never included. Scores run from `minimum` in steps of 1.
Intervals are in `greenshoots.core.statistics.intervals`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

Counts = Sequence[float]


def total(counts: Counts) -> float:
    """Return the number of people who scored."""
    return math.fsum(counts)


def mean(counts: Counts, minimum: int = 1) -> float | None:
    """Return the mean score.

    Arguments:
        counts: People at each scale point, lowest first.
        minimum: The lowest score.

    Returns:
        Scale points, or None where nobody scored.

    Source: the guide asks people to plot their score; a mean can be checked by hand and adds up over blocks.

    >>> mean([6, 20, 35, 26, 13])
    3.2
    """
    n = total(counts)
    if n == 0:
        return None
    return minimum + math.fsum(place * count for place, count in enumerate(counts)) / n


def quantile(counts: Counts, share: float, minimum: int = 1) -> float | None:
    """Return a quantile, with people on a scale point spread evenly over half a point to either side.

    Where the quantile falls exactly between two scale points that people chose, it lies half-way between them;
    at 0.5 this is the interpolated median. The quantile never leaves the scale.

    Arguments:
        counts: People at each scale point, lowest first.
        share: The share of people below, between 0 and 1.
        minimum: The lowest score.

    Returns:
        Scale points, or None where nobody scored.

    Source: University of British Columbia, student evaluation report 2018W1; formula as in psych::interp.median.

    >>> round(quantile([5, 5, 50, 20, 20], 0.5), 1)
    3.3
    """
    n = total(counts)
    if n == 0:
        return None
    chosen = [place for place, count in enumerate(counts) if count > 0]
    below, target = 0.0, share * n
    place = 0.0
    for position, point in enumerate(chosen):
        reached = below + counts[point]
        # Counts may be fractions, so both numbers carry rounding errors and are seldom equal to the last digit.
        if math.isclose(reached, target, abs_tol=1e-9) and position + 1 < len(chosen):
            place = (point + chosen[position + 1]) / 2
            break
        if reached >= target or position + 1 == len(chosen):
            place = point - 0.5 + (target - below) / counts[point]
            break
        below = reached
    return minimum + min(max(place, 0.0), len(counts) - 1.0)


def interpolated_median(counts: Counts, minimum: int = 1) -> float | None:
    """Return the interpolated median, an ordinal check on the mean.

    Returns:
        Scale points, or None where nobody scored.

    >>> interpolated_median([20, 20, 50, 5, 5])
    2.7
    """
    return quantile(counts, 0.5, minimum)


def spread(counts: Counts) -> float | None:
    """Return Leik's D: 0 where all scores are the same, 1 where half are at each end.

    D times (K - 1)/2 is the average distance from the middle answer in scale points: 2D on a scale from 1 to 5.

    Returns:
        0 to 1, or None where nobody scored.

    Source: Leik (1966), A measure of ordinal consensus.

    >>> spread([1, 1, 1, 1, 1])
    0.6
    """
    n = total(counts)
    if n == 0:
        return None
    below, smaller = 0.0, []
    for count in counts[:-1]:
        below += count
        smaller.append(min(below, n - below))
    return 2 * math.fsum(smaller) / (n * (len(counts) - 1))


def distance_from_middle(counts: Counts) -> float | None:
    """Return the average distance of scores from the middle answer, in scale points; None where nobody scored."""
    value = spread(counts)
    return None if value is None else value * (len(counts) - 1) / 2


def agreement(counts: Counts) -> float | None:
    """Return van der Eijk's A: 1 for one score, 0 for an even spread, -1 for half at each end.

    The histogram is divided into layers of equal height; each layer is a pattern of chosen and empty points, and A is
    the weighted average of the patterns' agreements.

    Returns:
        -1 to 1, or None where nobody scored.

    Source: van der Eijk (2001), Measuring agreement in ordered rating scales.
    """
    n = total(counts)
    if n == 0:
        return None
    rest, parts = list(counts), []
    # Taking layers off fractional counts leaves remainders near 0, which would pass for chosen points.
    while (heights := [count for count in rest if count > 1e-9]) != []:
        height = min(heights)
        pattern = [count > 1e-9 for count in rest]
        parts.append(height * len(heights) / n * _agreement_of_pattern(pattern))
        rest = [count - height if chosen else 0.0 for count, chosen in zip(rest, pattern, strict=True)]
    return math.fsum(parts)


def _agreement_of_pattern(pattern: Sequence[bool]) -> float:
    points, chosen = len(pattern), sum(pattern)
    # A single chosen point leaves 0/0; by definition it is full agreement, as in the source.
    if chosen == 1:
        return 1.0
    together = apart = 0
    for first, second, third in combinations(pattern, 3):
        together += (first and second and not third) or (second and third and not first)
        apart += first and third and not second
    # No triple of points has a gap or a neighbour left out: 0/0 again, which the source counts as 0.
    if together + apart == 0:
        return 0.0
    unimodality = ((points - 2) * together - (points - 1) * apart) / ((points - 2) * (together + apart))
    return unimodality * (1 - (chosen - 1) / (points - 1))


def consensus(counts: Counts) -> float | None:
    """Return Tastle and Wierman's Cns: 1 for one score, 0 for half at each end.

    Returns:
        0 to 1, or None where nobody scored.

    Source: Tastle and Wierman (2007), Consensus and dissention.
    """
    n, middle = total(counts), mean(counts, 0)
    if middle is None:
        return None
    reach = len(counts) - 1
    terms = [count / n * math.log2(1 - abs(place - middle) / reach) for place, count in enumerate(counts) if count > 0]
    # All at one end gives log2(1) = 0; rounding must not push the sum out of 0 to 1.
    return min(max(1 + math.fsum(terms), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Sides:
    """Shares of people below, at and above the middle of the scale; they add up to 1.

    Arguments:
        low: Share below the middle: *disagree*.
        middle: Share on the middle point; 0 on a scale with an even number of points.
        high: Share above the middle: *agree*.
    """

    low: float
    middle: float
    high: float


def sides(counts: Counts) -> Sides | None:
    """Return the shares of people who disagree, are in the middle, and agree; None where nobody scored."""
    n = total(counts)
    if n == 0:
        return None
    half = len(counts) // 2
    low, high = math.fsum(counts[:half]) / n, math.fsum(counts[-half:]) / n
    middle = counts[half] / n if len(counts) % 2 else 0.0
    return Sides(low, middle, high)


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle answer and how many gave it, so that a panel can apply its rule of consensus.

    Arguments:
        median: In scale points: the middle answer, or half-way between the two middle answers.
        at_median: People whose score is at most half a point from the median: those on it where it is a scale point.
        within_one: People whose score is at most one point from the median.
    """

    median: float
    at_median: int
    within_one: int


def middle(counts: Sequence[int], minimum: int = 1) -> Middle | None:
    """Return the median of people's scores, and how many gave it or a neighbouring score; None where nobody scored.

    Arguments:
        counts: People at each scale point, lowest first; whole numbers.
        minimum: The lowest score.

    Source: a panel's rule of consensus, such as SCIROCCO's: agreement where fewer than a third of scores lie outside
    three neighbouring points around the median.

    >>> middle([0, 1, 4, 2, 1]), middle([2, 0, 0, 2, 0]).median
    (Middle(median=3.0, at_median=4, within_one=7), 2.5)
    """
    n, reached = sum(counts), list(accumulate(counts))
    if not n:
        return None
    median = (bisect_right(reached, (n - 1) // 2) + bisect_right(reached, n // 2)) / 2
    near = [sum(c for place, c in enumerate(counts) if abs(place - median) <= reach) for reach in (0.5, 1)]
    return Middle(minimum + median, *near)


def is_skewed(counts: Counts, minimum: int = 1) -> bool:
    """Return whether mean and interpolated median are more than half a point of a five-point scale apart."""
    return lie_apart(mean(counts, minimum), interpolated_median(counts, minimum), len(counts))


def lie_apart(average: float | None, median: float | None, points: int) -> bool:
    """Return whether two central values are more than an eighth of the length of the scale apart."""
    # Exactly half a point apart is not skewed, and a rounding error must not make it so.
    return average is not None and median is not None and abs(average - median) > (points - 1) / 8 + 1e-9


def representativeness(asked: Sequence[int], answered: Sequence[int]) -> float | None:
    """Return the R-indicator: 1 where every group answered at the same rate.

    Arguments:
        asked: People asked in each group.
        answered: People who answered in each group.

    Returns:
        At most 1; None where nobody was asked.

    Source: Schouten, Cobben and Bethlehem (2009), Indicators for the representativeness of survey response.

    >>> round(representativeness([200, 300, 500], [120, 120, 150]), 7)
    0.7728437
    """
    everyone = sum(asked)
    if everyone == 0:
        return None
    overall = sum(answered) / everyone
    variance = math.fsum(n / everyone * (came / n - overall) ** 2 for n, came in zip(asked, answered, strict=True) if n)
    return 1 - 2 * math.sqrt(variance)


def adjusted_representativeness(asked: Sequence[int], answered: Sequence[int]) -> float | None:
    """Return the R-indicator without what chance alone adds to the differences between small groups.

    Groups of ten that are equally likely to answer still answer at different rates. The variance of the rates is
    lowered by the part that chance contributes, sum(r_g (1 - r_g)) / N, and never below 0. This is the correction of
    the source for one grouping variable, a sample of everyone who was asked, and rates as estimates.

    Arguments:
        asked: People asked in each group.
        answered: People who answered in each group.

    Returns:
        At most 1; None where nobody was asked, or where more answered than were asked.

    Source: Shlomo, Skinner and Schouten (2012), Estimation of an indicator of the representativeness of survey
    response, and the RISQ manual of de Heij, Schouten and Shlomo (2015).

    >>> adjusted_representativeness([10, 10], [4, 6])
    1.0
    """
    plain = representativeness(asked, answered)
    if plain is None or any(came > n for n, came in zip(asked, answered, strict=True)):
        return None
    rates = [came / n for n, came in zip(asked, answered, strict=True) if n]
    by_chance = math.fsum(rate * (1 - rate) for rate in rates) / sum(asked)
    return 1 - 2 * math.sqrt(max(0.0, ((1 - plain) / 2) ** 2 - by_chance))


def answers_wanted(people: int) -> int:
    """Return how many answers represent this many people, within five points, nineteen times out of twenty.

    Source: Krejcie and Morgan (1970), Determining sample size for research activities.

    >>> answers_wanted(1000)
    278
    """
    # As the source writes them, so that a planner can check a number against its table.
    chi_square, margin = 3.841, 0.05
    return round(chi_square * people * 0.25 / (margin**2 * (people - 1) + chi_square * 0.25)) if people else 0
