"""What may be said about a difference between two sets, by method.md B3, B4 and B6."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.analysis import comparison
from greenshoots.core.disclosure import banding
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.results import Comparison, EnablerResult, Figures, StatementResult, Verdict
from greenshoots.core.statistics import effect_size, histogram, rank_tests

LOW, HIGH = (6, 4, 2, 0, 0), (0, 0, 2, 4, 6)
SAME = (2, 3, 4, 2, 1)


@pytest.fixture(scope="session")
def compare(make):
    """Compare two sets, given as a pair of histograms an enabler."""

    def differences(*pairs):
        first, second = zip(*pairs, strict=True)
        shown = [[one if isinstance(one, Figures) else make.figures(*one) for one in side] for side in (first, second)]
        return comparison.differences(make.chosen(*shown[0]), make.chosen(*shown[1]))

    return differences


def test_every_number_of_a_difference_is_that_of_its_two_histograms(compare):
    (found,) = compare(((11, 2, 0, 1, 0), (3, 1, 4, 2, 1)))  # method.md B10
    assert found.delta == pytest.approx(-0.5779221, abs=5e-8)
    assert found.p == pytest.approx(0.0066902, abs=5e-8)
    assert found.p_brunner_munzel == pytest.approx(0.0057862, abs=5e-8)
    assert found.p_holm == found.p
    assert (found.size, found.verdict, found.reason) == ("large", Verdict.CLEAR, "")
    assert found.higher + found.same + found.lower == pytest.approx(1)
    assert found.delta_interval == effect_size.delta_interval((11, 2, 0, 1, 0), (3, 1, 4, 2, 1))
    assert (found.first_mean, found.second_mean) == (pytest.approx(19 / 14), pytest.approx(30 / 11))


@pytest.mark.parametrize(
    ("pair", "verdict"),
    [
        ((LOW, HIGH), Verdict.CLEAR),
        ((SAME, SAME), Verdict.NOT_CLEAR),
        # delta = 0.33 or more, but p above 0.10: five of eight pairs say nothing with so few people.
        (((0, 2, 4, 2, 0), (0, 4, 3, 1, 0)), Verdict.NOT_CLEAR),
        # delta 0.37 and p 0.17: nine of each are too few to believe it.
        (((1, 1, 1, 6, 0), (2, 3, 2, 1, 1)), Verdict.NOT_CLEAR),
        # p at most 0.10 with many people, but delta below 0.33 is not worth a sentence.
        (((100, 120, 100, 80, 50), (60, 100, 120, 120, 80)), Verdict.NOT_CLEAR),
    ],
)
def test_differs_needs_both_a_large_delta_and_a_small_p(compare, pair, verdict):
    (found,) = compare(pair)
    assert found.verdict is verdict
    assert found.says_something == (abs(found.delta) >= 0.33 and found.p_holm <= comparison.DIFFERS)


def test_the_same_difference_is_clear_alone_and_nothing_among_many(compare):
    middling = (1, 3, 4, 2, 0), (0, 1, 3, 5, 2)
    alone, *_ = compare(middling)
    among = compare(middling, *[(SAME, SAME)] * 10)[0]
    assert alone.p == among.p <= 0.05
    assert among.p_holm > 0.1
    assert (alone.verdict, among.verdict) == (Verdict.CLEAR, Verdict.NOT_CLEAR)


def side(make, kind, *pairs):
    first, second = (make.chosen(*[make.figures(*one) for one in part]) for part in zip(*pairs, strict=True))
    return Comparison(kind, "role", first, second, comparison.differences(first, second))


def test_all_comparisons_between_groups_share_one_allowance_for_chance(make):
    middling = side(make, "group", ((0, 3, 3, 2, 1), (0, 0, 1, 6, 2)))
    other, rounds = side(make, "group", (SAME, SAME)), side(make, "round", ((0, 3, 3, 2, 1), (0, 0, 1, 6, 2)))
    assert middling.differences[0].verdict is Verdict.CLEAR
    judged = comparison.judged([middling, other, rounds])
    assert judged[0].differences[0].verdict is Verdict.DIFFERS
    assert judged[0].differences[0].p_holm == 2 * middling.differences[0].p
    assert judged[2] is rounds
    many = comparison.judged([middling, *[other] * 9])
    assert many[0].differences[0].verdict is Verdict.NOT_CLEAR


def test_a_difference_is_claimed_only_where_it_holds_wherever_people_in_bands_stand(make):
    def nearly(counts, low_band):
        exact, banded = np.array(counts), np.array([low_band, 0])
        shown = banding.spread(exact, banded, make.instrument())
        possible = banding.possible(exact, banded, make.instrument().scale)
        mean = histogram.mean(shown)
        return replace(make.figures(*shown), state=State.APPROXIMATE, possible=possible, mean=mean)

    sides = [make.chosen(nearly((6, 8, 6, 0, 0), 2)), make.chosen(nearly((0, 6, 9, 5, 0), 0))]
    (found,) = comparison.differences(*sides)
    worst = rank_tests.difference((6, 8, 8, 0, 0), (0, 6, 9, 5, 0))
    assert found.p == worst > rank_tests.difference(sides[0].enablers[0].figures.counts, (0, 6, 9, 5, 0))
    least, most = comparison.delta_bounds(sides[0].enablers[0], sides[1].enablers[0])
    assert least <= found.delta <= most < 0


def test_twice_looked_at_a_p_of_three_in_a_hundred_is_no_longer_clear(compare):
    pair = (0, 3, 3, 2, 1), (0, 0, 1, 6, 2)
    alone, looked_twice = compare(pair)[0], compare(pair, (SAME, SAME))[0]
    assert (alone.verdict, looked_twice.verdict) == (Verdict.CLEAR, Verdict.DIFFERS)
    assert comparison.CLEARLY < looked_twice.p_holm <= comparison.DIFFERS


def test_holm_runs_over_the_enablers_that_were_tested(compare):
    found = compare((LOW, HIGH), (SAME, SAME), (LOW, (0, 0, 2, 3, 0)), (SAME, (2, 3, 4, 2, 2)))
    tested = [difference for difference in found if difference.p is not None]
    assert [difference.verdict for difference in found].index(Verdict.NOT_TESTED) == 2
    assert [one.p_holm for one in tested] == rank_tests.holm([one.p for one in tested])


@pytest.mark.parametrize("small", [(0, 0, 2, 2, 3), (7, 0, 0, 0, 0)])
def test_fewer_than_eight_on_either_side_are_not_compared(compare, small):
    for pair in ((small, HIGH), (HIGH, small)):
        (found,) = compare(pair)
        assert (found.verdict, found.delta, found.p, found.p_holm) == (Verdict.NOT_TESTED, None, None, None)
        assert found.reason == "Not compared, because fewer than 8 people on one side gave a score."


def test_eight_on_both_sides_are(compare):
    (found,) = compare(((4, 4, 0, 0, 0), (0, 0, 0, 4, 4)))
    assert found.verdict is Verdict.CLEAR


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Figures(State.HIDDEN), "too few people"),
        (Figures(State.EMPTY, 0), "too few people"),
        (Figures(State.APPROXIMATE, 9, 1.0, 0, 0, low=0, high=9, mean_bounds=(4, 5), scores=9), "only as a range"),
    ],
)
def test_what_cannot_be_seen_cannot_be_compared_and_the_reason_is_said(compare, other, why):
    (found,) = compare((HIGH, other))
    assert (found.verdict, found.delta, found.second_mean) == (Verdict.NOT_TESTED, None, None)
    assert found.reason.startswith("Not compared, because ")
    assert why in found.reason


@given(
    st.lists(st.tuples(*[st.lists(st.integers(0, 5), min_size=5, max_size=5).filter(any)] * 2), min_size=1, max_size=5)
)
@settings(max_examples=60)
def test_swapping_the_sides_swaps_what_is_said(compare, pairs):
    found, swapped = compare(*pairs), compare(*[(b, a) for a, b in pairs])
    for one, other in zip(found, swapped, strict=True):
        assert (one.verdict, one.size, one.reason) == (other.verdict, other.size, other.reason)
        assert one.p == pytest.approx(other.p)
        assert (one.higher, one.lower) == (pytest.approx(other.lower), pytest.approx(other.higher))


# Statements


def statements(make, *counts):
    """Return an enabler whose counts are sums over statements that the same people scored."""
    asked = make.instrument(statements=[False] * 3).enablers[0]
    total = make.figures(*counts)
    people = sum(counts) // 3
    parts = tuple(StatementResult(n, s, total) for n, s in enumerate(asked.statements, 1))
    return EnablerResult(asked, replace(total, n=people), (), parts)


def test_scores_of_statements_are_brought_back_to_people(make):
    assert comparison.people(statements(make, 6, 9, 12, 3, 0)) == (2, 3, 4, 1, 0)
    assert sum(comparison.people(statements(make, 10, 10, 10, 0, 0))) == 10


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(lambda counts: sum(counts) >= 3))
@settings(max_examples=60)
def test_each_person_counts_once_whatever_they_scored(make, counts):
    found = comparison.people(statements(make, *counts))
    assert sum(found) == sum(counts) // 3
    assert all(abs(whole - count * sum(found) / sum(counts)) < 1 for whole, count in zip(found, counts, strict=True))


def test_thirty_scores_of_ten_people_are_tested_as_ten_people(make):
    first, second = statements(make, 6, 9, 12, 3, 0), statements(make, 3, 3, 9, 9, 6)
    sides = [replace(make.chosen(one.figures), enablers=(one,)) for one in (first, second)]
    (found,) = comparison.differences(*sides)
    assert found.p == rank_tests.difference((2, 3, 4, 1, 0), (1, 1, 3, 3, 2))
    assert found.p > rank_tests.difference(first.figures.counts, second.figures.counts)
    few = replace(make.chosen(first.figures), enablers=(statements(make, 6, 6, 6, 3, 0),))
    assert (
        comparison.differences(few, sides[1])[0].reason
        == "Not compared, because fewer than 8 people on one side gave a score."
    )


# Simulated


@pytest.mark.parametrize(("n", "most_alone", "most"), [(8, 0.32, 0.12), (15, 0.18, 0.13), (30, 0.10, 0.10)])
def test_false_alarms_are_as_rare_as_the_method_says(n, most_alone, most):
    """B3: delta alone cries wolf for 23% (8 v 8) and 10% (15 v 15) of identical groups; with p at most 0.10 for 8%."""
    rng = np.random.default_rng(n)
    alone = said = 0
    for _ in range(250):
        first, second = rng.multinomial(n, (0.05, 0.2, 0.3, 0.3, 0.15), size=2).tolist()
        large = abs(effect_size.dominance(first, second).delta) >= comparison.MEDIUM
        alone += large
        said += large and rank_tests.difference(first, second) <= 0.10
    assert alone / 250 <= most_alone
    assert said / 250 <= most
    assert said <= alone
    assert n > 8 or said < alone
