"""Handling an SQLite file without the program around it: emptying its journal, checking it, saying what it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from greenshoots.core.errors import FolderError

BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}
DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}
OURS = {"django_migrations", "responses_pendingresponse", "releases_release"}
"""Tables that every database of ours has."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds.

    Attributes:
        waiting: Answers that wait to be revealed.
        version: The version of the program that last changed its tables; empty where none was noted.
    """

    places: int
    diagnostics: int
    waiting: int
    releases: int
    version: str

    def __str__(self) -> str:
        counted = (
            (self.places, "place", "places"),
            (self.diagnostics, "diagnostic", "diagnostics"),
            (self.releases, "set of results", "sets of results"),
            (self.waiting, "response not revealed", "responses not revealed"),
        )
        parts = [f"{n:,} {one if n == 1 else many}" for n, one, many in counted]
        return f"{', '.join(parts[:-1])} and {parts[-1]}"


def connect(path: Path, *, patience: float = 20.0, mode: str = "rw") -> sqlite3.Connection:
    """Open a database as the program does; it has to be there.

    Arguments:
        mode: ``ro`` to leave the file and its journal as they are: whoever closes the last connection of another kind
            puts the journal into the file.
    """
    opened = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=patience, isolation_level=None
    )
    try:
        opened.execute("PRAGMA secure_delete=ON").fetchall()
        opened.execute("PRAGMA temp_store=MEMORY").fetchall()
    except BaseException:
        opened.close()
        raise
    return opened


def checkpoint(path: Path, *, patience: float) -> bool:
    """Move the journal into the file and empty it; False where something reads it still.

    SQLite gives its reply as a row and raises nothing: whoever does not read the row never learns that it failed.
    """
    with closing(connect(path, patience=patience)) as database:
        try:
            busy, _pages, _moved = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            if error_name(error) in BUSY:
                return False
            raise
    return not busy


def compact(path: Path, *, patience: float) -> bool:
    """Write the whole database anew, without anything that was deleted; False where something else writes.

    `secure_delete` overwrites the row itself. When SQLite spreads rows over pages anew, pieces of earlier rows may stay
    in the gaps of a page: of 1,000 deleted among 2,000, two were found again.
    """
    with closing(connect(path, patience=patience)) as database:
        try:
            database.execute("VACUUM")
        except sqlite3.OperationalError as error:
            if error_name(error) in BUSY:
                return False
            raise
    return True


def error_name(error: BaseException) -> str:
    """Return SQLite's name of an error, such as SQLITE_FULL, also of one that Django has wrapped."""
    cause = error.__cause__ if isinstance(error.__cause__, sqlite3.Error) else error
    name = str(getattr(cause, "sqlite_errorname", ""))
    # Extended names say more than is needed: SQLITE_CORRUPT_INDEX, SQLITE_READONLY_DIRECTORY.
    return "_".join(name.split("_")[:2])


def says(error: BaseException, path: Path) -> str:
    """Word what went wrong with a database file, and what to do."""
    name = error_name(error)
    if name in DAMAGED:
        return damaged(path, str(error))
    if name == "SQLITE_FULL":
        return f"The disk that holds {path} is full. Free some space, then start again. Nothing that was saved is lost."
    if name in {"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"}:
        return (
            f"The database cannot be used: {error}. Greenshoots has to write to {path} and to its folder. Check "
            "who owns them, and whether the disk can be written to."
        )
    if name in BUSY:
        return f"Another program is using {path}. Stop it, then start again."
    return f"The database cannot be used: {error}. Check DATABASE_URL and the folder."


def damaged(path: Path, why: str) -> str:
    """Word that a file is damaged, and what to do."""
    return (
        f"{path} is damaged ({why}). Replace it with a backup: greenshoots restore BACKUP --data {path.parent} "
        "--force. The data that is there now is kept."
    )


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a file into a sentence.

    Raises:
        FolderError: it said something.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise FolderError(says(error, path)) from error


def check(path: Path, *, thoroughly: bool = False) -> None:
    """Read a database from end to end.

    Arguments:
        thoroughly: True to hold indexes against their tables too, as for a copy that is to last.

    Raises:
        FolderError: it is damaged, or cannot be opened.
    """
    with in_sentences(path), closing(connect(path)) as database:
        (found,) = database.execute("PRAGMA integrity_check(1)" if thoroughly else "PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise FolderError(damaged(path, str(found).splitlines()[-1]))


def tables_of(database: sqlite3.Connection) -> set[str]:
    """Return the names of the tables that a database has."""
    return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def contents(path: Path) -> Contents:
    """Count what a database holds.

    Raises:
        FolderError: it cannot be read, or is not one of ours.
    """
    with in_sentences(path), closing(connect(path)) as database:
        tables = tables_of(database)
        if not tables >= OURS:
            raise FolderError(f"{path} is not a Greenshoots database.")

        def count(table: str) -> int:
            return int(database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names

        return Contents(
            places=count("places_place"),
            diagnostics=count("diagnostics_diagnostic"),
            waiting=count("responses_pendingresponse"),
            releases=count("releases_release"),
            version=_version(database) if "data_folder_programversion" in tables else "",
        )


def is_empty(path: Path) -> bool:
    """Return whether nothing was ever kept in a file: it is not there, or a first start was stopped at once."""
    if not path.exists():
        return True
    with in_sentences(path), closing(connect(path)) as database:
        return bool(database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] == 0)


def _version(database: sqlite3.Connection) -> str:
    found = database.execute("SELECT version FROM data_folder_programversion ORDER BY id DESC LIMIT 1").fetchone()
    return str(found[0]) if found else ""
