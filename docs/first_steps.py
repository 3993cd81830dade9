"""The steps of the tutorial “Your first diagnostic”, as a browser takes them, for its test and its pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from playwright.sync_api import Browser, BrowserContext, Page

Shoot = Callable[[Page, str], None]
"""Called where the tutorial shows a picture, with the page and the picture's name."""

WIDE = {"width": 1100, "height": 760}
PHONE = {"width": 390, "height": 760}
ENABLER = "systems-mindset"
SCORES = (2, 5, 4, 1, 3)
"""The scores of five people; each gives the same score to all enablers except the first."""
LESS = 2
"""How many points less each person gives the first enabler, so that it has the lowest average."""


def walk(browser: Browser, link: str, folder: Path, shoot: Shoot) -> str:
    """Go from the one-time link to a report in a folder. Return the address of the results."""
    team = browser.new_context(viewport=WIDE, accept_downloads=True)
    page = team.new_page()
    become_the_owner(page, link)
    address = set_up(page, shoot)
    for place, score in enumerate(SCORES):
        answer(browser, address, score, shoot if place == 0 else None)
    return look(page, folder, shoot, team)


def become_the_owner(page: Page, link: str) -> None:
    """Section 1: open the link, create an account and a place."""
    page.goto(link)
    page.get_by_label("Your name").fill("Facilitator")
    page.get_by_label("Your e-mail address").fill("facilitator@northvale.example")
    page.get_by_label("Password").fill("three words here")
    page.get_by_role("button", name="Create account").click()
    page.locator("#id_name").fill("Northvale Council (fictional)")
    page.locator("main form .button").click()


def set_up(page: Page, shoot: Shoot) -> str:
    """Section 2: ten short pages, a check, and the shared link."""
    page.get_by_role("link", name="Create diagnostic").click()
    page.get_by_label("What is this diagnostic about?").fill("Adult social care")
    page.get_by_role("button", name="Create diagnostic").click()
    page.get_by_label("Who is asking, and why?").fill("The leadership team asks, so that we can talk about it.")
    shoot(page, "set-up")
    while "/set-up/" in page.url:
        before = page.url
        page.get_by_role("button", name="Save and continue").last.click()
        page.wait_for_url(lambda url, before=before: url != before)
    page.get_by_role("button", name="Open round now").click()
    page.get_by_role("heading", level=1, name="Invite people").wait_for()
    shared_link = page.locator("a[href*='/a/']").first.get_attribute("href") or ""
    # A test serves under another name than the link says.
    return urlunsplit(urlsplit(page.url)[:2] + urlsplit(shared_link)[2:])


def answer(browser: Browser, address: str, score: int, shoot: Shoot | None) -> None:
    """Section 3: answer on a phone, one enabler at a time."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    onward = page.locator(".step:not([hidden]) .buttons .button:not(.quiet)")
    onward.click()
    while not page.get_by_role("button", name="Send my answers").is_visible():
        step = page.locator(".step:not([hidden])")
        first = step.locator(f"input[type=radio][id^='s-{ENABLER}-']").count() > 0
        given = max(1, score - LESS) if first else score
        chosen = step.locator(f"input[type=radio][id^='s-'][value='{given}']")
        if chosen.count():
            chosen.first.check()
            if shoot is not None and first:
                shoot(page, "phone")
        onward.click()
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_role("heading", level=1, name="Thank you").wait_for()
    context.close()


def look(page: Page, folder: Path, shoot: Shoot, team: BrowserContext) -> str:
    """Sections 4 to 6: show the results, look at them, make a note, and download the report."""
    page.goto(page.url.replace("ways-in/", ""))
    page.get_by_role("link", name="Show results").click()
    page.get_by_role("button", name="Show results").click()
    page.get_by_role("link", name="View results").first.click()
    page.get_by_role("heading", level=1, name="What 5 people said").wait_for()
    results = page.url
    shoot(page, "results")
    page.locator("aside a[href*='enablers/']").first.click()
    page.locator("textarea").fill("Two of us see it every day, two never have. We swap places for a morning.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Note saved.").wait_for()
    page.goto(f"{results}documents/")
    with page.expect_download() as download:
        page.locator("a[href$='report.pdf']").first.click()
    download.value.save_as(folder / "report.pdf")
    team.close()
    return results
