"""“As fine as the whole allows”: whoever knows some answers still finds two scores possible for everyone else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.conftest import Maker

from greenshoots.core.disclosure import whole_first
from greenshoots.core.disclosure.policy import Arrangement, Policy
from greenshoots.core.disclosure.whole_first import Layer, Units

Histogram = tuple[int, ...]
World = tuple[Histogram, ...]


def scale_of(make: Maker, points: int):
    return make.instrument(points=points).scale


def units_of(sizes: tuple[int, ...], known: tuple[int, ...]) -> Units:
    return Units(np.arange(len(sizes)), np.array(sizes), np.array(known))


@cache
def histograms(size: int, points: int) -> tuple[Histogram, ...]:
    return tuple(
        tuple(np.bincount(places, minlength=points).tolist())
        for places in combinations_with_replacement(range(points), size)
    )


def transcript(published: Layer) -> tuple[object, ...]:
    """Return everything that a reader sees, as a value."""
    whole = None if published.whole is None else tuple(published.whole.tolist())
    bands = None if published.bands is None else tuple(published.bands.tolist())
    counts = tuple(map(tuple, published.counts.tolist()))
    in_runs = tuple(map(tuple, published.in_runs.tolist()))
    return whole, bands, tuple(published.exact.tolist()), counts, whole_first.runs_key(published.runs), in_runs


def by_transcript(units: Units, points: int, make: Maker) -> list[list[World]]:
    """Sort every world by what is published of it."""
    alike: dict[tuple[object, ...], list[World]] = defaultdict(list)
    scale = scale_of(make, points)
    for world in product(*(histograms(int(size), points) for size in units.scored)):
        alike[transcript(whole_first.publish(units, np.array(world, dtype=np.int64), scale))].append(world)
    return list(alike.values())


def fewest_left(alike: list[World], known: tuple[int, ...], points: int) -> int:
    """Return the fewest scores that stay possible for anyone, whatever a coalition in every unit gave."""
    fewest = points
    worlds = np.array(alike)
    for parts in product(*(histograms(size, points) for size in known)):
        left = worlds - np.array(parts)
        fitting = left[(left >= 0).all(axis=(1, 2))]
        if len(fitting):
            # People of a unit are alike: what one of the rest may have given, each of them may have given.
            fewest = min(fewest, int((fitting.max(axis=0) > 0).sum(axis=1).min()))
    return fewest


SMALL = [
    ((3, 3), (1, 1), 3),
    ((3, 4), (1, 1), 4),
    ((3, 3, 3), (1, 1, 1), 3),
    ((5, 4), (1, 1), 3),
    ((5, 5), (2, 1), 3),
    ((5, 5), (2, 2), 4),
    ((3, 7), (1, 1), 3),
    ((4, 9), (1, 1), 3),
    ((5, 3, 3), (2, 1, 1), 3),
    ((4, 4), (1, 1), 5),
]
"""Scores in each unit, how many of them an attacker knows, and points of the scale."""


@pytest.mark.parametrize(("sizes", "known", "points"), SMALL)
def test_two_scores_stay_possible_for_everyone(make: Maker, sizes, known, points):
    groups = by_transcript(units_of(sizes, known), points, make)
    assert sum(map(len, groups)) == np.prod([len(histograms(size, points)) for size in sizes])
    assert min(fewest_left(alike, known, points) for alike in groups) >= 2


@pytest.mark.parametrize(("sizes", "known", "points"), [((3, 3), (1, 1), 3), ((5, 4), (1, 1), 3), ((5, 5), (2, 1), 3)])
def test_with_one_less_in_each_condition_an_answer_is_found(make: Maker, sizes, known, points):
    weaker = units_of(sizes, tuple(number - 1 for number in known))
    assert min(fewest_left(alike, known, points) for alike in by_transcript(weaker, points, make)) < 2


def test_the_whole_is_exact_where_one_group_nearly_agrees(make: Maker):
    """18 people in roles of 8, 5 and 5, of whom the second agrees but for one: a range by blocks, exact here."""
    counts = np.array([[1, 2, 2, 2, 1], [0, 0, 0, 4, 1], [2, 1, 1, 1, 0]])
    shown = whole_first.publish(units_of((8, 5, 5), (1, 1, 1)), counts, scale_of(make, 5))
    assert shown.whole is not None
    assert shown.whole.tolist() == [3, 3, 3, 7, 2]
    assert shown.runs
    assert shown.exact.tolist() == [False, False, False]
    # 18 people, at most 7 with one score: nobody of 8 could be told apart only with 9 in the group, so all in runs.
    assert shown.in_runs.sum(axis=1).tolist() == [8, 5, 5]


def test_a_large_group_is_published_in_full_and_the_last_one_follows(make: Maker):
    counts = np.array([[4, 4, 4, 4, 4], [1, 2, 1, 0, 1]])
    shown = whole_first.publish(units_of((20, 5), (1, 1)), counts, scale_of(make, 5))
    # 5 people could be subtracted from the whole: unless they could be shown themselves, neither is.
    assert shown.exact.tolist() == [False, False]
    larger = np.array([[4, 4, 4, 4, 4], [3, 3, 3, 3, 3]])
    assert whole_first.publish(units_of((20, 15), (1, 1)), larger, scale_of(make, 5)).exact.tolist() == [True, True]


def test_each_step_looks_at_the_groups_that_are_left(make: Maker):
    """The third group is large enough beside everyone; beside those that are left, so are the other two."""
    counts = np.array([[6, 1, 2, 1, 1], [0, 8, 2, 1, 2], [6, 6, 1, 10, 6]])
    shown = whole_first.publish(units_of((11, 13, 29), (1, 1, 1)), counts, scale_of(make, 5))
    assert shown.exact.tolist() == [True, True, True]


@pytest.mark.parametrize(("people", "bands"), [(4, None), (5, [0, 5])])
def test_bands_need_more_than_twice_as_many_people_as_may_be_known(make: Maker, people: int, bands):
    shown = whole_first.publish(units_of((people,), (2,)), np.array([[0, 0, 0, people, 0]]), scale_of(make, 5))
    assert (None if shown.bands is None else shown.bands.tolist()) == bands


def test_near_agreement_of_everyone_gives_bands_or_the_number_alone(make: Maker):
    counts = np.array([[0, 0, 0, 7, 1], [0, 0, 0, 5, 0]])
    shown = whole_first.publish(units_of((8, 5), (1, 1)), counts, scale_of(make, 5))
    assert shown.whole is None
    assert shown.bands is not None
    assert shown.bands.tolist() == [0, 13]
    few = whole_first.publish(units_of((3,), (2,)), np.array([[0, 0, 0, 3, 0]]), scale_of(make, 5))
    assert few.bands is None


TEAM = np.array([[1, 1, 1, 3, 2], [0, 0, 1, 3, 1], [1, 1, 1, 1, 1]])
"""18 people in groups of 8, 5 and 5, none of which is large enough to be published in full."""


def test_runs_keep_the_cut_in_the_middle_of_the_scale_where_they_can(make: Maker):
    shown = whole_first.publish(units_of((8, 5, 5), (1, 1, 1)), TEAM, scale_of(make, 5))
    assert 3 in whole_first.runs_key(shown.runs)


def test_a_later_round_uses_the_same_cuts_or_fewer(make: Maker):
    units, scale = units_of((8, 5, 5), (1, 1, 1)), scale_of(make, 5)
    found = set()
    for stops in [(3, 5), (2, 5), (1, 3, 5), (2, 3, 5)]:
        shown = whole_first.publish(units, TEAM, scale, stops)
        assert set(whole_first.runs_key(shown.runs)) <= set(stops)
        found.add(whole_first.runs_key(shown.runs))
    assert (3, 5) in found
    assert whole_first.publish(units, TEAM, scale, ()).runs == ()


# Twins: what differs only inside a unit, and in nothing that is published, is published alike


@st.composite
def teams(draw: st.DrawFn) -> tuple[Units, np.ndarray]:
    """Draw scores of one to five units with what may be known of them."""
    number = draw(st.integers(1, 5))
    rows = [draw(st.lists(st.integers(0, 4), min_size=5, max_size=14)) for _ in range(number)]
    known = [draw(st.integers(1, 3)) for _ in range(number)]
    counts = np.array([np.bincount(row, minlength=5) for row in rows])
    return Units(np.arange(number), counts.sum(axis=1), np.array(known)), counts


@given(teams())
def test_what_is_published_adds_up(make: Maker, team: tuple[Units, np.ndarray]):
    units, counts = team
    shown = whole_first.publish(units, counts, scale_of(make, 5))
    assert (shown.counts[shown.exact] == counts[shown.exact]).all()
    assert (shown.counts[~shown.exact] == 0).all()
    if shown.whole is None:
        assert not shown.exact.any()
        assert shown.runs == ()
        return
    assert shown.whole.tolist() == counts.sum(axis=0).tolist()
    left = ~shown.exact
    assert left.sum() != 1
    for place, run in enumerate(shown.runs):
        assert shown.in_runs[left, place].tolist() == counts[left][:, run].sum(axis=1).tolist()


@given(teams(), st.randoms())
def test_people_of_one_run_can_change_places_without_a_trace(make: Maker, team: tuple[Units, np.ndarray], random):
    """Swap two people of different units whose scores are in one diverse run: nothing that is published changes."""
    units, counts = team
    shown = whole_first.publish(units, counts, scale_of(make, 5))
    left = np.flatnonzero(~shown.exact)
    if not shown.runs:
        return
    twin = counts.copy()
    for run in shown.runs:
        pairs = list(_swaps(counts, left, run))
        if pairs:
            (one, high), (other, low) = random.choice(pairs)
            twin[one, high] -= 1
            twin[one, low] += 1
            twin[other, low] -= 1
            twin[other, high] += 1
            break
    assert transcript(whole_first.publish(units, twin, scale_of(make, 5))) == transcript(shown)


def _swaps(counts: np.ndarray, units: np.ndarray, run: slice) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    points = range(run.start, run.stop)
    for one, other in product(units, units):
        for high, low in product(points, points):
            if one != other and high != low and counts[one, high] and counts[other, low]:
                yield (int(one), high), (int(other), low)


# Units


def test_units_hold_enough_scores_that_no_account_knows():
    policy = Policy(k=5)
    scored, typed = np.array([8, 5, 5, 2]), np.array([[0], [3], [0], [0]])
    units = whole_first.form_units(scored, typed, np.array([0, 1, 1, 2]), policy)
    for number in range(units.number):
        members = units.of_block == number
        assert scored[members].sum() - typed[members].sum() >= 5
    assert units.of_block.min() == 0
    assert units.scored.sum() == scored.sum()


def test_a_unit_that_is_too_small_joins_people_of_the_same_first_group():
    units = whole_first.form_units(
        np.array([5, 9, 3]), np.zeros((3, 0), dtype=np.int64), np.array([0, 1, 1]), Policy(k=5)
    )
    assert units.of_block.tolist() == [0, 1, 1]


def test_too_few_scores_in_all_are_not_shown():
    units = whole_first.form_units(np.array([2, 2]), np.zeros((2, 0), dtype=np.int64), np.array([0, 1]), Policy(k=5))
    assert units.number == 0
    assert units.of_block.tolist() == [-1, -1]


def test_everyone_comes_first_in_a_small_team_with_small_groups():
    assert whole_first.recommended(18, np.array([8, 5, 5])) is Arrangement.WHOLE_FIRST
    assert whole_first.recommended(18, np.array([9, 9])) is Arrangement.BY_GROUP
    assert whole_first.recommended(24, np.array([14, 5, 5])) is Arrangement.BY_GROUP
    assert whole_first.recommended(12, np.array([12])) is Arrangement.BY_GROUP
    assert whole_first.recommended(0, np.array([], dtype=np.int64)) is Arrangement.BY_GROUP
