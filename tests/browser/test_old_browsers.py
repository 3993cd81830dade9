"""Browsers that lack something: each thing that scripts use is taken away in turn, and every form still arrives.

`tests/web/site/test_scripts.py` fails when a script uses something that neither the oldest browsers have nor this list
takes away. docs/reference/browsers.md says the same to people.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.server import Served
from tests.browser.test_answering import FIRST
from tests.browser.test_workshop import Room, room, signed_in
from tests.long import some
from tests.web import making

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses.models import PendingResponse
from greenshoots.web.meet.workshops.models import PendingScore, Workshop

__all__ = ["room"]


def gone(*names: str) -> str:
    """Return a script that takes things away: ``gone("window.fetch", "Array.prototype.at")``."""
    lines = []
    for name in names:
        owner, _dot, last = name.rpartition(".")
        lines.append(f"try {{ delete {owner}.{last} }} catch (refused) {{}}")
        hidden = f"Object.defineProperty({owner}, '{last}', {{ value: undefined, configurable: true, writable: true }})"
        lines.append(f"if ({owner}.{last} !== undefined) {hidden}")
    return "\n".join(lines)


def throws(owner: str, name: str) -> str:
    """Return a script after which reading a property fails, as browsers do that refuse storage."""
    refuse = "get() { throw new DOMException('refused', 'SecurityError') }"
    return f"Object.defineProperty({owner}, '{name}', {{ configurable: true, {refuse} }})"


def fails(owner: str, name: str) -> str:
    """Return a script after which calling a method fails."""
    return f"{owner}.{name} = () => {{ throw new DOMException('refused', 'QuotaExceededError') }}"


NEWER = (
    "window.crypto", "window.structuredClone", "window.BroadcastChannel", "window.requestIdleCallback",
    "window.queueMicrotask", "window.IntersectionObserver", "window.ResizeObserver", "window.MutationObserver",
    "window.HTMLDialogElement", "Navigator.prototype.onLine", "Navigator.prototype.wakeLock",
    "Navigator.prototype.serviceWorker", "Array.prototype.at", "Array.prototype.findLast", "Array.prototype.flat",
    "Array.prototype.flatMap", "Object.fromEntries", "Object.hasOwn", "String.prototype.at",
    "String.prototype.replaceAll", "String.prototype.matchAll", "Promise.allSettled", "Promise.any",
    "SubmitEvent.prototype.submitter", "HTMLFormElement.prototype.requestSubmit", "Element.prototype.replaceChildren",
    "Element.prototype.toggleAttribute", "Promise.prototype.finally",
)  # fmt: skip
"""What no script uses, because the oldest browsers lack it: all of it is taken away at once."""

TAKEN_AWAY = {
    "AbortSignal.timeout": gone("AbortSignal.timeout"),
    "AbortController": gone("window.AbortController", "window.AbortSignal"),
    "fetch": gone("window.fetch"),
    "XMLHttpRequest": gone("window.XMLHttpRequest"),
    "localStorage": gone("window.localStorage"),
    "localStorage refused": throws("window", "localStorage"),
    "sessionStorage": gone("window.sessionStorage"),
    "sessionStorage refused": throws("window", "sessionStorage"),
    "storage is full": fails("Storage.prototype", "setItem"),
    "EventSource": gone("window.EventSource"),
    "clipboard": gone("Navigator.prototype.clipboard"),
    "performance": gone("window.performance"),
    "getEntriesByType": gone("Performance.prototype.getEntriesByType"),
    "history refused": fails("History.prototype", "pushState") + ";" + fails("History.prototype", "replaceState"),
    "DOMParser": gone("window.DOMParser"),
    "URLSearchParams": gone("window.URLSearchParams"),
    "FormData": gone("window.FormData"),
    "CustomEvent": gone("window.CustomEvent"),
    "inert": gone("HTMLElement.prototype.inert"),
    "dates in a language": fails("Date.prototype", "toLocaleString"),
    "everything newer": gone(*NEWER),
}
"""What scripts use, or are tempted to: name and the script that takes it away."""

NOT_IN_SITE = {"performance", "getEntriesByType", "history refused", "inert", "dates in a language"}
"""What only the pages use that people answer on."""

BROKEN = {
    "scripts do not load": None,
    "scripts do not parse": "const a = {} ?! 1",
    "scripts stop half-way": "throw new Error('cut off')",
}

SITE = [*(name for name in TAKEN_AWAY if name not in NOT_IN_SITE), *BROKEN]

THROUGH = f"""() => {{
    document.querySelector('#s-{FIRST}-4').click()
    for (let n = 0; n < 20; n++) {{
        const button = document.querySelector('.step:not([hidden]) .buttons .button:not(.quiet)')
        if (!button) return 'plain'
        if (button.textContent === 'Send my answers') return 'steps'
        button.click()
    }}
    return 'stuck'
}}"""
"""Score one enabler, and go on to the end where there are steps."""


def lacking(browser: Browser, name: str) -> BrowserContext:
    """Open a browser that lacks something."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    if name in TAKEN_AWAY:
        context.add_init_script(TAKEN_AWAY[name])
    else:
        content = BROKEN[name]

        def reply(route: Any) -> None:
            route.abort() if content is None else route.fulfill(body=content, content_type="text/javascript")

        context.route("**/*.js", reply)
    return context


