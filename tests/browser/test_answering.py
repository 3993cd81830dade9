"""People answer: on a phone without scripts, on a train without a connection, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.server import Served
from tests.web import making

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses.models import PendingResponse

FIRST, LAST = "systems-mindset", 11


@pytest.fixture
def round_(served: Served) -> Round:
    """Return an open round."""
    return making.diagnostic(served.cast.northvale, viewpoints=["service", "organisation"]).rounds.get()


@contextmanager
def visit(browser: Browser, address: str, **facts: Any) -> Iterator[Page]:
    """Open an address in a new browser, and assert that it loads nothing from another host and sets no cookie."""
    context: BrowserContext = browser.new_context(**{"viewport": {"width": 320, "height": 640}, **facts})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
    page.goto(address)
    yield page
    host = "/".join(address.split("/")[:3])
    assert [url for url in asked if not url.startswith((host, "data:"))] == []
    assert context.cookies() == []
    assert problems == []
    context.close()


def next_step(page: Page) -> None:
    """Press the button to the next step."""
    page.locator(".step:not([hidden]) .buttons .button:not(.quiet)").click()


def begin(page: Page) -> None:
    """Choose what the scores are about, which is required, and go to the first enabler."""
    next_step(page)
    page.get_by_label("Your service").check()
    next_step(page)


def to_the_end(page: Page) -> None:
    """Go to the last step, which lists the answers."""
    while not page.get_by_role("button", name="Send my answers").is_visible():
        next_step(page)


def test_a_phone_without_scripts_can_answer(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}", java_script_enabled=False) as page:
        page.get_by_label("Manager").check()
        page.get_by_label("Your organisation").check()
        page.locator(f"#s-{FIRST}-4").check()
        page.get_by_text("Add a comment (optional)").first.click()
        page.locator(f"#w-{FIRST}").fill("We meet our partners every month.")
        code = page.locator("#code").input_value()
        page.get_by_role("button", name="Check your answers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
        page.get_by_role("button", name="Change A systems mindset and a long-term view", exact=True).click()
        expect(page.locator(f"#s-{FIRST}-4")).to_be_checked()
        page.locator(f"#s-{FIRST}-5").check()
        page.get_by_role("button", name="Check your answers").click()
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        expect(page.locator("p.code")).to_have_text(code)
    kept = PendingResponse.objects.get()
    assert bytes(kept.scores)[0] == 4
    assert "partners" in kept.words


def test_a_blank_form_is_sent_only_once_the_box_is_ticked(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}", java_script_enabled=False) as page:
        page.get_by_label("Your service").check()
        page.get_by_role("button", name="Check your answers").click()
        page.get_by_label("I want to send the form without any answers").check()
        send = page.get_by_role("button", name="Send my answers")
        if send.count() == 0:
            page.get_by_role("button", name="Check your answers").click()
        send.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_answers_wait_for_the_connection_and_count_once(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        begin(page)
        page.locator(f"#s-{FIRST}-2").check()
        to_the_end(page)
        page.context.set_offline(True)
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_text("Not sent yet. Your answers are saved on this device")).to_be_visible()
        expect(page.get_by_role("button", name="Try now")).to_be_focused()
        page.context.set_offline(False)
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        assert page.evaluate("localStorage.length") == 0
    assert bytes(PendingResponse.objects.get().scores)[0] == 1


def test_a_reply_that_got_lost_leads_to_no_second_response(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        lost = []

        def lose(route: Any) -> None:
            if route.request.method == "POST" and not lost:
                lost.append(route.fetch().status)
                route.abort("connectionreset")
            else:
                route.continue_()

        page.route("**/a/*", lose)
        begin(page)
        page.locator(f"#s-{FIRST}-3").check()
        to_the_end(page)
        page.get_by_role("button", name="Send my answers").dblclick()
        page.get_by_role("button", name="Try now").click()
        expect(page.get_by_text("They arrived twice and count once.")).to_be_visible()
    assert lost == [200]
    assert PendingResponse.objects.count() == 1


def test_a_closed_tab_loses_nothing_and_the_device_can_be_cleared(
    browser: Browser, served: Served, round_: Round
) -> None:
    address = f"{served.address}/a/{round_.code}"
    with visit(browser, address) as page:
        page.get_by_label("Keep my answers on this device until I send them").check()
        begin(page)
        page.locator(f"#s-{FIRST}-2").check()
        next_step(page)
        code = page.locator("#code").input_value()
        again = page.context.new_page()
        page.close()
        again.goto(address)
        again.get_by_role("button", name="Continue").click()
        expect(again.get_by_text("Enabler 2 of 11")).to_be_visible()
        assert again.locator("#code").input_value() == code
        again.get_by_role("button", name="Back").click()
        expect(again.locator(f"#s-{FIRST}-2")).to_be_checked()
        again.get_by_role("button", name="Clear my answers from this device").click()
        expect(again.get_by_text("Your answers have been cleared from this device.")).to_be_visible()
        again.reload()
        expect(again.get_by_role("heading", level=1)).to_be_visible()
        assert again.evaluate("localStorage.length") == 0


def test_the_keyboard_alone_is_enough(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}", viewport={"width": 1440, "height": 900}) as page:
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
        page.get_by_role("button", name="Start").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="About you")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="A systems mindset and a long-term view")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"#s-{FIRST}-2")).to_be_checked()
        for _enabler in range(LAST):
            page.keyboard.press("Enter")
            if page.get_by_role("heading", name="Before you send your answers").is_visible():
                break
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
        expect(page.get_by_role("heading", name="Before you send your answers")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Check your answers")).to_be_focused()
        page.get_by_role("button", name="Send my answers").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert PendingResponse.objects.count() == 1


def test_the_back_button_goes_one_step_back(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        begin(page)
        expect(page.get_by_text("Enabler 1 of 11")).to_be_visible()
        page.go_back()
        expect(page.get_by_role("heading", name="About you")).to_be_visible()
        page.go_forward()
        expect(page.get_by_text("Enabler 1 of 11")).to_be_visible()
        to_the_end(page)
        page.get_by_role("button", name="Change Collaborative culture").click()
        expect(page.get_by_text("Enabler 3 of 11")).to_be_visible()
        next_step(page)
        expect(page.get_by_role("button", name="Send my answers")).to_be_visible()


def test_comments_that_could_identify_a_person_get_a_warning(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}#e-{FIRST}") as page:
        page.get_by_text("Add a comment (optional)").first.click()
        page.locator(f"#w-{FIRST}").fill("As the only nurse here")
        expect(page.locator(".watch").first).to_contain_text("can show who you are")
        page.locator(f"#w-{FIRST}").fill("Ring 01632 960 123")
        expect(page.locator(".watch").first).to_contain_text("phone number")
        page.locator(f"#w-{FIRST}").fill("We meet every month")
        expect(page.locator(".watch").first).to_be_hidden()


def test_the_private_code_changes_and_deletes_answers(browser: Browser, served: Served, round_: Round) -> None:
    address = f"{served.address}/a/{round_.code}"
    with visit(browser, address) as page:
        begin(page)
        page.locator(f"#s-{FIRST}-2").check()
        to_the_end(page)
        page.get_by_role("button", name="Send my answers").click()
        code = page.locator("p.code").inner_text()
    with visit(browser, f"{address}/mine") as page:
        page.get_by_label("Your private code").fill(code.lower().replace("-", " "))
        page.get_by_role("button", name="Show my answers").click()
        begin(page)
        expect(page.locator(f"#s-{FIRST}-2")).to_be_checked()
        page.locator(f"#s-{FIRST}-5").check()
        assert page.evaluate("localStorage.length") == 0
        to_the_end(page)
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_text("Your answers were changed.")).to_be_visible()
        assert bytes(PendingResponse.objects.get().scores)[0] == 4
        page.get_by_role("link", name="Change or delete my answers").click()
        page.get_by_label("Your private code").fill(code)
        page.get_by_role("button", name="Show my answers").click()
        page.get_by_text("Delete my answers", exact=True).click()
        page.get_by_role("button", name="Delete my answers for good").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your answers have been deleted")
    assert PendingResponse.objects.count() == 0


def test_the_device_can_be_cleared_after_the_round_closed(browser: Browser, served: Served, round_: Round) -> None:
    address = f"{served.address}/a/{round_.code}"
    with visit(browser, address) as page:
        begin(page)
        page.locator(f"#s-{FIRST}-2").check()
        to_the_end(page)
        Round.objects.filter(pk=round_.pk).update(state="closed")
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your answers were not saved")
        page.get_by_role("button", name="Clear my answers from this device").click()
        expect(page.get_by_text("Your answers have been cleared from this device.")).to_be_visible()
        assert page.evaluate("localStorage.length") == 0
    assert PendingResponse.objects.count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_every_page_is_accessible(browser: Browser, served: Served, round_: Round, scheme: str, width: int) -> None:
    view = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    with visit(browser, f"{served.address}/a/{round_.code}", **view) as page:
        _clean(page)
        begin(page)
        page.locator(f"#s-{FIRST}-4").check()
        _clean(page)
        to_the_end(page)
        _clean(page)
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        _clean(page)
    with visit(browser, f"{served.address}/a/{round_.code}", **view, java_script_enabled=False) as page:
        assert page.locator(".step:visible").count() == LAST + 3
    with visit(browser, f"{served.address}/a/{round_.code}/mine", **view) as page:
        _clean(page)


def _clean(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen."
