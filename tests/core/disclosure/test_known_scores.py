"""Whoever typed scores of a room in takes them away, and is left with k others and two scores for each of them."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pytest
from tests.core.conftest import Maker
from tests.core.disclosure.test_release_typed_in import fewest_left

from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.disclosure import known_scores, release
from greenshoots.core.disclosure.policy import Policy


def room(make: Maker, typed: tuple[int, ...], others: tuple[int, ...], points: int = 5, c: int = 1) -> release.Release:
    answers = make.answers([[*typed, *others]], make.instrument(points=points))
    return known_scores.publish(answers, np.arange(len(answers)) < len(typed), Policy(k=5, c=c))


@pytest.mark.parametrize(("points", "typed", "others", "c"), [
    (3, 1, 5, 1), (3, 3, 6, 1), (4, 2, 5, 1), (5, 1, 5, 1), (5, 2, 5, 1), (5, 3, 5, 2), (7, 1, 5, 1),
])  # fmt: skip
def test_two_scores_stay_possible_for_everybody_whatever_was_typed_in(
    make: Maker, points: int, typed: int, others: int, c: int
) -> None:
    """Every histogram of the room, and whoever typed its sheets in together with c others, or c people alone."""
    alike: dict[tuple[object, ...], list[np.ndarray]] = {}
    for places in combinations_with_replacement(range(points), typed + others):
        cells = room(make, places[:typed], places[typed:], points, c).cells[0]
        alike.setdefault((*cells.counts.ravel(), *cells.bands.ravel()), []).append(
            np.bincount(places, minlength=points)
        )
    sizes = {known + more for known in (0, typed) for more in range(c + 1)}
    assert fewest_left([np.array(one) for one in alike.values()], points, sizes) >= 2


@pytest.mark.parametrize("typed", [(0,), (0, 1, 2, 3, 4), (3,) * 12, (0, 1, 2, 3, 4) * 3])
@pytest.mark.parametrize("people", [5, 6])
def test_what_is_shown_reads_the_histogram_of_the_room_and_how_many_were_typed_in(
    make: Maker, typed: tuple[int, ...], people: int
) -> None:
    for others in combinations_with_replacement(range(5), people):
        cells = room(make, typed, others).cells[0]
        counts = np.bincount([*typed, *others], minlength=5)
        enough = counts.sum() - counts.max() >= 2 + len(typed)
        assert cells.exact.all() == enough
        assert cells.counts.any() == enough


def test_sheets_without_a_score_need_no_margin(make: Maker) -> None:
    assert room(make, (UNSURE,) * 6, (0, 0, 0, 1, 1)).cells[0].exact.all()


@pytest.mark.parametrize("others", [(2,), (2, 3, 2, 0), (2, 3, 2, 0, UNSURE, SKIPPED)])
def test_scores_of_fewer_than_k_stay_out(make: Maker, others: tuple[int, ...]) -> None:
    shown = room(make, (0, 1, 2, 3, 4) * 2, others)
    assert shown.cells[0].counts.tolist() == [[2] * 5]
    assert shown.cells[0].skipped.tolist() == [len(others) - others.count(UNSURE)]
    assert shown.sizes.tolist() == [10 + len(others)]


def test_what_somebody_typed_in_alone_is_shown_as_ever(make: Maker) -> None:
    assert room(make, (0, 1, 2, 3, 4), ()).cells[0].exact.all()
    assert room(make, (), (0, 1, 2, 3, 4)).cells[0].exact.all()
