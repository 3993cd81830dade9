"""Handling an SQLite file without Django: emptying its journal, checking it, counting its contents."""

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
"""Tables that each Greenshoots database has."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a database.

    Attributes:
        waiting: Responses that have not been revealed.
        version: The version of the program that last changed its tables; empty if no version was noted.
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
        parts = [f"{n:,} {singular if n == 1 else plural}" for n, singular, plural in counted]
        return f"{', '.join(parts[:-1])} and {parts[-1]}"


def connect(path: Path, *, patience: float = 20.0, mode: str = "rw") -> sqlite3.Connection:
    """Open an existing database with the program's settings.

    Arguments:
        mode: ``ro`` to leave the file and its journal as they are. With other modes, closing the last connection merges
            the journal into the file.
    """
    # mode=rw, because a plain connection creates the file that is missing. No isolation level: nothing here commits by
    # itself, and VACUUM is refused inside a transaction.
    opened = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=patience, isolation_level=None
    )
    try:
        # As in the settings of the server: a command, too, leaves no deleted rows and no temporary files behind.
        opened.execute("PRAGMA secure_delete=ON").fetchall()
        opened.execute("PRAGMA temp_store=MEMORY").fetchall()
    except BaseException:
        opened.close()
        raise
    return opened


def checkpoint(path: Path, *, patience: float) -> bool:
    """Merge the journal into the file and empty it; return False if something still reads it.

    SQLite returns its result as a row and raises nothing: without reading the row, a failure goes unnoticed.
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
    """Rewrite the whole database, without deleted data; return False if something else writes.

    `secure_delete` overwrites the row itself. When SQLite moves rows between pages, pieces of earlier rows may stay in
    the gaps of a page: of 1,000 deleted among 2,000, two were found again.
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
    """Return SQLite's name of an error, such as SQLITE_FULL, also if Django has wrapped the error."""
    cause = error.__cause__ if isinstance(error.__cause__, sqlite3.Error) else error
    name = str(getattr(cause, "sqlite_errorname", ""))
    # Extended names are more precise than needed: SQLITE_CORRUPT_INDEX, SQLITE_READONLY_DIRECTORY.
    return "_".join(name.split("_")[:2])


def says(error: BaseException, path: Path) -> str:
    """Return the message for an error of a database file, with what to do."""
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
    """Return the message that a file is damaged, with what to do."""
    return (
        f"{path} is damaged ({why}). Replace it with a backup: greenshoots restore BACKUP --data {path.parent} "
        "--force. The data that is there now is kept."
    )


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Turn an SQLite error about a file into a FolderError with a sentence.

    Raises:
        FolderError: SQLite raised an error.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise FolderError(says(error, path)) from error


def check(path: Path, *, thoroughly: bool = False) -> None:
    """Read a database from end to end.

    Arguments:
        thoroughly: True to check indexes against their tables too, as for a copy that is kept.

    Raises:
        FolderError: the file is damaged, or cannot be opened.
    """
    with in_sentences(path), closing(connect(path)) as database:
        (outcome,) = database.execute("PRAGMA integrity_check(1)" if thoroughly else "PRAGMA quick_check(1)").fetchone()
        if outcome != "ok":
            raise FolderError(damaged(path, str(outcome).splitlines()[-1]))


def tables_of(database: sqlite3.Connection) -> set[str]:
    """Return the names of the tables that a database has."""
    return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def contents(path: Path) -> Contents:
    """Count what a database holds.

    Raises:
        FolderError: the file cannot be read, or is not a Greenshoots database.
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
    """Return whether a file never held data: it does not exist, or the first start was stopped at once."""
    if not path.exists():
        return True
    with in_sentences(path), closing(connect(path)) as database:
        return bool(database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] == 0)


def _version(database: sqlite3.Connection) -> str:
    row = database.execute("SELECT version FROM data_folder_programversion ORDER BY id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""
