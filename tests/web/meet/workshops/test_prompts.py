"""What a room reads of a vote: a question held against a fixed yardstick, and nothing about anybody who is away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.meet.workshops.conftest import Room

from greenshoots.core.analysis import talking_points
from greenshoots.web.collect.releases import actions as release_actions
from greenshoots.web.collect.releases import queries as releases
from greenshoots.web.meet.workshops import events, mapping, queries, view_model
from greenshoots.web.meet.workshops.models import Way

pytestmark = pytest.mark.django_db(transaction=True)
Make = Callable[..., Room]


def seen(found: Room, *points: int) -> view_model.Spread:
    found.press(events.Begin())
    found.show(*points)
    spread = view_model.of(found.workshop).latest
    assert spread is not None
    return spread


def test_a_room_that_disagrees_is_not_told_of_a_strength(room: Make) -> None:
    spread = seen(room(people=8), 1, 2, 1, 2, 1, 2, 1, 2)
    assert spread.mean == 1.5
    assert spread.prompt == "Shared concern: what would one point higher look like?"


def test_without_a_survey_the_yardstick_is_the_middle_of_the_scale(room: Make) -> None:
    found = room(people=8)
    assert queries.yardstick(found.workshop) == (3, 3)
    assert seen(found, 3, 4, 3, 4, 4, 5, 3, 4).prompt == "A strength: what keeps it going?"


def test_with_a_survey_the_yardstick_is_its_average(room: Make) -> None:
    found = room(people=8)
    survey = found.workshop.diagnostic.rounds.get()
    making.people_answer(survey, 12)
    release_actions.reveal(survey, by=found.cast.alice)
    average = talking_points.average(releases.results(survey).everyone.enablers)
    assert average is not None
    assert queries.yardstick(found.workshop) == average != (3, 3)
    # Once the votes of the room have entered a round, that round would hold them against themselves.
    found.workshop.round = survey
    assert queries.yardstick(found.workshop) == (3, 3)


def test_a_vote_says_nothing_of_anybody_who_is_not_there(room: Make) -> None:
    spread = seen(room(people=12), 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 2, 3)
    said = " ".join(spread.said)
    assert "The average is 3.0 on a scale from 1 to 5." in said
    assert "Likely" not in said
    assert "could have answered" not in said
    assert "The median is 3: 4 of 12 people gave it, and 10 of 12 people are within one point of it." in said


def test_fewer_than_five_tables_get_no_question_from_their_scores(room: Make) -> None:
    found = room(people=4, way=Way.TABLES)
    assert seen(found, 1, 1, 5, 5).prompt == ""


def test_before_and_after_talking_each_vote_has_its_median(room: Make) -> None:
    found = room(people=8)
    seen(found, 1, 2, 2, 3, 3, 4, 4, 5)
    found.show(2, 2, 3, 3, 3, 3, 4, 4)
    first, again = view_model.of(found.workshop).shows
    assert any(text.startswith("The median is 3: 2 of 8 people gave it, and 6 of 8 people") for text in first.said)
    assert any(text.startswith("The median is 3: 4 of 8 people gave it, and 8 of 8 people") for text in again.said)
    assert mapping.policy(found.workshop).k == 5
