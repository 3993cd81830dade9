"""Whoever typed some of the answers in takes them away, and is left with k others and two scores for each of them."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations_with_replacement

import numpy as np
import pytest
from tests.core.conftest import Maker

from greenshoots.core.disclosure import release, typed_in
from greenshoots.core.disclosure.policy import Policy, Protection

K = 5
SELF = typed_in.BY_THEMSELVES


def crowd(make: Maker, seed: int, unsure: float):
    """Make people of two respondent groups, of whom two accounts typed in some."""
    rng = np.random.default_rng([seed, int(10 * unsure)])
    n = int(rng.integers(10, 60))
    scores, columns = make.people(rng, n, {"team": 4, "role": 3}, unsure=unsure)
    typists = np.full(n, SELF)
    typists[rng.choice(n, int(rng.integers(1, K)), replace=False)] = 7
    typists[rng.choice(n, int(rng.integers(0, n // 2)), replace=False)] = 3
    return rng, scores, columns, typists


def published(make: Maker, worlds, typists, columns, policy: Policy, points: int = 5) -> release.Release:
    asked = make.instrument(len(worlds), points=points)
    return release.publish(make.answers(worlds, asked, **columns), policy, np.array(typists))


def cell_of(make: Maker, found: release.Release, columns, typists, policy: Policy):
    """Return the cell of the first question in which each person's score is."""
    each = [make.column(*item) for item in columns.items()]
    block = release.arrange(each, len(typists), policy, typists).block
    return np.where(block >= 0, found.cells[0].of_block[block], -1) if len(found.sizes) else block


# By brute force: one block, every histogram, every coalition and its answers


def worlds_that_look_alike(make: Maker, n: int, typists: list[int], points: int, policy: Policy) -> list[np.ndarray]:
    """Sort every histogram of a block of n people by what is shown of it."""
    chosen = [np.bincount(places, minlength=points) for places in combinations_with_replacement(range(points), n)]
    found = published(make, [make.scores(counts.tolist()) for counts in chosen], typists, {}, policy, points)
    alike = defaultdict(list)
    for counts, shown in zip(chosen, found.view().questions, strict=True):
        alike[shown].append(counts)
    return [np.array(one) for one in alike.values()]


def fewest_left(alike: list[np.ndarray], points: int, sizes: set[int]) -> int:
    """Return the fewest scores left for anybody after a coalition of one of these sizes takes its own scores away.

    People of a block are alike, so what one of the rest may have given is what any of the rest may have given.
    """
    fewest = points
    for size in sizes:
        for told in combinations_with_replacement(range(points), size):
            known = np.bincount(np.array(told, dtype=np.int64), minlength=points)
            for worlds in alike:
                rest = worlds[(worlds >= known).all(axis=1)] - known
                if len(rest) and rest[0].sum():
                    fewest = min(fewest, int((rest.sum(axis=0) > 0).sum()))
    return fewest


def coalitions(typists: list[int], c: int) -> set[int]:
    """Return how many scores anybody may know: an account's and those of c others, or those of c people only."""
    typed = {0, *(typists.count(one) for one in set(typists) - {SELF})}
    return {known + others for known in typed for others in range(c + 1) if known + others <= len(typists)}


SMALL = [
    ([7] * first + [3] * second + [SELF] * alone, points, c, k)
    for points, most in ((3, 9), (4, 9), (5, 8), (7, 6))
    for c, k in ((1, 3), (1, 4), (1, 5), (2, 5))
    for first in range(1, 5)
    for second in range(first + 1)
    for alone in range(most)
    if first + second + alone <= most and second + alone >= k
]


@pytest.mark.parametrize("points", [3, 4, 5, 7])
def test_two_scores_stay_possible_for_everybody_an_account_did_not_type_in(make: Maker, points: int):
    """Also for those it did type in, against everybody else; in counts and in bands alike."""
    cases = [case for case in SMALL if case[1] == points]
    assert len(cases) >= 8
    for typists, _points, c, k in cases:
        alike = worlds_that_look_alike(make, len(typists), typists, points, Policy(k=k, c=c))
        assert fewest_left(alike, points, coalitions(typists, c)) >= 2, (typists, c, k)


