"""The page of the report in a browser: readable at every width, in light and dark, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from greenshoots import instruments, tabular
from greenshoots.core.analysis import findings
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.results import Study
from greenshoots.reports import html
from greenshoots.reports.contents import chapters

SAMPLE = Path(tabular.__file__).parents[1] / "samples" / "northvale.csv"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    answers = tabular.read_file(SAMPLE, instruments.load("enabling-conditions")).answers
    results = findings.analyse(answers, Policy(groups=("role",)), Study(place="Northvale (fictional)", asked=60))
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(html.render(chapters.write(results)), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_barrier_that_a_machine_can_find(browser: Browser, address: str, scheme):
    with browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_wider_than_the_screen(browser: Browser, address: str, width):
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_asks_for_nothing_and_complains_of_nothing(browser: Browser, address: str):
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        assert asked == [address]
        assert complaints == []


def test_the_first_key_press_leads_past_the_links(browser: Browser, address: str):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
