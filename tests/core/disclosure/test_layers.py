"""A release with everyone first: what may be seen of it is true, can be stored, and takes later batches."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.conftest import Maker

from greenshoots.core.answers import UNSURE
from greenshoots.core.disclosure import joining, layers, release, release_document, whole_first
from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.disclosure.policy import Arrangement, Policy
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError

WHOLE_FIRST = Policy(groups=("role",), arrangement=Arrangement.WHOLE_FIRST)
ROLES = ["senior"] * 8 + ["middle"] * 5 + ["front"] * 5
SCORES = [0, 1, 2, 3, 3, 3, 4, 4, 3, 3, 2, 3, 4, 0, 1, 2, 3, 4]
"""18 people, 0 for a score of 1: nobody's role is large enough to be counted in full beside the whole."""


def publish(make: Maker, scores, roles=None, policy: Policy = WHOLE_FIRST) -> release.Release:
    roles = ROLES[: len(scores)] if roles is None else roles
    return release.publish(make.answers([scores], make.instrument(), role=roles), policy)


def counts_of(scores, roles, role=None, others=False) -> list[int]:
    wanted = [
        score
        for score, mine in zip(scores, roles, strict=True)
        if score >= 0 and (role is None or (mine == role) != others)
    ]
    return np.bincount(wanted, minlength=5).tolist()


def test_a_team_of_18_sees_everyone_in_full_and_its_roles_in_ranges(make: Maker):
    found = publish(make, SCORES)
    (everyone,) = found.view().questions
    assert everyone.state is State.SHOWN
    assert everyone.coverage == 1
    assert list(everyone.counts) == counts_of(SCORES, ROLES)
    for role in ("senior", "middle", "front"):
        (seen,) = found.view({"role": [role]}).questions
        assert seen.state is State.APPROXIMATE
        assert seen.scored == ROLES.count(role)
        assert seen.bounds[0] <= seen.estimate <= seen.bounds[1]
    estimates = [found.view({"role": [role]}).questions[0].estimate for role in ("senior", "middle", "front")]
    assert np.dot(estimates, [8, 5, 5]) == pytest.approx(sum(SCORES))


def test_the_same_team_by_blocks_has_only_a_range_for_everyone(make: Maker):
    scores = [*SCORES[:8], 3, 3, 3, 3, 4, *SCORES[13:]]
    by_blocks = publish(make, scores, policy=Policy(groups=("role",)))
    assert by_blocks.view().questions[0].state is State.APPROXIMATE
    assert publish(make, scores).view().questions[0].state is State.SHOWN


@st.composite
def teams(draw: st.DrawFn):
    roles = [role for role in "abc" for _ in range(draw(st.integers(1, 12)))]
    scores = [draw(st.sampled_from([*range(5), UNSURE])) for _ in roles]
    return scores, roles


@given(teams())
def test_what_is_seen_holds_the_truth(make: Maker, team):
    scores, roles = team
    found = publish(make, scores, roles)
    sets = [(None, False), *((role, others) for role in set(roles) for others in (False, True))]
    for role, others in sets:
        view = found.view({} if role is None else {"role": [role]}, others=others)
        (seen,) = view.questions
        if seen.state in (State.HIDDEN, State.EMPTY):
            continue
        real = counts_of(scores, roles, role, others)
        if seen.coverage < 1:
            continue
        assert seen.scored == sum(real)
        for place in range(5):
            for stop in range(place + 1, 6):
                least, most = seen.possible.within(slice(place, stop), found.instrument.scale)
                assert least <= sum(real[place:stop]) <= most
        mean = np.dot(real, range(5)) / sum(real)
        assert seen.bounds[0] - 1e-9 <= mean <= seen.bounds[1] + 1e-9
        assert seen.estimate is None or seen.bounds[0] - 1e-9 <= seen.estimate <= seen.bounds[1] + 1e-9
        assert (seen.counts is None) == (seen.state is State.APPROXIMATE)
        assert seen.counts is None or list(seen.counts) == real
        assert seen.bands == () or list(seen.bands) == [sum(real[:3]), sum(real[3:])]


