"""Both promises of docs/explanation/protection.md by brute force, with the product's own decisions throughout.

Every possible world is a question of one made-up instrument, published with `release.publish` and looked at with
`Release.view`. Whoever knows everything that is shown is left with the worlds that look the same.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from greenshoots.core.answers import UNSURE
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.visibility import State


def published(make, worlds, points, policy, **columns):
    asked = make.instrument(len(worlds), points=points)
    return release.publish(make.answers(worlds, asked, **columns), policy)


# First promise: at least k people, always and everywhere


def swapped(make, rng, scores, columns, policy):
    """Swap scores within each published cell; scores that are never shown become anything."""
    found = published(make, [scores], 5, policy, **columns)
    block = release.arrange([make.column(*item) for item in columns.items()], len(scores), policy).block
    cell = np.where(block >= 0, found.cells[0].of_block[block], -1) if len(found.sizes) else block
    after = scores.copy()
    for number in np.unique(cell):
        scorers = np.flatnonzero((cell == number) & (scores >= 0))
        after[scorers] = rng.integers(0, 5, len(scorers)) if number < 0 else scores[rng.permutation(scorers)]
    return after, cell


@pytest.mark.parametrize("unsure", [0.0, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("n", [8, 12, 20, 35, 60])
def test_every_view_is_the_same_when_people_of_a_block_swap_their_scores(make, n, unsure):
    """All filters: every union of choices, two questions at a time, and everybody outside; 60 worlds in all."""
    for seed in range(3):
        rng = np.random.default_rng([n, seed])
        scores, columns = make.people(rng, n, {"team": 4, "role": 3}, unsure=unsure)
        policy = Policy(k=int(rng.choice([3, 5, 7])), groups=("team", "role"))
        others = [swapped(make, rng, scores, columns, policy)[0] for _ in range(3)]
        found = published(make, [scores, *others], 5, policy, **columns)
        for view in make.views(found):
            assert set(view.questions) == {view.questions[0]}


def test_without_protection_the_same_swaps_are_seen(make):
    rng = np.random.default_rng(1)
    scores, columns = make.people(rng, 30, {"team": 4, "role": 3})
    after, _ = swapped(make, rng, scores, columns, Policy(groups=("team", "role")))
    bare = Policy(protection=Protection.NONE, groups=("team", "role"))
    found = published(make, [scores, after], 5, bare, **columns)
    assert any(len(set(view.questions)) > 1 for view in make.views(found))


@pytest.mark.parametrize("unsure", [0.3, 0.5, 0.7, 0.9])
def test_no_cell_is_ever_published_for_fewer_than_k_scorers(make, unsure):
    for seed in range(25):
        rng = np.random.default_rng([seed, int(10 * unsure)])
        scores, columns = make.people(rng, int(rng.integers(5, 70)), {"team": 4, "role": 3}, unsure=unsure)
        policy = Policy(k=5, groups=("team", "role"))
        found = published(make, [scores], 5, policy, **columns)
        cells = found.cells[0]
        assert ((cells.scored == 0) | (cells.scored >= 5)).all()
        assert (found.sizes >= 5).all()
        _, cell = swapped(make, rng, scores, columns, policy)
        # Left out for good are only blocks whose scorers are fewer than k in all.
        assert ((scores >= 0) & (cell < 0)).sum() < 5
        for view in make.views(found):
            assert view.questions[0].scored == 0 or view.questions[0].scored >= 5


# Second promise: no exact score, not even for people inside


def histograms(n: int, points: int) -> list[tuple[int, ...]]:
    chosen = combinations_with_replacement(range(points), n)
    return [tuple(np.bincount(places, minlength=points).tolist()) for places in chosen]


def looks_alike(make, n, points, policy):
    """Sort every histogram of one block of n people by what is shown of it."""
    worlds = histograms(n, points)
    found = published(make, [make.scores(counts) for counts in worlds], points, policy)
    alike = defaultdict(list)
    for counts, shown in zip(worlds, found.view().questions, strict=True):
        alike[shown].append(np.array(counts))
    return alike


def fewest_left(alike, points, c) -> tuple[int, int]:
    """Return the fewest scores left for a member after at most c others share theirs, and the cases tried."""
    fewest, cases = points, 0
    for worlds in alike.values():
        for told in {told for size in range(c + 1) for told in combinations_with_replacement(range(points), size)}:
            known = np.bincount(told, minlength=points) if told else np.zeros(points, dtype=int)
            # People of a block are alike, so what one of the rest may have given is what anybody of the rest gave.
            rest = [world - known for world in worlds if (world >= known).all() and (world - known).sum()]
            if rest:
                fewest = min(fewest, int((np.sum(rest, axis=0) > 0).sum()))
                cases += len(rest)
    return fewest, cases


SMALL = [
    (n, points, c)
    for points, most in ((3, 7), (4, 7), (5, 7), (7, 5))
    for c in (1, 2)
    for n in range(2 * c + 1, most + 1)
]


@pytest.mark.parametrize(("n", "points", "c"), SMALL)
def test_two_scores_stay_possible_for_everybody_whatever_c_people_tell(make, n, points, c):
    """Every histogram, every coalition of at most c, every answer of theirs."""
    fewest, cases = fewest_left(looks_alike(make, n, points, Policy(k=n, c=c)), points, c)
    assert fewest >= 2
    assert cases >= len(histograms(n, points))


@pytest.mark.parametrize("points", [3, 4, 5, 7])
def test_one_more_who_tells_would_be_too_many(make, points):
    """The rule is no stricter than it says: with c + 1 = 2 people somebody's score can be worked out."""
    assert fewest_left(looks_alike(make, 5, points, Policy(k=5, c=1)), points, 2)[0] == 1


