"""A browser for the tests that need one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright
from tests.browser.server import beside_a_loop, listening, served

__all__ = ["beside_a_loop", "browser", "listening", "served"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def program_of(chromium: BrowserType) -> str | None:
    """Return the path of the Chromium that tests use; None where there is none."""
    found = os.environ.get("GREENSHOOTS_CHROMIUM") or next((p for name in NAMES if (p := shutil.which(name))), None)
    if found is None and Path(chromium.executable_path).exists():
        return chromium.executable_path
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Chromium, or say what to install."""
    with sync_playwright() as playwright:
        program = program_of(playwright.chromium)
        if program is None:
            pytest.skip("No Chromium or Chrome here. Install one, or name it in GREENSHOOTS_CHROMIUM.")
        found = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield found
        found.close()
