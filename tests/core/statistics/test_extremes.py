"""Who is lowest and who is highest, where some are known as a range only."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.statistics import extremes

ends = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: tuple(sorted(pair)))
known = st.one_of(ends, st.integers(0, 12).map(lambda value: (value, value)))


def lowest(*bounds, steps=extremes.TENTH):
    return extremes.lowest(range(len(bounds)), lambda place: bounds[place], steps=steps)


def highest(*bounds, steps=extremes.TENTH):
    return extremes.highest(range(len(bounds)), lambda place: bounds[place], steps=steps)


def test_ties_are_named_and_all_alike_is_everything():
    found = lowest((2.0, 2.0), (2.04, 2.04), (3.0, 3.0))
    assert (found.holders, found.bounds, found.certain, found.everything) == ((0, 1), (2.0, 2.0), True, False)
    assert lowest((2.5, 2.5), (2.5, 2.5)).everything
    assert highest((2.5, 2.5), (2.5, 2.5)).everything


def test_a_tie_is_a_tie_on_the_page():
    # 2.24 and 2.16 both read 2.2; compared as they are, one of them is lower.
    assert lowest((2.24, 2.24), (2.16, 2.16), (3, 3)).holders == (0, 1)
    assert lowest((2.24, 2.24), (2.16, 2.16), (3, 3), steps=extremes.EXACT).holders == (1,)
    # Half away from zero, as the page rounds: 2.25 reads 2.3.
    assert highest((2.25, 2.25), (2.2, 2.2)).holders == (0,)


def test_a_range_that_reaches_below_leaves_the_superlative_to_those_shown_in_full():
    found = lowest((2.3, 2.3), (3.0, 3.0), (1.0, 3.0))
    assert (found.holders, found.certain) == ((0,), False)
    assert lowest((2.3, 2.3), (3.0, 3.0), (2.4, 3.0)).certain
    assert lowest((2.3, 2.3), (1.0, 3.0)) is None


def test_a_range_can_hold_the_extreme_itself():
    found = lowest((1.0, 2.0), (2.1, 2.1), (2.5, 4.0))
    assert (found.holders, found.bounds, found.certain) == ((0,), (1.0, 2.0), True)
    assert highest((1.0, 2.0), (2.1, 2.1), (2.5, 4.0)).bounds == (2.5, 4.0)
    # It touches the next one, so they may be tied, and nothing is certain.
    assert not lowest((1.0, 2.1), (2.1, 2.1), (2.5, 2.5)).certain


def test_what_is_hidden_might_always_be_lower():
    assert not lowest((2.3, 2.3), (3.0, 3.0), None).certain
    assert lowest((2.3, 2.3), None) is None
    assert lowest((1.0, 2.0), (3.0, 3.0), None) is None
    assert lowest() is None
    assert lowest((1.0, 1.0)) is None


@given(st.lists(known, min_size=2, max_size=4))
@settings(max_examples=300, deadline=None)
def test_what_is_certain_holds_in_every_possible_world(bounds):
    found = lowest(*bounds, steps=extremes.EXACT)
    worlds = list(product(*[range(low, high + 1) for low, high in bounds]))
    held_by_all = set.intersection(
        *[{place for place, value in enumerate(world) if value == min(world)} for world in worlds]
    )
    if found is not None and found.certain:
        assert set(found.holders) == held_by_all
        if len(found.holders) > 1:
            assert {world[found.holders[0]] for world in worlds} == {found.bounds[0]}
        if found.everything:
            assert all(len(set(world)) == 1 for world in worlds)
    elif found is not None:
        exact = [place for place, (low, high) in enumerate(bounds) if low == high]
        least = min(bounds[place][0] for place in exact)
        assert set(found.holders) == {place for place in exact if bounds[place][0] == least}


@given(st.lists(known, min_size=2, max_size=5))
@settings(max_examples=200, deadline=None)
def test_the_highest_is_the_lowest_of_the_mirror(bounds):
    mirror = [(12 - high, 12 - low) for low, high in bounds]
    found, turned = highest(*bounds), lowest(*mirror)
    assert (found and found.holders, found and found.certain) == (turned and turned.holders, turned and turned.certain)