@pytest.mark.parametrize("points", [4, 5])
def test_one_score_more_in_the_hands_of_a_typist_would_be_too_many(make: Maker, points: int):
    """The rule is no stricter than it says: who types t, and knows c + 1 others, can work somebody's score out."""
    typists = [7, 7, *[SELF] * 5]
    alike = worlds_that_look_alike(make, 7, typists, points, Policy(k=5, c=1))
    assert fewest_left(alike, points, {4}) == 1


def test_the_rule_before_told_everybody_what_was_typed_in(make: Maker):
    """Four 4s and two 5s with one of six typed in: shown in full only where the typed one was a 4."""
    policy = Policy(k=5, c=1)
    for place in range(6):
        scores = np.roll([3, 3, 3, 3, 4, 4], place)
        cells = published(make, [scores], [7, *[SELF] * 5], {}, policy).cells[0]
        assert not cells.exact.any()
        assert cells.bands.tolist() == [[0, 6]]
    assert published(make, [[3, 3, 3, 3, 4, 4]], [SELF] * 6, {}, policy).cells[0].exact.all()


@pytest.mark.parametrize("typed", [(0,), (0, 4), (4, 4), (0, 1, 2)])
def test_what_is_shown_reads_the_histogram_and_nothing_else(make: Maker, typed: tuple[int, ...]):
    """Twins: swap what was typed in with what was not, and every cell stays as it is."""
    typists = np.array([7] * len(typed) + [SELF] * 5)
    for others in combinations_with_replacement(range(5), 5):
        scores = np.array([*typed, *others], dtype=np.int8)
        turned = [np.roll(scores, by) for by in range(len(scores))]
        found = published(make, turned, typists, {}, Policy(k=K, c=1))
        assert len(set(found.view().questions)) == 1


# Whole rounds


@pytest.mark.parametrize("unsure", [0.0, 0.4, 0.8])
@pytest.mark.parametrize("seed", range(12))
def test_every_view_is_the_same_when_the_others_of_a_block_swap_their_scores(make: Maker, seed: int, unsure: float):
    rng, scores, columns, typists = crowd(make, seed, unsure)
    policy = Policy(k=K, groups=("team", "role"))
    found = published(make, [scores], typists, columns, policy)
    cell = cell_of(make, found, columns, typists, policy)
    worlds = [scores]
    for account in (SELF, 3, 7):
        after = scores.copy()
        for number in np.unique(cell):
            others = np.flatnonzero((cell == number) & (scores >= 0) & ((typists != account) | (typists == SELF)))
            after[others] = rng.integers(0, 5, len(others)) if number < 0 else scores[rng.permutation(others)]
        worlds.append(after)
    for view in make.views(published(make, worlds, typists, columns, policy)):
        assert set(view.questions) == {view.questions[0]}


@pytest.mark.parametrize("unsure", [0.0, 0.4, 0.8])
@pytest.mark.parametrize("seed", range(25))
def test_a_cell_holds_k_whom_an_account_does_not_know_and_keeps_its_margin(make: Maker, seed: int, unsure: float):
    _rng, scores, columns, typists = crowd(make, seed, unsure)
    policy = Policy(k=K, groups=("team", "role"))
    found = published(make, [scores], typists, columns, policy)
    cell = cell_of(make, found, columns, typists, policy)
    cells = found.cells[0]
    if min((typists != account).sum() for account in (3, 7)) >= K:
        assert found.sizes.sum() == len(scores)
    for number in range(len(cells.people)):
        inside = (cell == number) & (scores >= 0)
        counts = np.bincount(scores[inside], minlength=5)
        typed = [int((inside & (typists == account)).sum()) for account in (3, 7)]
        assert cells.scored[number] == inside.sum()
        assert inside.sum() - max(typed) >= K or not inside.any()
        enough = counts.sum() - counts.max() >= policy.c + 1 + max(typed)
        assert cells.exact[number] == (enough or not inside.any())


