"""Central value, spread, agreement, split: published values first, then the laws. Values are those of method.md."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.statistics import histogram

SEVEN = (30, 40, 210, 130, 530, 50, 10)
quick = settings(max_examples=150)


@st.composite
def histograms(draw: st.DrawFn, least: int = 1) -> tuple[int, ...]:
    """Counts on any scale of 3 to 11 points, often with empty points, with at least one person."""
    size = draw(st.integers(3, 11))
    counts = draw(st.lists(st.one_of(st.just(0), st.integers(0, 40)), min_size=size, max_size=size))
    counts[draw(st.integers(0, size - 1))] += least
    return tuple(counts)


minima = st.integers(-5, 7)


# Published values


def test_mean_and_interpolated_median_of_the_ubc_report():
    first, second = (6, 20, 35, 26, 13), (10, 11, 32, 43, 4)
    assert [round(histogram.interpolated_median(h), 1) for h in (first, second)] == [3.2, 3.4]
    assert [round(histogram.mean(h), 1) for h in (first, second)] == [3.2, 3.2]
    assert [histogram.sides(h).high for h in (first, second)] == [0.39, 0.47]


def test_interpolated_median_of_the_stack_exchange_example():
    assert histogram.interpolated_median((5, 5, 50, 20, 20)) == pytest.approx(3.3)
    assert histogram.interpolated_median((20, 20, 50, 5, 5)) == pytest.approx(2.7)


def test_interpolated_median_between_two_middle_scores_is_their_midpoint():
    # Formula of psych::interp.median: an even number of people whose two middle scores differ.
    assert histogram.interpolated_median((0, 4, 0, 0, 4)) == 3.5
    assert histogram.interpolated_median((1, 0, 0, 1, 0)) == 2.5


def test_interpolated_median_jumps_where_the_mean_does_not():
    # method.md B1: why the mean is on the spider.
    assert [round(histogram.interpolated_median(h), 1) for h in ((0, 5, 0, 3, 0), (0, 3, 0, 5, 0))] == [2.3, 3.7]
    assert [histogram.mean(h) for h in ((0, 5, 0, 3, 0), (0, 3, 0, 5, 0))] == [2.75, 3.25]


def test_van_der_eijk_2001_page_331():
    value = histogram.agreement(SEVEN)
    assert value == pytest.approx(0.6113333, abs=5e-8)
    assert (1 - value) / 2 == pytest.approx(0.1943333, abs=5e-8)  # polarisation in the agrmt manual


@pytest.mark.parametrize(
    ("pattern", "expected"),
    # The layers of the same distribution, agrmt vignette; each layer is a pattern of filled points.
    [
        ((1, 1, 1, 1, 1, 1, 1), 0),
        ((1, 1, 1, 1, 1, 1, 0), 0.167),
        ((0, 1, 1, 1, 1, 1, 0), 0.333),
        ((0, 0, 1, 1, 1, 1, 0), 0.5),
        ((0, 0, 1, 1, 1, 0, 0), 0.667),
        ((0, 0, 1, 0, 1, 0, 0), 0.467),
        ((0, 0, 0, 0, 1, 0, 0), 1),
    ],
)
def test_agreement_of_each_layer_in_the_agrmt_vignette(pattern, expected):
    assert histogram.agreement(pattern) == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [  # agrmt vignette: Dutch voters, in per cent
        ((2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6), 0.61),
        ((1.6, 2.6, 8.2, 21, 29.3, 27, 10.3), 0.48),
        ((2, 0, 1, 1), 0.08),
    ],
)
def test_agreement_of_the_agrmt_vignette(counts, expected):
    assert histogram.agreement(counts) == pytest.approx(expected, abs=5e-3)


def test_consensus_and_leik_of_the_agrmt_manual():
    assert histogram.consensus(SEVEN) == pytest.approx(0.7256876, abs=5e-8)
    assert histogram.spread(SEVEN) == pytest.approx(0.287, abs=5e-4)


@pytest.mark.parametrize(
    ("counts", "agreement", "spread", "consensus"),
    # Definitions; Cns of five even points is computed from the formula.
    [((0, 0, 9, 0, 0), 1, 0, 1), ((3, 3, 3, 3, 3), 0, 0.6, 0.4340), ((4, 0, 0, 0, 4), -1, 1, 0)],
)
def test_anchors_of_the_three_measures(counts, agreement, spread, consensus):
    assert histogram.agreement(counts) == pytest.approx(agreement)
    assert histogram.spread(counts) == pytest.approx(spread)
    assert histogram.consensus(counts) == pytest.approx(consensus, abs=5e-5)


def test_answers_wanted_is_the_table_of_krejcie_and_morgan():
    table = {10: 10, 50: 44, 100: 80, 500: 217, 1000: 278, 10_000: 370, 1_000_000: 384}
    assert {people: histogram.answers_wanted(people) for people in table} == table
    assert (histogram.answers_wanted(0), histogram.answers_wanted(1)) == (0, 1)


def test_representativeness_by_the_formula_of_schouten():
    assert histogram.representativeness([200, 300, 500], [120, 120, 150]) == pytest.approx(0.7728437, abs=5e-8)
    assert histogram.representativeness([40, 60], [20, 30]) == 1
    assert histogram.representativeness([50, 50], [50, 0]) == pytest.approx(0)
    assert histogram.representativeness([0, 50], [0, 5]) == 1
    assert histogram.representativeness([], []) is None


def test_representativeness_of_small_groups_is_without_what_chance_adds():
    # By hand: rates .4 and .6, variance .01, of which chance makes (.24 + .24) / 20 = .024: nothing is left.
    assert histogram.adjusted_representativeness([10, 10], [4, 6]) == 1
    # Rates .8 and .2: variance .09 - (.16 + .16) / 20 = .074.
    assert histogram.adjusted_representativeness([10, 10], [8, 2]) == pytest.approx(1 - 2 * 0.074**0.5)
    # In large groups it is nearly the formula without correction.
    plain = histogram.representativeness([2000, 3000, 5000], [1200, 1200, 1500])
    assert histogram.adjusted_representativeness([2000, 3000, 5000], [1200, 1200, 1500]) == pytest.approx(
        plain, abs=1e-3
    )
    assert histogram.adjusted_representativeness([10, 10], [11, 2]) is None
    assert histogram.adjusted_representativeness([], []) is None


@pytest.mark.parametrize(
    ("counts", "median", "at", "near"),
    [
        ((0, 1, 4, 2, 1), 3.0, 4, 7),
        ((0, 0, 0, 0, 8), 5.0, 8, 8),
        ((1, 0, 2, 2, 1), 3.5, 4, 4),  # the two middle answers are 3 and 4: both are half a point away
        ((2, 0, 0, 2, 0), 2.5, 0, 0),  # nobody stands near the middle of two ends
        ((4, 0, 1, 0, 4), 3.0, 1, 1),
        ((1, 0, 0, 0, 0), 1.0, 1, 1),
    ],
)
def test_the_middle_answer_and_how_many_are_near_it(counts, median, at, near):
    assert histogram.middle(counts) == histogram.Middle(median, at, near)
    assert histogram.middle(counts, 0).median == median - 1


@given(histograms())
@quick
def test_the_middle_answer_is_the_median_of_the_scores(counts):
    whole = [int(count) for count in counts]
    scores = np.repeat(np.arange(1, len(whole) + 1), whole)
    found = histogram.middle(whole)
    if not len(scores):
        assert found is None
        return
    assert found.median == np.median(scores)
    assert found.within_one == (abs(scores - found.median) <= 1).sum() >= found.at_median


# Rules


def test_a_scale_without_a_middle_point_has_nobody_in_the_middle():
    assert histogram.sides((1, 2, 3, 4)) == histogram.Sides(0.3, 0.0, 0.7)


def test_skewed_where_mean_and_middle_answer_lie_more_than_half_a_point_apart():
    # n = 10, mean 2.2, interpolated median 1 + 3/14; and an even spread, where both are 3.
    assert histogram.is_skewed((7, 0, 0, 0, 3))
    assert not histogram.is_skewed((2, 2, 2, 2, 2))
    # On 1 to 3 half a point of a five-point scale is a quarter of a point: mean 1.6, median 1.214.
    assert histogram.is_skewed((7, 0, 3))


def test_nobody_scored_gives_nothing():
    nobody = (0, 0, 0, 0, 0)
    measures = (histogram.mean, histogram.interpolated_median, histogram.spread, histogram.agreement)
    assert [measure(nobody) for measure in (*measures, histogram.consensus, histogram.sides)] == [None] * 6
    assert histogram.quantile(nobody, 0.25) is None
    assert histogram.distance_from_middle(nobody) is None
    assert not histogram.is_skewed(nobody)


@pytest.mark.parametrize("points", range(3, 12))
@pytest.mark.parametrize("n", [1, 1_000_000])
def test_one_score_alone_is_full_agreement_wherever_it_stands(points, n):
    for place in range(points):
        counts = [0] * points
        counts[place] = n
        assert histogram.mean(counts, -2) == place - 2
        assert histogram.interpolated_median(counts, -2) == place - 2
        assert (histogram.spread(counts), histogram.agreement(counts), histogram.consensus(counts)) == (0, 1, 1)


# Laws


@given(histograms(), minima)
@quick
def test_statistics_are_those_of_the_list_of_scores(counts, minimum):
    scores = np.repeat(np.arange(len(counts)) + minimum, counts)
    assert histogram.mean(counts, minimum) == pytest.approx(scores.mean())
    # Twice the distance from any median, over the length of the scale, is Leik's D.
    distance = np.abs(scores - np.median(scores)).mean()
    assert histogram.distance_from_middle(counts) == pytest.approx(distance, abs=1e-9)
    assert histogram.spread(counts) == pytest.approx(2 * distance / (len(counts) - 1), abs=1e-9)


@given(histograms())
@quick
def test_measures_stay_within_their_ranges(counts):
    assert 0 <= histogram.spread(counts) <= 1
    assert -1 - 1e-9 <= histogram.agreement(counts) <= 1 + 1e-9
    assert 0 <= histogram.consensus(counts) <= 1
    parts = histogram.sides(counts)
    assert parts.low + parts.middle + parts.high == pytest.approx(1)


@given(histograms(), minima)
@quick
def test_turning_the_scale_round_mirrors_the_middle_and_keeps_the_spread(counts, minimum):
    mirror, ends = counts[::-1], 2 * minimum + len(counts) - 1
    assert histogram.mean(mirror, minimum) == pytest.approx(ends - histogram.mean(counts, minimum))
    for share in (0.25, 0.5, 0.75):
        turned = histogram.quantile(mirror, 1 - share, minimum)
        assert turned == pytest.approx(ends - histogram.quantile(counts, share, minimum), abs=1e-7)
    for measure in (histogram.spread, histogram.agreement, histogram.consensus):
        assert measure(mirror) == pytest.approx(measure(counts), abs=1e-9)


@given(histograms(), st.integers(2, 1000))
@quick
def test_asking_every_person_several_times_changes_nothing(counts, times):
    more = [count * times for count in counts]
    for measure in (
        histogram.mean,
        histogram.interpolated_median,
        histogram.spread,
        histogram.agreement,
        histogram.consensus,
    ):
        assert measure(more) == pytest.approx(measure(counts), abs=1e-9)


@given(histograms(), minima, st.integers(-20, 20))
@quick
def test_numbering_the_scale_otherwise_moves_the_middle_along(counts, minimum, by):
    for share in (0.25, 0.5, 0.75):
        moved = histogram.quantile(counts, share, minimum + by)
        assert moved == pytest.approx(histogram.quantile(counts, share, minimum) + by)
    assert histogram.mean(counts, minimum + by) == pytest.approx(histogram.mean(counts, minimum) + by)
    assert histogram.is_skewed(counts, minimum + by) == histogram.is_skewed(counts, minimum)


@given(histograms(), st.integers(0, 4), st.integers(0, 4))
@quick
def test_empty_points_at_the_ends_change_only_what_is_measured_against_the_scale(counts, below, above):
    """Mean, middle answer and mean distance from it are about people; D, A and Cns are about the scale's length.

    Quartiles move too where everybody stood at an end, because they may not leave the scale.
    """
    wider = (0,) * below + counts + (0,) * above
    minimum = 1 - below
    assert histogram.mean(wider, minimum) == pytest.approx(histogram.mean(counts))
    assert histogram.distance_from_middle(wider) == pytest.approx(histogram.distance_from_middle(counts), abs=1e-9)
    assert histogram.spread(wider) == pytest.approx(
        histogram.spread(counts) * (len(counts) - 1) / (len(wider) - 1), abs=1e-9
    )
    for share in (0.25, 0.5, 0.75):
        kept = min(max(histogram.quantile(wider, share, minimum), 1), len(counts))
        assert kept == pytest.approx(histogram.quantile(counts, share), abs=1e-9)


def test_empty_points_do_change_agreement_and_consensus():
    assert histogram.agreement((1, 1, 1)) == 0
    assert histogram.agreement((0, 1, 1, 1, 0)) == pytest.approx(0.5)
    assert histogram.consensus((1, 0, 1)) == 0
    assert histogram.consensus((0, 1, 0, 1, 0)) == pytest.approx(1 + math.log2(0.75))


@given(histograms(), minima)
@quick
def test_quantiles_grow_with_the_share_and_stay_on_the_scale(counts, minimum):
    found = [histogram.quantile(counts, step / 60, minimum) for step in range(61)]
    assert found == sorted(found)
    assert minimum <= found[0]
    assert found[-1] <= minimum + len(counts) - 1
    chosen = [minimum + place for place, count in enumerate(counts) if count]
    assert chosen[0] - 0.5 <= found[0]
    assert found[-1] <= chosen[-1] + 0.5


@given(histograms())
@quick
def test_the_interpolated_median_lies_within_half_a_point_of_the_median(counts):
    scores = np.repeat(np.arange(1, len(counts) + 1), counts)
    assert abs(histogram.interpolated_median(counts) - np.median(scores)) <= 0.5 + 1e-9


@given(histograms(), st.data())
@quick
def test_one_person_moving_by_one_point_moves_the_mean_by_one_nth(counts, data):
    movable = [place for place in range(len(counts) - 1) if counts[place]]
    if not movable:
        return
    place = data.draw(st.sampled_from(movable))
    after = list(counts)
    after[place], after[place + 1] = after[place] - 1, after[place + 1] + 1
    assert histogram.mean(after) - histogram.mean(counts) == pytest.approx(1 / sum(counts))
    assert histogram.interpolated_median(after) >= histogram.interpolated_median(counts) - 1e-9