@given(teams(), st.randoms())
def test_who_of_a_role_gave_which_score_leaves_no_trace(make: Maker, team, random):
    scores, roles = team
    twin = list(scores)
    for role in set(roles):
        places = [place for place, mine in enumerate(roles) if mine == role]
        moved = random.sample(places, len(places))
        for place, other in zip(places, moved, strict=True):
            twin[place] = scores[other]
    one, other = publish(make, scores, roles), publish(make, twin, roles)
    assert release_document.to_document(one) == release_document.to_document(other)


@given(teams())
def test_it_can_be_stored_and_read_back(make: Maker, team):
    found = publish(make, *team)
    document = json.loads(json.dumps(release_document.to_document(found)))
    back = release_document.from_document(document, found.instrument)
    assert back.policy == found.policy
    assert release_document.to_document(back) == document
    assert back.view({"role": ["a"]}) == found.view({"role": ["a"]})


def test_a_stored_release_that_does_not_add_up_is_refused(make: Maker):
    document = release_document.to_document(publish(make, SCORES))
    layer = document["cells"][0]["layers"][0]
    for change in (
        {"whole": [18, 0, 0, 0, 1]},
        {"in_runs": [[0] * len(layer["runs"])] * 3},
        {"runs": [3, 6]},
        {"exact": [True]},
    ):
        cells = {**document["cells"][0], "layers": [{**layer, **change}]}
        with pytest.raises(Exception, match="damaged"):
            release_document.from_document({**document, "cells": [cells]}, make.instrument())


def test_a_later_batch_is_published_by_itself_and_added(make: Maker):
    first = publish(make, SCORES)
    late = publish(make, [0, 1, 2, 3, 4, 4], ["front"] * 6)
    both = joining.join([first, late])
    assert both.view().questions[0].scored == 24
    assert list(both.view().questions[0].counts) == counts_of([*SCORES, 0, 1, 2, 3, 4, 4], ROLES + ["front"] * 6)
    (front,) = both.view({"role": ["front"]}).questions
    assert front.state is State.APPROXIMATE
    assert front.scored == 11
    # Those who came late are known in full; of the others nothing is known that was not published before.
    assert sum(front.possible.known) >= 6


def test_the_votes_of_a_room_are_added_to_everyone(make: Maker):
    first = publish(make, SCORES)
    room = publish(make, [0, 0, 1, 1, 4, 4], ["nobody asked"] * 6, policy=Policy(groups=("role",)))
    found = joining.join([first, room])
    assert found.view().questions[0].scored == 24
    assert found.view().questions[0].state is State.SHOWN


def test_a_question_that_is_never_shown_has_no_counts(make: Maker):
    found = release.never_shown(publish(make, SCORES).cells[0])
    assert isinstance(found, Layers)
    assert found.layers == ()
    view = layers.view(found, np.ones(3, dtype=bool), np.array([8, 5, 5]), 18, make.instrument().scale)
    assert (view.state, view.shown_in_room) == (State.HIDDEN, True)


def test_counts_by_block_cannot_be_had_of_a_release_with_everyone_first(make: Maker):
    with pytest.raises(PolicyError, match="everyone first"):
        _ = publish(make, SCORES).in_blocks


def test_blocks_in_which_nobody_scored_are_counted_as_not_sure(make: Maker):
    scores = [*SCORES[:13], *[UNSURE] * 5]
    found = publish(make, scores)
    (seen,) = found.view({"role": ["front"]}).questions
    assert (seen.state, seen.not_sure) == (State.EMPTY, 5)
    assert found.view().questions[0].not_sure == 5


def test_a_later_release_may_cut_the_scale_only_where_the_first_did(make: Maker):
    first = publish(make, SCORES).cells[0]
    allowed = layers.cuts(first)
    assert allowed is not None
    assert allowed == set(whole_first.runs_key(first.layers[0].runs))
    for cuts in (allowed, frozenset(), frozenset({1})):
        answers = make.answers([SCORES], make.instrument(), role=ROLES)
        later = release.publish(answers, WHOLE_FIRST, cuts={"e1": cuts}).cells[0]
        assert set(whole_first.runs_key(later.layers[0].runs)) <= cuts | {5}


def test_where_every_group_was_in_full_later_cuts_are_free(make: Maker):
    full = publish(make, [*range(5)] * 8, ["a"] * 20 + ["b"] * 20).cells[0]
    assert full.layers[0].exact.all()
    assert layers.cuts(full) is None
