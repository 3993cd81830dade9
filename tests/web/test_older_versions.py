"""What version 0.1.0 wrote opens unchanged: its data folder, its PostgreSQL database and its archives.

`tests/reference/version-0.1.0` holds its demonstration, a fictional place with rounds, workshops and a plan, as that
version wrote it, before the code moved to where it is now.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from tests.web.test_start import CLEAN, get, started

OLD = Path(__file__).parents[1] / "reference" / "version-0.1.0"
WAITING, PLACES = 17, 2
"""What the demonstration of that version holds."""

COUNTS = {
    "responses_pendingresponse": WAITING,
    "places_place": PLACES,
}
TABLES = ("plans_priority", "plans_action", "plans_ask", "releases_release", "workshops_vote", "diagnostics_round")
PUBLIC = {
    "results": ("SELECT results_code FROM diagnostics_round WHERE published = 'everybody'", "/r/{}/"),
    "plan": ("SELECT code FROM plans_planpage WHERE shown", "/p/{}/"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder as version 0.1.0 left it."""
    made = tmp_path / "data"
    made.mkdir()
    with gzip.open(OLD / "greenshoots.sqlite3.gz") as packed, (made / "greenshoots.sqlite3").open("wb") as file:
        shutil.copyfileobj(packed, file)
    (made / "secret-key").write_text("a key of fifty characters that was made long ago, then kept", encoding="utf-8")
    return made


def counted(rows: sqlite3.Connection) -> dict[str, int]:
    return {table: rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in (*COUNTS, *TABLES)}  # noqa: S608


def test_a_folder_of_version_0_1_0_is_served_with_everything_in_it(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "greenshoots.sqlite3")) as before:
        held = counted(before)
        pages = [path.format(code) for ask, path in PUBLIC.values() for (code,) in before.execute(ask)]
    assert held | COUNTS == held
    assert all(held.values())
    assert any(page.startswith("/r/") for page in pages)
    with started(folder) as (_program, said):
        address = next(word for word in said.split() if word.startswith("http://"))
        server = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        for page in pages:
            assert "<h1" in get(server + page)
    with closing(sqlite3.connect(folder / "greenshoots.sqlite3")) as after:
        assert counted(after) == held


KILLED = """
import os, django
django.setup()
from pathlib import Path
from django.db.migrations.recorder import MigrationRecorder
from greenshoots.web.base.data_folder import layout
from greenshoots.web.base.site import tables
noted = MigrationRecorder.record_applied
def note(recorder, room, name):
    if room == "workshops":
        os._exit(9)
    noted(recorder, room, name)
MigrationRecorder.record_applied = note
tables.bring_up_to_date(layout.of(Path(os.environ["GREENSHOOTS_DATA"])), print)
"""
"""An update that is killed when Django is about to note a change whose tables it has made."""


def test_an_update_that_is_killed_before_a_change_is_noted_is_made_by_the_next_start(folder: Path) -> None:
    settings = {
        "GREENSHOOTS_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "greenshoots.web.base.site.settings",
        "SITE_URL": "http://localhost:8000", "SECRET_KEY": "k" * 50, "LOCAL": "on",
    }  # fmt: skip
    killed = subprocess.run([sys.executable, "-c", KILLED], env=CLEAN | settings, check=False)
    assert killed.returncode == 9
    with started(folder) as (_program, said):
        address = next(word for word in said.split() if word.startswith("http://"))
        assert "<h1" in get("{0.scheme}://{0.netloc}".format(urlsplit(address)))


def test_an_archive_of_version_0_1_0_is_imported(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "greenshoots.cli", "import", str(OLD / "archive.zip"), "--data", str(folder)],
        capture_output=True, text=True, env=CLEAN, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(folder / "greenshoots.sqlite3")) as rows:
        places = rows.execute("SELECT id FROM places_place WHERE name = 'Northvale Council (fictional)'").fetchall()
        plans = rows.execute("SELECT place_id, count(*) FROM plans_priority GROUP BY place_id").fetchall()
    assert len(places) == 2
    assert sorted(number for _place, number in plans) == [2, 2]


@pytest.mark.skipif("GREENSHOOTS_TEST_DATABASE" not in os.environ, reason="this is for PostgreSQL")
def test_a_postgresql_database_of_version_0_1_0_is_served(tmp_path: Path) -> None:
    import psycopg

    server = urlsplit(os.environ["GREENSHOOTS_TEST_DATABASE"])
    name = f"old_{uuid.uuid4().hex}"
    with psycopg.connect(os.environ["GREENSHOOTS_TEST_DATABASE"], autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    url = urlunsplit(server._replace(path=f"/{name}"))
    try:
        script = gzip.decompress((OLD / "greenshoots.postgresql.sql.gz").read_bytes()).decode()
        with psycopg.connect(url, autocommit=True) as rows:
            rows.execute(script)
        with psycopg.connect(url) as rows:
            pages = [path.format(code) for ask, path in PUBLIC.values() for (code,) in rows.execute(ask)]
        with started(tmp_path / "data", environment={"DATABASE_URL": url}) as (_program, said):
            address = next(word for word in said.split() if word.startswith("http://"))
            front = "{0.scheme}://{0.netloc}".format(urlsplit(address))
            for page in pages:
                assert "<h1" in get(front + page)
        with psycopg.connect(url) as rows:
            waiting = rows.execute("SELECT count(*) FROM responses_pendingresponse").fetchone()
            assert waiting == (WAITING,)
    finally:
        with psycopg.connect(os.environ["GREENSHOOTS_TEST_DATABASE"], autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