@pytest.mark.parametrize("typists", [np.full(12, SELF), np.full(12, 4), None])
def test_where_nobody_or_one_account_typed_in_everybody_all_count_alike(make: Maker, typists):
    rng = np.random.default_rng(3)
    scores, columns = make.people(rng, 12, {"team": 2})
    policy = Policy(k=K, groups=("team",))
    asked = make.instrument()
    found, plain = (release.publish(make.answers([scores], asked, **columns), policy, one) for one in (typists, None))
    assert found.sizes.tolist() == plain.sizes.tolist()
    assert found.cells[0].counts.tolist() == plain.cells[0].counts.tolist()
    assert found.cells[0].exact.tolist() == plain.cells[0].exact.tolist()


def test_two_accounts_are_each_an_attacker_of_the_other(make: Maker):
    """Eight sheets, four by each of two: either would be left with four people, so nothing is shown."""
    scores = np.array([0, 1, 2, 3, 4, 4, 0, 1], dtype=np.int8)
    assert not len(published(make, [scores], [3] * 4 + [7] * 4, {}, Policy(k=K)).sizes)
    assert published(make, [scores], [3] * 4 + [7] * 4, {}, Policy(k=4)).sizes.tolist() == [8]


def test_in_an_open_room_each_block_holds_enough_others_too(make: Maker):
    policy = Policy(k=K, protection=Protection.OPEN)
    scores = np.array([0, 1, 2, 3, 4, 4], dtype=np.int8)
    assert not len(published(make, [scores], [7] * 4 + [SELF] * 2, {}, policy).sizes)
    assert published(make, [scores], [7] * 3 + [SELF] * 3, {}, policy).sizes.tolist() == [6]


# Who forms blocks together


def sorted_out(counts: dict[int, int]) -> tuple[list[set[int]], set[int]]:
    """Return the accounts of each part, and those that wait."""
    found = typed_in.parts(counts, K)
    return [set(part) for part in found.together], set(found.waiting)


def test_an_account_with_enough_sheets_and_people_who_answered_by_themselves_stay_apart():
    assert sorted_out({SELF: 5, 7: 5}) == ([{SELF}, {7}], set())


def test_a_few_sheets_join_those_who_answered_by_themselves():
    assert sorted_out({SELF: 5, 7: 4}) == ([{SELF, 7}], set())


def test_a_few_who_answered_by_themselves_wait_beside_the_sheets_of_one_account():
    assert sorted_out({SELF: 4, 7: 6}) == ([{7}], {SELF})
    assert sorted_out({SELF: 3, 7: 3}) == ([], {SELF, 7})


def test_a_few_sheets_of_each_of_three_accounts_form_blocks_together():
    assert sorted_out({3: 3, 7: 3, 9: 3}) == ([{3, 7, 9}], set())
    assert sorted_out({3: 4, 7: 4}) == ([], {3, 7})
    assert sorted_out({3: 4, 7: 4, 9: 1}) == ([{3, 7, 9}], set()), "Five are left beside the four of either."


def test_fewer_than_k_wait():
    assert sorted_out({SELF: 4}) == ([], {SELF})
    assert sorted_out({}) == ([], set())


@pytest.mark.parametrize("seed", range(60))
def test_every_part_can_form_a_block_and_everybody_is_in_one_part_or_waits(seed: int):
    rng = np.random.default_rng(seed)
    typists = rng.choice([SELF, 3, 7, 9], p=rng.dirichlet([1.0] * 4), size=int(rng.integers(K, 40)))
    names, numbers = np.unique(typists, return_counts=True)
    found = typed_in.parts(dict(zip(names.tolist(), numbers.tolist(), strict=True)), K)
    masks = found.masks(typists)
    assert (np.sum([*masks, np.isin(typists, list(found.waiting))], axis=0) == 1).all()
    for part in masks:
        alone = len(set(typists[part].tolist())) == 1
        assert part.sum() >= K
        assert alone or min((typists[part] != account).sum() for account in (3, 7, 9)) >= K
