"""The paths of the files of an installation."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

DATABASE, KEY, LOCK = "greenshoots.sqlite3", "secret-key", "lock"
BACKUPS, STATIC = "backups", "static"
REPLACED = "replaced-"
BESIDE = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps next to a database."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One installation's folder.

    Attributes:
        path: The folder.
        database: The SQLite file, usually in the folder; None if the database is PostgreSQL.
    """

    path: Path
    database: Path | None

    @property
    def key(self) -> Path:
        """Return the file of the secret key."""
        return self.path / KEY

    @property
    def lock(self) -> Path:
        """Return the file that a running server holds locked."""
        return self.path / LOCK

    @property
    def backups(self) -> Path:
        """Return the folder of automatic copies."""
        return self.path / BACKUPS

    @property
    def home(self) -> Path:
        """Return the folder of the database: files that are renamed into place have to be on the same disk."""
        return self.database.parent if self.database is not None else self.path

    @property
    def arriving(self) -> Path:
        """Return the folder where a restore copies a backup to; its contents do not count yet."""
        return self.home / ".restoring"

    @property
    def ready(self) -> Path:
        """Return the folder with a complete backup: a restore that has started, and is finished after any kill."""
        return self.home / ".restore-ready"

    @property
    def replaced(self) -> list[Path]:
        """Return the folders with data that restores have replaced."""
        return sorted(self.home.glob(f"{REPLACED}*"))


def of(path: Path) -> Folder:
    """Return the layout of a folder, with the database that the environment names."""
    path = path.absolute()
    url = _database_url()
    if not url:
        return Folder(path, path / DATABASE)
    if not url.startswith("sqlite:"):
        return Folder(path, None)
    # As dj-database-url reads it in the settings: three slashes begin a relative path, four an absolute one.
    return Folder(path, Path(unquote(urlsplit(url).path)[1:]).absolute())


def files_of(database: Path) -> list[Path]:
    """Return the existing files of an SQLite database."""
    return [file for suffix in ("", *BESIDE) if (file := beside(database, suffix)).exists()]


def beside(database: Path, suffix: str) -> Path:
    """Return the path of a file with a suffix after its name."""
    return database.with_name(database.name + suffix)


def _database_url() -> str:
    # As `site.environment` reads it, which needs Django; these commands work without.
    if file := os.environ.get("DATABASE_URL_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get("DATABASE_URL", "").strip()
