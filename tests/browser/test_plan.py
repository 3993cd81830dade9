"""From a finding to change, in a real browser: to the next round, and to somebody else who can act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from tests.browser.server import Served
from tests.browser.test_workshop import signed_in
from tests.web import making

from greenshoots.web.act.actions import reminders
from greenshoots.web.act.actions.models import Action
from greenshoots.web.act.asks.models import Ask
from greenshoots.web.act.plans.models import PlanPage
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Membership, Place, Role
from greenshoots.web.collect.diagnostics import actions as diagnostics
from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import actions as releases


class Desk:
    """The browser of one person, who is looked over the shoulder: every page they see is checked."""

    def __init__(self, browser: Browser, served: Served, person: User | None, width: int = 1280) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        if person is not None:
            self.context.add_cookies([signed_in(person, served.address)])
        self.page: Page = self.context.new_page()
        self.address = served.address

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.look()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Fail where the page shuts somebody out or is wider than its window."""
        found = Axe().run(self.page).response["violations"]
        assert found == [], f"{self.page.url}: {[(one['id'], one['nodes'][0]['html'][:90]) for one in found]}"
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{self.page.url} is {over} px too wide."

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


@pytest.fixture
def revealed(served: Served) -> Round:
    """Give a round of 24 people that is over and published to everybody."""
    first = making.diagnostic(served.cast.northvale).rounds.get()
    making.people_answer(first, 24)
    releases.reveal(first, by=served.cast.alice)
    releases.close(first, by=served.cast.alice)
    releases.publish(first, to=Audience.EVERYBODY, by=served.cast.alice)
    return Round.objects.select_related("diagnostic").get(pk=first.pk)


@pytest.fixture
def alice(browser: Browser, served: Served) -> Iterator[Desk]:
    desk = Desk(browser, served, served.cast.alice)
    yield desk
    desk.context.close()


def test_from_a_finding_over_the_library_to_an_action_a_reminder_and_the_next_round(
    browser: Browser, served: Served, revealed: Round, alice: Desk
) -> None:
    action = from_the_finding_to_an_action(revealed, alice)
    # The day comes near, and the owner is told.
    assert action.due is not None
    assert reminders.send_due(action.due - dt.timedelta(days=7)) == 1
    assert mail.outbox[-1].to == ["team@example.org"]
    done_found_and_published(revealed, alice, action)
    second = the_next_round_opens_with_it(revealed, alice)
    diagnostics.open_round(second, by=served.cast.alice)
    phone = Desk(browser, served, None, width=320)
    phone.go(f"/a/{second.code}")
    phone.sees("What happened after the last round")
    phone.sees(f"Done: {action.what}")
    phone.follow("Read more")
    phone.sees("What happened next")
    phone.sees("Two days faster.")
    assert not phone.context.cookies()
    phone.context.close()


def from_the_finding_to_an_action(revealed: Round, alice: Desk) -> Action:
    alice.go(f"/diagnostics/{revealed.diagnostic.code}/rounds/1/results/enablers/staff-permission/")
    alice.follow("Make this a priority")
    alice.page.get_by_label("Groups see it differently").check()
    alice.page.get_by_label("In your own words").fill("Two signatures for a bus fare.")
    alice.press("Add to plan")
    alice.sees("is now a priority.")
    alice.sees("The finding when we chose it")
    priority = Priority.objects.get()
    assert priority.finding["sentences"]
    # What may help, read before it is taken up.
    entry = alice.page.locator("aside .what a").first.inner_text()
    alice.follow(entry)
    alice.sees("A first step for Monday")
    alice.page.go_back()
    alice.follow("Create an action from this")
    assert alice.page.get_by_label("What will you do, try or stop?").input_value() == entry
    due = dt.date.today() + dt.timedelta(days=30)
    alice.page.get_by_label("Who is leading this?").fill("Reablement team")
    alice.page.get_by_label("E-mail address for reminders").fill("team@example.org")
    alice.page.get_by_label("Due date").fill(due.isoformat())
    alice.press("Add action")
    alice.sees("Action added to the plan.")
    action = Action.objects.get()
    assert (action.priority, action.entry != "", action.due) == (priority, True, due)
    return action


