"""Take the pictures of pages: the steps of the tutorial, and the results of the fictional place.

    python docs/make_page_pictures.py

Needs Chromium or Chrome, or the program that GREENSHOOTS_CHROMIUM names. Servers use temporary folders. Look at the
pictures before you commit them.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
import first_steps
import make_pictures
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def served(*options: str) -> Iterator[tuple[str, str, Path]]:
    """Start the program. Yield its address, its output, and the folder with its data."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="greenshoots-pictures-") as folder:
        data = Path(folder) / "data"
        command = [sys.executable, "-m", "greenshoots.cli", "start", "--no-open", "--port", str(port)]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        command += ["--data", str(data), *options]
        program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603 - ours
        output = ""
        for line in program.stdout or ():
            output += line
            if "Ctrl+C" in line:
                break
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.1)
        try:
            yield f"http://localhost:{port}", output, data
        finally:
            program.kill()
            program.wait()


def shoot(page: Page, name: str) -> None:
    """Save a picture of what a page shows without scrolling."""
    page.mouse.move(0, 0)
    make_pictures.keep(f"page-{name}.png", page.screenshot())


def act(page: Page, address: str, output: str) -> None:
    """Sign in to the fictional place, and take pictures of a priority and of the board of actions."""
    email, password = re.search(r"Sign in as (\S+) with the password: (\S+)", output).groups()  # type: ignore[union-attr]
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Northvale Council (fictional)", exact=True).click()
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_role("link", name="Board", exact=True).click()
    shoot(page, "board")
    page.get_by_role("link", name="By priority").click()
    page.get_by_role("link", name="Reflect and experiment").click()
    page.set_viewport_size({"width": 1180, "height": 1180})
    shoot(page, "who-can-act")


def main() -> None:
    """Take all pictures."""
    program = os.environ.get("GREENSHOOTS_CHROMIUM") or next((p for name in NAMES if (p := shutil.which(name))), None)
    if program is None:
        raise click.ClickException("There is no Chromium or Chrome. Install one, or name it in GREENSHOOTS_CHROMIUM.")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        with served() as (_address, output, _data):
            link = re.search(r"http://\S+/welcome/\S+", output)
            if link is None:
                raise click.ClickException("The program printed no link.")
            first_steps.walk(browser, link[0], Path(folder), shoot)
        with served("--demo") as (address, output, data):
            with closing(sqlite3.connect(data / "greenshoots.sqlite3")) as database:
                query = "SELECT results_code FROM diagnostics_round WHERE published = 'everybody'"
                code = database.execute(query).fetchone()[0]
            page = browser.new_page(viewport={"width": 1180, "height": 900})
            page.goto(f"{address}/r/{code}/")
            shoot(page, "results-of-42")
            act(page, address, output)
        browser.close()


if __name__ == "__main__":
    main()
