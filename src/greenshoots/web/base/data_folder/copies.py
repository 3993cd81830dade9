"""Copies of a database: complete or not there at all, checked after writing, and deleted when they are old."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from greenshoots import __version__
from greenshoots.core.errors import FolderError
from greenshoots.web.base.data_folder import database, key, layout, permissions
from greenshoots.web.base.data_folder.database import Contents
from greenshoots.web.base.data_folder.layout import Folder

DAYS = 14
"""How many days automatic copies are kept."""

NOTE = "greenshoots_backup"
"""The table in a backup that names the version that wrote it and the secret key that belongs to it."""

PASSING = ("limits_count", "limits_window")
"""Tables that matter for ten minutes only: digests of addresses, which a backup would keep for years."""

_PART = ".part"
_STAMP = "%Y-%m-%d-%H%M%S"
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2}-\d{6})")


def write(source: Path, out: Path, *, secret: str) -> Contents:
    """Copy a database while it is in use, check the copy, and move it to its place in one step.

    The copy holds what was committed when it began, including each response that was confirmed before.

    Arguments:
        secret: The installation's key; the copy notes its fingerprint, so that a restore can detect a wrong key.

    Returns:
        What the copy holds.

    Raises:
        FolderError: the copy could not be written, or is damaged. Nothing is left of it then.
    """
    part = out.with_name(f".{out.name}{_PART}")
    part.unlink(missing_ok=True)
    try:
        _copy(source, part)
        part.chmod(0o600)
        with database.in_sentences(part), closing(database.connect(part)) as copy:
            for table in database.tables_of(copy).intersection(PASSING):
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            # A backup that was put in the place of the database by hand still has its own note.
            copy.execute(f"DROP TABLE IF EXISTS {NOTE}")
            copy.execute(f"CREATE TABLE {NOTE} (version TEXT, key TEXT)")
            copy.execute(f"INSERT INTO {NOTE} VALUES (?, ?)", (__version__, key.fingerprint(secret)))  # noqa: S608
        database.check(part, thoroughly=True)
        held = database.contents(part)
        # VACUUM INTO leaves the copy in the cache of the operating system; it is a backup only once it is on the disk.
        synced(part)
        permissions.hand_over(part, like=out.parent)
        part.replace(out)
        synced(out.parent)
    finally:
        for suffix in ("", *layout.BESIDE):
            layout.beside(part, suffix).unlink(missing_ok=True)
    return held


def _copy(source: Path, part: Path) -> None:
    if not part.parent.is_dir():
        raise FolderError(f"There is no folder {part.parent}. Create it first, or choose another folder.")
    try:
        with closing(database.connect(source)) as opened:
            # VACUUM INTO leaves out erased data; the backup API copies free pages too.
            opened.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error as error:
        # Damage and locks are about the source, a full disk and missing permissions about the copy: the sentence has to
        # name the file that needs attention.
        reads = database.error_name(error) in database.DAMAGED | database.BUSY
        raise FolderError(database.says(error, source if reads else part)) from error


def note_of(path: Path) -> tuple[str, str]:
    """Return the version that wrote a backup and the fingerprint of its key; empty texts if it has no note."""
    with database.in_sentences(path), closing(database.connect(path)) as opened:
        try:
            version, fingerprint = opened.execute(f"SELECT version, key FROM {NOTE}").fetchone()  # noqa: S608
        except sqlite3.OperationalError:
            return "", ""
    return str(version), str(fingerprint)


def before_update(folder: Folder, state: str) -> Path:
    """Keep a copy of the database before an update.

    Arguments:
        state: A short digest of its migrations. A start that fails repeatedly keeps one copy of each state.

    Raises:
        FolderError: there is no space for the copy, so nothing may be changed.
    """
    source = folder.database
    if source is None:
        raise FolderError("Greenshoots does not copy PostgreSQL. Use pg_dump.")
    permissions.make(folder.backups)
    permissions.hand_over(folder.backups, like=folder.path)
    # Listed before the copy is written and deleted after it, so that an update without room for a new copy keeps the
    # earlier one.
    earlier = list(folder.backups.glob(f"before-{__version__}-*-{state}.sqlite3"))
    out = folder.backups / f"before-{__version__}-{stamp()}-{state}.sqlite3"
    write(source, out, secret=key.of(folder))
    for path in earlier:
        if path != out:  # two starts in one second give both the same name
            path.unlink(missing_ok=True)
    return out


def automatic(folder: Folder) -> list[Path]:
    """Return the automatic copies, oldest first."""
    return [*sorted(folder.backups.glob("before-*.sqlite3")), *folder.replaced]


def expire(folder: Folder, now: dt.datetime) -> list[Path]:
    """Delete automatic copies older than `DAYS`; return them."""
    return _delete([path for path in automatic(folder) if _age(path, now) >= dt.timedelta(days=DAYS)])


def erase(folder: Folder) -> list[Path]:
    """Delete all automatic copies, which hold responses that were revealed or deleted since; return them."""
    return _delete(automatic(folder))


def clear_unfinished(folder: Folder) -> None:
    """Delete what a killed process left of a copy, or of a restore that had not started to replace data."""
    _delete([*folder.backups.glob(f".*{_PART}*"), folder.arriving])


def expire_dated(where: Path, days: int, now: dt.datetime) -> list[Path]:
    """Delete earlier backups with a date in their name, and their keys; return them."""
    names = [*where.glob("greenshoots-*.sqlite3"), *where.glob("greenshoots-*.secret-key")]
    return _delete([path for path in names if _age(path, now) >= dt.timedelta(days=days)])


def stamp() -> str:
    """Return the current time for the name of a file."""
    return dt.datetime.now().astimezone().strftime(_STAMP)


def made(path: Path) -> dt.datetime | None:
    """Return when a copy was written, from its name: copying a folder changes the times of its files."""
    dated = _DATED.search(path.name)
    if dated is None:
        return None
    try:
        return dt.datetime.strptime(dated[1], _STAMP).astimezone()
    except ValueError:
        return None


def synced(path: Path) -> None:
    """Wait until a file, or the entries of a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open folders
    # Windows flushes only what is open for writing, and a folder can only be opened for reading.
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _age(path: Path, now: dt.datetime) -> dt.timedelta:
    moment = made(path)
    # A file without a date in its name counts as new: it may be the administrator's, and is never deleted.
    return now - moment if moment else dt.timedelta(0)


def _delete(paths: list[Path]) -> list[Path]:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return paths
