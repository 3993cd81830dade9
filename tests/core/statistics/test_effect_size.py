"""Cliff's delta: published values, the definition by brute force, and the laws."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.statistics import effect_size

quick = settings(max_examples=100)


@st.composite
def pairs(draw: st.DrawFn, most: int = 12) -> tuple[list[int], list[int]]:
    """Two histograms on the same scale, each with at least one person."""
    size = draw(st.integers(3, 11))
    each = st.lists(st.integers(0, most), min_size=size, max_size=size).filter(any)
    return draw(each), draw(each)


def counted(values: str | list[int], scale: str | list[int]) -> list[int]:
    found = Counter(values)
    return [found[point] for point in scale]


TENS = [10, 20, 30, 40, 50]


def test_delta_of_hogarty_and_kromrey():
    # Hogarty and Kromrey (1999), as in the tests of R's effsize: delta and its 95% interval.
    first = counted([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], TENS)
    second = counted([10, 20, 30, 40, 40, 50], TENS)
    found = effect_size.dominance(first, second)
    assert (found.delta, found.size) == (-0.25, "small")
    assert effect_size.delta_interval(first, second) == pytest.approx((-0.7265846, 0.3890062), abs=5e-8)


def test_delta_of_letters_in_the_tests_of_effsize():
    # effsize tests: A B A C B v C B B C B, A = 1 to C = 3.
    assert effect_size.dominance(counted("ABACB", "ABC"), counted("CBBCB", "ABC")).delta == pytest.approx(-0.44)


def test_delta_of_the_brunner_munzel_example():
    # method.md B10, computed from the formulas.
    assert effect_size.dominance((11, 2, 0, 1, 0), (3, 1, 4, 2, 1)).delta == pytest.approx(-0.5779221, abs=5e-8)


@pytest.mark.parametrize(
    ("delta", "size"),
    # Romano et al. (2006), as in effsize: each limit belongs to the larger word.
    [(0, "negligible"), (0.1469, "negligible"), (0.147, "small"), (0.33, "medium"), (0.474, "large"), (1, "large")],
)
def test_the_word_for_a_delta_is_the_same_either_way(delta, size):
    assert effect_size.Dominance(delta, 1 - delta, 0).size == size
    assert effect_size.Dominance(0, 1 - delta, delta).size == size


def test_with_nobody_on_one_side_there_is_nothing_to_compare():
    assert effect_size.dominance((0, 0, 0), (1, 2, 3)) is None
    assert effect_size.delta_interval((0, 0, 0), (1, 2, 3)) is None


def test_no_interval_for_one_person_or_where_nothing_overlaps():
    assert effect_size.delta_interval((1, 0, 0), (1, 2, 3)) is None
    assert effect_size.delta_interval((5, 0, 0), (0, 0, 5)) is None


@given(pairs())
@quick
def test_chances_are_those_of_all_pairs_of_people(both):
    first, second = (np.repeat(np.arange(len(h)), h) for h in both)
    gaps = first[:, None] - second[None, :]
    found = effect_size.dominance(*both)
    assert (found.higher, found.same, found.lower) == pytest.approx(
        ((gaps > 0).mean(), (gaps == 0).mean(), (gaps < 0).mean())
    )


@given(pairs())
@quick
def test_swapping_sides_or_turning_the_scale_round_flips_the_sign(both):
    first, second = both
    delta = effect_size.dominance(first, second).delta
    assert effect_size.dominance(second, first).delta == pytest.approx(-delta)
    assert effect_size.dominance(first[::-1], second[::-1]).delta == pytest.approx(-delta)
    assert effect_size.dominance(first, first).delta == pytest.approx(0)


@given(pairs(), st.integers(0, 3), st.integers(0, 3), st.integers(0, 10), st.integers(1, 50))
@quick
def test_empty_points_anywhere_and_more_people_of_the_same_kind_change_nothing(both, below, above, at, times):
    def stretched(counts: list[int]) -> list[int]:
        place = min(at, len(counts))
        return (
            [0] * below + [times * n for n in counts[:place]] + [0] + [times * n for n in counts[place:]] + [0] * above
        )

    found, after = effect_size.dominance(*both), effect_size.dominance(*map(stretched, both))
    assert (after.higher, after.same, after.lower) == pytest.approx((found.higher, found.same, found.lower))


@given(pairs())
@quick
def test_an_interval_holds_delta_and_stays_within_its_range(both):
    found = effect_size.delta_interval(*both)
    if found is None:
        delta = effect_size.dominance(*both).delta
        assert min(sum(both[0]), sum(both[1])) < 2 or abs(delta) == 1
        return
    low, high = found
    assert -1 <= low <= effect_size.dominance(*both).delta + 1e-9
    assert effect_size.dominance(*both).delta - 1e-9 <= high <= 1
    swapped = effect_size.delta_interval(both[1], both[0])
    assert swapped == pytest.approx((-high, -low), abs=1e-9)
