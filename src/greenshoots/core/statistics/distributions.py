"""The distribution functions that the intervals and tests need, so that the program does not depend on SciPy."""

from __future__ import annotations

import math
from statistics import NormalDist

# Lentz's method divides by terms that can pass through 0.
_SMALLEST = 1e-300
_NORMAL = NormalDist()
_CLOSE = 1e-12
"""The largest last step, as a share of the distance to the nearer end."""

_STEPS = 200
"""The most steps: halving alone reaches 1e-60 in this many."""

_LARGE = 5_000
"""The a and b from which a normal distribution is within a five-thousandth of a scale point, and much faster."""


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b): the share of a Beta(a, b) below x.

    Source: the continued fraction of Didonato and Morris (1992), evaluated by Lentz's method.

    >>> round(beta_share(0.5, 2.0, 2.0), 6)
    0.5
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    # The fraction converges fast below the mean; above it the mirror image does.
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return min(front * _fraction(x, a, b) / a, 1.0)


def _fraction(x: float, a: float, b: float) -> float:
    upper, lower = 1.0, 1.0 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = lower
    for step in range(1, 1000):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            lower = 1 / _away_from_zero(1 + term * lower)
            upper = _away_from_zero(1 + term / upper)
            change = upper * lower
            value *= change
        if abs(change - 1) < 1e-13:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _SMALLEST else _SMALLEST


def beta_quantile(share: float, a: float, b: float) -> float:
    """Return the point below which this share of a Beta(a, b) lies, to 11 digits.

    Halley's method in a bracket that each step narrows: about four evaluations of the distribution, where halving takes
    60. A page of results needs about a hundred of these points.
    """
    middle = a / (a + b)
    deviation = math.sqrt(middle * (1 - middle) / (a + b + 1))
    x = middle + _NORMAL.inv_cdf(share) * deviation
    if min(a, b) > _LARGE:
        return min(max(x, 0.0), 1.0)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    low, high, width = 0.0, 1.0, 1.0
    # Where most of the distribution lies at one end, the normal start can be outside 0 to 1.
    if not low < x < high:
        x = middle
    for _ in range(_STEPS):
        over = beta_share(x, a, b) - share
        low, high = (x, high) if over < 0 else (low, x)
        slope = math.exp(scale + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))
        step = over / slope if slope else math.inf
        step /= 1 - min(1.0, step * ((a - 1) / x - (b - 1) / (1 - x))) / 2
        if abs(step) <= _CLOSE * min(x, 1 - x):
            break
        # Where the distribution bends too much, its slope leads out of the bracket or in circles: halve instead.
        if not low < x - step < high or abs(step) > width / 2:
            step = x - (low + high) / 2
        x, width = x - step, abs(step)
        # A step that is rounded onto an end would take the logarithm of 0 next.
        if not 0 < x < 1:
            break
    return x


def chi_square_above(x: float, freedom: int) -> float:
    """Return the chance that a chi-square with this many degrees of freedom lies above x.

    Source: the finite sums for even and for odd degrees of freedom, Abramowitz and Stegun 26.4.4 and 26.4.5.

    >>> round(chi_square_above(3.841459, 1), 6), round(chi_square_above(9.487729, 4), 6)
    (0.05, 0.05)
    """
    if x <= 0:
        return 1.0
    if freedom % 2:
        total, term = math.erfc(math.sqrt(x / 2)), math.sqrt(2 * x / math.pi) * math.exp(-x / 2)
        grow = [x / (2 * step + 3) for step in range(freedom // 2)]
    else:
        total, term = 0.0, math.exp(-x / 2)
        grow = [x / 2 / (step + 1) for step in range(freedom // 2)]
    for factor in grow:
        total += term
        term *= factor
    return min(total, 1.0)


def normal_two_sided(z: float) -> float:
    """Return the chance that a standard normal lies further from 0 than z."""
    return math.erfc(abs(z) / math.sqrt(2))


def student_two_sided(t: float, freedom: float) -> float:
    """Return the chance that Student's t with this many degrees of freedom lies further from 0 than t."""
    return beta_share(freedom / (freedom + t * t), freedom / 2, 0.5)


def student_quantile(level: float, freedom: float) -> float:
    """Return t such that this share of Student's t with this many degrees of freedom lies between -t and t."""
    x = beta_quantile(1 - level, freedom / 2, 0.5)
    return math.sqrt(freedom * (1 - x) / x)
