"""Whoever typed scores in takes them away, and is left with what the others alone would have shown."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pytest
from tests.core.conftest import Maker

from greenshoots.core import release, release_known
from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.policy import Policy

TYPED = ((0,), (0, 1, 2, 3, 4), (3,) * 12, (0, 1, 2, 3, 4) * 3, (UNSURE,) * 6)


def room(make: Maker, typed: tuple[int, ...], others: tuple[int, ...]) -> release.Release:
    answers = make.answers([[*typed, *others]], make.instrument())
    return release_known.publish(answers, np.arange(len(answers)) < len(typed), Policy(k=5, c=1))


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("people", [5, 6])
def test_counts_leave_two_scores_open_for_everybody_who_typed_nothing(
    make: Maker, typed: tuple[int, ...], people: int
) -> None:
    for others in combinations_with_replacement(range(5), people):
        cells = room(make, typed, others).cells[0]
        left = np.bincount(others, minlength=5)
        nearly_all_agree = people - left.max() <= 1
        assert cells.exact.all() == (not nearly_all_agree)
        if nearly_all_agree:
            assert not cells.counts.any()


@pytest.mark.parametrize("others", [(2,), (2, 3, 2, 0), (2, 3, 2, 0, UNSURE, SKIPPED)])
def test_scores_of_fewer_than_k_stay_out(make: Maker, others: tuple[int, ...]) -> None:
    shown = room(make, (0, 1, 2, 3, 4) * 2, others)
    assert shown.cells[0].counts.tolist() == [[2] * 5]
    assert shown.cells[0].skipped.tolist() == [len(others) - others.count(UNSURE)]
    assert shown.sizes.tolist() == [10 + len(others)]


def test_what_somebody_typed_in_alone_is_shown_as_ever(make: Maker) -> None:
    assert room(make, (0, 1, 2, 3, 4), ()).cells[0].exact.all()
    assert room(make, (), (0, 1, 2, 3, 4)).cells[0].exact.all()
