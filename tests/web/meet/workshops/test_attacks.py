"""Attacks by a person who sees every screen of a workshop and of the results beside it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.meet.workshops.conftest import Room

from greenshoots.core.errors import PolicyError
from greenshoots.web.collect.diagnostics import actions as diagnostics
from greenshoots.web.collect.diagnostics.models import Diagnostic, InstrumentVersion, Protection, Round
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.collect.releases import queries as released
from greenshoots.web.collect.releases.models import PooledWords
from greenshoots.web.meet.workshops import actions, events, queries, votes
from greenshoots.web.meet.workshops.models import PendingScore, Phone, Vote

Make = Callable[..., Room]
FIRST = "systems-mindset"


def beside_sheets(room: Make, sheets: list[int | None], *phones: int | None) -> Vote:
    """Type sheets in beside phones, and show the vote."""
    here = room(people=len(phones))
    here.press(events.Begin())
    here.press(events.Open(1))
    votes.count_in(here.workshop, sheets)
    here.score(*phones)
    here.press(events.Reveal(FIRST, 1))
    return Vote.objects.get(workshop=here.workshop)


@pytest.mark.parametrize("phones", [1, 4])
def test_whoever_typed_sheets_in_learns_nothing_of_a_few_phones(room: Make, phones: int) -> None:
    document = beside_sheets(room, [1, 2, 3, 4, 5] * 2, *[2] * phones).document
    assert document is not None
    assert document["cells"][0]["counts"] == [[2] * 5]


def test_whoever_typed_sheets_in_does_not_learn_that_all_phones_agree(room: Make) -> None:
    document = beside_sheets(room, [1, 2, 3, 4, 5] * 2, 2, 2, 2, 2, 2).document
    assert document is not None
    assert document["cells"][0]["exact"] == [False]


def test_words_of_a_few_are_not_mixed_with_people_of_a_room_who_wrote_none(room: Make) -> None:
    here = room(people=8)
    round_ = Round.objects.get()
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5, 1, 1)
    making.people_answer(round_, 5, words=json.dumps({FIRST: "Word for word"}))
    here.press(events.End())
    releases.reveal(round_, by=here.cast.alice)
    assert PooledWords.objects.count() == 5
    assert not released.words_for_facilitators(round_)


def test_scores_sent_after_an_end_that_was_taken_back_are_erased_at_the_next(room: Make) -> None:
    here = room(people=6)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5)
    here.press(events.End())
    here.press(events.Undo())
    here.press(events.Open(2))
    here.score(1, 2, 3)
    here.press(events.End())
    assert not PendingScore.objects.exists()
    assert not Phone.objects.exists()
    assert Round.objects.get().releases.count() == 1


def test_a_room_enters_only_what_keeps_a_promise_made_stricter_since(room: Make) -> None:
    here = room(people=12)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5)
    here.press(events.GoTo("reframing-risk"))
    here.show(1, 2, 3, 4, 5, 5, 1, 2, 3, 4, 5, 5)
    Diagnostic.objects.update(k=10)
    here.press(events.End())
    round_ = Round.objects.get()
    releases.reveal(round_, by=here.cast.alice)
    found = {one.enabler.id: one.figures for one in released.results(round_).everyone.enablers}
    assert not found[FIRST].n
    assert found["reframing-risk"].n == 12


def test_sheets_of_several_votes_are_the_same_people(room: Make) -> None:
    here = room(people=5)
    here.press(events.Begin())
    for enabler in (FIRST, "reframing-risk"):
        here.press(events.GoTo(enabler))
        here.press(events.Open(1))
        votes.count_in(here.workshop, [1, 2])
        votes.count_in(here.workshop, [3, None])
        here.score(1, 2, 3, 4, 5)
        assert queries.scored(here.workshop, enabler, 1) == 9
        here.press(events.Reveal(enabler, 1))
    here.press(events.End())
    here.workshop.refresh_from_db()
    assert here.workshop.people == 9


def room_beside_a_survey(room: Make, **facts: object) -> tuple[Room, Round]:
    """Add a room to a round in which twelve responses wait, and make the promise stricter then."""
    here = room(people=8)
    round_ = Round.objects.get()
    making.people_answer(round_, 12)
    Diagnostic.objects.update(**facts)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5, 1, 1)
    here.press(events.End())
    promise = {"way": Protection.PROTECTED, "k": 5, "c": 1, "k_words": 10, "order": []}
    diagnostics.set_protection(round_.diagnostic, by=here.cast.alice, **promise)
    return here, Round.objects.get()


def test_a_survey_with_fewer_respondent_groups_than_the_room_is_still_read(room: Make) -> None:
    here, round_ = room_beside_a_survey(room)
    releases.reveal(round_, by=here.cast.alice)
    assert released.results(Round.objects.get()).everyone.n == 20


def test_answers_that_cannot_stand_beside_the_room_are_not_erased(room: Make) -> None:
    here, round_ = room_beside_a_survey(room, protection=Protection.OPEN)
    with pytest.raises(PolicyError, match="promised different protection"):
        releases.reveal(round_, by=here.cast.alice)
    assert released.waiting(round_) == 12


def test_other_questions_are_not_put_under_a_workshop(room: Make) -> None:
    here = room()
    asked = here.workshop.diagnostic.instrument
    facts = {"place": asked.place, "name": "other", "title": "Other"}
    same = InstrumentVersion.objects.create(**facts, version="1", text=asked.text)
    diagnostics.set_instrument(here.workshop.diagnostic, same, by=here.cast.alice)
    text = asked.text.replace("systems-mindset", "mindset")
    other = InstrumentVersion.objects.create(**facts, version="2", text=text)
    with pytest.raises(PolicyError, match="A workshop uses these questions"):
        diagnostics.set_instrument(here.workshop.diagnostic, other, by=here.cast.alice)
    actions.delete(here.workshop, by=here.cast.alice)
    diagnostics.set_instrument(here.workshop.diagnostic, other, by=here.cast.alice)
