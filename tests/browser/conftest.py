"""A browser for the tests that need one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.server import beside_a_loop, listening, served

__all__ = ["beside_a_loop", "browser", "listening", "served"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Chromium, or say what to install."""
    program = os.environ.get("GREENSHOOTS_CHROMIUM") or next((p for name in NAMES if (p := shutil.which(name))), None)
    with sync_playwright() as playwright:
        if program is None and Path(playwright.chromium.executable_path).exists():
            program = playwright.chromium.executable_path
        if program is None:
            pytest.skip("No Chromium or Chrome here. Install one, or name it in GREENSHOOTS_CHROMIUM.")
        found = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield found
        found.close()
