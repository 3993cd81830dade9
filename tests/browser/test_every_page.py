"""Every page of the team side, at two widths, in light and dark: clear to everybody, and asking no other host."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.browser.server import Served
from tests.browser.test_workshop import signed_in
from tests.long import some
from tests.web import test_routes as table

NO_PAGES = (
    "health", "invitations:form", "invitations:links_file", "invitations:qr", "plans:ask_document",
    "plans:bundle_document", "responses:empty_file", "results:blocks", "results:data", "results:document",
    "results:picture", "results:published:blocks", "results:published:data", "results:published:document",
    "results:published:picture", "workshops:counts", "workshops:now", "workshops:phone_now", "workshops:qr",
    "workshops:screen_now",
)  # fmt: skip
SIGNED_OUT = ("login", "signup", "login/code", "password/reset")


def pages() -> list[tuple[str, str]]:
    """Give the addresses that an owner sees as pages."""
    found = []
    for (route, pattern), row in table.rows().items():
        if row.split()[-1] == "200" and route not in NO_PAGES:
            found.append((route, pattern))
    assert len(found) > 50
    return found


# What a dark page can do worse than a light one is its colours; the rest of axe takes half of the time.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize(("scheme", "width", "rules"), [("light", 320, None), ("dark", 1440, COLOURS)])
def test_every_page_is_clear_and_keeps_to_itself(
    browser: Browser, served: Served, scheme: str, width: int, rules: dict[str, list[str]] | None
) -> None:
    world = table.World(served.cast)
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    listed = [("", f"/accounts/{name}/") for name in SIGNED_OUT]
    listed += [(route, world.fill(route, pattern)) for route, pattern in pages()]
    # Every page is looked at in the light; its colours in the dark are those of the pages like it.
    seen = listed[: len(SIGNED_OUT)] + some(listed[len(SIGNED_OUT) :], 3) if rules else listed
    for number, (route, address) in enumerate(seen):
        if number == len(SIGNED_OUT):
            context.add_cookies([signed_in(served.cast.olive, served.address)])
        page.goto(served.address + address)
        found = Axe().run(page, options=rules).response["violations"]
        faults += [f"{route} {address}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults += [f"{route} {address}: {over} px too wide"] if over > 0 else []
    context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((served.address, "data:", "blob:"))] == []
