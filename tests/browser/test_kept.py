"""Answers that a device stores before they are sent: by choice, for a day, and never shown to the next person."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import SWITCHES, program_of
from tests.browser.server import Served
from tests.browser.test_answering import FIRST, begin, next_step, to_the_end, visit
from tests.web import making

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.participants import page_cache
from greenshoots.web.collect.responses.models import PendingResponse

NOW = dt.datetime(2026, 3, 3, 10, 42, tzinfo=dt.UTC)
KEEP = "Keep my answers on this device until I send them"
STORED = "localStorage.length + sessionStorage.length"


@pytest.fixture
def round_(served: Served) -> Round:
    """Return an open round."""
    return making.diagnostic(served.cast.northvale, viewpoints=["service", "organisation"]).rounds.get()


@pytest.fixture
def shared(round_: Round) -> Round:
    """Return an open round for shared devices."""
    Round.objects.filter(pk=round_.pk).update(shared_device=True)
    return round_


def begin_to_answer(page: Page) -> None:
    """Answer the first enabler and stop: with a viewpoint, a role and a score."""
    next_step(page)
    page.get_by_label("Manager").check()
    page.get_by_label("Your service").check()
    next_step(page)
    page.locator(f"#s-{FIRST}-2").check()


def shows_nothing_of_it(page: Page) -> None:
    """Assert that the page shows no answer of the person before."""
    assert page.locator("input[type=radio]:checked").evaluate_all("all => all.map((one) => one.name)") == ["words-for"]
    assert page.locator(f"#s-{FIRST}-2").is_visible() is False


def test_the_next_person_finds_nothing_in_another_tab(browser: Browser, served: Served, round_: Round) -> None:
    address = f"{served.address}/a/{round_.code}"
    with visit(browser, address) as page:
        begin_to_answer(page)
        assert page.evaluate("localStorage.length") == 0
        next_person = page.context.new_page()
        page.close()
        next_person.goto(address)
        expect(next_person.get_by_role("button", name="Start")).to_be_visible()
        assert next_person.get_by_text("This device has answers from").count() == 0
        shows_nothing_of_it(next_person)


def test_a_reload_and_a_change_of_language_continue_where_they_were(
    browser: Browser, served: Served, round_: Round
) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        begin_to_answer(page)
        code = page.locator("#code").input_value()
        page.reload()
        expect(page.locator(f"#s-{FIRST}-2")).to_be_visible()
        expect(page.locator(f"#s-{FIRST}-2")).to_be_checked()
        assert page.locator("#code").input_value() == code
        page.get_by_role("link", name="Cymraeg").click()
        expect(page.locator("html")).to_have_attribute("lang", "cy")
        expect(page.locator(f"#s-{FIRST}-2")).to_be_visible()
        expect(page.locator(f"#s-{FIRST}-2")).to_be_checked()


def test_a_person_who_opens_the_page_again_is_asked_before_answers_are_shown(
    browser: Browser, served: Served, round_: Round
) -> None:
    address = f"{served.address}/a/{round_.code}"
    for again in ("goto", "back"):
        with visit(browser, address, timezone_id="Europe/London") as page:
            page.clock.set_fixed_time(NOW)
            begin_to_answer(page)
            page.goto(f"{served.address}/a/")
            if again == "back":
                page.go_back()
            else:
                page.goto(address)
            greeting = "This device has answers from 10:42. Do you want to continue or start again?"
            expect(page.get_by_text(greeting)).to_be_visible()
            shows_nothing_of_it(page)
            page.get_by_role("button", name="Start again").click()
            expect(page.get_by_role("button", name="Start")).to_be_visible()
            shows_nothing_of_it(page)
            assert page.evaluate(STORED) == 0


def test_answers_stored_by_choice_stay_for_a_day(browser: Browser, served: Served, round_: Round) -> None:
    address = f"{served.address}/a/{round_.code}"
    with visit(browser, address) as page:
        page.clock.set_fixed_time(NOW)
        page.get_by_label(KEEP).check()
        begin_to_answer(page)
        assert page.evaluate("localStorage.length") == 1
        again = page.context.new_page()
        page.close()
        again.clock.set_fixed_time(NOW + dt.timedelta(hours=23))
        again.goto(address)
        expect(again.get_by_text("This device has answers from Tuesday")).to_be_visible()
        again.get_by_role("button", name="Continue").click()
        expect(again.locator(f"#s-{FIRST}-2")).to_be_checked()
        again.clock.set_fixed_time(NOW + dt.timedelta(hours=49))
        late = again.context.new_page()
        again.close()
        late.clock.set_fixed_time(NOW + dt.timedelta(hours=49))
        # Any page of a round takes away what is older than a day, of every round.
        late.goto(f"{served.address}/a/{round_.code}/mine")
        expect(late.get_by_role("heading", level=1)).to_be_visible()
        late.wait_for_function("localStorage.length === 0")
        late.goto(address)
        expect(late.get_by_role("button", name="Start")).to_be_visible()
        assert late.get_by_text("This device has answers from").count() == 0


def test_answers_that_an_earlier_version_stored_for_ever_are_removed(
    browser: Browser, served: Served, round_: Round
) -> None:
    address = f"{served.address}/a/{round_.code}"
    with visit(browser, address) as page:
        page.evaluate(
            """(path) => {
                const kept = {fields: {'s-systems-mindset': '2'}, at: 2}
                localStorage.setItem('greenshoots:' + path, JSON.stringify(kept))
                localStorage.setItem('greenshoots-workshop-abc', '/w/abc/x/')
            }""",
            f"/a/{round_.code}",
        )
        page.reload()
        page.wait_for_function("localStorage.length === 0")
        shows_nothing_of_it(page)


def test_unticking_removes_the_answers_from_the_device(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        page.get_by_label(KEEP).check()
        begin_to_answer(page)
        assert page.evaluate("localStorage.length") == 1
        page.get_by_role("button", name="Back").click()
        page.get_by_role("button", name="Back").click()
        page.get_by_label(KEEP).uncheck()
        assert page.evaluate("localStorage.length") == 0


def test_a_page_left_open_for_half_an_hour_asks_who_is_there(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        page.clock.set_fixed_time(NOW)
        begin_to_answer(page)
        page.clock.set_fixed_time(NOW + dt.timedelta(minutes=31))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_text("Do you want to continue or start again?")).to_be_visible()
        assert page.locator(f"#s-{FIRST}-2").is_visible() is False
        page.get_by_role("button", name="Continue").click()
        expect(page.locator(f"#s-{FIRST}-2")).to_be_checked()


def test_a_shared_device_stores_nothing_and_is_cleared_for_the_next_person(
    browser: Browser, served: Served, shared: Round
) -> None:
    address = f"{served.address}/a/{shared.code}"
    with visit(browser, address) as page:
        expect(page.get_by_text("Other people use this device too, so it does not keep anything")).to_be_visible()
        assert page.get_by_label(KEEP).count() == 0
        begin_to_answer(page)
        assert page.evaluate(STORED) == 0
        page.reload()
        expect(page.get_by_role("button", name="Start")).to_be_visible()
        shows_nothing_of_it(page)
        begin(page)
        page.locator(f"#s-{FIRST}-2").check()
        to_the_end(page)
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        page.get_by_role("button", name="Finish and clear this page").click()
        expect(page.get_by_role("button", name="Start")).to_be_visible()
        shows_nothing_of_it(page)
        page.go_back()
        expect(page.get_by_role("button", name="Start")).to_be_visible()
        shows_nothing_of_it(page)
    assert PendingResponse.objects.count() == 1


def test_a_shared_device_without_use_warns_and_clears_the_page(browser: Browser, served: Served, shared: Round) -> None:
    with visit(browser, f"{served.address}/a/{shared.code}") as page:
        page.clock.install()
        page.reload()
        begin_to_answer(page)
        page.clock.run_for(5 * 60_000 + 2000)
        expect(page.get_by_text("Are you still there?")).to_be_visible()
        page.get_by_role("button", name="I am still here").click()
        expect(page.get_by_text("Are you still there?")).to_have_count(0)
        expect(page.locator(f"#s-{FIRST}-2")).to_be_checked()
        page.clock.run_for(6 * 60_000 + 2000)
        expect(page.get_by_role("button", name="Start")).to_be_visible()
        shows_nothing_of_it(page)
        begin(page)
        to_the_end(page)
        page.get_by_label("I want to send the form without any answers").check()
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        page.clock.run_for(3 * 60_000 + 2000)
        expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_a_shared_device_without_a_connection_hides_waiting_answers(
    browser: Browser, served: Served, shared: Round
) -> None:
    with visit(browser, f"{served.address}/a/{shared.code}") as page:
        begin_to_answer(page)
        to_the_end(page)
        page.context.set_offline(True)
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_text("Not sent yet. Keep this page open")).to_be_visible()
        assert page.locator("#answer").is_visible() is False
        assert page.evaluate(STORED) == 0
        page.context.set_offline(False)
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_a_shared_device_without_scripts_can_be_cleared_too(browser: Browser, served: Served, shared: Round) -> None:
    with visit(browser, f"{served.address}/a/{shared.code}", java_script_enabled=False) as page:
        page.get_by_label("Your service").check()
        page.locator(f"#s-{FIRST}-4").check()
        page.get_by_role("button", name="Check your answers").click()
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        page.get_by_role("button", name="Finish and clear this page").click()
        expect(page.locator(f"#s-{FIRST}-4")).to_be_visible()
        expect(page.locator(f"#s-{FIRST}-4")).not_to_be_checked()


def test_pages_from_the_cache_of_the_browser_show_nothing_of_the_person_before(
    browser: Browser, served: Served, shared: Round
) -> None:
    """Playwright turns off the cache of whole pages, so this test starts a browser that has it."""
    started = browser.browser_type.launch(
        executable_path=program_of(browser.browser_type),
        args=[*SWITCHES],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    for is_shared in (True, False):
        Round.objects.filter(pk=shared.pk).update(shared_device=is_shared)
        page_cache.forget()
        page = started.new_page()
        page.goto(f"{served.address}/a/{shared.code}")
        begin_to_answer(page)
        page.goto(f"{served.address}/accounts/login/")
        # A page that was kept whole is not loaded again.
        page.go_back(wait_until="commit")
        if is_shared:
            expect(page.get_by_role("button", name="Start")).to_be_visible()
            shows_nothing_of_it(page)
        else:
            expect(page.get_by_text("Do you want to continue or start again?")).to_be_visible()
            assert page.locator(f"#s-{FIRST}-2").is_visible() is False
        page.close()
    started.close()
