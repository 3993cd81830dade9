"""Backup, restore and move: whole or not at all, checked, said in sentences, and nothing is thrown away."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from tests.web.base.data_folder.conftest import KEY, PEOPLE, answers, query

from greenshoots.web.base.data_folder import copies, layout, restore
from greenshoots.web.base.data_folder.layout import Folder

Run = Callable[..., Result]
REMOVE = "DELETE FROM responses_pendingresponse WHERE id IN (SELECT id FROM responses_pendingresponse LIMIT 10)"


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as opened:
        opened.execute(statement)
        opened.commit()


def modes(path: Path) -> set[str]:
    return {oct(one.stat().st_mode & 0o777) for one in path.rglob("*") if one.is_file()}


# Backup


def test_a_backup_holds_everything_and_the_key_lies_beside_it(folder: Folder, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "copy.sqlite3"
    found = run("backup", out, "--data", folder.path)
    assert found.exit_code == 0, found.output
    assert answers(out) == PEOPLE
    assert (tmp_path / "copy.secret-key").read_text() == KEY
    assert found.stdout.splitlines() == [str(out), str(tmp_path / "copy.secret-key")]
    assert "The backup was checked and is complete. It contains 1 place, 1 diagnostic" not in found.stdout
    assert f"{PEOPLE} responses not revealed" in found.stderr
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("copy.*")} == {"0o600"}


def test_a_backup_keeps_nothing_of_wrong_tries(folder: Folder, run: Run, tmp_path: Path) -> None:
    assert folder.database is not None
    salt = b"the salt of these ten minutes"
    with closing(sqlite3.connect(folder.database)) as opened:
        opened.execute("INSERT INTO limits_window (number, salt) VALUES (1, ?)", (salt,))
        opened.execute("INSERT INTO limits_count (key, period, number) VALUES (7, 1, 3)")
        opened.commit()
    out = tmp_path / "copy.sqlite3"
    assert run("backup", out, "--data", folder.path).exit_code == 0
    assert query(out, "SELECT count(*) FROM limits_count") == query(out, "SELECT count(*) FROM limits_window") == 0
    assert salt not in out.read_bytes()


def test_a_backup_says_what_is_not_in_it(
    folder: Folder, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run("backup", tmp_path / "a.sqlite3", "--data", folder.path, "--without-key")
    assert "The secret key is not in the backup. Keep a copy" in found.stderr
    assert not (tmp_path / "a.secret-key").exists()
    monkeypatch.setenv("SECRET_KEY", "s" * 50)
    found = run("backup", tmp_path / "b.sqlite3", "--data", folder.path)
    assert "it comes from a setting" in found.stderr
    assert not (tmp_path / "b.secret-key").exists()


def test_a_backup_holds_what_stands_in_the_journal_only(folder: Folder, run: Run, tmp_path: Path) -> None:
    assert folder.database is not None
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute(REMOVE)
        assert layout.beside(folder.database, "-wal").stat().st_size
        assert run("backup", tmp_path / "copy.sqlite3", "--data", folder.path).exit_code == 0
    assert answers(tmp_path / "copy.sqlite3") == PEOPLE - 10


def test_a_backup_under_load_holds_every_answer_that_was_acknowledged_before_it(
    folder: Folder, run: Run, tmp_path: Path
) -> None:
    assert folder.database is not None
    written, over = [0], threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(str(folder.database), isolation_level=None, timeout=30)) as opened:
            opened.execute("PRAGMA journal_mode=WAL")
            while not over.is_set():
                opened.execute("INSERT INTO data_folder_programversion (version, since) VALUES ('0', '2026-01-01')")
                written[0] += 1

    before = query(folder.database, "SELECT COUNT(*) FROM data_folder_programversion")
    writing = threading.Thread(target=write)
    writing.start()
    try:
        for number in range(5):
            acknowledged = before + written[0]
            out = tmp_path / f"copy-{number}.sqlite3"
            assert run("backup", out, "--data", folder.path).exit_code == 0
            assert query(out, "SELECT COUNT(*) FROM data_folder_programversion") >= acknowledged
    finally:
        over.set()
        writing.join()


def test_a_backup_writes_over_nothing_unless_told(folder: Folder, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "copy.sqlite3"
    out.write_text("mine")
    refused = run("backup", out, "--data", folder.path)
    assert refused.exit_code == 2
    assert "already exists" in refused.output
    assert out.read_text() == "mine"
    assert run("backup", out, "--data", folder.path, "--force").exit_code == 0
    assert answers(out) == PEOPLE


@pytest.mark.parametrize("what", ["nothing", "empty", "foreign", "text"])
def test_what_is_no_database_of_ours_gets_a_sentence_and_leaves_no_file(what: str, run: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    file = data / "greenshoots.sqlite3"
    if what == "empty":
        file.touch()
    elif what == "foreign":
        change(file, "CREATE TABLE kept (n INTEGER)")
    elif what == "text":
        file.write_text("no database at all " * 100)
    found = run("backup", tmp_path / "out.sqlite3", "--data", data)
    told = {"foreign": "is not a Greenshoots database", "text": "is damaged"}.get(what, "There is no database")
    assert found.exit_code == 2
    assert told in found.output
    assert "Traceback" not in found.output
    assert list(tmp_path.glob("*out*")) == []


def test_backups_in_a_folder_have_their_moment_as_a_name_and_expire(folder: Folder, run: Run, tmp_path: Path) -> None:
    where = tmp_path / "backups"
    where.mkdir()
    for name in ("greenshoots-2026-01-01-030000", "greenshoots-2026-01-02-030000"):
        (where / f"{name}.sqlite3").touch()
        (where / f"{name}.secret-key").touch()
    (where / "greenshoots-of-mine.sqlite3").touch()
    (where / "notes.txt").touch()
    found = run("backup", where, "--data", folder.path, "--expire", "14")
    assert found.exit_code == 0, found.output
    left = sorted(path.name for path in where.iterdir())
    assert len(left) == 4
    assert {"greenshoots-of-mine.sqlite3", "notes.txt"} < set(left)
    assert answers(Path(found.stdout.splitlines()[0])) == PEOPLE
    assert run("backup", tmp_path / "one.sqlite3", "--data", folder.path, "--expire", "14").exit_code == 2


def test_postgresql_is_told_what_to_do(
    folder: Folder, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@localhost/greenshoots")
    for words in (("backup", tmp_path / "x"), ("restore", tmp_path / "x"), ("move", tmp_path / "x")):
        found = run(*words, "--data", folder.path)
        assert found.exit_code == 2
        assert "pg_dump" in found.output or "stays where it is" in found.output
        assert "secret@" not in found.output


def test_a_database_that_a_setting_puts_elsewhere_is_found(
    folder: Folder, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.database is not None
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    shutil.move(folder.database, elsewhere / "db.sqlite3")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{elsewhere}/db.sqlite3".replace(" ", "%20"))
    assert run("backup", tmp_path / "copy.sqlite3", "--data", folder.path).exit_code == 0
    assert answers(tmp_path / "copy.sqlite3") == PEOPLE
    change(elsewhere / "db.sqlite3", REMOVE)
    assert run("restore", tmp_path / "copy.sqlite3", "--data", folder.path, "--force").exit_code == 0
    assert answers(elsewhere / "db.sqlite3") == PEOPLE


# Restore


@pytest.fixture
def backed_up(folder: Folder, run: Run, tmp_path: Path) -> Path:
    """Make a backup of the folder, which has lost ten answers since."""
    assert folder.database is not None
    out = tmp_path / "copy.sqlite3"
    assert run("backup", out, "--data", folder.path).exit_code == 0
    change(folder.database, REMOVE)
    return out


def test_a_restore_into_a_new_folder_brings_everything(backed_up: Path, run: Run, tmp_path: Path) -> None:
    found = run("restore", backed_up, "--data", tmp_path / "new")
    assert found.exit_code == 0, found.output
    assert answers(tmp_path / "new" / "greenshoots.sqlite3") == PEOPLE
    assert (tmp_path / "new" / "secret-key").read_text() == KEY
    assert "The secret key came with the backup" in found.stderr
    assert oct((tmp_path / "new").stat().st_mode & 0o777) == "0o700"
    assert modes(tmp_path / "new") == {"0o600"}
    assert (
        query(tmp_path / "new" / "greenshoots.sqlite3", "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE '%backup'")
        == 0
    )


def test_a_restore_replaces_nothing_unless_told_and_keeps_what_it_replaced(
    folder: Folder, backed_up: Path, run: Run
) -> None:
    assert folder.database is not None
    refused = run("restore", backed_up, "--data", folder.path)
    assert refused.exit_code == 2
    assert "Add --force" in refused.output
    assert answers(folder.database) == PEOPLE - 10
    found = run("restore", backed_up, "--data", folder.path, "--force")
    assert found.exit_code == 0, found.output
    assert answers(folder.database) == PEOPLE
    (aside,) = folder.replaced
    assert str(aside) in found.stderr
    assert answers(aside / "greenshoots.sqlite3") == PEOPLE - 10
    assert (aside / "secret-key").read_text() == KEY


def test_a_restore_over_a_damaged_file_and_its_journal_leaves_a_whole_one(
    folder: Folder, backed_up: Path, run: Run
) -> None:
    assert folder.database is not None
    # What an administrator has who copied one file by hand: a database beside the journal of another.
    folder.database.write_bytes(folder.database.read_bytes()[:40_000] + b"\xff" * 40_000)
    journal = os.urandom(40_000)
    layout.beside(folder.database, "-wal").write_bytes(journal)
    found = run("restore", backed_up, "--data", folder.path, "--force")
    assert found.exit_code == 0, found.output
    assert query(folder.database, "SELECT COUNT(*) FROM responses_pendingresponse") == PEOPLE
    (aside,) = folder.replaced
    assert (aside / "greenshoots.sqlite3-wal").read_bytes() == journal
    assert (aside / "greenshoots.sqlite3").read_bytes().endswith(b"\xff" * 40_000)


@pytest.mark.parametrize("what", ["cut", "text", "foreign", "missing", "newer", "other key"])
def test_a_backup_that_cannot_be_used_changes_nothing(
    folder: Folder, backed_up: Path, run: Run, tmp_path: Path, what: str
) -> None:
    assert folder.database is not None
    words: tuple[object, ...] = ()
    if what == "cut":
        backed_up.write_bytes(backed_up.read_bytes()[:-60_000])
    elif what == "text":
        backed_up.write_text("not a database " * 50)
    elif what == "foreign":
        backed_up.unlink()
        change(backed_up, "CREATE TABLE kept (n INTEGER)")
    elif what == "missing":
        backed_up.unlink()
    elif what == "newer":
        change(backed_up, "INSERT INTO data_folder_programversion (version, since) VALUES ('99.1', '2030-01-01')")
    else:
        (tmp_path / "key").write_text("o" * 50)
        words = ("--key", tmp_path / "key")
    found = run("restore", backed_up, "--data", folder.path, "--force", *words)
    assert found.exit_code == 2
    assert "Traceback" not in found.output
    told = {"newer": "was made by Greenshoots 99.1", "other key": "is not the secret key of this backup"}
    assert told.get(what, "copy.sqlite3") in found.output
    assert answers(folder.database) == PEOPLE - 10
    assert folder.replaced == []
    assert folder.key.read_text() == KEY


def test_a_restore_says_where_the_key_is_another_or_none(
    folder: Folder, run: Run, tmp_path: Path, backed_up: Path
) -> None:
    (tmp_path / "copy.secret-key").rename(tmp_path / "key")
    folder.key.write_text("o" * 50)
    assert "does not belong to this backup" in run("restore", backed_up, "--data", folder.path, "--force").stderr
    assert "There is no secret key" in run("restore", backed_up, "--data", tmp_path / "new").stderr
    found = run("restore", backed_up, "--data", tmp_path / "new", "--force", "--key", tmp_path / "key")
    assert "came with the backup" in found.stderr
    assert (tmp_path / "new" / "secret-key").read_text() == KEY


def test_a_restore_warns_of_answers_that_were_revealed_since(folder: Folder, backed_up: Path, run: Run) -> None:
    assert folder.database is not None
    change(folder.database, "UPDATE diagnostics_round SET revealed = '2026-11-01'")
    found = run("restore", backed_up, "--data", folder.path, "--force")
    assert "so they can be shown a second time: Adult social care, round 1" in found.stderr


def test_a_folder_that_was_copied_as_a_whole_can_be_restored_with_its_journal(
    folder: Folder, run: Run, tmp_path: Path
) -> None:
    assert folder.database is not None
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute(REMOVE)
        shutil.copytree(folder.path, tmp_path / "rsync")
    found = run("restore", tmp_path / "rsync", "--data", tmp_path / "new")
    assert found.exit_code == 0, found.output
    assert answers(tmp_path / "new" / "greenshoots.sqlite3") == PEOPLE - 10


def test_a_restored_folder_can_be_backed_up_and_restored_again(backed_up: Path, run: Run, tmp_path: Path) -> None:
    for number in range(3):
        new = tmp_path / f"new-{number}"
        assert run("restore", backed_up, "--data", new).exit_code == 0
        backed_up = tmp_path / f"again-{number}.sqlite3"
        assert run("backup", backed_up, "--data", new).exit_code == 0
    assert answers(backed_up) == PEOPLE


def test_a_restore_that_was_interrupted_is_finished_by_the_next_command(folder: Folder, backed_up: Path) -> None:
    assert folder.database is not None
    folder.ready.mkdir()
    shutil.copy(backed_up, folder.ready / restore.DATABASE)
    aside = restore.finish(folder)
    assert aside is not None
    assert answers(folder.database) == PEOPLE
    assert answers(aside / "greenshoots.sqlite3") == PEOPLE - 10
    assert restore.finish(folder) is None


# Move


def test_a_move_takes_everything_along_and_leaves_nothing(folder: Folder, run: Run, tmp_path: Path) -> None:
    folder.backups.mkdir()
    kept = folder.backups / "before-0.1.0-2026-11-01-120000-abcdefab.sqlite3"
    kept.write_bytes(b"copy")
    kept.chmod(0o644)
    found = run("move", tmp_path / "there", "--data", folder.path)
    assert found.exit_code == 0, found.output
    there = tmp_path / "there"
    assert answers(there / "greenshoots.sqlite3") == PEOPLE
    assert (there / "secret-key").read_text() == KEY
    assert len(list((there / "backups").iterdir())) == 1
    assert not folder.path.exists()
    assert f"greenshoots start --data {there}" in found.stderr
    assert modes(there) == {"0o600"}


def test_a_move_leaves_what_is_not_ours_and_says_so(folder: Folder, run: Run, tmp_path: Path) -> None:
    (folder.path / "notes.txt").write_text("mine")
    found = run("move", tmp_path / "there", "--data", folder.path)
    assert "files that do not belong to Greenshoots: notes.txt" in found.stderr
    assert (folder.path / "notes.txt").read_text() == "mine"
    assert not (folder.path / "greenshoots.sqlite3").exists()


@pytest.mark.parametrize("where", ["occupied", "inside", "installation"])
def test_a_move_goes_nowhere_where_something_is(folder: Folder, run: Run, tmp_path: Path, where: str) -> None:
    assert folder.database is not None
    to = {"inside": folder.path / "deeper"}.get(where, tmp_path / "there")
    if where == "occupied":
        to.mkdir()
        (to / "file").touch()
    elif where == "installation":
        shutil.copytree(folder.path, to)
    found = run("move", to, "--data", folder.path)
    assert found.exit_code == 2
    assert answers(folder.database) == PEOPLE


def test_a_move_does_not_wait_for_readers(
    folder: Folder, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.database is not None
    monkeypatch.setattr("greenshoots.web.base.data_folder.move.PATIENCE", 0.05)
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as reader:
        reader.execute("PRAGMA journal_mode=WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM responses_pendingresponse").fetchall()
        change(folder.database, REMOVE)
        found = run("move", tmp_path / "there", "--data", folder.path)
        assert found.exit_code == 2
        assert "nothing was moved" in found.output
    assert run("move", tmp_path / "there", "--data", folder.path).exit_code == 0


# Automatic copies


def test_automatic_copies_expire_by_the_date_in_their_name(folder: Folder) -> None:
    import datetime as dt

    folder.backups.mkdir()
    old, new = (folder.backups / f"before-0.1.0-2026-{day}-120000-abcdefab.sqlite3" for day in ("10-01", "11-20"))
    aside = folder.path / "replaced-2026-10-01-120000"
    aside.mkdir()
    for path in (old, new, aside / "greenshoots.sqlite3"):
        path.write_bytes(b"copy")
    now = dt.datetime(2026, 11, 28, 12, 0).astimezone()
    assert copies.expire(folder, now) == [old, aside]
    assert copies.automatic(folder) == [new]
