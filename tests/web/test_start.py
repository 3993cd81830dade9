"""`greenshoots start`, run as a command."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from greenshoots.cli import network

PRIVATE = ("SITE_URL", "SECRET_KEY", "LOCAL", "DATABASE_URL", "GREENSHOOTS_DATA", "DJANGO_SETTINGS_MODULE", "DEBUG")
CLEAN = {name: value for name, value in os.environ.items() if name not in PRIVATE}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(
    data: Path, *options: str, environment: dict[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the program; give it and what it printed before it served."""
    port = free_port()
    command = [sys.executable, "-m", "greenshoots.cli", "start", "--data", str(data), "--port", str(port), "--no-open"]
    program = subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=CLEAN | (environment or {}),
    )
    try:
        assert program.stdout is not None
        said = ""
        for line in program.stdout:
            said += line
            if "Ctrl+C" in line:
                break
        _wait_for(port, program)
        yield program, said
    finally:
        program.kill()
        program.wait()
        if program.stdout:
            program.stdout.close()


def _wait_for(port: int, program: subprocess.Popen[str]) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            probe.settimeout(0.1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert program.poll() is None, program.stdout.read() if program.stdout else ""
        signal.sigtimedwait([], 0.05)
    raise AssertionError("The server did not start.")


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def test_the_first_start_makes_everything_and_prints_a_link_that_works_once(tmp_path: Path) -> None:
    with started(tmp_path / "data") as (program, said):
        link = re.search(r"http://localhost:\d+/welcome/\S+", said)
        assert link, said
        assert "<h1" in get(link[0])
        assert get(link[0].split("/welcome")[0] + "/health") == "well\n"
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=20) in (0, -signal.SIGTERM)
    assert (tmp_path / "data" / "greenshoots.sqlite3").exists()
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_demonstration_has_a_place_to_click_through(tmp_path: Path) -> None:
    with started(tmp_path / "data", "--demo") as (_program, said):
        assert re.search(r"Sign in as demo@greenshoots\.example with the password: \S+", said), said
        front = re.search(r"http://localhost:\d+", said)
        assert front
        with closing(sqlite3.connect(tmp_path / "data" / "greenshoots.sqlite3")) as database:
            rounds = database.execute("SELECT published FROM diagnostics_round").fetchall()
            code = database.execute(
                "SELECT results_code FROM diagnostics_round WHERE published = 'everybody'"
            ).fetchone()
        assert len(rounds) == 4
        assert "What 42 of 60 people said" in get(f"{front[0]}/r/{code[0]}/")


def test_others_on_the_network_reach_what_they_are_given(tmp_path: Path) -> None:
    own = network.own_address()
    if own is None:
        command = [sys.executable, "-m", "greenshoots.cli", "start", "--data", str(tmp_path / "d"), "--network"]
        found = subprocess.run(command, capture_output=True, text=True, env=CLEAN, check=False, timeout=60)
        assert (found.returncode, "not connected to a network" in found.stderr) == (2, True)
        return
    data = tmp_path / "data"
    with started(data, "--demo", "--network") as (_program, said):
        port = re.search(r"http://localhost:(\d+)", said)
        assert port, said
        there = f"http://{own}:{port[1]}"
        assert f"Others on the same network can open {there}" in said
        assert "The connection is not encrypted" in said
        with closing(sqlite3.connect(data / "greenshoots.sqlite3")) as database:
            asked = "SELECT code FROM diagnostics_round WHERE state = 'open' AND revealed IS NULL"
            (code,) = database.execute(asked).fetchone()
        page = get(f"{there}/a/{code}")
        fields = dict(re.findall(r'name="(code|edition)"[^>]* value="([^"]*)"', page))
        assert "Thank you" in post(f"{there}/a/{code}", fields | {"s-systems-mindset": "4", "do": "send"})
        assert 'lang="cy"' in get(f"{there}/a/{code}?lang=cy")
        with closing(sqlite3.connect(data / "greenshoots.sqlite3")) as database:
            (workshop,) = database.execute("SELECT code FROM workshops_workshop WHERE begun_on IS NULL").fetchone()
        assert post(f"{there}/w/{workshop}/", {}).startswith(f"{there}/w/{workshop}/")
        assert "Sign in" in get(f"{there}/accounts/login/")
        # Another name that leads to this computer is none of ours.
        request = urllib.request.Request(f"{there}/accounts/login/", headers={"Host": "other.example"})  # noqa: S310
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=20)  # noqa: S310 - our own server
        assert refused.value.code == 400
        refused.value.close()


