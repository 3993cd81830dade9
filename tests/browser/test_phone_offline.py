"""Phones in a room that lose their connection, and phones that several people score with."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_workshop import Room, room

from greenshoots.web.meet.workshops import queries
from greenshoots.web.meet.workshops.models import PendingScore

__all__ = ["room"]


def open_vote(room: Room, phones: int = 1) -> Page:
    """Let phones in, and let them score."""
    room.come(phones)
    room.press("Start the workshop")
    room.press("Start scoring")
    expect(room.phones[0].get_by_role("button", name="Send my score")).to_be_visible()
    return room.phones[0]


def test_a_score_waits_for_the_connection_and_counts_once(room: Room) -> None:
    phone = open_vote(room)
    phone.check("#score-4")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Send my score").click()
    expect(phone.get_by_text("Not sent yet. Keep this page open")).to_be_visible()
    expect(phone.get_by_text("Connection lost.")).to_be_visible(timeout=15_000)
    expect(phone.locator("#score-4")).to_be_checked()
    phone.context.set_offline(False)
    expect(phone.get_by_text("We have your score")).to_be_visible(timeout=15_000)
    expect(phone.get_by_text("Connection lost.")).to_have_count(0, timeout=15_000)
    expect(phone.get_by_text("Not sent yet.")).to_have_count(0)
    assert PendingScore.objects.get().score == 3
    assert phone.evaluate("sessionStorage.length") == 0


def test_only_a_page_of_ours_settles_a_score_and_a_lost_reply_counts_once(room: Room) -> None:
    phone = open_vote(room)
    replies: list[Any] = [(200, "<h1>Free wifi</h1>"), (502, "<h1>Bad gateway</h1>"), "lost"]

    def reply(route: Any) -> None:
        if route.request.method != "POST" or not replies:
            return route.continue_()
        now = replies.pop(0)
        if now == "lost":
            route.fetch(max_redirects=0)
            return route.abort("connectionreset")
        return route.fulfill(status=now[0], body=now[1], content_type="text/html")

    phone.route("**/w/**", reply)
    phone.check("#score-2")
    phone.get_by_role("button", name="Send my score").click()
    expect(phone.get_by_text("We have your score")).to_be_visible(timeout=30_000)
    assert replies == []
    assert PendingScore.objects.get().score == 1
    assert queries.joined(room.workshop) == 1


def test_a_score_that_comes_too_late_says_so(room: Room) -> None:
    phone = open_vote(room)
    phone.check("#score-4")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Send my score").click()
    expect(phone.get_by_text("Not sent yet. Keep this page open")).to_be_visible()
    room.press("Show results")
    phone.context.set_offline(False)
    expect(phone.get_by_text("The workshop has moved on, so this was not counted.")).to_be_visible(timeout=15_000)
    assert PendingScore.objects.count() == 0


def test_a_reload_sends_what_waited(room: Room) -> None:
    phone = open_vote(room)
    phone.check("#score-5")
    phone.route("**/w/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    phone.get_by_role("button", name="Send my score").click()
    expect(phone.get_by_text("Not sent yet. Keep this page open")).to_be_visible()
    phone.unroute_all()
    phone.reload()
    expect(phone.get_by_text("We have your score")).to_be_visible()
    assert PendingScore.objects.get().score == 4


@pytest.mark.parametrize("scripts", [True, False])
def test_people_who_share_a_phone_see_nothing_of_each_other(room: Room, scripts: bool) -> None:
    context = room.browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    room.contexts.append(context)
    phone = context.new_page()
    phone.goto(f"{room.address}/w/{room.workshop.code}/")
    phone.get_by_label("Several people will take turns to score on this phone").check()
    phone.get_by_role("button", name="Join workshop").click()
    room.press("Start the workshop")
    room.press("Start scoring")
    if not scripts:
        phone.get_by_role("link", name="Refresh").click()
    for number, points in enumerate((2, 5, 5)):
        expect(phone.get_by_role("button", name="Send my score")).to_be_visible()
        phone.check(f"#score-{points}")
        phone.get_by_role("button", name="Send my score").click()
        people = "1 person has" if number == 0 else f"{number + 1} people have"
        expect(phone.get_by_text(f"{people} used this phone.")).to_be_visible()
        assert phone.locator("input[type=radio]:checked").count() == 0
    phone.reload()
    assert phone.locator("input[type=radio]:checked").count() == 0
    assert sorted(PendingScore.objects.values_list("score", flat=True)) == [1, 4, 4]
    assert queries.joined(room.workshop) == 3
    phone.goto(f"{room.address}/w/{room.workshop.code}/")
    if scripts:
        phone.get_by_role("link", name="Go back to your page").click()
        expect(phone.get_by_text("3 people have used this phone.")).to_be_visible()
        assert phone.locator("input[type=radio]:checked").count() == 0


def test_a_phone_says_who_joined_with_it_for_a_day_only(room: Room) -> None:
    room.come()
    phone = room.phones[0]
    again = f"{room.address}/w/{room.workshop.code}/"
    phone.goto(again)
    expect(phone.get_by_text("This device joined the workshop at")).to_be_visible()
    phone.evaluate(
        """() => {
            const key = Object.keys(localStorage)[0]
            const kept = JSON.parse(localStorage.getItem(key))
            kept.time -= 25 * 60 * 60 * 1000
            localStorage.setItem(key, JSON.stringify(kept))
        }"""
    )
    phone.goto(again)
    expect(phone.get_by_role("button", name="Join workshop")).to_be_visible()
    phone.wait_for_function("localStorage.length === 0")
    assert phone.get_by_text("This device joined").is_visible() is False
