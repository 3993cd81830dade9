"""The real server with its log on: whatever secret addresses are opened, and whatever fails, the log holds none."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from tests.web import behind_nginx, test_start
from tests.web.pages import Visitor

from greenshoots.web.base.site.log import WithoutSecrets

# Each stands for a secret that leads nowhere; what leads somewhere is opened too.
MADE_UP = "sesame0secret0sesame0"
ADDRESSES = (
    "/a/{}", "/a/{}/{}", "/a/{}/mine", "/w/{}/", "/w/{}/{}/", "/w/{}/stream", "/w/s/{}/", "/w/?code={}",
    "/join/{}/", "/bodies/join/{}/", "/welcome/{}/", "/reminders/{}/", "/p/{}/", "/r/{}/", "/r/{}/results.json",
    "/accounts/password/reset/key/1-{}/", "/accounts/confirm-email/{}/", "/nowhere/{}", "/%00{}", "/a/%ff{}",
)  # fmt: skip


def open_(address: str, data: bytes | None = None) -> int:
    try:
        with urllib.request.urlopen(address, data, timeout=60) as answer:  # noqa: S310 - our own server
            assert answer.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_log_of_the_real_server_holds_no_secret(tmp_path: Path) -> None:
    with test_start.started(tmp_path / "data") as (program, said):
        link = re.search(r"(http://localhost:\d+)/welcome/(\S+)", said)
        assert link
        front, secret = link[1], link[2].rstrip("/")
        assert open_(f"{front}/welcome/{secret}/") == 200
        for address in ADDRESSES:
            for data in (None, f"code={MADE_UP}&login={MADE_UP}".encode()):
                assert open_(front + address.format(*[MADE_UP] * 2), data) in {200, 302, 400, 403, 404, 405, 422, 429}
        # From here on every page fails, and errors are what is logged.
        with closing(sqlite3.connect(tmp_path / "data" / "greenshoots.sqlite3", isolation_level=None)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in ("accounts_ownerlink", "places_invitation", "diagnostics_round", "workshops_workshop"):
                assert name in tables
                database.execute(f"ALTER TABLE {name} RENAME TO broken_{name}")
        failed = [open_(front + address.format(*[MADE_UP] * 2)) for address in ADDRESSES]
        assert failed.count(500) >= 5, failed
        assert open_(f"{front}/welcome/{secret}/") == 500
        program.terminate()
        program.wait()
        assert program.stdout is not None
        log = program.stdout.read()
    assert "500 at welcome/<str:secret>/" in log, "What failed, and where, is said."
    assert "django.db.utils.OperationalError" in log
    assert MADE_UP not in log
    assert secret not in log


@behind_nginx.needs_nginx
def test_nginx_writes_nothing_of_a_request(tmp_path: Path) -> None:
    with behind_nginx.running(tmp_path) as proxied:
        client = proxied.client()
        for address in ADDRESSES:
            client.ask("GET", address.format(*[MADE_UP] * 2))
        proxied.program.terminate()
        proxied.program.wait()
        for address in ADDRESSES[:4]:
            assert client.ask("GET", address.format(*[MADE_UP] * 2))[0] == 503
        assert client.ask("POST", f"/a/{MADE_UP}", {"code": MADE_UP})[0] == 503
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "data" not in path.parts)
    assert MADE_UP.encode() not in written


def raised() -> Exception:
    try:
        try:
            raise KeyError(MADE_UP)
        except KeyError as error:
            raise ValueError(f"{MADE_UP} is no code") from error
    except ValueError as error:
        return error


def test_an_error_is_logged_as_its_kind_and_its_place() -> None:
    error = raised()
    record = logging.LogRecord("a", logging.ERROR, __file__, 1, "It failed", (), (type(error), error, None))
    said = WithoutSecrets().format(record)
    assert said.startswith("ERROR a: It failed\nbuiltins.ValueError\n")
    assert "in raised" in said
    assert "builtins.KeyError" in said
    assert MADE_UP not in said


@pytest.mark.django_db
def test_a_request_is_logged_as_its_route(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "django.request"):
        visitor.get(f"/join/{MADE_UP}/")
    lines = [WithoutSecrets().format(record) for record in caplog.records if record.name == "django.request"]
    assert lines == ["WARNING django.request: 404 at join/<str:secret>/"]


@pytest.mark.django_db
def test_secret_pages_send_no_referrer_to_other_sites(visitor: Visitor) -> None:
    for address in ("/join/{}/", "/bodies/join/{}/", "/welcome/{}/", "/reminders/{}/", "/p/{}/", "/r/{}/", "/w/s/{}/"):
        assert visitor.get(address.format(MADE_UP)).headers["Referrer-Policy"] == "same-origin"


def test_errors_are_not_mailed() -> None:
    """Django's own set-up would mail an error with the address and all that was sent, once ADMINS is set."""
    code = (
        "import django, logging; django.setup();"
        "print([h.__class__.__name__ for n in ('', 'django', 'django.request', 'uvicorn', 'uvicorn.error')"
        " for h in logging.getLogger(n).handlers])"
    )
    environment = test_start.CLEAN | {
        "SITE_URL": "http://localhost", "SECRET_KEY": "x" * 50, "LOCAL": "on", "GREENSHOOTS_DATA": os.devnull,
        "DJANGO_SETTINGS_MODULE": "greenshoots.web.base.site.settings",
    }  # fmt: skip
    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['StreamHandler']"
