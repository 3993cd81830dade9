"""Intervals for means and shares: computed and published values of method.md, laws, and simulated coverage."""

from __future__ import annotations

import functools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.statistics import histogram, intervals

quick = settings(max_examples=60)
histograms = st.integers(3, 11).flatmap(lambda size: st.lists(st.integers(0, 30), min_size=size, max_size=size))
somebody = histograms.filter(any)


def ends(found: intervals.Interval) -> tuple[float, float]:
    return round(found.low, 3), round(found.high, 3)


@pytest.mark.parametrize(
    ("counts", "asked", "expected"),
    [  # method.md B10, computed from the formulas of B2
        ((0, 1, 3, 3, 1), None, (2.934, 3.929)),
        ((0, 1, 3, 3, 1), 12, (3.168, 3.766)),
        ((0, 1, 3, 3, 1), 8, (3.5, 3.5)),
        ((2, 3, 10, 12, 3), None, (3.051, 3.652)),
        ((2, 3, 10, 12, 3), 45, (3.183, 3.535)),
    ],
)
def test_intervals_of_the_method(counts, asked, expected):
    assert ends(intervals.mean_interval(counts, asked)) == expected


def test_nobody_scored_has_no_interval():
    assert intervals.mean_interval((0, 0, 0)) is None
    assert intervals.mean_interval((0, 0, 0), 50) is None


@given(somebody)
@quick
def test_once_everybody_answered_the_interval_is_the_mean(counts):
    everybody = intervals.mean_interval(counts, sum(counts))
    assert everybody.low == everybody.high == pytest.approx(histogram.mean(counts))


@given(somebody, st.one_of(st.none(), st.integers(1, 10**6)), st.sampled_from([0.5, 0.9, 0.95]), st.integers(-3, 3))
@quick
def test_an_interval_is_finite_ordered_and_on_the_scale(counts, missing, level, minimum):
    asked = None if missing is None else sum(counts) + missing
    found = intervals.mean_interval(counts, asked, minimum=minimum, level=level)
    assert math.isfinite(found.low)
    assert minimum - 1e-9 <= found.low <= found.high <= minimum + len(counts) - 1 + 1e-9


@given(somebody, st.integers(1, 500))
@quick
def test_turning_the_scale_round_turns_the_interval_round(counts, missing):
    asked, both = sum(counts) + missing, len(counts) + 1
    found = intervals.mean_interval(counts, asked)
    turned = intervals.mean_interval(counts[::-1], asked)
    assert (both - turned.high, both - turned.low) == pytest.approx((found.low, found.high), abs=1e-6)


@given(somebody)
@quick
def test_a_higher_level_is_wider_and_more_answers_of_the_same_kind_are_narrower(counts):
    def width(found: intervals.Interval) -> float:
        return found.high - found.low

    plain = intervals.mean_interval(counts)
    assert width(intervals.mean_interval(counts, level=0.95)) > width(plain)
    assert width(intervals.mean_interval([4 * count for count in counts])) < width(plain) + 1e-12


@given(somebody)
@quick
def test_many_who_did_not_answer_come_near_to_not_knowing_how_many(counts):
    unknown, most = intervals.mean_interval(counts), intervals.mean_interval(counts, 10**9)
    assert (most.low, most.high) == pytest.approx((unknown.low, unknown.high), abs=1e-4)


@pytest.mark.parametrize("place", [0, 4])
@pytest.mark.parametrize("n", [1, 8, 10**6, 10**9])
@pytest.mark.parametrize("more", [None, 1, 10**9])
def test_all_at_one_end_gives_an_interval_at_that_end(place, n, more):
    counts = [0] * 5
    counts[place] = n
    found = intervals.mean_interval(counts, None if more is None else n + more)
    nearer = found.high if place else found.low
    assert 1 <= found.low <= found.high <= 5
    assert abs(nearer - (place + 1)) < 0.1
    assert n < 10**6 or found.high - found.low < 1e-4


def test_extreme_counts_neither_overflow_nor_lose_their_digits():
    assert ends(intervals.mean_interval([10**12, 0, 0, 0, 10**12])) == (3.0, 3.0)
    assert ends(intervals.mean_interval([10**12, 0, 0, 0, 0], 10**12 + 1)) == (1.0, 1.0)
    wide = intervals.mean_interval([1, *[0] * 9, 1], minimum=-5)
    assert wide.low + wide.high == pytest.approx(0)


SHAPES = ((0.1, 0.2, 0.35, 0.25, 0.1), (0, 0.05, 0.15, 0.4, 0.4), (0.3, 0.15, 0.1, 0.15, 0.3), (0, 0, 0.2, 0.7, 0.1))
interval = functools.cache(intervals.mean_interval)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("n", "asked"), [(5, None), (8, None), (30, None), (8, 12)])
def test_nominal_ninety_per_cent_covers_as_often_as_the_method_says(n, asked, shape):
    """Simulated as in B2, typical, high, split and tight: 87 to 98%, 85 to 98% of 12; here give or take 300 draws."""
    rng = np.random.default_rng(n)
    hit = 0
    for _ in range(300):
        people = rng.choice(5, p=shape, size=asked or n)
        truth = people.mean() + 1 if asked else np.dot(shape, range(1, 6))
        found = interval(tuple(np.bincount(people[:n], minlength=5).tolist()), asked)
        hit += bool(found.low <= truth <= found.high)
    assert 0.83 <= hit / 300 <= 0.995


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(any), st.one_of(st.none(), st.integers(0, 200)))
@settings(max_examples=200, deadline=None)
def test_the_interval_holds_the_mean_also_where_all_agree(counts, more):
    asked = None if more is None else sum(counts) + more
    found, mean = intervals.mean_interval(counts, asked), histogram.mean(counts)
    assert found.low <= mean + 1e-9
    assert mean - 1e-9 <= found.high
