"""A real server in its folder: every way of stopping it, a second one, and what other commands may do meanwhile."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.web.base.data_folder.conftest import answers, query
from tests.web.test_start import CLEAN, free_port, get, post, started

from greenshoots.web.base.data_folder import layout, lock
from greenshoots.web.base.data_folder.layout import Folder

STOPS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]


def command(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a separate process."""
    called = [sys.executable, "-m", "greenshoots.cli", *map(str, words)]
    return subprocess.run(called, capture_output=True, text=True, env=CLEAN, check=False, timeout=300)


def answer(front: str, code: str) -> bool:
    """Answer as a person with a phone; return whether the response was confirmed."""
    page = get(f"{front}/a/{code}")
    fields = dict(re.findall(r'name="(code|edition)"[^>]* value="([^"]*)"', page))
    return "Thank you" in post(f"{front}/a/{code}", fields | {"s-systems-mindset": "4", "do": "send"})


def open_round(database: Path) -> str:
    with closing(sqlite3.connect(database)) as opened:
        found = opened.execute(
            "SELECT code FROM diagnostics_round WHERE state = 'open' AND revealed IS NULL"
        ).fetchone()
    return str(found[0])


def front(said: str) -> str:
    found = re.search(r"http://localhost:\d+", said)
    assert found, said
    return found[0]


@pytest.mark.parametrize("how", STOPS, ids=lambda how: how.name)
def test_everything_acknowledged_is_there_after_a_stop_a_backup_and_a_restore(
    tmp_path: Path, how: signal.Signals
) -> None:
    folder = layout.of(tmp_path / "data")
    assert folder.database is not None
    with started(folder.path, "--demo") as (program, said):
        before, code = answers(folder.database), open_round(folder.database)
        assert all(answer(front(said), code) for _ in range(12))
        program.send_signal(how)
        status = program.wait(timeout=120)
    assert status == (-signal.SIGKILL if how is signal.SIGKILL else 0)
    if how is not signal.SIGKILL:
        # The file alone is complete: a copy of it has everything.
        alone = shutil.copy(folder.database, tmp_path / "alone.sqlite3")
        assert answers(Path(alone)) == before + 12
    backup = tmp_path / "copy.sqlite3"
    assert command("backup", backup, "--data", folder.path).returncode == 0
    found = command("restore", backup, "--data", tmp_path / "new")
    assert found.returncode == 0, found.stderr
    new = layout.of(tmp_path / "new")
    assert new.key.read_text() == folder.key.read_text()
    with started(new.path) as (_program, said):
        assert answers(new.path / layout.DATABASE) == before + 12
        assert "is the owner" not in said
        assert answer(front(said), code)
    assert answers(new.path / layout.DATABASE) == before + 13


def test_the_old_way_back_works_too_a_copy_in_the_place_of_a_file_after_a_stop(tmp_path: Path) -> None:
    folder = layout.of(tmp_path / "data")
    assert folder.database is not None
    with started(folder.path, "--demo") as (program, said):
        before, code = answers(folder.database), open_round(folder.database)
        assert answer(front(said), code)
        assert command("backup", tmp_path / "copy.sqlite3", "--data", folder.path).returncode == 0
        assert answer(front(said), code)
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=120) == 0
    shutil.copy(tmp_path / "copy.sqlite3", folder.database)
    assert query(folder.database, "SELECT COUNT(*) FROM responses_pendingresponse") == before + 1
    with closing(sqlite3.connect(folder.database)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_one_server_at_a_time_uses_a_folder_and_other_commands_know_it(tmp_path: Path) -> None:
    folder = layout.of(tmp_path / "data")
    with started(folder.path, "--demo") as (program, _said):
        second = command("start", "--data", folder.path, "--port", free_port())
        assert second.returncode == 2
        told = rf"{folder.path} is in use: greenshoots start, process {program.pid}, since \d+ \w+ \d{{4}}, \d\d:\d\d\."
        assert re.search(told, second.stderr), second.stderr
        backup = command("backup", tmp_path / "copy.sqlite3", "--data", folder.path)
        assert backup.returncode == 0, backup.stderr
        for words in (("restore", tmp_path / "copy.sqlite3", "--force"), ("move", tmp_path / "there")):
            refused = command(*words, "--data", folder.path)
            assert refused.returncode == 2
            assert "is in use: greenshoots start" in refused.stderr
        doctor = command("doctor", "--data", folder.path)
        assert f"Server: greenshoots start, process {program.pid}" in doctor.stdout
        program.kill()
        program.wait()
    # The lock of a dead process blocks no other process.
    assert lock.holder(folder) is None
    with started(folder.path):
        assert lock.holder(folder) is not None


def test_everything_in_the_folder_is_private_whatever_the_umask_and_what_was_there(tmp_path: Path) -> None:
    data = tmp_path / "data"
    before = os.umask(0)
    try:
        with started(data, "--demo") as (program, said):
            assert "Other accounts" not in said
            program.send_signal(signal.SIGTERM)
            assert program.wait(timeout=120) == 0
        data.chmod(0o755)
        (data / "greenshoots.sqlite3").chmod(0o644)
        with started(data) as (_program, said), closing(sqlite3.connect(data / "greenshoots.sqlite3")) as other:
            assert "Other accounts on this computer could open" in said
            other.execute("SELECT COUNT(*) FROM django_migrations").fetchall()  # a journal stays while it is open
            found = {path: stat.S_IMODE(path.stat().st_mode) for path in [data, *data.rglob("*")]}
    finally:
        os.umask(before)
    assert {path.name: oct(mode) for path, mode in found.items() if mode & 0o077} == {}
    assert {"greenshoots.sqlite3-wal", "greenshoots.sqlite3-shm", "lock"} <= {path.name for path in found}


def test_a_reveal_with_a_reader_and_a_kill_leave_nothing_to_read_after_the_next_start(folder: Folder) -> None:
    assert folder.database is not None
    scores = [bytes(row) for row in _column(folder.database, "SELECT scores FROM responses_pendingresponse")]
    code = (
        "import sys\nfrom pathlib import Path\nfrom greenshoots.cli import start\nstart.in_folder(Path(sys.argv[1]))\n"
        + REVEAL
    )
    reader = sqlite3.connect(folder.database, isolation_level=None)
    reader.execute("PRAGMA journal_mode=WAL")
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM responses_pendingresponse").fetchall()
    killed = subprocess.run([sys.executable, "-c", code, str(folder.path)], env=CLEAN, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert answers(folder.database) == 0
    assert _readable(folder, scores) == len(scores)
    doctor = command("doctor", "--data", folder.path)
    assert doctor.returncode == 1
    assert "wrong  Erasing: Not finished" in doctor.stdout
    reader.close()
    with started(folder.path):
        assert _readable(folder, scores) == 0
    assert _readable(folder, scores) == 0
    assert "well   Erasing: Finished" in command("doctor", "--data", folder.path).stdout


REVEAL = """
import os, signal
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions
actions.reveal(Round.objects.get(), by=User.objects.get(email="alice@example.org"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def _column(database: Path, statement: str) -> list[bytes]:
    with closing(sqlite3.connect(database)) as opened:
        return [row[0] for row in opened.execute(statement)]


def _readable(folder: Folder, scores: list[bytes]) -> int:
    content = b"".join(path.read_bytes() for path in folder.path.rglob("*") if path.is_file())
    return sum(one in content for one in scores)
