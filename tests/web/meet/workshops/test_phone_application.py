"""Phones without Django around each request: the same pages, kept for all phones and made for those with a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connections
from tests.web import loops
from tests.web.collect.responses.side import call
from tests.web.meet.workshops.conftest import Room
from tests.web.pages import look_at

from greenshoots.web.meet.workshops import (
    events,
    phone_application,
    phone_token,
    phone_writes,
    queries,
    view_model,
)

Make = Callable[..., Room]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _threads_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close the threads after each test: their connections would hold up the removal of the database."""
    pool = ThreadPoolExecutor(1)
    monkeypatch.setattr(phone_application.SIDE.threads, "pool", pool)
    phone_application._rooms.clear()
    yield
    phone_writes.writer.stop()
    pool.submit(connections.close_all).result(timeout=10)
    pool.shutdown()


def get(path: str) -> Any:
    return loops.run(call("GET", path))


def post(path: str, **fields: str) -> Any:
    return loops.run(call("POST", path, body=urlencode(fields).encode()))


def join(here: Room) -> str:
    answer = post(f"/w/{here.workshop.code}/")
    assert answer.status == 303
    assert "set-cookie" not in answer.headers
    return str(answer.headers["location"])


def test_a_phone_joins_scores_and_sees_the_spread(room: Make) -> None:
    here = room(people=5)
    address = join(here)
    look_at(get(f"/w/{here.workshop.code}/").text)
    here.press(events.Begin())
    here.press(events.Open(1))
    page = get(address)
    look_at(page.text)
    assert "Send my score" in page.text
    assert post(address, enabler="systems-mindset", turn="1", score="4").status == 303
    assert "We have your score" in get(address).text
    here.score(1, 2, 3, 4, 5)
    here.press(events.Reveal("systems-mindset", 1))
    assert 'role="img"' in get(address).text
    shown = queries.shown(here.workshop, "systems-mindset", 1)
    assert shown is not None
    assert shown.vote.people == 6


def test_every_phone_gets_its_own_address_in_a_page_that_all_share(room: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    here = room()
    made = []
    monkeypatch.setattr(view_model, "of", lambda workshop, real=view_model.of: made.append(1) or real(workshop))
    addresses = [join(here) for _ in range(4)]
    for address in addresses:
        page = get(address).text
        assert address in page
        assert sum(other in page for other in addresses) == 1
    assert len(made) == 1


def test_a_press_is_seen_at_once(room: Make) -> None:
    here = room()
    address = join(here)
    assert "You have joined" in get(address).text
    here.press(events.Begin())
    assert "Read the statements" in get(address).text


def test_what_comes_late_or_is_nothing_is_said_and_not_kept(room: Make) -> None:
    here = room(people=5)
    address = join(here)
    here.press(events.Begin())
    here.show(1, 2, 3, 4, 5)
    late = post(address, enabler="systems-mindset", turn="1", score="4")
    assert (late.status, "The workshop has moved on" in late.text) == (422, True)
    assert "Choose a score first" in post(address, enabler="systems-mindset", turn="1").text
    assert post(address, enabler="x" * 300, turn="nine", score="many").status == 422
    assert get("/w/nothing/").status == 404


def test_a_room_that_is_over_leads_to_its_summary(room: Make) -> None:
    here = room()
    here.press(events.Begin())
    here.press(events.End())
    here.workshop.refresh_from_db()
    assert get(f"/w/{here.workshop.code}/").headers["location"] == f"/w/s/{here.workshop.summary_code}/"


@pytest.mark.parametrize("path", ["/w/", "/w/s/abc/", "/w/abc/stream", "/w/abc/qr.svg", "/w/abc/short/", "/workshops/"])
def test_other_addresses_are_left_to_others(path: str) -> None:
    assert phone_application.parts_of(path) == ()


def test_a_phones_own_address_is_its(room: Make) -> None:
    assert phone_application.parts_of(f"/w/abc/{phone_token.new()}/now/")[3:] == ("now",)


def test_nobody_scores_as_the_hole_in_the_page_that_all_phones_share(room: Make) -> None:
    here = room(people=5)
    here.press(events.Begin())
    here.press(events.Open(1))
    hole = f"/w/{here.workshop.code}/{phone_token.HOLE}/"
    assert post(hole, enabler="systems-mindset", turn="1", score="1").status != 303
    assert queries.scored(here.workshop, "systems-mindset", 1) == 0
    assert "We have your score" not in get(f"/w/{here.workshop.code}/{here.phones[0]}/").text
