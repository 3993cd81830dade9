"""Votes of one room, put side by side."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshoots import instruments
from greenshoots.core.analysis import findings
from greenshoots.core.answers import SKIPPED, UNSURE, Answers, Column
from greenshoots.core.disclosure import release, release_document
from greenshoots.core.disclosure.joining import join
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.same_room import beside
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import Question

INSTRUMENT = instruments.load("enabling-conditions")
POLICY = Policy()
SCORES = st.lists(st.sampled_from([UNSURE, 0, 1, 2, 3, 4]), min_size=5, max_size=30)


def vote(question: Question, scores: list[int]) -> release.Release:
    table = np.array([scores], dtype=np.int8)
    return release.publish(Answers.collect(INSTRUMENT, (question,), table), POLICY)


@given(st.lists(SCORES, min_size=1, max_size=11))
def test_each_question_shows_what_its_vote_showed(rounds: list[list[int]]) -> None:
    votes = {q.id: vote(q, scores) for q, scores in zip(INSTRUMENT.questions, rounds, strict=False)}
    people = max(map(len, rounds))
    room = beside(INSTRUMENT, votes, people=people, policy=POLICY)
    whole = room.view()
    assert whole.people == people
    for question, shown in zip(room.questions, whole.questions, strict=True):
        if question.id not in votes:
            assert (shown.state, shown.skipped) == (State.EMPTY, people)
            continue
        alone = votes[question.id].view().questions[0]
        if alone.state is State.HIDDEN:
            assert shown.counts is None or not any(shown.counts)
            continue
        assert (shown.counts, shown.bands, shown.bounds) == (alone.counts, alone.bands, alone.bounds)
        assert shown.scored + shown.not_sure + shown.skipped == people


@given(st.lists(SCORES, min_size=2, max_size=4))
def test_a_room_can_be_kept_as_a_document(rounds: list[list[int]]) -> None:
    votes = {q.id: vote(q, scores) for q, scores in zip(INSTRUMENT.questions, rounds, strict=False)}
    room = beside(INSTRUMENT, votes, people=max(map(len, rounds)), policy=POLICY)
    kept = json.loads(json.dumps(release_document.to_document(room)))
    assert release_document.to_document(release_document.from_document(kept, INSTRUMENT)) == kept


def test_a_room_joins_a_round_that_asked_for_roles() -> None:
    roles = Column("Role", ("Frontline", "Manager"), np.array([0] * 6 + [1] * 6, dtype=np.int32))
    table = np.tile(np.array([0, 1, 2, 3, 4, 2], dtype=np.int8), (11, 2))
    policy = Policy(groups=("Role",))
    survey = release.publish(Answers(INSTRUMENT, INSTRUMENT.questions, table, {"Role": roles}), policy)
    votes = {question.id: vote(question, [0, 1, 2, 3, 4, 4, 4]) for question in INSTRUMENT.questions}
    room = beside(INSTRUMENT, votes, people=7, policy=policy, groups=survey.groups)
    both = join([survey, room])
    assert both.view().people == 19
    assert both.view({"Role": ["Manager"]}).people == 6
    assert findings.summarise({"1": both}).everyone.n == 19


def test_what_was_not_voted_on_one_by_one_is_refused() -> None:
    two = INSTRUMENT.questions[:2]
    table = np.full((2, 6), SKIPPED, dtype=np.int8)
    both = release.publish(Answers(INSTRUMENT, two, table), POLICY)
    with pytest.raises(PolicyError, match="one by one"):
        beside(INSTRUMENT, {two[0].id: both}, people=6, policy=POLICY)
    with pytest.raises(PolicyError, match="not added to the results"):
        beside(INSTRUMENT, {}, people=4, policy=POLICY)
