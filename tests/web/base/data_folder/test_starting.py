"""What a start finds: tables of other versions, damaged files, folders that cannot be written to, other holders."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from tests.web.base.data_folder.conftest import PEOPLE, answers
from tests.web.base.data_folder.test_copies import change
from tests.web.test_start import CLEAN, free_port

from greenshoots.cli import start as cli_start
from greenshoots.core.errors import FolderError, FolderInUseError
from greenshoots.web.base.data_folder import copies, database, layout, lock, permissions
from greenshoots.web.base.data_folder.layout import Folder

Run = Callable[..., Result]
PREPARE = "import sys\nfrom pathlib import Path\nfrom greenshoots.cli import start\nfrom greenshoots import cli\n"


def prepared(folder: Folder) -> subprocess.CompletedProcess[str]:
    """Do what a start does before it serves."""
    code = f"{PREPARE}start.in_folder(Path(sys.argv[1]))\n"
    called = [sys.executable, "-c", code, str(folder.path)]
    return subprocess.run(called, capture_output=True, text=True, env=CLEAN, check=False, timeout=300)


def start(folder: Folder) -> subprocess.CompletedProcess[str]:
    """Start a server that is expected to refuse."""
    words = ["start", "--data", str(folder.path), "--port", str(free_port()), "--no-open"]
    called = [sys.executable, "-m", "greenshoots.cli", *words]
    return subprocess.run(called, capture_output=True, text=True, env=CLEAN, check=False, timeout=300)


def test_a_newer_program_copies_the_database_before_it_changes_tables(older: Folder) -> None:
    assert older.database is not None
    found = prepared(older)
    assert found.returncode == 0, found.stderr
    (copy,) = older.backups.iterdir()
    assert answers(copy) == answers(older.database) == PEOPLE
    assert f"A copy of the earlier data is in {copy}" in found.stderr
    assert "deleted at the next reveal, or after 14 days" in found.stderr
    assert oct(copy.stat().st_mode & 0o777) == "0o600"
    assert "data_folder_pendingerasure" not in _tables(copy)
    assert "data_folder_pendingerasure" in _tables(older.database)
    again = prepared(older)
    assert again.returncode == 0
    assert again.stderr == ""
    assert len(list(older.backups.iterdir())) == 1


def test_starts_that_fail_again_and_again_keep_one_copy_of_each_state(older: Folder) -> None:
    kept = {copies.before_update(older, state) for state in ("aaaaaaaa", "aaaaaaaa", "bbbbbbbb")}
    assert len(set(older.backups.iterdir()) & kept) == 2


def test_an_update_changes_nothing_where_there_is_no_room_for_the_copy(older: Folder) -> None:
    assert older.database is not None
    tables = _tables(older.database)
    older.backups.write_text("a file where the folder of copies would be")
    found = start(older)
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    assert _tables(older.database) == tables


def test_a_program_that_is_older_than_its_tables_refuses_and_names_the_versions(folder: Folder) -> None:
    assert folder.database is not None
    change(folder.database, "INSERT INTO data_folder_programversion (version, since) VALUES ('99.2', '2030-01-01')")
    change(
        folder.database,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('plans', '0099_later', '2030-01-01')",
    )
    before = folder.database.read_bytes()
    found = start(folder)
    assert found.returncode == 2
    assert "was last used by Greenshoots 99.2. This is " in found.stderr
    assert "plans 0099_later" in found.stderr
    assert "Nothing was changed" in found.stderr
    assert folder.database.read_bytes() == before


@pytest.mark.parametrize("how", ["text", "middle"])
def test_a_damaged_file_gets_a_sentence_with_the_command_that_helps(folder: Folder, how: str) -> None:
    assert folder.database is not None
    content = folder.database.read_bytes()
    middle = content[:8192] + b"\xff" * (len(content) - 12288) + content[-4096:]
    folder.database.write_bytes(b"no database at all " * 400 if how == "text" else middle)
    found = start(folder)
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    assert f"greenshoots restore BACKUP --data {folder.path} --force" in found.stderr


def test_a_secret_key_that_is_missing_is_made_anew_and_said(folder: Folder) -> None:
    folder.key.unlink()
    found = prepared(folder)
    assert "a new key is created. Everyone has to sign in again" in found.stderr
    assert folder.key.exists()


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "is full. Free some space"),
        (errno.EROFS, "cannot be written to: Read-only file system"),
        (errno.EACCES, "cannot be written to: Permission denied"),
    ],
)
def test_a_folder_that_cannot_be_written_gets_a_sentence(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    def refuse(*_words: object, **_named: object) -> int:
        raise OSError(number, os.strerror(number), str(tmp_path / "data" / "lock"))

    monkeypatch.setattr(lock, "os", SimpleNamespace(open=refuse, O_RDWR=0, O_CREAT=0))
    found = run("start", "--data", tmp_path / "data", "--no-open")
    assert found.exit_code == 2
    assert told in found.output


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("SQLITE_FULL", "is full. Free some space"),
        ("SQLITE_READONLY_DIRECTORY", "has to write to"),
        ("SQLITE_CANTOPEN", "has to write to"),
        ("SQLITE_CORRUPT_INDEX", "greenshoots restore"),
        ("SQLITE_NOTADB", "greenshoots restore"),
        ("SQLITE_BUSY", "Another program is using"),
    ],
)
def test_every_fault_of_sqlite_is_worded_with_what_to_do(name: str, told: str) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorname = name
    assert told in database.says(error, Path("/data/greenshoots.sqlite3"))


def test_a_database_that_grows_beyond_its_disk_gets_a_sentence(folder: Folder) -> None:
    assert folder.database is not None
    with pytest.raises(FolderError, match="is full"):
        _grow(folder.database)


def _grow(file: Path) -> None:
    with database.in_sentences(file), closing(database.connect(file)) as opened:
        (pages,) = opened.execute("PRAGMA page_count").fetchone()
        opened.execute(f"PRAGMA max_page_count={pages}")
        opened.execute("CREATE TABLE more AS SELECT randomblob(1000000)")


# The lock


def test_a_second_holder_is_told_who_holds_the_folder(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.01)
    with lock.acquire(folder, "greenshoots start"):
        held = lock.holder(folder)
        assert held is not None
        assert held.pid == os.getpid()
        with pytest.raises(FolderInUseError, match=f"is in use: greenshoots start, process {os.getpid()}, since"):
            lock.acquire(folder, "greenshoots move")
    assert lock.holder(folder) is None
    lock.acquire(folder, "greenshoots move").release()


def test_a_child_of_a_dead_server_does_not_hold_its_folder(folder: Folder) -> None:
    code = (
        "import os, sys, time\nfrom pathlib import Path\nfrom greenshoots.web.base.data_folder import layout, lock\n"
        "held = lock.acquire(layout.of(Path(sys.argv[1])), 'greenshoots start')\n"
        "if os.fork():\n    time.sleep(600)\n"
        "os.kill(os.getppid(), 9)\nprint(os.getpid(), flush=True)\nsys.stdin.read()\n"
    )
    called = [sys.executable, "-c", code, str(folder.path)]
    with subprocess.Popen(called, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=CLEAN) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        program.wait()
        os.kill(child, 0)  # it lives on
        assert lock.holder(folder) is None


def test_a_lock_file_that_says_nothing_or_nonsense_is_no_hindrance(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.01)
    folder.lock.write_text("{nonsense")
    lock.acquire(folder, "greenshoots start").release()
    with lock.acquire(folder, "greenshoots start"):
        folder.lock.write_text("{nonsense")
        with pytest.raises(FolderInUseError, match="by another process"):
            lock.acquire(folder, "greenshoots move")


# Permissions


def test_only_what_is_ours_is_closed(folder: Folder) -> None:
    notes = folder.path / "notes.txt"
    notes.write_text("mine")
    notes.chmod(0o644)
    folder.key.chmod(0o640)
    folder.path.chmod(0o750)
    assert permissions.open_to_others(folder) == [folder.path, folder.key]
    assert "They no longer can" in permissions.close_to_others(folder)[0]
    assert permissions.open_to_others(folder) == []
    assert notes.stat().st_mode & 0o777 == 0o644


def test_a_folder_that_others_share_is_not_closed(folder: Folder) -> None:
    folder.path.chmod(0o1777)
    assert "Use a folder that belongs to this account alone" in permissions.close_to_others(folder)[0]
    assert folder.path.stat().st_mode & 0o777 == 0o777


def test_what_a_killed_copy_or_restore_left_is_cleared(folder: Folder) -> None:
    folder.backups.mkdir()
    folder.arriving.mkdir()
    for path in (folder.backups / ".before-1.sqlite3.part", folder.arriving / "database"):
        path.write_bytes(b"answers")
    copies.clear_unfinished(folder)
    assert list(folder.backups.iterdir()) == []
    assert not folder.arriving.exists()


def test_only_errors_of_a_folder_are_worded_as_such(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Too many open files"), cli_start.folder_errors(tmp_path):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))


def test_the_database_of_a_setting_is_the_one_that_the_program_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    import dj_database_url

    for url in ("sqlite:////var/lib/a%20b.sqlite3", "sqlite:///relative/c.sqlite3"):
        monkeypatch.setenv("DATABASE_URL", url)
        assert layout.of(Path("x")).database == Path(dj_database_url.parse(url)["NAME"]).absolute()


def _tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as opened:
        return {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_doctor_finds_what_is_wrong_and_changes_nothing(folder: Folder, tmp_path: Path) -> None:
    def doctor(path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
        called = [sys.executable, "-m", "greenshoots.cli", "doctor", "--data", str(path)]
        return subprocess.run(called, capture_output=True, text=True, env=CLEAN | settings, check=False, timeout=300)

    well = doctor(folder.path)
    assert well.returncode == 0, well.stdout + well.stderr
    assert "wrong" not in well.stdout
    for about in ("Folder", "Permissions", "Server", "Database", "Secret key", "Tables", "Erasing", "Mail", "Address"):
        assert f" {about}: " in well.stdout
    folder.path.chmod(0o755)
    wrong_settings = {
        "SITE_URL": "http://greenshoots.example.org",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": "1",
        "SECRET_KEY": "short",
    }
    ill = doctor(folder.path, **wrong_settings)
    assert ill.returncode == 1
    wrong = {line.split(":")[0].split()[-1] for line in ill.stdout.splitlines() if line.startswith("wrong")}
    assert wrong == {"Permissions", "key", "Mail", "Address"}
    assert folder.path.stat().st_mode & 0o777 == 0o755
    folder.path.chmod(0o700)
    assert folder.database is not None
    folder.database.write_bytes(b"not a database " * 400)
    assert "wrong  Database" in doctor(folder.path).stdout
    missing = doctor(tmp_path / "nowhere")
    assert missing.returncode == 1
    assert not (tmp_path / "nowhere").exists()
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o700)
    assert doctor(empty).returncode == 0
    assert list(empty.iterdir()) == []
    shutil.rmtree(empty)
