"""Scoring an enabler again, with nearly the same people: nothing gives away who came or left in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.meet.workshops.conftest import Room
from tests.web.pages import Visitor
from tests.web.show.results.reading import text

from greenshoots.core.answers import UNSURE
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.collect.releases import queries as released
from greenshoots.web.meet.workshops import actions, events, queries, votes
from greenshoots.web.meet.workshops.models import PendingScore, Scorer, Vote

Make = Callable[..., Room]
As = Callable[[User], Visitor]
FIRST = "systems-mindset"
SCORES = (1, 2, 3, 4, 5, 5, 1, 2)
SENTENCE = "individual scores could be worked out by comparing the two results"


def counts(here: Room, turn: int) -> tuple[int, ...] | None:
    """Return what was shown of a vote on the first enabler."""
    shown = queries.shown(here.workshop, FIRST, turn)
    assert shown is not None
    return None if shown.results is None else shown.results.everyone.enablers[0].figures.counts


def twice(here: Room, first: tuple[int | None, ...], second: tuple[int | None, ...]) -> None:
    """Score the first enabler twice, each time by the phones in their order; UNSURE stays silent."""
    here.press(events.Begin())
    for turn, points in enumerate((first, second), 1):
        here.press(events.Open(turn))
        phones, all_phones = here.phones, here.phones
        chosen = [(phone, one) for phone, one in zip(phones, points, strict=False) if one != UNSURE]
        here.phones = [phone for phone, _ in chosen]
        here.score(*(one for _, one in chosen))
        here.phones = all_phones
        here.press(events.Reveal(FIRST, turn))


def test_the_same_people_score_again_and_see_it(room: Make) -> None:
    here = room(people=8)
    twice(here, SCORES, (3, 3, 3, 4, 5, 4, 3, 3))
    assert counts(here, 1) == (2, 2, 1, 1, 2)
    assert counts(here, 2) == (0, 0, 5, 2, 1)


LEFT_OUT = {
    "one phone left": (SCORES, (*SCORES[:7], UNSURE)),
    "one phone came": ((*SCORES[:7], UNSURE), SCORES),
    "one came and one left": ((UNSURE, *SCORES[1:]), (*SCORES[:7], UNSURE)),
    "one was not sure the first time": ((None, *SCORES[1:]), SCORES),
    "one is not sure any more": (SCORES, (None, *SCORES[1:])),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_taking_one_vote_from_the_other_names_nobody(room: Make, case: str) -> None:
    here = room(people=8)
    first, second = LEFT_OUT[case]
    twice(here, first, second)
    assert counts(here, 1) is not None
    assert counts(here, 2) is None
    assert Vote.objects.get(turn=2).document is None
    assert not PendingScore.objects.exists()


def test_five_who_came_are_enough(room: Make) -> None:
    here = room(people=10)
    twice(here, SCORES[:5], (*SCORES[:5], 3, 3, 4, 4, 5))
    assert counts(here, 2) == (1, 1, 3, 3, 2)


def test_a_third_vote_is_set_against_the_first_where_the_second_was_not_shown(room: Make) -> None:
    here = room(people=8)
    twice(here, SCORES, (*SCORES[:7], UNSURE))
    here.show(*SCORES)
    assert counts(here, 2) is None
    assert counts(here, 3) == counts(here, 1)


def test_a_form_that_was_entered_counts_as_the_same_person_and_hides_nobody(room: Make) -> None:
    here = room(people=6)
    here.press(events.Begin())
    for turn, sheets in ((1, [1, 2]), (2, [1, 2]), (3, [1, 2, 3, 4, 5, 5])):
        here.press(events.Open(turn))
        votes.count_in(here.workshop, sheets)
        here.score(*SCORES[: 6 if turn < 3 else 5])
        here.press(events.Reveal(FIRST, turn))
    shown = [vote.document is not None for vote in Vote.objects.order_by("turn")]
    assert shown == [True, True, False], "Four forms more would not hide the phone that left."


def test_a_vote_whose_scorers_are_no_longer_known_is_not_taken_again(room: Make) -> None:
    """After the end was taken back, or an update in the middle of a workshop."""
    here = room(people=8)
    twice(here, SCORES, SCORES)
    Scorer.objects.all().delete()
    here.show(*SCORES)
    assert counts(here, 3) is None


def test_who_scored_is_kept_under_digests_until_the_workshop_ends(room: Make) -> None:
    here = room(people=8)
    twice(here, SCORES, SCORES)
    here.press(events.GoTo("reframing-risk"))
    here.show(*SCORES)
    first = set(Scorer.objects.filter(enabler=FIRST).values_list("person", flat=True))
    other = set(Scorer.objects.filter(enabler="reframing-risk").values_list("person", flat=True))
    assert (len(first), len(other)) == (8, 8)
    assert not first & other, "Rows of two enablers join to nothing."
    assert {field.name for field in Scorer._meta.get_fields()} == {
        "id", "workshop", "enabler", "turn", "person", "typed_in",
    }  # fmt: skip
    here.press(events.End())
    assert not Scorer.objects.exists()


def test_every_screen_says_why_and_nothing_of_the_scores(room: Make, as_: As, visitor: Visitor) -> None:
    here = room(people=8)
    twice(here, SCORES, (*SCORES[:7], UNSURE))
    team = as_(here.cast.alice)
    screens = [
        text(team.get(f"/workshops/{here.workshop.code}/")),
        text(team.get(f"/workshops/{here.workshop.code}/screen/")),
        text(visitor.get(f"/w/{here.workshop.code}/{here.phones[0]}/")),
    ]
    assert all(SENTENCE in screen for screen in screens)
    here.press(events.End())
    assert SENTENCE in text(team.get(f"/w/s/{here.workshop.summary_code}/"))


# A survey and a room of the same people


def surveyed(here: Room, people: int, *, same: bool) -> None:
    """Reveal a survey of some people before the workshop begins."""
    round_ = here.workshop.diagnostic.rounds.get()
    scores = [bytes([one % 5] * 11) for one in range(people)]
    for seed, one in enumerate(scores):
        making.people_answer(round_, 1, seed=seed, scores=one)
    releases.reveal(round_, by=here.cast.alice)
    type(here.workshop).objects.filter(pk=here.workshop.pk).update(counts=not same)
    here.workshop.refresh_from_db()


@pytest.mark.parametrize(("people", "shown"), [(8, True), (9, False), (12, False), (13, True), (7, False), (30, True)])
def test_the_survey_minus_the_room_names_nobody(room: Make, people: int, shown: bool) -> None:
    here = room(people=8)
    surveyed(here, people, same=True)
    here.press(events.Begin())
    here.show(*SCORES)
    assert (counts(here, 1) is not None) == shown


def test_a_room_of_other_people_is_shown_whatever_the_survey_numbers(room: Make) -> None:
    here = room(people=8)
    surveyed(here, 9, same=False)
    here.press(events.Begin())
    here.show(*SCORES)
    assert counts(here, 1) is not None


def test_tables_agree_on_scores_that_are_nobodys_secret(room: Make) -> None:
    here = room(people=3, way="tables")
    here.press(events.Begin())
    here.show(1, 2, 3)
    here.phones = here.phones[:2]
    here.show(2, 2)
    assert counts(here, 2) == (0, 2, 0, 0, 0)
    assert Round.objects.count() == 1
    assert actions.channel(here.workshop)


@pytest.mark.parametrize(("people", "shown"), [(8, True), (9, False), (13, True), (7, False)])
def test_the_room_minus_a_survey_that_is_revealed_later_names_nobody(
    room: Make, as_: As, people: int, shown: bool
) -> None:
    here = room(people=8, counts=False)
    round_ = here.workshop.diagnostic.rounds.get()
    here.press(events.Begin())
    here.show(*SCORES)
    here.press(events.End())
    for seed in range(people):
        making.people_answer(round_, 1, seed=seed, scores=bytes([seed % 5] * 11))
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/reveal/"
    told = text(as_(here.cast.alice).post(address, follow=True))
    found = {one.enabler.id: one.figures for one in released.results(round_).everyone.enablers}
    assert (found[FIRST].counts is not None) == shown
    assert found["staff-permission"].counts is not None
    assert ("1 question is not shown. A workshop with nearly the same people has already shown" in told) != shown
    results = f"/diagnostics/{round_.diagnostic.code}/rounds/1/results"
    for page in (f"enablers/{FIRST}/", "", "answers/", "words/"):
        words = text(as_(here.cast.alice).get(f"{results}/{page}"))
        assert ("a workshop with nearly the same people has already shown scores" in words) != shown
        assert "Too few people to show" not in words
        assert "too few scores" not in words


def test_an_enabler_that_too_few_scored_is_not_said_to_be_shown_in_a_room(room: Make, as_: As) -> None:
    here = room(people=8, counts=False)
    round_ = here.workshop.diagnostic.rounds.get()
    for seed in range(20):
        first = 255 if seed else 2
        making.people_answer(round_, 1, seed=seed, scores=bytes([first, *([seed % 5] * 10)]))
    releases.reveal(round_, by=here.cast.alice)
    page = text(as_(here.cast.alice).get(f"/diagnostics/{round_.diagnostic.code}/rounds/1/results/enablers/{FIRST}/"))
    assert "a workshop with nearly the same people" not in page
    assert "Too few people to show" in page


def test_late_answers_are_set_against_the_room_too(room: Make) -> None:
    here = room(people=8, counts=False)
    round_ = here.workshop.diagnostic.rounds.get()
    here.press(events.Begin())
    here.show(*SCORES)
    for seed in range(13):
        making.people_answer(round_, 1, seed=seed, scores=bytes([seed % 5] * 11))
    releases.reveal(round_, by=here.cast.alice)
    for seed in range(5):
        making.people_answer(round_, 1, seed=50 + seed, scores=bytes([seed % 5] * 11))
    later = releases.reveal_late(round_, by=here.cast.alice)
    cells = later.document["cells"]
    assert all(sum(one["scored"]) == 5 for one in cells), "Eighteen beside eight: ten more, so all is shown."
