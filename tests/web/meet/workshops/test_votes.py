"""Scores wait, are shown as counts of the room, and are erased."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.meet.workshops.conftest import Room

from greenshoots.core.errors import PolicyError, StaleError
from greenshoots.core.results import Results
from greenshoots.reports import plain_text
from greenshoots.reports.contents import chapters
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions as release_actions
from greenshoots.web.collect.releases import queries as releases
from greenshoots.web.collect.releases.models import Release
from greenshoots.web.meet.workshops import actions, events, queries, votes
from greenshoots.web.meet.workshops.models import PendingDots, PendingScore, Phone, Way, Why

Make = Callable[..., Room]


def test_a_phone_is_counted_once_however_often_it_comes(room: Make) -> None:
    here = room(people=3)
    votes.join(here.workshop, here.phones[0])
    assert queries.joined(here.workshop) == 3


def test_nothing_but_how_many_leaves_before_the_reveal(room: Make) -> None:
    here = room(people=8)
    here.press(events.Begin())
    here.press(events.Open(1))
    assert all(here.score(1, 2, 3, 4, 5, 5, None, 1))
    assert queries.scored(here.workshop, "systems-mindset", 1) == 8
    assert queries.shown(here.workshop, "systems-mindset", 1) is None


def test_the_reveal_shows_the_room_as_one_block_and_erases_the_scores(room: Make) -> None:
    here = room(people=8)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5, None, 1)
    shown = queries.shown(here.workshop, "systems-mindset", 1)
    assert shown is not None
    assert shown.results is not None
    figures = shown.results.everyone.enablers[0].figures
    assert figures.counts == (2, 1, 1, 1, 2)
    assert figures.not_sure == 1
    assert not PendingScore.objects.exists()


def test_a_vote_of_too_few_is_said_to_be_too_small(room: Make) -> None:
    here = room(people=4)
    here.press(events.Begin())
    here.show(1, 2, 3, 4)
    shown = queries.shown(here.workshop, "systems-mindset", 1)
    assert shown is not None
    assert (shown.vote.people, shown.results) == (4, None)
    assert not PendingScore.objects.exists()


def test_a_score_may_be_changed_until_it_is_shown_and_not_after(room: Make) -> None:
    here = room(people=5)
    here.press(events.Begin())
    here.press(events.Open(1))
    here.score(1, 1, 2, 3, 4)
    here.score(5)
    assert queries.scored(here.workshop, "systems-mindset", 1) == 5
    here.press(events.Reveal("systems-mindset", 1))
    shown = queries.shown(here.workshop, "systems-mindset", 1)
    assert shown is not None
    assert shown.results is not None
    assert shown.results.everyone.enablers[0].figures.counts == (1, 1, 1, 1, 1)
    assert here.score(2) == [False]


def test_taking_back_a_reveal_brings_no_score_back(room: Make) -> None:
    here = room(people=5)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5)
    here.press(events.Undo())
    assert here.score(5) == [False]
    here.press(events.Reveal("systems-mindset", 1))
    shown = queries.shown(here.workshop, "systems-mindset", 1)
    assert shown is not None
    assert shown.vote.people == 5


def test_a_point_that_is_not_on_the_scale_is_refused(room: Make) -> None:
    here = room(people=5)
    here.press(events.Begin())
    here.press(events.Open(1))
    assert here.score(6) == [False]
    assert queries.scored(here.workshop, "systems-mindset", 1) == 0


def test_sentences_are_read_out_where_ten_people_are_mixed_or_the_writer_allows_it(room: Make) -> None:
    here = room(people=6)
    here.press(events.Begin())
    here.press(events.Open(1))
    here.score(1, 2, 3, why="Because.")
    here.phones = here.phones[3:]
    here.score(4, 5, 5, why="Openly.", openly=True)
    here.press(events.Reveal("systems-mindset", 1))
    shown = queries.shown(here.workshop, "systems-mindset", 1)
    assert shown is not None
    assert set(shown.whys) == {"Openly."}
    assert Why.objects.count() == 3, "What may never be read out is not kept."


def test_dots_are_counted_together_and_then_erased(room: Make) -> None:
    here = room(people=6)
    here.press(events.Begin())
    here.press(events.Picture())
    here.press(events.Dots(2))
    for phone in here.phones:
        assert votes.lay_dots(here.workshop, phone, ["reframing-risk", "reframing-risk"])
    assert votes.lay_dots(here.workshop, here.phones[0], ["systems-mindset"])
    assert not votes.lay_dots(here.workshop, here.phones[0], ["reframing-risk"] * 3)
    assert not votes.lay_dots(here.workshop, here.phones[0], ["unknown"])
    here.press(events.CountDots())
    here.workshop.refresh_from_db()
    assert here.workshop.dots == {"reframing-risk": 10, "systems-mindset": 1}
    assert not PendingDots.objects.exists()
    assert not votes.lay_dots(here.workshop, here.phones[0], ["reframing-risk"])


def test_two_facilitators_who_press_together_move_the_room_once(room: Make) -> None:
    here = room(people=5)
    here.press(events.Begin())
    with pytest.raises(StaleError):
        actions.press(here.workshop, events.Open(1), seen=0, by=here.cast.olive)
    assert queries.state(here.workshop).version == 1


def test_the_end_lets_first_scores_enter_the_diagnostic_and_forgets_the_phones(room: Make) -> None:
    here = room(people=7)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5, 1)
    here.show(5, 5, 5, 5, 4, 4, 4)
    here.press(events.GoTo("reframing-risk"))
    here.show(2, 2, 3, 3, 4)
    here.press(events.End())
    here.workshop.refresh_from_db()
    assert here.workshop.people == 7
    assert not Phone.objects.exists()
    found = revealed(here)
    by_name = {one.enabler.id: one.figures for one in found.everyone.enablers}
    assert by_name["systems-mindset"].counts == (2, 1, 1, 1, 2)
    assert by_name["reframing-risk"].counts == (0, 2, 2, 1, 0)
    assert by_name["reframing-risk"].skipped == 2


def revealed(here: Room) -> Results:
    """Reveal the round the room entered, and give its results."""
    release_actions.reveal(here.workshop.round, by=here.cast.alice)
    return releases.results(Round.objects.get(pk=here.workshop.round.pk))


def test_a_room_and_a_survey_are_revealed_together(room: Make) -> None:
    here = room(people=6)
    round_ = here.workshop.diagnostic.rounds.get()
    making.people_answer(round_, 8)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5)
    here.press(events.End())
    here.workshop.refresh_from_db()
    round_.refresh_from_db()
    assert round_.revealed is None
    found = revealed(here)
    assert found.everyone.n == 14
    assert releases.waiting(round_) == 0


def test_what_the_room_agreed_on_stands_beside_the_scores_and_in_reports(room: Make) -> None:
    here = room(people=6)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5)
    here.press(events.Record("systems-mindset", 3, "Two teams say yes."))
    here.press(events.GoTo("reframing-risk"))
    here.press(events.Record("reframing-risk", None, "We differ."))
    here.press(events.End())
    here.workshop.refresh_from_db()
    found = revealed(here)
    assert [(one.enabler.id, one.score, one.note) for one in found.settled] == [
        ("systems-mindset", 3, "Two teams say yes."),
        ("reframing-risk", None, "We differ."),
    ]
    report = plain_text.render(chapters.write(found))
    assert "Agreed scores" in report
    assert "Two teams say yes." in report


def test_a_few_tables_see_how_they_score(room: Make) -> None:
    here = room(people=3, way=Way.TABLES)
    here.press(events.Begin())
    here.show(2, 3, 3)
    here.press(events.Picture())
    shown = queries.shown(here.workshop, "systems-mindset", 1)
    assert shown is not None
    assert shown.results is not None
    assert shown.results.everyone.enablers[0].figures.counts == (0, 1, 2, 0, 0)
    assert 1 in queries.by_turn(here.workshop)


def test_tables_and_talk_enter_no_diagnostic(room: Make) -> None:
    here = room(people=3, way=Way.TABLES)
    here.press(events.Begin())
    here.show(2, 3, 4)
    here.press(events.End())
    assert not Release.objects.exists()
    talking = room(way=Way.TALK)
    talking.press(events.Begin())
    with pytest.raises(PolicyError, match="no scores in this workshop"):
        talking.press(events.Open(1))
