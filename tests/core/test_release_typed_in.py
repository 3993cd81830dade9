"""Whoever typed in a few of the answers takes them away, and is left with what the others alone might show."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pytest
from tests.core.conftest import Maker

from greenshoots.core import release
from greenshoots.core.policy import Policy, Protection

K = 5


def crowd(make: Maker, seed: int, unsure: float):
    """Make people of two respondent groups, of whom fewer than k were typed in."""
    rng = np.random.default_rng([seed, int(10 * unsure)])
    n = int(rng.integers(10, 60))
    scores, columns = make.people(rng, n, {"team": 4, "role": 3}, unsure=unsure)
    known = np.zeros(n, dtype=bool)
    known[rng.choice(n, int(rng.integers(1, K)), replace=False)] = True
    return rng, scores, columns, known


def published(make: Maker, worlds, known, columns, policy: Policy) -> release.Release:
    asked = make.instrument(len(worlds), points=5)
    return release.publish(make.answers(worlds, asked, **columns), policy, known)


def cell_of(make: Maker, found: release.Release, columns, known, policy: Policy):
    """Give the cell of the first question in which each person's score is."""
    each = [make.column(*item) for item in columns.items()]
    block = release.arrange(each, len(known), policy, known).block
    return np.where(block >= 0, found.cells[0].of_block[block], -1) if len(found.sizes) else block


@pytest.mark.parametrize("unsure", [0.0, 0.4, 0.8])
@pytest.mark.parametrize("seed", range(12))
def test_every_view_is_the_same_when_the_others_of_a_block_swap_their_scores(make: Maker, seed: int, unsure: float):
    rng, scores, columns, known = crowd(make, seed, unsure)
    policy = Policy(k=K, groups=("team", "role"))
    found = published(make, [scores], known, columns, policy)
    cell = cell_of(make, found, columns, known, policy)
    worlds = [scores]
    for _ in range(3):
        after = scores.copy()
        for number in np.unique(cell):
            others = np.flatnonzero((cell == number) & (scores >= 0) & ~known)
            after[others] = rng.integers(0, 5, len(others)) if number < 0 else scores[rng.permutation(others)]
        worlds.append(after)
    for view in make.views(published(make, worlds, known, columns, policy)):
        assert set(view.questions) == {view.questions[0]}


@pytest.mark.parametrize("unsure", [0.0, 0.4, 0.8])
@pytest.mark.parametrize("seed", range(25))
def test_a_cell_holds_k_whose_scores_nobody_knows_and_shows_nothing_finer_than_theirs(
    make: Maker, seed: int, unsure: float
):
    _rng, scores, columns, known = crowd(make, seed, unsure)
    policy = Policy(k=K, groups=("team", "role"))
    found = published(make, [scores], known, columns, policy)
    cell = cell_of(make, found, columns, known, policy)
    cells = found.cells[0]
    assert found.sizes.sum() == len(scores)
    for number in range(len(cells.people)):
        inside = (cell == number) & (scores >= 0)
        left = np.bincount(scores[inside & ~known], minlength=5)
        assert cells.scored[number] == inside.sum()
        assert left.sum() >= K or not inside.any()
        varied = left.sum() - left.max() > 1 and cells.scored[number] - np.bincount(scores[inside]).max() > 1
        assert cells.exact[number] == (varied or not inside.any())


@pytest.mark.parametrize("typed", [(0,), (4, 4), (0, 1, 2, 3)])
def test_a_score_that_all_others_gave_is_shown_in_bands_whatever_was_typed_in(make: Maker, typed: tuple[int, ...]):
    for others in combinations_with_replacement(range(5), 6):
        scores = np.array([*typed, *others], dtype=np.int8)
        found = published(make, [scores], np.arange(len(scores)) < len(typed), {}, Policy(k=K, c=1))
        left = np.bincount(others, minlength=5)
        assert not (found.cells[0].exact.all() and len(others) - left.max() <= 1)


@pytest.mark.parametrize("known", [np.zeros(12, dtype=bool), np.ones(12, dtype=bool), None])
def test_where_the_answers_of_nobody_or_of_all_are_known_everybody_counts_alike(make: Maker, known):
    rng = np.random.default_rng(3)
    scores, columns = make.people(rng, 12, {"team": 2})
    policy = Policy(k=K, groups=("team",))
    found, plain = (published(make, [scores], one, columns, policy) for one in (known, None))
    assert found.sizes.tolist() == plain.sizes.tolist()
    assert found.cells[0].counts.tolist() == plain.cells[0].counts.tolist()


def test_in_an_open_room_each_block_holds_enough_others_too(make: Maker):
    policy = Policy(k=K, protection=Protection.OPEN)
    few, enough = np.arange(6) < 4, np.arange(6) < 3
    scores = np.array([0, 1, 2, 3, 4, 4], dtype=np.int8)
    assert not len(published(make, [scores], few, {}, policy).sizes)
    assert published(make, [scores], enough, {}, policy).sizes.tolist() == [6]
