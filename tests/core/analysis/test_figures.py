"""From the view of a question to its numbers, and from statements to their enabler."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.analysis import figures
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.views import QuestionView
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Scale
from greenshoots.core.results import Figures
from greenshoots.core.statistics import histogram, intervals

LIKERT = Scale(1, 5, {}, "Not sure")


def shown(*counts: int, scale: Scale = LIKERT, unsure: int = 0, asked: int | None = None) -> Figures:
    """Return the numbers of a question whose counts are shown in full."""
    bands = tuple(sum(counts[band]) for band in scale.bands)
    mean = histogram.mean(counts, 0) or 0.0
    view = QuestionView(State.SHOWN, 1.0, sum(counts), unsure, 0, counts, bands, (mean, mean))
    return figures.of_question(view, scale, asked)


def test_every_number_of_a_question_is_that_of_its_counts():
    found = shown(0, 1, 3, 3, 1)
    assert (found.n, found.scores, found.counts, found.low, found.high) == (8, 8, (0, 1, 3, 3, 1), 4, 4)
    assert (found.mean, found.mean_bounds) == (3.5, (3.5, 3.5))
    assert found.spread == pytest.approx(2 * (1 + 4 + 1) / (8 * 4))
    assert found.interpolated_median == 3.5
    assert (found.q1, found.q3) == (pytest.approx(2.5 + 1 / 3), pytest.approx(3.5 + 2 / 3))
    assert found.agreement == histogram.agreement((0, 1, 3, 3, 1))
    assert found.consensus == histogram.consensus((0, 1, 3, 3, 1))
    assert (found.split, found.skewed) == (False, False)
    assert [round(end, 3) for end in found.interval] == [2.934, 3.929]  # method.md B10


def test_numbers_are_in_points_of_the_scale_whatever_its_lowest_is():
    scale = Scale(0, 10, {}, "")
    found = shown(2, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, scale=scale)
    assert found.mean == 3.75
    assert found.mean_bounds == (3.75, 3.75)
    assert 4.5 <= found.interpolated_median <= 5.5
    assert 0 <= found.interval[0] <= found.interval[1] <= 10


def test_a_hidden_question_gives_no_number_and_an_empty_one_gives_noughts():
    hidden = figures.of_question(QuestionView(State.HIDDEN, 0.4), LIKERT, asked=12)
    assert hidden == Figures(State.HIDDEN, None, 0.4)
    empty = figures.of_question(QuestionView(State.EMPTY, 1.0, 0, 5, 2), LIKERT)
    assert empty == Figures(State.EMPTY, 0, 1.0, 5, 2)
    assert (hidden.visible, empty.visible) == (False, False)
    assert (hidden.not_sure_share, empty.not_sure_share) == (None, 1.0)


def test_a_question_in_bands_gives_bands_and_bounds_and_nothing_finer():
    view = QuestionView(State.APPROXIMATE, 1.0, 8, 1, 0, None, (1, 7), (2.625, 3.75))
    assert figures.of_question(view, LIKERT, asked=20) == Figures(
        State.APPROXIMATE, 8, 1.0, 1, 0, low=1, high=7, mean_bounds=(3.625, 4.75), scores=8
    )


def test_a_scale_without_bands_gives_neither_low_nor_high():
    view = QuestionView(State.APPROXIMATE, 1.0, 8, 0, 0, None, (8,), (0, 2))
    found = figures.of_question(view, Scale(1, 3, {}, ""))
    assert (found.low, found.high, found.mean_bounds) == (None, None, (1, 3))


@pytest.mark.parametrize(
    ("unsure", "asked", "there_is_one"),
    [
        (0, None, True),
        (0, 12, True),
        (0, 8, False),  # n = N: the average is exact
        (4, 12, False),  # the four who were not sure could not have scored
        (3, 12, True),
        (0, 5, False),  # more answered than were asked
    ],
)
def test_no_interval_where_everybody_who_could_score_did(unsure, asked, there_is_one):
    found = shown(0, 1, 3, 3, 1, unsure=unsure, asked=asked)
    assert (found.interval is not None) == there_is_one
    if found.interval is not None and asked is not None:
        expected = intervals.mean_interval((0, 1, 3, 3, 1), asked - unsure)
        assert found.interval == (expected.low, expected.high)


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, 0.0), (1.0, 1.0), (43 / 45, 0.95), (0.99, 0.95), (0.8, 0.8), (0.81, 0.8), (0.83, 0.85), (0.01, 0.0)],
)
def test_coverage_is_said_to_the_nearest_twentieth_and_never_all_where_it_is_not(share, said):
    assert figures.said_coverage(share) == pytest.approx(said)


@given(st.integers(1, 400), st.integers(1, 400))
@settings(max_examples=200)
def test_a_said_coverage_never_gives_away_how_many_are_left_out(inside, outside):
    said = figures.said_coverage(inside / (inside + outside))
    assert said <= 0.95
    assert (said * 20) % 1 == pytest.approx(0, abs=1e-9) or (said * 20) % 1 == pytest.approx(1, abs=1e-9)


# Statements


def test_the_enabler_is_the_mean_of_its_statements_means_and_the_sum_of_their_counts():
    # Hand calculation: means 4 and 2; six people and two people, so the mean of the summed counts would be 3.5.
    found = figures.of_statements([shown(0, 0, 0, 6, 0), shown(0, 2, 0, 0, 0, unsure=4)], LIKERT)
    assert (found.mean, found.mean_bounds) == (3.0, (3.0, 3.0))
    assert (found.counts, found.low, found.high) == ((0, 2, 0, 6, 0), 2, 6)
    assert (found.n, found.scores, found.not_sure) == (6, 8, 4)
    assert found.spread == histogram.spread((0, 2, 0, 6, 0))
    assert found.agreement == histogram.agreement((0, 2, 0, 6, 0))
    assert found.interval is None
    assert found.state is State.SHOWN


def test_not_sure_is_a_share_of_scores_and_not_of_people():
    # Ten people, three statements, two not sure each time: a fifth, though 6 of 8 + 6 would be 43%.
    found = figures.of_statements([shown(0, 0, 4, 4, 0, unsure=2)] * 3, LIKERT)
    assert found.not_sure_share == pytest.approx(0.2)


def test_skewed_goes_by_the_mean_that_is_shown():
    # Means 1 and 5 over unequal numbers: shown 3, while the middle answer stays at 1.
    found = figures.of_statements([shown(30, 0, 0, 0, 0), shown(0, 0, 0, 0, 5)], LIKERT)
    assert found.mean == 3
    assert found.skewed
    assert histogram.mean(found.counts) == pytest.approx(1.571, abs=1e-3)


def test_a_hidden_statement_hides_its_enabler_and_an_empty_one_is_left_out():
    hidden, empty = Figures(State.HIDDEN), Figures(State.EMPTY, 0, 1.0, 3, 0)
    assert figures.of_statements([shown(0, 0, 5, 5, 0), hidden], LIKERT).state is State.HIDDEN
    assert figures.of_statements([shown(0, 0, 5, 5, 0), hidden], LIKERT).n is None
    assert figures.of_statements([shown(0, 0, 5, 5, 0), empty], LIKERT).mean == 3.5
    assert figures.of_statements([empty, empty], LIKERT).state is State.EMPTY


def test_a_statement_in_bands_leaves_its_enabler_bands_and_bounds():
    banded = Figures(State.APPROXIMATE, 8, 1.0, 0, 0, low=1, high=7, mean_bounds=(3.5, 4.75), scores=8)
    found = figures.of_statements([shown(0, 0, 4, 4, 0), banded], LIKERT)
    assert (found.state, found.counts, found.mean) == (State.APPROXIMATE, None, None)
    assert found.mean_bounds == ((3.5 + 3.5) / 2, (3.5 + 4.75) / 2)
    assert (found.low, found.high, found.scores) == (5, 11, 16)


@given(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any), min_size=1, max_size=4))
@settings(max_examples=60)
def test_statements_that_all_scored_alike_are_their_enabler(statements):
    parts = [shown(*counts) for counts in statements]
    found = figures.of_statements(parts, LIKERT)
    assert found.scores == sum(found.counts) == sum(map(sum, statements))
    assert min(part.mean for part in parts) - 1e-9 <= found.mean <= max(part.mean for part in parts) + 1e-9
    assert found.mean_bounds == pytest.approx((found.mean, found.mean))


# With a real release


@given(st.integers(0, 10**6))
@settings(max_examples=40)
def test_the_mean_lies_within_its_bounds_also_where_some_people_are_known_in_bands(make, seed):
    rng = np.random.default_rng(seed)
    points = int(rng.integers(3, 12))
    exact = rng.integers(0, points, 60).tolist()
    answers = make.answers(
        [exact + [int(rng.integers(0, points))] * 5],
        make.instrument(points=points, minimum=-2),
        t=["A"] * 60 + ["B"] * 5,
    )
    view = release.publish(answers, Policy(groups=("t",))).view().questions[0]
    found = figures.of_question(view, answers.instrument.scale)
    low, high = found.mean_bounds
    assert -2 <= low <= found.mean <= high <= points - 3
    assert sum(found.counts) == found.n == 65