def test_an_open_room_does_not_keep_the_second_promise(make):
    # Three people who agree are shown as three people who agree; that is why it is for those who trust each other.
    assert fewest_left(looks_alike(make, 3, 5, Policy(protection=Protection.OPEN)), 5, 0)[0] == 1


WHOLE_WORLDS = {
    "two blocks": (4, "111111", {"team": "AAABBB"}),
    "a leftover that joined": (3, "11101111", {"team": "AAABBBBC"}),
    "two respondent groups": (3, "1111111", {"team": "AAAABBB", "site": "nnsnnss"}),
    "blank choices": (3, "1111011", {"team": "AAA....", "site": "nnnnnss"}),
    "few scorers joined": (4, "110111", {"team": "AAABBB"}),
    "few scorers joined by their first choice": (3, "1110011100", {"team": "AAAAAABBBB", "site": "nnnsssnnnn"}),
    "never shown": (4, "110000", {"team": "AAABBB"}),
    "a scale of seven": (7, "1111", {"team": "AAAB"}),
}


def all_views(make, scale, scores, columns, policy):
    """Publish every world there can be, and give what is shown of each over all filters."""
    who = [place for place, scored in enumerate(scores) if scored == "1"]
    worlds = np.full((scale ** len(who), len(scores)), UNSURE, dtype=np.int8)
    worlds[:, who] = list(product(range(scale), repeat=len(who)))
    found = published(make, worlds, scale, policy, **{n: [*v.replace(".", " ")] for n, v in columns.items()})
    views = make.views(found)
    alike = defaultdict(list)
    for index in range(len(worlds)):
        alike[tuple(view.questions[index] for view in views)].append(index)
    return [worlds[np.ix_(indices, who)] for indices in alike.values()]


def left(worlds: np.ndarray) -> np.ndarray:
    """Count the scores that stay possible for each person."""
    ordered = np.sort(worlds, axis=0)
    return 1 + (np.diff(ordered, axis=0) != 0).sum(axis=0)


@pytest.mark.parametrize("case", WHOLE_WORLDS)
def test_all_filters_together_leave_two_scores_for_everybody_but_the_insider(make, case):
    """Every world of a small round, every filter, every member as the one who knows their own answer."""
    scale, scores, columns = WHOLE_WORLDS[case]
    policy = Policy(k=3, c=1, groups=tuple(columns))
    for worlds in all_views(make, scale, scores, columns, policy):
        assert (left(worlds) >= 2).all()
        for insider in range(worlds.shape[1]):
            for own in np.unique(worlds[:, insider]):
                known = left(worlds[worlds[:, insider] == own])
                assert (np.delete(known, insider) >= 2).all()


def test_the_same_attack_breaks_what_is_not_protected(make):
    scale, scores, columns = WHOLE_WORLDS["two blocks"]
    bare = Policy(protection=Protection.NONE, groups=tuple(columns))
    assert any((left(worlds) == 1).any() for worlds in all_views(make, scale, scores, columns, bare))


def test_what_is_never_shown_looks_the_same_whatever_it_is(make):
    scale, scores, columns = WHOLE_WORLDS["never shown"]
    alike = all_views(make, scale, scores, columns, Policy(k=3, groups=("team",)))
    assert [len(worlds) for worlds in alike] == [scale**2]
    found = published(make, [[0, 1, *[UNSURE] * 4]], scale, Policy(k=3, groups=("team",)), team="AAABBB")
    assert found.view().questions[0].state is State.HIDDEN
