"""No connection, a stopped server, and networks that reply in its place: responses arrive, and count once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect
from tests.browser.server import Served
from tests.browser.test_answering import FIRST, begin, to_the_end, visit
from tests.web import making

from greenshoots.web.application import application
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses.models import PendingResponse

KEPT = "Not sent yet. Your answers are saved on this device"


@pytest.fixture
def round_(served: Served) -> Round:
    """Return an open round."""
    return making.diagnostic(served.cast.northvale, viewpoints=["service", "organisation"]).rounds.get()


def fill_in(page: Page, score: int = 2) -> None:
    """Answer one enabler and go to the last step."""
    begin(page)
    page.locator(f"#s-{FIRST}-{score}").check()
    to_the_end(page)


def press_send(page: Page) -> None:
    """Press the last button."""
    page.get_by_role("button", name="Send my answers").click()


@contextmanager
def another_server(port: int) -> Iterator[int]:
    """Start the program again, on this port or on a free one."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", port))
    door.listen(64)
    # The lifespan belongs to the first server: two of them in one process share the writers.
    server = uvicorn.Server(uvicorn.Config(application, log_level="error", lifespan="off", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield int(door.getsockname()[1])
    server.should_exit = True
    thread.join(20)
    door.close()


def test_a_server_that_stops_and_starts_again_gets_the_answers_once(
    browser: Browser, served: Served, round_: Round
) -> None:
    with another_server(0) as port:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/a/{round_.code}")
        fill_in(page)
    press_send(page)
    expect(page.get_by_text(KEPT)).to_be_visible()
    with another_server(port):
        page.get_by_role("button", name="Try now").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        context.close()
    assert bytes(PendingResponse.objects.get().scores)[0] == 1


def test_a_page_that_was_closed_is_sent_when_it_is_opened_again_and_shows_nothing_unasked(
    browser: Browser, served: Served, round_: Round
) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        fill_in(page)
        context = page.context
        context.set_offline(True)
        press_send(page)
        expect(page.get_by_text(KEPT)).to_be_visible()
        page.close()
        context.set_offline(False)
        again = context.new_page()
        again.goto(f"{served.address}/a/{round_.code}")
        expect(again.get_by_text("have been sent.")).to_be_visible()
        assert again.locator(f"#s-{FIRST}-2").is_checked() is False
        assert again.get_by_text("Your highest scores").count() == 0
        assert again.evaluate("localStorage.length") == 0
        again.get_by_role("button", name="Show details").click()
        expect(again.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert PendingResponse.objects.count() == 1


def test_two_open_pages_of_a_device_send_waiting_answers_once(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        fill_in(page)
        page.context.set_offline(True)
        press_send(page)
        expect(page.get_by_text(KEPT)).to_be_visible()
        page.context.set_offline(False)
        other = page.context.new_page()
        other.goto(f"{served.address}/a/{round_.code}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        page.wait_for_function("localStorage.length === 0")
    assert PendingResponse.objects.count() == 1


NOT_OURS = (
    (200, "<!doctype html><title>Free wifi</title><h1>Thank you</h1>", {}),
    (200, '{"status": "ok"}', {"content-type": "application/json"}),
    (403, "<h1>Forbidden</h1>", {}),
    (413, "<h1>Request Entity Too Large</h1>", {}),
    (429, "<h1>Too many requests</h1>", {"retry-after": "2"}),
    (502, "<h1>Bad gateway</h1>", {}),
    (503, "", {}),
)


def test_only_our_own_pages_count_as_a_reply(browser: Browser, served: Served, round_: Round) -> None:
    with visit(browser, f"{served.address}/a/{round_.code}") as page:
        replies = list(NOT_OURS)

        def reply(route: Any) -> None:
            if route.request.method != "POST" or not replies:
                return route.continue_()
            status, body, headers = replies.pop(0)
            return route.fulfill(status=status, body=body, headers={"content-type": "text/html"} | headers)

        page.route("**/a/*", reply)
        fill_in(page)
        press_send(page)
        for left in range(len(NOT_OURS) - 1, -1, -1):
            expect(page.get_by_role("button", name="Try now")).to_be_visible()
            expect(page.get_by_text("We got a reply from a different website.")).to_be_visible()
            assert len(replies) == left
            assert page.get_by_role("heading", level=1).inner_text() == "Adult social care"
            assert page.evaluate("localStorage.length") == 1
            page.get_by_role("button", name="Try now").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        assert page.evaluate("localStorage.length") == 0
    assert PendingResponse.objects.count() == 1


def test_a_request_without_a_reply_is_tried_again(browser: Browser, served: Served, round_: Round) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(f"{served.address}/a/{round_.code}")
    held: list[Any] = []

    def hold(route: Any) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/a/*", hold)
    fill_in(page)
    press_send(page)
    expect(page.get_by_text("Sending your answers")).to_be_visible()
    page.clock.run_for(30_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    context.close()
    assert len(held) == 1
    assert PendingResponse.objects.count() == 1


def test_a_round_that_closed_meanwhile_says_so_and_shows_the_answers_to_copy(
    browser: Browser, served: Served, round_: Round
) -> None:
    address = f"{served.address}/a/{round_.code}"
    with visit(browser, address) as page:
        begin(page)
        page.locator(f"#s-{FIRST}-2").check()
        page.get_by_text("Add a comment (optional)").first.click()
        page.locator(f"#w-{FIRST}").fill("Bus fares take three signatures.")
        to_the_end(page)
        page.context.set_offline(True)
        press_send(page)
        expect(page.get_by_text(KEPT)).to_be_visible()
        Round.objects.filter(pk=round_.pk).update(state="closed")
        page.context.set_offline(False)
        expect(page.get_by_text("This round is not open")).to_be_visible()
        expect(page.get_by_text("Bus fares take three signatures.")).to_be_visible()
        # Opened again, it is tried again, and shows them only if asked.
        page.goto(address)
        expect(page.get_by_text("could not be sent.")).to_be_visible()
        assert page.get_by_text("Bus fares").count() == 0
        page.get_by_role("button", name="Show details").click()
        expect(page.get_by_text("Bus fares take three signatures.")).to_be_visible()
        page.get_by_role("button", name="Clear my answers from this device").click()
        expect(page.get_by_text("Bus fares")).to_have_count(0)
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert PendingResponse.objects.count() == 0


def test_without_scripts_going_back_keeps_the_filled_form(browser: Browser, served: Served, round_: Round) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.address}/a/{round_.code}")
    page.get_by_label("Your organisation").check()
    page.locator(f"#s-{FIRST}-4").check()
    code = page.locator("#code").input_value()
    context.set_offline(True)
    page.get_by_role("button", name="Check your answers").click()
    page.wait_for_url("chrome-error://**")
    page.go_back()
    expect(page.locator(f"#s-{FIRST}-4")).to_be_checked()
    assert page.locator("#code").input_value() == code
    context.set_offline(False)
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    context.close()
    assert PendingResponse.objects.count() == 1
