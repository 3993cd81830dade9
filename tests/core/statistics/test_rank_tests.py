"""The tests for differences: published values, SciPy, brute force, and the laws."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from greenshoots.core.statistics import rank_tests

BRUNNER = (11, 2, 0, 1, 0), (3, 1, 4, 2, 1)
"""(1,2,1,1,1,1,1,1,1,1,2,4,1,1) against (3,3,4,3,1,2,3,1,1,5,4) of scipy's documentation, counted."""

quick = settings(max_examples=60)


@st.composite
def pairs(draw: st.DrawFn, most: int = 9, points: int = 7) -> tuple[list[int], list[int]]:
    size = draw(st.integers(3, points))
    each = st.lists(st.integers(0, most), min_size=size, max_size=size).filter(any)
    return draw(each), draw(each)


def people(both: tuple[list[int], ...]) -> list[np.ndarray]:
    return [np.repeat(np.arange(1, len(counts) + 1), counts) for counts in both]


def ranked(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """Count values that differ, each on a point of its own."""
    values = sorted({*first, *second})
    return [first.count(value) for value in values], [second.count(value) for value in values]


# Published values


def test_mann_whitney_of_scipys_documentation():
    both = ranked((19, 22, 16, 29, 24), (20, 11, 17, 12))
    assert rank_tests.mann_whitney(*both) == pytest.approx(0.1113469, abs=5e-8)
    # Without ties the permutation of delta is the exact test.
    assert rank_tests.permutation(*both) == pytest.approx(0.1111, abs=5e-5)


def test_brunner_munzel_of_scipys_documentation():
    assert rank_tests.brunner_munzel(*BRUNNER) == pytest.approx(0.0057862, abs=5e-8)


def test_ours_on_the_same_data():
    # method.md B10, computed from the formulas; the second is also what scipy gives.
    assert rank_tests.permutation(*BRUNNER) == pytest.approx(0.0066902, abs=5e-8)
    assert rank_tests.mann_whitney(*BRUNNER) == pytest.approx(0.0077408, abs=5e-8)


def test_holm_of_r():
    # R's p.adjust(c(.01, .04, .03, .005), "holm").
    assert rank_tests.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert rank_tests.holm([]) == []
    assert rank_tests.holm([0.4]) == [0.4]
    assert rank_tests.holm([0.9, 0.8]) == [1.0, 1.0]


def test_sign_test_of_zars_deer():
    assert rank_tests.sign_test(8, 2) == 0.109375
    # Two times 0.03516; the page that prints 0.0732 is wrong.
    assert rank_tests.sign_test(7, 1) == pytest.approx(0.0703, abs=5e-5)
    assert rank_tests.sign_test(0, 0) == 1


# Against SciPy and brute force


@given(pairs())
@quick
def test_mann_whitney_is_scipys(both):
    first, second = people(both)
    assume(len({*first, *second}) > 1)
    expected = scipy.stats.mannwhitneyu(first, second, method="asymptotic").pvalue
    assert rank_tests.mann_whitney(*both) == pytest.approx(expected, abs=1e-12)


def test_all_on_one_score_differ_by_nothing():
    same = (0, 9, 0)
    assert (rank_tests.mann_whitney(same, same), rank_tests.permutation(same, same)) == (1, 1)
    assert rank_tests.brunner_munzel(same, same) is None
    assert rank_tests.brunner_munzel((9, 0, 0), (0, 0, 9)) is None
    assert rank_tests.brunner_munzel((1, 0, 0), (0, 3, 9)) is None


@given(pairs())
@quick
def test_brunner_munzel_is_scipys_where_it_is_defined(both):
    first, second = people(both)
    found = rank_tests.brunner_munzel(*both)
    if found is None:
        apart = first.max() < second.min() or second.max() < first.min()
        assert min(len(first), len(second)) < 2 or apart or len({*first, *second}) == 1
        return
    assert found == pytest.approx(scipy.stats.brunnermunzel(first, second).pvalue, abs=1e-9)


@given(pairs(most=2, points=5))
@quick
def test_the_permutation_test_goes_through_all_ways_to_deal_out_the_scores(both):
    first, second = people(both)
    assume(len(first) + len(second) <= 9)
    pooled = np.concatenate([first, second])

    def balance(chosen: tuple[int, ...]) -> int:
        rest = np.delete(pooled, chosen)
        return abs(int(np.sign(pooled[list(chosen)][:, None] - rest[None, :]).sum()))

    observed = balance(tuple(range(len(first))))
    ways = [balance(chosen) for chosen in combinations(range(len(pooled)), len(first))]
    assert rank_tests.permutation(*both) == pytest.approx(np.mean([way >= observed for way in ways]))


@pytest.mark.parametrize("seed", range(3))
def test_the_exact_and_the_asymptotic_test_agree_where_they_meet(seed):
    rng = np.random.default_rng(seed)
    both = [np.bincount(rng.integers(0, 5, 20), minlength=5).tolist() for _ in range(2)]
    assert sum(both[0]) * sum(both[1]) == rank_tests.EXACT_PAIRS
    assert rank_tests.difference(*both) == rank_tests.permutation(*both)
    assert rank_tests.permutation(*both) == pytest.approx(rank_tests.mann_whitney(*both), abs=0.04)
    larger = [*both[0][:-1], both[0][-1] + 1]
    assert rank_tests.difference(larger, both[1]) == rank_tests.mann_whitney(larger, both[1])


@pytest.mark.parametrize("sizes", [(1, 400), (400, 1), (20, 20)])
def test_the_largest_exact_cases_do_not_overflow(sizes):
    first, second = ([size // 4] * 3 + [size - 3 * (size // 4)] for size in sizes)
    assert 0.3 < rank_tests.permutation(first, second) <= 1


# Laws


@given(pairs(), st.sampled_from([rank_tests.difference, rank_tests.mann_whitney, rank_tests.permutation]))
@quick
def test_p_does_not_care_which_side_is_first_or_which_end_is_high(both, test):
    first, second = both
    assume(test is not rank_tests.permutation or sum(first) * sum(second) <= rank_tests.EXACT_PAIRS)
    p = test(first, second)
    assert 0 < p <= 1
    assert test(second, first) == pytest.approx(p)
    assert test(first[::-1], second[::-1]) == pytest.approx(p)
    assert test([0, *first, 0], [0, *second, 0]) == pytest.approx(p)


@given(st.lists(st.floats(0, 1), max_size=11), st.randoms(use_true_random=False))
@quick
def test_holm_keeps_the_order_and_never_lowers_a_p(chances, random):
    found = rank_tests.holm(chances)
    assert all(p <= after <= 1 for p, after in zip(chances, found, strict=True))
    order = sorted(range(len(chances)), key=chances.__getitem__)
    assert [found[i] for i in order] == sorted(found)
    mixed = list(range(len(chances)))
    random.shuffle(mixed)
    assert rank_tests.holm([chances[i] for i in mixed]) == [found[i] for i in mixed]


@given(st.integers(0, 200), st.integers(0, 200))
@quick
def test_the_sign_test_is_scipys_binomial_test(up, down):
    assume(up + down)
    expected = scipy.stats.binomtest(up, up + down).pvalue
    assert rank_tests.sign_test(up, down) == pytest.approx(expected)
    assert rank_tests.sign_test(down, up) == rank_tests.sign_test(up, down)
