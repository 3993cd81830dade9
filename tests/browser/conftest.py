"""A browser for the tests that need one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Chromium, or say what to install."""
    program = os.environ.get("GREENSHOOTS_CHROMIUM") or next((p for name in NAMES if (p := shutil.which(name))), None)
    if program is None:
        pytest.skip("No Chromium or Chrome here. Install one, or name it in GREENSHOOTS_CHROMIUM.")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield found
        found.close()
