"""A whole workshop by its pages: the facilitator's, the big screen's and the phones'."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from tests.web import making
from tests.web.cast import Cast
from tests.web.meet.workshops.conftest import Room
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.meet.workshops import actions, events, phone_token, queries, votes
from greenshoots.web.meet.workshops.models import PendingScore, Way, Workshop

SignIn = Callable[[User], Visitor]
Make = Callable[..., Room]


def press(client: Visitor, workshop: Workshop, what: str, **fields: object) -> HttpResponse:
    seen = queries.state(workshop).version
    return client.post(f"/workshops/{workshop.code}/press/", {"press": what, "seen": seen, **fields}, follow=True)


def phones(number: int, workshop: Workshop) -> list[tuple[Visitor, str]]:
    found = []
    for _ in range(number):
        client = Visitor()
        answer = client.post(f"/w/{workshop.code}/")
        assert answer.status_code == 303
        found.append((client, answer["Location"]))
    return found


def test_a_facilitator_sets_up_a_workshop_and_sees_the_lobby(cast: Cast, as_: SignIn) -> None:
    diagnostic = making.diagnostic(cast.northvale)
    alice = as_(cast.alice)
    page = alice.get(f"/diagnostics/{diagnostic.code}/workshops/new/").content.decode()
    assert "All enablers, in the order of the questionnaire" in page
    given = {"title": "Our service", "first": "all", "minutes": 6, "way": "alone", "counts": "on"}
    lobby = alice.post(f"/diagnostics/{diagnostic.code}/workshops/new/", given, follow=True).content.decode()
    assert "Waiting for people to join" in lobby
    assert "66 minutes in total" in lobby
    assert "Our service" in alice.get(f"/places/{cast.northvale.code}/workshops/").content.decode()


def test_scores_count_unless_people_have_answered_already(cast: Cast, as_: SignIn) -> None:
    diagnostic = making.diagnostic(cast.northvale)
    address = f"/diagnostics/{diagnostic.code}/workshops/new/"
    assert as_(cast.alice).get(address).context["form"]["counts"].value() is True
    making.people_answer(diagnostic.rounds.get(), 6)
    assert as_(cast.alice).get(address).context["form"]["counts"].value() is False


def test_a_form_that_is_not_complete_comes_back_filled_in(cast: Cast, as_: SignIn) -> None:
    diagnostic = making.diagnostic(cast.northvale)
    answer = as_(cast.alice).post(f"/diagnostics/{diagnostic.code}/workshops/new/", {"title": "Ours", "minutes": 0})
    assert answer.status_code == 422
    assert 'value="Ours"' in answer.content.decode()


def test_a_room_goes_from_the_lobby_to_the_summary(room: Make, as_: SignIn) -> None:
    here = room()
    workshop, alice = here.workshop, as_(here.cast.alice)
    eight = phones(8, workshop)
    assert "<strong>8</strong> have joined" in alice.get(f"/workshops/{workshop.code}/").content.decode()
    press(alice, workshop, "begin")
    press(alice, workshop, "open")
    for number, (client, address) in enumerate(eight):
        sent = client.post(
            address, {"enabler": "systems-mindset", "turn": "1", "score": str(number % 5 + 1)}, follow=True
        )
        assert "We have your score" in sent.content.decode()
        assert not client.cookies
    waiting = alice.get(f"/workshops/{workshop.code}/").content.decode()
    assert "<strong>8</strong> of 8 have scored" in waiting
    assert "<svg" not in waiting.split("<main")[1]
    shown = press(alice, workshop, "reveal").content.decode()
    assert 'role="img"' in shown.split("<main")[1]
    assert not PendingScore.objects.exists()
    wall = alice.get(f"/workshops/{workshop.code}/screen/").content.decode()
    phone = eight[0][0].get(eight[0][1]).content.decode()
    assert 'role="img"' in wall
    assert 'role="img"' in phone
    agreed = press(alice, workshop, "record", enabler="systems-mindset", agreed="3", note="Further than we thought.")
    assert "agreed score: 3" in agreed.content.decode()
    press(alice, workshop, "picture")
    press(alice, workshop, "dots", each=2)
    for client, address in eight:
        laid = client.post(address, {"press": "dots", "dot": ["reframing-risk", "staff-permission"]}, follow=True)
        assert "We have your dots" in laid.content.decode()
    counted = press(alice, workshop, "countdots").content.decode()
    assert '<td class="number">8</td>' in counted
    press(alice, workshop, "choose", enablers=["reframing-risk"])
    press(alice, workshop, "promise", text="Ask legal to come along", who="The team")
    assert "The workshop has ended" in press(alice, workshop, "end").content.decode()
    workshop.refresh_from_db()
    record = Visitor().get(f"/w/s/{workshop.summary_code}/").content.decode()
    for told in ("We agreed on 3", "Further than we thought.", "Ask legal to come along", "Reframing"):
        assert told in record
    assert "View workshop record" in eight[0][0].get(eight[0][1]).content.decode()


def test_a_press_on_an_old_page_says_that_somebody_else_was_first(room: Make, as_: SignIn) -> None:
    here = room(people=5)
    alice = as_(here.cast.alice)
    here.press(events.Begin())
    late = alice.post(f"/workshops/{here.workshop.code}/press/", {"press": "begin", "seen": 0}, follow=True)
    assert "The workshop changed after you opened this page" in late.content.decode()
    assert queries.state(here.workshop).version == 1


def test_a_score_that_comes_too_late_is_not_counted_and_says_so(room: Make) -> None:
    here = room(people=5)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5)
    (client, address), *_ = phones(1, here.workshop)
    late = client.post(address, {"enabler": "systems-mindset", "turn": "1", "score": "4"})
    assert late.status_code == 422
    assert "The workshop has moved on" in late.content.decode()


def test_nothing_chosen_is_said_beside_the_form(room: Make) -> None:
    here = room()
    here.press(events.Begin())
    here.press(events.Open(1))
    (client, address), *_ = phones(1, here.workshop)
    assert "Choose a score first" in client.post(address, {"enabler": "systems-mindset", "turn": "1"}).content.decode()


def test_a_show_of_hands_is_counted_in(room: Make, as_: SignIn) -> None:
    here = room()
    alice = as_(here.cast.alice)
    here.press(events.Begin())
    here.press(events.Open(1))
    sheets = f"/workshops/{here.workshop.code}/sheets/"
    assert "6 scores added" in alice.post(sheets, {"point-2": 4, "not-sure": 2}, follow=True).content.decode()
    assert queries.scored(here.workshop, "systems-mindset", 1) == 6
    assert alice.post(sheets, {}).status_code == 422


def test_the_agenda_is_put_in_another_order_by_buttons(room: Make, as_: SignIn) -> None:
    here = room()
    order = ["systems-mindset", "reframing-risk", "staff-permission"]
    fields = {"order": order} | {f"on-{name}": "on" for name in order} | {f"minutes-{name}": 5 for name in order}
    press(as_(here.cast.alice), here.workshop, "arrange", down="systems-mindset", **fields)
    state = queries.state(here.workshop)
    assert state.agenda == ("reframing-risk", "systems-mindset", "staff-permission")
    assert state.minutes == (5, 5, 5)


def test_a_small_room_is_told_plainly(room: Make, as_: SignIn) -> None:
    here = room(people=3)
    assert (
        "Fewer than 5 people have joined"
        in as_(here.cast.alice).get(f"/workshops/{here.workshop.code}/").content.decode()
    )


@pytest.mark.parametrize("page", ["", "now/", "counts/", "screen/", "screen/now/", "agenda/", "sheets/", "delete/"])
def test_only_those_who_run_diagnostics_lead_a_workshop(room: Make, as_: SignIn, page: str) -> None:
    here = room()
    address = f"/workshops/{here.workshop.code}/{page}"
    part = {"headers": {"X-Fragment": "yes"}} if "now" in page or "counts" in page else {}
    assert as_(here.cast.alice).get(address, **part).status_code == 200
    assert as_(here.cast.bob).get(address).status_code == 403
    assert as_(here.cast.charlie).get(address).status_code == 404


def test_a_summary_that_is_not_shared_is_not_there(room: Make, cast: Cast) -> None:
    here = room(people=5, way=Way.TALK)
    here.press(events.Begin())
    here.press(events.End())
    here.workshop.refresh_from_db()
    address = f"/w/s/{here.workshop.summary_code}/"
    assert Visitor().get(address).status_code == 200
    actions.share(here.workshop, shared=False, by=cast.alice)
    assert Visitor().get(address).status_code == 404


def test_a_code_is_taken_as_people_type_it(room: Make) -> None:
    here = room()
    assert Visitor().get("/w/", {"code": f" {here.workshop.code.upper()} "})["Location"] == f"/w/{here.workshop.code}/"
    assert "No workshop has this code" in Visitor().get("/w/", {"code": "zzz"}).content.decode()


def test_a_workshop_starts_on_the_spot(cast: Cast, as_: SignIn) -> None:
    alice = as_(cast.alice)
    given = {"subject": "Northvale as a system", "minutes": 7, "way": "alone"}
    lobby = alice.post(f"/places/{cast.northvale.code}/workshops/new/", given, follow=True).content.decode()
    assert "Waiting for people to join" in lobby
    assert "77 minutes in total" in lobby
    assert alice.post(f"/places/{cast.northvale.code}/workshops/new/", {"subject": ""}).status_code == 422


def test_a_small_room_changes_how_it_scores_before_it_begins(room: Make, as_: SignIn) -> None:
    here = room(people=3)
    alice = as_(here.cast.alice)
    changed = alice.post(f"/workshops/{here.workshop.code}/way/", {"way": "tables"}, follow=True).content.decode()
    assert "Each table agrees on one score." in changed
    here.press(events.Begin())
    late = alice.post(f"/workshops/{here.workshop.code}/way/", {"way": "alone"}, follow=True).content.decode()
    assert "can no longer change how people score" in late


def test_the_room_is_told_how_the_average_moved(room: Make, as_: SignIn) -> None:
    here = room(people=6)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5, 5)
    here.show(2, 3, 4, 4, 5, 5)
    page = as_(here.cast.alice).get(f"/workshops/{here.workshop.code}/").content.decode()
    assert "The average moved from 3.3 to 3.8." in page


def test_no_screen_tells_anything_of_the_scores_before_they_are_shown(room: Make, as_: SignIn) -> None:
    here = room(people=8)
    alice = as_(here.cast.alice)
    here.press(events.Begin())
    here.press(events.Open(1))
    code, watcher = here.workshop.code, phone_token.new()
    votes.join(here.workshop, watcher)
    screens = [f"/workshops/{code}/{page}" for page in ("", "now/", "counts/", "screen/", "screen/now/", "sheets/")]
    screens += [f"/w/{code}/", f"/w/{code}/{watcher}/", f"/w/{code}/{watcher}/now/", f"/workshops/{code}/record/"]

    def look() -> list[str]:
        part = {"headers": {"X-Fragment": "yes"}}
        found = []
        for address in screens:
            answer = alice.get(address, **(part if "now" in address or "counts" in address else {}))
            found.append(Visitor.without_tokens(answer.content.decode()))
        return found

    here.score(1, 1, 1, 1, 1, 1, 1, 1, why="This must stay here.")
    first = look()
    here.score(5, 4, 3, 2, 1, None, 5, 5, why="And this.")
    assert look() == first
    assert not [page for page in first if "must stay" in page or "svg" in page.split("<main")[-1].replace("qr.svg", "")]