def test_only_this_computer_is_served_unless_asked(tmp_path: Path) -> None:
    with started(tmp_path / "data") as (_program, said):
        port = re.search(r"http://localhost:(\d+)", said)
        assert port
        assert "Others on the same network" not in said
        own = network.own_address()
        with socket.socket() as probe:
            assert own is None or probe.connect_ex((own, int(port[1]))) != 0


def test_a_port_that_is_taken_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "greenshoots.cli", "start", "--data", str(tmp_path / "d"), "--port", str(port)]
        found = subprocess.run(command, capture_output=True, text=True, env=CLEAN, check=False, timeout=60)
    assert found.returncode == 2
    assert f"Port {port} cannot be used" in found.stderr
    assert not (tmp_path / "d" / "greenshoots.sqlite3").exists()


@pytest.mark.parametrize(
    ("database", "told"),
    [
        ("mysql://somebody:secret@localhost/greenshoots", "is for SQLite or PostgreSQL"),
        ("greenshoots", "is for SQLite or PostgreSQL"),
        ("postgres://somebody:secret@localhost:port/greenshoots", "is for SQLite or PostgreSQL"),
        ("postgres://somebody:secret@127.0.0.1:1/greenshoots", "The database cannot be used: connection failed"),
        ("sqlite:////nowhere/at/all.sqlite3", "The database cannot be used: unable to open database file"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path, database: str, told: str) -> None:
    command = [sys.executable, "-m", "greenshoots.cli", "start", "--data", str(tmp_path), "--port", str(free_port())]
    environment = CLEAN | {"DATABASE_URL": database}
    found = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)
    assert found.returncode == 2
    assert told in found.stderr
    assert "Traceback" not in found.stderr
    assert "secret" not in found.stderr


def post(url: str, fields: dict[str, str]) -> str:
    """Send a form; give what came, or where it leads."""
    request = urllib.request.Request(url, urllib.parse.urlencode(fields).encode())  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own server
        return f"{answer.url}\n{answer.read().decode()}"


def test_what_was_acknowledged_survives_a_server_that_is_killed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    kept = data / "greenshoots.sqlite3"
    with started(data, "--demo") as (program, said):
        front = re.search(r"http://localhost:\d+", said)
        assert front
        with closing(sqlite3.connect(kept, isolation_level=None)) as database:
            asked = "SELECT code FROM diagnostics_round WHERE state = 'open' AND revealed IS NULL"
            (round_code,) = database.execute(asked).fetchone()
            where = "SELECT id, code, agenda FROM workshops_workshop WHERE begun_on IS NULL"
            workshop, code, agenda = database.execute(where).fetchone()
            for number, event in enumerate(({"kind": "begin"}, {"kind": "open", "turn": 1}), start=1):
                row = (workshop, number, json.dumps(event))
                database.execute(
                    "INSERT INTO workshops_logentry (workshop_id, number, event, at) VALUES (?, ?, ?, '2026-01-01')",
                    row,
                )
            database.execute("UPDATE workshops_workshop SET version = 2 WHERE id = ?", (workshop,))
            before = database.execute("SELECT COUNT(*) FROM responses_pendingresponse").fetchone()[0]
        page = get(f"{front[0]}/a/{round_code}")
        fields = dict(re.findall(r'name="(code|edition)"[^>]* value="([^"]*)"', page))
        assert "Thank you" in post(f"{front[0]}/a/{round_code}", fields | {"s-systems-mindset": "4", "do": "send"})
        address = post(f"{front[0]}/w/{code}/", {}).splitlines()[0]
        score = {"enabler": json.loads(agenda)[0], "turn": "1", "score": "2"}
        assert "We have your score" in post(address, score)
        program.kill()
        program.wait()
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT COUNT(*) FROM responses_pendingresponse").fetchone()[0] == before + 1
        assert database.execute("SELECT score FROM workshops_pendingscore").fetchall() == [(1,)]
