"""A vote that is taken again gives away nobody who came or left in between."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from greenshoots.core.disclosure.repeated_votes import can_be_shown, numbers_are_apart

K = 3


def test_a_first_vote_and_the_same_people_again_are_shown():
    assert can_be_shown({1, 2, 3}, [], K)
    assert can_be_shown({1, 2, 3}, [{1, 2, 3}], K)


@pytest.mark.parametrize("now", [{1, 2, 3, 4, 5}, {1, 2, 3, 4, 5, 6, 7}, {1, 2, 3, 4, 5, 7}])
def test_one_who_left_or_came_or_both_hides_the_second_vote(now: set[int]):
    assert not can_be_shown(now, [{1, 2, 3, 4, 5, 6}], K)


def test_k_who_came_and_k_who_left_are_shown():
    assert can_be_shown({1, 2, 3, 4, 5, 6}, [{1, 2, 3}], K)
    assert can_be_shown({1, 2, 3}, [{1, 2, 3, 4, 5, 6}], K)
    assert can_be_shown({1, 2, 3, 7, 8, 9}, [{1, 2, 3, 4, 5, 6}], K)
    assert can_be_shown({7, 8, 9}, [{1, 2, 3}], K)


def test_a_third_vote_is_set_against_both():
    assert can_be_shown({1, 2, 3, 4, 5, 6}, [{1, 2, 3}, {1, 2, 3, 4, 5, 6}], K)
    assert not can_be_shown({1, 2, 3, 4, 5, 7}, [{1, 2, 3}, {1, 2, 3, 4, 5, 6}], K)


def test_what_was_typed_in_hides_nobody():
    """Three came, two of them typed in: whoever typed them takes them away and has the third."""
    assert not can_be_shown({1, 2, 3, 4, 5, 6}, [{1, 2, 3}], K, known={5, 6})
    assert can_be_shown({1, 2, 3, 4, 5, 6}, [{1, 2, 3}], K, known={4, 5, 6})
    assert not can_be_shown({1, 2, 3, 4}, [{1, 2, 3}], K, known={4})


@pytest.mark.parametrize("seed", range(6))
def test_no_sum_of_shown_votes_is_about_fewer_than_k_people(seed: int):
    """Every combination of up to four votes with small whole weights: whoever it counts alike are k, or nobody."""
    rng = np.random.default_rng(seed)
    shown: list[set[int]] = []
    for _ in range(40):
        people = {int(one) for one in np.flatnonzero(rng.random(14) < rng.choice([0.3, 0.6, 1.0]))}
        if shown and rng.random() < 0.7:
            people = set(shown[rng.integers(len(shown))]) ^ {
                int(one) for one in rng.permutation(14)[: rng.choice([3, 4])]
            }
        if len(people) >= K and len(shown) < 4 and can_be_shown(people, shown, K):
            shown.append(people)
    assert shown
    for weights in product((-1, 0, 1, 2), repeat=len(shown)):
        sums = [sum(w * (one in vote) for w, vote in zip(weights, shown, strict=True)) for one in range(14)]
        for value in set(sums) - {0}:
            assert sums.count(value) >= K


def test_a_room_and_a_survey_are_shown_where_their_numbers_are_the_same_or_k_apart():
    assert [numbers_are_apart(now, 8, K) for now in range(3, 14)] == [
        now == 8 or now <= 5 or now >= 11 for now in range(3, 14)
    ]
