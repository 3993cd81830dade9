"""All the ways in which people may stand on the scale, held against trying every one."""

from __future__ import annotations

from itertools import combinations_with_replacement
from statistics import stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.disclosure import banding
from greenshoots.core.instruments.model import Scale
from greenshoots.core.statistics import histogram

scales = st.sampled_from([Scale(1, 3, {}, ""), Scale(1, 5, {}, ""), Scale(0, 5, {}, ""), Scale(1, 7, {}, "")])


@st.composite
def standing(draw):
    scale = draw(scales)
    exact = draw(st.lists(st.integers(0, 4), min_size=scale.size, max_size=scale.size))
    banded = draw(st.lists(st.integers(0, 3), min_size=len(scale.bands), max_size=len(scale.bands)))
    if sum(exact) + sum(banded) == 0:
        exact[0] = 1
    return scale, exact, banded


def worlds(scale, exact, banded):
    """Return every way to place the people who are known by their band."""
    found = [list(exact)]
    for band, people in zip(scale.bands, banded, strict=True):
        places = list(combinations_with_replacement(range(band.start, band.stop), people))
        found = [_with(counts, chosen) for counts in found for chosen in places]
    return found


def _with(counts, chosen):
    more = list(counts)
    for place in chosen:
        more[place] += 1
    return more


@given(standing())
@settings(max_examples=120, deadline=None)
def test_no_way_to_stand_lies_outside_the_bounds(case):
    scale, exact, banded = case
    possible = banding.possible(np.array(exact), np.array(banded), scale)
    assert possible.known == tuple(exact)
    assert sum(one.people for one in possible.ranges) == sum(banded)
    assert possible.exact == (sum(banded) == 0)
    shortest, longest = possible.distance(scale)
    deviation = possible.deviation(scale)
    for counts in worlds(scale, exact, banded):
        assert shortest - 1e-9 <= histogram.distance_from_middle(counts) <= longest + 1e-9
        for places in (slice(0, scale.size // 2), slice((scale.size + 1) // 2, scale.size), slice(0, 1)):
            least, most = possible.within(places, scale)
            assert least <= sum(counts[places]) <= most
        scores = [place for place, count in enumerate(counts) for _ in range(count)]
        assert deviation is None if len(scores) < 2 else stdev(scores) <= deviation + 1e-9


@st.composite
def overlapping(draw):
    scale = draw(scales)
    known = draw(st.lists(st.integers(0, 3), min_size=scale.size, max_size=scale.size))
    starts = draw(st.lists(st.integers(0, scale.size - 2), max_size=3))
    ranges = [banding.Range(one, draw(st.integers(one + 2, scale.size)), draw(st.integers(1, 2))) for one in starts]
    if sum(known) + len(ranges) == 0:
        known[0] = 1
    return scale, banding.Possible(tuple(known), tuple(ranges))


@given(overlapping())
@settings(max_examples=120, deadline=None)
def test_ranges_may_overlap(case):
    scale, possible = case
    found = [list(possible.known)]
    for one in possible.ranges:
        places = list(combinations_with_replacement(range(one.start, one.stop), one.people))
        found = [_with(counts, chosen) for counts in found for chosen in places]
    means = [sum(place * count for place, count in enumerate(counts)) / sum(counts) for counts in found]
    assert possible.bounds == (pytest.approx(min(means)), pytest.approx(max(means)))
    shortest, longest = possible.distance(scale)
    deviation = possible.deviation(scale)
    for counts in found:
        assert shortest - 1e-9 <= histogram.distance_from_middle(counts) <= longest + 1e-9
        scores = [place for place, count in enumerate(counts) for _ in range(count)]
        assert deviation is None if len(scores) < 2 else stdev(scores) <= deviation + 1e-9
    for places in (slice(0, scale.size // 2), slice((scale.size + 1) // 2, scale.size), slice(0, 1)):
        inside = [sum(counts[places]) for counts in found]
        assert possible.within(places, scale) == (min(inside), max(inside))


@given(standing())
@settings(max_examples=60, deadline=None)
def test_where_everybody_is_known_the_bounds_are_the_numbers_themselves(case):
    scale, exact, _ = case
    if sum(exact) < 2:
        return
    possible = banding.possible(np.array(exact), np.zeros(len(scale.bands), dtype=int), scale)
    distance = histogram.distance_from_middle(exact)
    assert possible.distance(scale) == (pytest.approx(distance), pytest.approx(distance))
    scores = [place for place, count in enumerate(exact) for _ in range(count)]
    assert possible.deviation(scale) == pytest.approx(stdev(scores))


def test_ways_to_stand_add_up():
    one = banding.Possible((1, 0, 2), (banding.Range(0, 2, 3),))
    other = banding.Possible((0, 4, 0), (banding.Range(0, 2, 1), banding.Range(1, 3, 2)))
    both = banding.together([one, other])
    assert both == banding.Possible((1, 4, 2), (banding.Range(0, 2, 4), banding.Range(1, 3, 2)))
    assert (both.lowest, both.highest) == ((5, 6, 2), (1, 8, 4))
    assert both.people == 13
