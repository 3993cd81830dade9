"""Actions: from the library or blank, on the board and in the list, with notes, and never written over unseen."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from tests.web.act.plans.conftest import ENABLER, As, ask_of, invited
from tests.web.cast import Cast
from tests.web.pages import on_one_line
from tests.web.show.results.reading import text

from greenshoots import library as guide
from greenshoots.web.act.actions import actions as action_actions
from greenshoots.web.act.actions.models import Action, ActionNote, ActionStatus
from greenshoots.web.act.asks import actions as ask_actions
from greenshoots.web.act.asks.models import Ask
from greenshoots.web.act.library import queries as library
from greenshoots.web.act.plans import publishing
from greenshoots.web.act.priorities import actions as priority_actions
from greenshoots.web.act.priorities.models import Point, Priority, Reach
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.base.places import actions as places
from greenshoots.web.base.places.models import Place

NEW = "/places/northval/actions/new/"
SENT = {
    "kind": "try", "what": "A learning hour", "why": "Half of us have none.", "first_step": "Block Thursday, three.",
    "owner": "Reablement team", "due": "2026-12-01", "state": "to_do", "public": "on",
}  # fmt: skip


def make(cast: Cast, **facts: object) -> Action:
    values = {"what": "A learning hour", "owner": "Reablement team"} | facts
    return action_actions.make(cast.northvale, by=cast.alice, **values)


def test_an_action_for_a_priority_is_written_and_read(priority: Priority, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    blank = alice.get(f"{NEW}?priority={priority.code}").content.decode()
    assert f'value="{priority.code}" selected' in on_one_line(blank)
    page = text(alice.post(NEW, SENT | {"priority": priority.code}, follow=True))
    assert "Action added to the plan." in page
    assert "A learning hour" in page
    made = Action.objects.get()
    assert (made.kind, made.owner, made.priority) == ("try", "Reablement team", priority)
    assert made.due == dt.date(2026, 12, 1)
    page = text(alice.get(f"/actions/{made.code}/"))
    assert "Block Thursday, three." in page
    assert "Half of us have none." in page


def test_a_library_entry_fills_the_form_and_stays_linked(priority: Priority, cast: Cast, as_: As) -> None:
    entry = library.for_enabler(ENABLER, cast.northvale)[0]
    page = as_(cast.alice).get(f"/priorities/{priority.code}/").content.decode()
    start = f"{NEW}?priority={priority.code}&amp;entry={entry.key}"
    assert start in page
    form = as_(cast.alice).get(f"{NEW}?entry={entry.key}")
    assert entry.title in text(form)
    as_(cast.alice).post(f"{NEW}?entry={entry.key}", SENT)
    made = Action.objects.get()
    assert made.entry == entry.key
    assert entry.title in text(as_(cast.alice).get(f"/actions/{made.code}/"))


def test_a_point_of_the_map_becomes_an_action(priority: Priority, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    page = alice.post(f"/priorities/{priority.code}/map/control/", {"text": "The second signature"}, follow=True)
    assert "The second signature" in text(page)
    point = Point.objects.get()
    assert "The second signature" in alice.get(f"{NEW}?point={point.code}").content.decode()
    alice.post(f"{NEW}?point={point.code}", SENT | {"priority": priority.code})
    point.refresh_from_db()
    assert point.action == Action.objects.get()
    assert text(alice.get(f"/priorities/{priority.code}/")).count("A learning hour") == 1, "It stands on the map once."


def test_the_map_has_three_parts_and_a_point_can_be_taken_off(priority: Priority, cast: Cast, as_: As) -> None:
    for reach in Reach:
        priority_actions.add_point(priority, reach=reach, text=f"Point {reach.value}")
    alice = as_(cast.alice)
    page = text(alice.get(f"/priorities/{priority.code}/"))
    for told in ("In our control", "We can influence", "Others need to act", "Point influence"):
        assert told in page
    point = Point.objects.get(reach=Reach.OTHERS)
    page = text(alice.post(f"/points/{point.code}/delete/", follow=True))
    assert "“Point others” has been removed." in page
    assert Point.objects.count() == 2


def test_a_point_is_said_in_other_words_and_moves_to_another_part(priority: Priority, cast: Cast, as_: As) -> None:
    point = priority_actions.add_point(priority, reach=Reach.OTHERS, text="Somebody pays")
    alice = as_(cast.alice)
    moved = alice.post(f"/points/{point.code}/change/", {"text": "We pay a part", "reach": "influence"})
    assert moved.headers["Location"].endswith("#influence")
    point.refresh_from_db()
    assert (point.reach, point.text) == (Reach.INFLUENCE, "We pay a part")
    for wrong in ({"text": " ", "reach": "control"}, {"text": "x", "reach": "elsewhere"}, {"text": "x" * 201}):
        refused = alice.post(f"/points/{point.code}/change/", wrong)
        assert refused.status_code == 422
        assert f'id="t-{point.code}"' in refused.content.decode()
        assert "This field is required" not in refused.content.decode()
    point.refresh_from_db()
    assert point.text == "We pay a part"


def test_an_empty_point_is_refused_in_its_place(priority: Priority, cast: Cast, as_: As) -> None:
    answer = as_(cast.alice).post(f"/priorities/{priority.code}/map/others/", {"text": " "})
    assert answer.status_code == 422
    assert 'id="p-others-error"' in answer.content.decode()
    assert as_(cast.alice).post(f"/priorities/{priority.code}/map/elsewhere/", {"text": "x"}).status_code == 422


@pytest.mark.parametrize("view", ["board", "list"])
def test_board_and_list_show_and_narrow_the_same_actions(view: str, priority: Priority, cast: Cast, as_: As) -> None:
    make(cast, what="One", priority=priority, kind="stop")
    make(cast, what="Two", owner="Leaders", state=ActionStatus.DONE)
    address = f"/places/northval/plan/?view={view}"
    page = text(as_(cast.vera).get(address))
    assert "One" in page
    assert "Two" in page
    assert "2 actions" in page
    for query, there, gone in (
        (f"enabler={ENABLER}", "One", "Two"), ("kind=stop", "One", "Two"), ("state=done", "Two", "One"),
        ("owner=Leaders", "Two", "One"), (f"diagnostic={priority.round.diagnostic.code}", "One", "Two"),
    ):  # fmt: skip
        page = as_(cast.bob).get(f"{address}&{query}").content.decode()
        assert f">{there}</a>" in page
        assert f">{gone}</a>" not in page
    assert "No actions match your filters." in text(as_(cast.bob).get(f"{address}&kind=try"))


def test_the_board_moves_an_action_and_leads_back(cast: Cast, as_: As) -> None:
    made = make(cast)
    back = "/places/northval/plan/?view=board"
    answer = as_(cast.alice).post(f"/actions/{made.code}/move/", {"to": "done", "back": back}, follow=True)
    assert "Status of “A learning hour” changed from To do to Done." in text(answer)
    assert answer.redirect_chain[-1][0] == back
    made.refresh_from_db()
    assert (made.state, made.ended_on) == (ActionStatus.DONE, timezone.localdate())
    action_actions.move(made, to=ActionStatus.DOING, by=cast.alice)
    made.refresh_from_db()
    assert made.ended_on is None
    assert list(Entry.objects.filter(verb__startswith="action.").values_list("verb", flat=True)) == [
        "action.doing", "action.done", "action.made",
    ]  # fmt: skip


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_move_never_leads_to_somebody_elses_site(back: str, cast: Cast, as_: As) -> None:
    made = make(cast)
    answer = as_(cast.alice).post(f"/actions/{made.code}/move/", {"to": "done", "back": back})
    assert answer["Location"] == f"/actions/{made.code}/"


def test_a_state_that_is_unknown_changes_nothing(cast: Cast, as_: As) -> None:
    made = make(cast)
    assert as_(cast.alice).post(f"/actions/{made.code}/move/", {"to": "gone"}).status_code == 404


def test_nobody_writes_over_what_somebody_else_wrote(cast: Cast, as_: As) -> None:
    made = make(cast)
    sent = SENT | {"version": made.version}
    as_(cast.olive).post(f"/actions/{made.code}/edit/", sent | {"what": "Olive's words"})
    answer = as_(cast.alice).post(f"/actions/{made.code}/edit/", sent | {"what": "Alice's words"})
    page = text(answer)
    assert answer.status_code == 409
    assert "This was changed while you were editing." in page
    assert "Olive's words" in page
    assert 'value="Alice&#x27;s words"' in answer.content.decode()
    made.refresh_from_db()
    assert made.what == "Olive's words"
    again = sent | {"what": "Both", "version": made.version}
    assert as_(cast.alice).post(f"/actions/{made.code}/edit/", again).status_code == 302


def test_what_somebody_left_alone_becomes_what_another_wrote(cast: Cast, as_: As) -> None:
    made = make(cast, owner="Leaders", due=dt.date(2026, 3, 4))
    address, olive = f"/actions/{made.code}/edit/", as_(cast.olive)
    page = olive.get(address).content.decode()
    for kept in ('name="initial-owner" value="Leaders"', 'name="initial-due" value="2026-03-04"'):
        assert kept in page
    stood = {
        "what": made.what,
        "owner": "Leaders",
        "due": "2026-03-04",
        "kind": "do",
        "state": "to_do",
        "why": made.why,
    }
    stood |= {"why": made.why, "first_step": made.first_step, "public": "on"}
    sent = stood | {f"initial-{name}": value for name, value in stood.items()} | {"version": made.version}
    sent["initial-public"] = "True"
    assert as_(cast.alice).post(address, sent | {"owner": "Team leads"}).status_code == 302
    answer = olive.post(address, sent | {"why": "Because."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'name="owner" value="Team leads"' in page, "She never touched it."
    assert 'name="initial-owner" value="Team leads"' in page
    assert ">\nBecause.</textarea>" in page


def test_an_entry_hangs_on_the_one_priority_that_it_helps(priority: Priority, cast: Cast, as_: As) -> None:
    helps = next(one for one in guide.entries() if priority.enabler in one.enablers)
    chosen = f'<option value="{priority.code}" selected>'
    alice = as_(cast.alice)
    assert chosen in on_one_line(alice.get(f"{NEW}?entry={helps.id}").content.decode())
    assert chosen not in on_one_line(alice.get(f"{NEW}?entry={helps.id}&priority=").content.decode())
    other = next(one for one in guide.entries() if priority.enabler not in one.enablers)
    assert chosen not in on_one_line(alice.get(f"{NEW}?entry={other.id}").content.decode())


def test_what_was_found_is_asked_for_at_the_end(cast: Cast, as_: As) -> None:
    made, alice = make(cast), as_(cast.alice)
    asked = "What did you find out? It is just as useful to know what did not work."
    assert asked not in text(alice.get(f"/actions/{made.code}/"))
    assert asked in text(alice.post(f"/actions/{made.code}/move/", {"to": "done"}, follow=True))
    assert asked not in text(as_(cast.vera).get(f"/actions/{made.code}/"))
    made.refresh_from_db()
    told = SENT | {"version": made.version, "state": "done", "outcome": "Less waiting."}
    page = text(alice.post(f"/actions/{made.code}/edit/", told, follow=True))
    assert "Action saved." in page
    assert asked not in page
    assert "This permanently deletes the action." in text(alice.get(f"/actions/{made.code}/delete/"))
    alice.post(f"/actions/{made.code}/notes/", {"text": "A note"})
    assert "This permanently deletes the action and its note." in text(alice.get(f"/actions/{made.code}/delete/"))


def test_a_day_that_is_none_comes_back_with_everything_else(cast: Cast, as_: As) -> None:
    answer = as_(cast.alice).post(NEW, SENT | {"due": "soon"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="soon"' in page
    assert "Block Thursday, three." in page
    assert not Action.objects.exists()


def test_late_is_told_kindly(cast: Cast, as_: As) -> None:
    made = make(cast, due=timezone.localdate() - dt.timedelta(days=3))
    page = text(as_(cast.vera).get(f"/actions/{made.code}/"))
    assert "Is the date still right?" in page
    for unkind in ("overdue", "late", "missed", "failed"):
        assert unkind not in page.lower()
    action_actions.move(made, to=ActionStatus.DONE, by=cast.alice)
    assert "Is the date still right?" not in text(as_(cast.vera).get(f"/actions/{made.code}/"))


def test_notes_are_written_and_deleted_and_the_trail_holds_none_of_their_words(cast: Cast, as_: As) -> None:
    made = make(cast)
    alice = as_(cast.alice)
    assert "Three came." in text(alice.post(f"/actions/{made.code}/notes/", {"text": "Three came."}, follow=True))
    assert alice.post(f"/actions/{made.code}/notes/", {"text": " "}).status_code == 422
    note = ActionNote.objects.get()
    page = text(alice.post(f"/actions/{made.code}/notes/{note.code}/delete/", follow=True))
    assert "Note deleted. It said: “Three came.”" in page
    assert not ActionNote.objects.exists()
    assert "Three" not in str(Entry.objects.values_list("about", "facts"))


def test_deleting_says_what_is_lost(cast: Cast, as_: As) -> None:
    made = make(cast)
    action_actions.note(made, "One", by=cast.alice)
    page = text(as_(cast.alice).get(f"/actions/{made.code}/delete/"))
    assert "This permanently deletes the action and its note." in page
    as_(cast.alice).post(f"/actions/{made.code}/delete/")
    assert not Action.objects.exists()


def test_a_deleted_priority_leaves_its_actions_in_the_plan(priority: Priority, cast: Cast, as_: As) -> None:
    make(cast, priority=priority)
    as_(cast.alice).post(f"/priorities/{priority.code}/delete/")
    page = text(as_(cast.alice).get("/places/northval/plan/"))
    assert "Without a priority" in page
    assert "A learning hour" in page


def test_what_became_of_a_priority_is_kept_and_it_can_be_closed(priority: Priority, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    alice.post(f"/priorities/{priority.code}/outcome/", {"outcome": "One signature now.", "closed": "on"})
    page = text(alice.get(f"/priorities/{priority.code}/"))
    assert "One signature now." in page
    assert "closed on" in page
    priority.refresh_from_db()
    assert priority.closed_on == timezone.localdate()
    alice.post(f"/priorities/{priority.code}/outcome/", {"outcome": "One signature now."})
    priority.refresh_from_db()
    assert priority.closed_on is None


def test_why_is_changed_and_a_clash_is_told(priority: Priority, cast: Cast, as_: As) -> None:
    edit = f"/priorities/{priority.code}/edit/"
    assert as_(cast.alice).post(edit, {"because": ["gap"], "why": "Mine.", "version": 1}).status_code == 302
    answer = as_(cast.olive).post(edit, {"because": ["score"], "why": "Other.", "version": 1})
    assert answer.status_code == 409
    assert "Mine." in text(answer)
    priority.refresh_from_db()
    assert priority.why == "Mine."


def test_an_empty_plan_says_where_to_begin(cast: Cast, as_: As) -> None:
    assert "There is nothing in the plan yet." in text(as_(cast.alice).get("/places/northval/plan/"))
    for view in ("board", "list"):
        assert "No actions yet." in text(as_(cast.alice).get(f"/places/northval/plan/?view={view}"))


def test_the_plan_asks_the_tables_the_same_number_of_times_however_long_it_is(
    priority: Priority, cast: Cast, as_: As, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        make(cast, what=f"Action {number}", priority=priority if number % 2 else None)
    vera = as_(cast.vera)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        vera.get("/places/northval/plan/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        vera.get("/places/northval/plan/?view=board")


def test_a_diagnostic_takes_its_priorities_with_it_and_leaves_the_actions(
    priority: Priority, cast: Cast, as_: As
) -> None:
    made = make(cast, priority=priority)
    diagnostic = priority.round.diagnostic
    page = text(as_(cast.olive).get(f"/diagnostics/{diagnostic.code}/delete/"))
    assert "1 priority (its actions stay)" in page
    as_(cast.olive).post(f"/diagnostics/{diagnostic.code}/delete/", {"name": diagnostic.subject})
    assert not Priority.objects.exists()
    made.refresh_from_db()
    assert made.priority is None


def test_a_place_is_deleted_with_everything_it_planned_and_was_asked(
    priority: Priority, cast: Cast, region: Place, rita: User
) -> None:
    body = invited(cast.northvale, cast.alice, region, rita)
    make(cast, priority=priority)
    ask = ask_of(cast.northvale, cast.alice, body=body, priority=priority)
    ask_actions.send(ask, on=timezone.localdate(), by=cast.alice)
    ask_actions.bundle(region, [ask], title="Together", by=rita)
    priority_actions.add_point(priority, reach=Reach.OTHERS, text="A point")
    publishing.page_for(priority.round)
    places.delete(region)
    ask.refresh_from_db()
    assert ask.bundle is None
    places.delete(cast.northvale)
    assert not Action.objects.exists()
    assert not Ask.objects.exists()
