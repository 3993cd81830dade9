"""The tutorial “Your first diagnostic”, followed to the letter: from the one-time link to a report."""

from __future__ import annotations

from pathlib import Path

from docs import first_steps
from playwright.sync_api import Browser, Page
from tests.browser.server import Served

from greenshoots.web.base.accounts import actions
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.show.results.models import Note


def test_the_tutorial_leads_from_the_link_to_a_report(browser: Browser, served: Served, tmp_path: Path) -> None:
    User.objects.all().delete()
    seen: list[str] = []

    def shoot(page: Page, name: str) -> None:
        seen.append(name)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0

    results = first_steps.walk(browser, served.address + actions.make_owner_link(), tmp_path, shoot)
    assert seen == ["set-up", "phone", "results"]
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert results.endswith("/results/")
    assert Round.objects.get().revealed
    assert "swap places" in Note.objects.get().text