def answers(page: Page, address: str) -> str:
    """Answer and send, with whatever the page offers; return what it was."""
    page.goto(address)
    page.wait_for_load_state("load")
    how = page.evaluate(THROUGH)
    if how == "plain":
        page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    return str(how)


@pytest.fixture
def round_(served: Served) -> Round:
    """Give a round that takes answers."""
    return making.diagnostic(served.cast.northvale, {}).rounds.get()


def test_answers_arrive_from_every_browser(browser: Browser, served: Served, round_: Round) -> None:
    ways: dict[str, str] = {}
    for name in (*TAKEN_AWAY, *BROKEN):
        context = lacking(browser, name)
        try:
            ways[name] = answers(context.new_page(), f"{served.address}/a/{round_.code}")
        except AssertionError as problem:
            ways[name] = f"failed: {str(problem)[:200]}"
        context.close()
    assert {name: way for name, way in ways.items() if way not in {"plain", "steps"}} == {}
    assert PendingResponse.objects.count() == len(ways)
    # Without these there are no steps; without anything else there are.
    assert {name for name, way in ways.items() if way == "plain"} == {"FormData", *BROKEN}


def test_scores_of_a_room_arrive_from_every_phone(room: Room, browser: Browser) -> None:
    lacks = some(SITE, 3)
    room.press("Start the workshop")
    room.press("Start scoring")
    failed = {}
    for name in lacks:
        context = lacking(browser, name)
        phone = context.new_page()
        try:
            phone.goto(f"{room.address}/w/{room.workshop.code}/")
            phone.get_by_role("button", name="Join workshop").click()
            phone.check("#score-4")
            phone.get_by_role("button", name="Send my score").click()
            expect(phone.get_by_text("We have your score")).to_be_visible()
        except AssertionError as problem:
            failed[name] = str(problem)[:200]
        context.close()
    assert failed == {}
    assert PendingScore.objects.count() == len(lacks)


def test_forms_of_the_team_arrive_from_every_browser(room: Room, browser: Browser, served: Served) -> None:
    failed = {}
    for name in some(SITE[1:], 3):  # others than on the phones above
        context = lacking(browser, name)
        context.add_cookies([signed_in(served.cast.alice, served.address)])
        page = context.new_page()
        try:
            version = Workshop.objects.get(pk=room.workshop.pk).version
            page.goto(f"{room.address}/workshops/{room.workshop.code}/")
            page.get_by_role("button", name="Undo" if version % 2 else "Start the workshop", exact=True).click()
            page.wait_for_load_state()
            assert Workshop.objects.get(pk=room.workshop.pk).version == version + 1
        except AssertionError as problem:
            failed[name] = str(problem)[:200]
        context.close()
    assert failed == {}