def done_found_and_published(revealed: Round, alice: Desk, action: Action) -> None:
    alice.go("/places/northval/plan/?view=board")
    alice.page.get_by_role("button", name="Mark as done").first.click()
    alice.sees("changed from To do to Done.")
    alice.follow(action.what)
    alice.follow("Edit")
    alice.page.get_by_label("Outcome").fill("Two days faster.")
    alice.press("Save")
    publish_the_page(revealed, alice)


def publish_the_page(revealed: Round, alice: Desk) -> None:
    alice.go(f"/diagnostics/{revealed.diagnostic.code}/rounds/1/page/")
    alice.page.get_by_label("Anyone with the link can see this page").check()
    alice.press("Save")
    alice.sees("Anyone with this link can see the page:")


def the_next_round_opens_with_it(revealed: Round, alice: Desk) -> Round:
    code = revealed.diagnostic.code
    alice.go(f"/diagnostics/{code}/next-round/")
    alice.sees("What was decided after round 1, and what happened next")
    alice.press("Start next round")
    alice.go(f"/diagnostics/{code}/rounds/2/")
    alice.sees("Two days faster.")
    return Round.objects.get(number=2)


def test_an_ask_is_sent_on_answered_by_a_region_and_seen_on_the_public_page(
    browser: Browser, served: Served, revealed: Round, alice: Desk
) -> None:
    region = Place.objects.create(name="Greater Vale (fictional)", code="grtrvale")
    rita = User.objects.create_user("rita@example.org", None, name="Rita")
    Membership.objects.create(place=region, person=rita, role=Role.OWNER)
    board = Desk(browser, served, rita)
    somebody_must_do_something(revealed, alice)
    board.page.goto(invited(alice))
    board.look()
    board.page.get_by_label("Greater Vale (fictional)").check()
    board.press("Accept invitation")
    sent(alice)
    answered(board)
    board.context.close()
    alice.go(f"/asks/{Ask.objects.get().code}/")
    alice.sees("One officer for all, from April.")
    alice.follow("Add follow-up")
    alice.page.get_by_label("What has happened since?").fill("She starts in May.")
    alice.press("Save")
    publish_the_page(revealed, alice)
    everybody = Desk(browser, served, None, width=360)
    everybody.go(f"/p/{PlanPage.objects.get().code}/")
    for said in ("Share data across the region", "One officer for all, from April.", "She starts in May."):
        everybody.sees(said)
    assert not everybody.context.cookies()
    everybody.context.close()


def somebody_must_do_something(revealed: Round, alice: Desk) -> None:
    alice.go(f"/diagnostics/{revealed.diagnostic.code}/rounds/1/strengthen/")
    alice.page.get_by_role("checkbox").first.check()
    alice.press("Continue")
    alice.press("Add to plan")
    others = alice.page.locator("#others")
    others.get_by_role("textbox").fill("Share data across the region")
    others.get_by_role("button").first.click()
    alice.page.wait_for_load_state()


def invited(alice: Desk) -> str:
    alice.go("/places/northval/bodies/")
    alice.page.get_by_label("Name of the organisation").fill("Combined authority")
    alice.press("Create link")
    link = alice.page.locator("#address").inner_text()
    return f"{alice.address}/{link.split('/', 3)[3]}"


def sent(alice: Desk) -> None:
    alice.go(f"/priorities/{Priority.objects.get().code}/")
    alice.follow("Turn into an ask")
    alice.page.get_by_label("A region").check()
    alice.page.get_by_label("Organisation that reads your asks here").select_option(label="Combined authority")
    alice.page.get_by_label("Why does it matter?").fill("We each pay twice.")
    alice.press("Save ask")
    alice.press("Send ask")
    alice.sees("Ask sent. Combined authority can read and answer it here.")


def answered(board: Desk) -> None:
    board.go("/places/grtrvale/asks-to-us/")
    board.follow("Share data across the region")
    board.sees("We each pay twice.")
    board.page.get_by_label("In part").check()
    board.page.get_by_label("Details").fill("One officer for all, from April.")
    board.page.get_by_label("Who is this answer from?").fill("The board")
    board.press("Send answer")
