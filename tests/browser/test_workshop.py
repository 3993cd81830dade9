"""A whole workshop in real browsers: a facilitator, the wall and eight phones, with what goes wrong in a room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.server import Served
from tests.web import making
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.meet.workshops import actions, queries
from greenshoots.web.meet.workshops.models import Workshop

AGENDA = ("systems-mindset", "reframing-risk", "staff-permission")
SCORES = (1, 2, 4, 5, 5, 2, 3, 4)


def signed_in(person: User, address: str) -> SetCookieParam:
    """Give the cookie of somebody who is signed in: how they sign in has tests of its own."""
    client = Visitor()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


class Room:
    """The screens of one workshop."""

    def __init__(self, browser: Browser, served: Served, workshop: Workshop) -> None:
        self.browser, self.address, self.workshop = browser, served.address, workshop
        team = browser.new_context(viewport={"width": 1280, "height": 900})
        team.add_cookies([signed_in(served.cast.alice, served.address)])
        self.lead = team.new_page()
        self.lead.goto(f"{self.address}/workshops/{workshop.code}/")
        self.wall = team.new_page()
        self.wall.set_viewport_size({"width": 1920, "height": 1080})
        self.wall.goto(f"{self.address}/workshops/{workshop.code}/screen/")
        self.phones: list[Page] = []
        self.contexts: list[BrowserContext] = [team]

    def come(self, number: int = 1) -> None:
        for _ in range(number):
            context = self.browser.new_context(viewport={"width": 360, "height": 740})
            page = context.new_page()
            page.goto(f"{self.address}/w/{self.workshop.code}/")
            page.get_by_role("button", name="Join workshop").click()
            expect(page.get_by_role("heading", level=2)).to_be_visible()
            assert not context.cookies()
            self.contexts.append(context)
            self.phones.append(page)

    def press(self, name: str) -> None:
        self.lead.get_by_role("button", name=name, exact=True).click()
        self.lead.wait_for_load_state()

    def score(self, phone: Page, points: int) -> None:
        phone.check(f"#score-{points}")
        phone.get_by_role("button", name="my score").click()
        expect(phone.get_by_text("We have your score")).to_be_visible()

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def room(browser: Browser, served: Served) -> Iterator[Room]:
    diagnostic = making.diagnostic(served.cast.northvale)
    workshop = actions.make(
        diagnostic, title="The whole service", agenda=AGENDA, minutes=(8, 8, 8), by=served.cast.alice
    )
    here = Room(browser, served, workshop)
    yield here
    here.leave()


def everybody_scores(room: Room) -> None:
    """Seven score; one comes late, one loads the page again, and both are where the room is."""
    for phone, points in zip(room.phones, SCORES, strict=False):
        expect(phone.get_by_role("button", name="Send my score")).to_be_visible()
        room.score(phone, points)
    room.come()
    room.score(room.phones[7], SCORES[7])
    room.phones[0].reload()
    expect(room.phones[0].locator("#score-1")).to_be_checked()


def everybody_lays_dots(room: Room) -> None:
    """Half of the room lays its dot on one enabler, half on another."""
    for number, phone in enumerate(room.phones):
        expect(phone.locator("#dot-1")).to_be_visible()
        phone.select_option("#dot-1", AGENDA[number % 2])
        phone.get_by_role("button", name="Place my dots").click()
        expect(phone.get_by_text("We have your dots")).to_be_visible()


def test_eight_phones_go_through_a_workshop_with_all_that_happens_in_a_room(room: Room) -> None:
    room.come(7)
    expect(room.wall.get_by_text("7 have joined")).to_be_visible()
    room.press("Start the workshop")
    expect(room.phones[0].get_by_text("Read the statements")).to_be_visible()
    room.press("Start scoring")
    everybody_scores(room)

    # A phone loses its connection over the reveal and finds its way back.
    room.phones[1].context.set_offline(True)
    assert room.wall.locator("main svg").count() == 0
    room.press("Show results")
    for screen in (room.lead, room.wall, room.phones[7]):
        expect(screen.locator("main svg").first).to_be_visible()
    room.phones[1].context.set_offline(False)
    expect(room.phones[1].locator("main svg").first).to_be_visible(timeout=15_000)

    # A press too far is taken back; what was shown stays shown.
    room.press("Next: Reframing risk")
    expect(room.phones[2].get_by_role("heading", level=2)).to_contain_text("Reframing how we understand")
    room.press("Undo")
    expect(room.phones[2].locator("main svg").first).to_be_visible()
    room.lead.check("#id_agreed_2")
    room.lead.fill("#id_note", "Two teams say yes, three say no.")
    room.press("Save agreed score")
    expect(room.phones[3].get_by_text("We agreed on 3.")).to_be_visible()

    # Dots: a tie that people settle by talking.
    room.press("Show the whole picture")
    expect(room.wall.locator("main svg").first).to_be_visible()
    room.press("Start dot voting")
    everybody_lays_dots(room)
    room.press("Count the dots")
    expect(room.wall.locator("td.number").first).to_have_text("4")
    expect(room.wall.locator("td.number").nth(1)).to_have_text("4")
    expect(room.lead.get_by_text("talk about which of them to choose")).to_be_visible()
    room.press("End the workshop")
    room.phones[4].get_by_role("link", name="View workshop record").click()
    expect(room.phones[4].get_by_text("We agreed on 3")).to_be_visible()
    assert queries.state(room.workshop).agreed["systems-mindset"].score == 3


def test_a_phone_that_lost_its_page_does_not_join_a_second_time(room: Room) -> None:
    room.come()
    phone = room.phones[0]
    mine = phone.url
    phone.goto(f"{room.address}/w/{room.workshop.code}/")
    phone.get_by_role("link", name="Go back to your page").click()
    assert phone.url == mine
    assert queries.joined(room.workshop) == 1


def test_a_phone_without_scripts_works_by_its_own_reload(room: Room) -> None:
    context = room.browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    phone = context.new_page()
    phone.goto(f"{room.address}/w/{room.workshop.code}/")
    phone.get_by_role("button", name="Join workshop").click()
    room.press("Start the workshop")
    room.press("Start scoring")
    phone.get_by_role("link", name="Refresh").click()
    room.score(phone, 4)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_clear_to_people_who_do_not_see_or_point(room: Room, scheme: str) -> None:
    room.come(5)
    room.press("Start the workshop")
    room.press("Start scoring")
    for phone, points in zip(room.phones, SCORES, strict=False):
        expect(phone.get_by_role("button", name="Send my score")).to_be_visible()
        room.score(phone, points)
    for moment in ("scoring", "seen"):
        if moment == "seen":
            room.press("Show results")
            expect(room.phones[0].locator("main svg").first).to_be_visible()
            expect(room.wall.locator("main svg").first).to_be_visible()
        for screen in (room.lead, room.wall, room.phones[0]):
            screen.emulate_media(color_scheme=scheme)
            found = Axe().run(screen).response["violations"]
            assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert screen.evaluate(wide) <= 0
