"""Copies of a database: whole or not there at all, checked once they are written, and deleted when they are old."""

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
"""How long a copy stays that Greenshoots made or kept aside by itself."""

NOTE = "greenshoots_backup"
"""The table in a backup that says which version made it, and which secret key belongs to it."""

PASSING = ("limits_count", "limits_window")
"""Tables of what counts for ten minutes only: digests of addresses, which a backup would keep for years."""

_PART = ".part"
_STAMP = "%Y-%m-%d-%H%M%S"
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2}-\d{6})")


def write(source: Path, out: Path, *, secret: str) -> Contents:
    """Copy a database while others use it, check the copy, and put it in its place in one step.

    The copy is what was committed when it began: every answer that was acknowledged before is in it.

    Arguments:
        secret: The installation's key; the copy notes its fingerprint, so that a restore can tell a wrong one.

    Returns:
        What the copy holds.

    Raises:
        FolderError: it could not be made, or came out damaged; nothing is left of it then.
    """
    part = out.with_name(f".{out.name}{_PART}")
    part.unlink(missing_ok=True)
    try:
        _copy(source, part)
        part.chmod(0o600)
        with database.in_sentences(part), closing(database.connect(part)) as copy:
            for table in database.tables_of(copy).intersection(PASSING):
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            copy.execute(f"DROP TABLE IF EXISTS {NOTE}")
            copy.execute(f"CREATE TABLE {NOTE} (version TEXT, key TEXT)")
            copy.execute(f"INSERT INTO {NOTE} VALUES (?, ?)", (__version__, key.fingerprint(secret)))  # noqa: S608
        database.check(part, thoroughly=True)
        held = database.contents(part)
        # VACUUM INTO leaves the copy to the operating system; it is a backup only once it is on the disk.
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
            # VACUUM INTO copies what is there and nothing that was erased; the backup API copies free pages too.
            opened.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error as error:
        reads = database.error_name(error) in database.DAMAGED | database.BUSY
        raise FolderError(database.says(error, source if reads else part)) from error


def note_of(path: Path) -> tuple[str, str]:
    """Return the version that made a backup and the fingerprint of its key; nothing of a file that says neither."""
    with database.in_sentences(path), closing(database.connect(path)) as opened:
        try:
            version, fingerprint = opened.execute(f"SELECT version, key FROM {NOTE}").fetchone()  # noqa: S608
        except sqlite3.OperationalError:
            return "", ""
    return str(version), str(fingerprint)


def before_update(folder: Folder, state: str) -> Path:
    """Keep a copy of the database as an earlier version left it.

    Arguments:
        state: Which tables it has, in few letters. A start that fails again and again keeps one copy of each state.

    Raises:
        FolderError: there is no room for it, so nothing may be changed.
    """
    source = folder.database
    if source is None:
        raise FolderError("Greenshoots does not copy PostgreSQL. Use pg_dump.")
    permissions.make(folder.backups)
    permissions.hand_over(folder.backups, like=folder.path)
    earlier = list(folder.backups.glob(f"before-{__version__}-*-{state}.sqlite3"))
    out = folder.backups / f"before-{__version__}-{stamp()}-{state}.sqlite3"
    write(source, out, secret=key.of(folder))
    for path in earlier:
        if path != out:  # two starts in one second give both the same name
            path.unlink(missing_ok=True)
    return out


def automatic(folder: Folder) -> list[Path]:
    """Return the copies that Greenshoots made or kept aside by itself, oldest first."""
    return [*sorted(folder.backups.glob("before-*.sqlite3")), *folder.replaced]


def expire(folder: Folder, now: dt.datetime) -> list[Path]:
    """Delete automatic copies whose time is over; return which."""
    return _delete([path for path in automatic(folder) if _age(path, now) >= dt.timedelta(days=DAYS)])


def erase(folder: Folder) -> list[Path]:
    """Delete all automatic copies: they hold answers that were published or deleted since. Return which."""
    return _delete(automatic(folder))


def clear_unfinished(folder: Folder) -> None:
    """Delete what a killed process left of a copy or of a restore that had not begun to replace anything."""
    _delete([*folder.backups.glob(f".*{_PART}*"), folder.arriving])


def expire_dated(where: Path, days: int, now: dt.datetime) -> list[Path]:
    """Delete earlier backups with a date in their name, and their keys; return which."""
    names = [*where.glob("greenshoots-*.sqlite3"), *where.glob("greenshoots-*.secret-key")]
    return _delete([path for path in names if _age(path, now) >= dt.timedelta(days=days)])


def stamp() -> str:
    """Return the moment as part of a file's name."""
    return dt.datetime.now().astimezone().strftime(_STAMP)


def made(path: Path) -> dt.datetime | None:
    """Return when a copy was made, by its name: copying a folder elsewhere changes the times of its files."""
    found = _DATED.search(path.name)
    if found is None:
        return None
    try:
        return dt.datetime.strptime(found[1], _STAMP).astimezone()
    except ValueError:
        return None


def synced(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _age(path: Path, now: dt.datetime) -> dt.timedelta:
    moment = made(path)
    return now - moment if moment else dt.timedelta(0)


def _delete(paths: list[Path]) -> list[Path]:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return paths
