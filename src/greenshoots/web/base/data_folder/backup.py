"""Making a backup: one file with all data, and the secret key next to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from greenshoots.core.errors import FolderError
from greenshoots.web.base.data_folder import copies, database, key
from greenshoots.web.base.data_folder.database import Contents
from greenshoots.web.base.data_folder.layout import Folder

POSTGRESQL = (
    "DATABASE_URL names PostgreSQL, and Greenshoots does not copy it. Use pg_dump for the database, and keep a copy of "
    "the secret key in a different place."
)


@dataclass(frozen=True, slots=True)
class Backup:
    """The files of a new backup.

    Attributes:
        key: The file of the secret key; None if it was left out, or if a setting names the key.
        key_is_setting: True if a setting names the key, so that it is already stored elsewhere.
        expired: Earlier backups that were deleted.
    """

    file: Path
    contents: Contents
    key: Path | None
    key_is_setting: bool
    expired: tuple[Path, ...] = ()


def key_beside(backup: Path) -> Path:
    """Return the path of the key of a backup."""
    return backup.with_suffix(".secret-key")


def make(folder: Folder, out: Path, *, force: bool = False, with_key: bool = True, expire: int | None = None) -> Backup:
    """Copy an installation, also while it runs.

    Arguments:
        out: The file, or a folder that gets a file with the moment in its name.
        with_key: False to leave the secret key out.
        expire: Days after which earlier backups in that folder are deleted.

    Raises:
        FolderError: there is nothing to copy, the file already exists, or the copy is damaged.
    """
    source = source_of(folder)
    if expire is not None and not out.is_dir():
        raise FolderError("Earlier backups can only be deleted in a folder. Name a folder instead of a file.")
    where = out
    if out.is_dir():
        out = out / f"greenshoots-{copies.stamp()}.sqlite3"
    key_file = key_beside(out)
    is_setting = bool(key.from_environment())
    takes_key = with_key and not is_setting and folder.key.exists()
    # Both before anything is written: a key that is refused afterwards would leave a backup without its key.
    for path in (out, key_file) if takes_key else (out,):
        if path.exists() and not force:
            raise FolderError(f"{path} already exists. Choose another name, or add --force.")
    held = copies.write(source, out, secret=key.of(folder))
    if takes_key:
        key.write(key_file, key.read(folder.key))
    # Only once the new backup is complete: a failed backup deletes none.
    expired = copies.expire_dated(where, expire, dt.datetime.now().astimezone()) if expire is not None else []
    return Backup(out, held, key_file if takes_key else None, is_setting, tuple(expired))


def source_of(folder: Folder) -> Path:
    """Return the database that is to be copied.

    Raises:
        FolderError: there is no database, or it is damaged, or not from Greenshoots.
    """
    if folder.database is None:
        raise FolderError(POSTGRESQL)
    # The restore counts already (decision 21), but the database here may still be the one that it replaces.
    if folder.ready.exists():
        raise FolderError(f"A restore into {folder.path} was interrupted. Start Greenshoots once to finish it.")
    if not folder.database.exists() or database.is_empty(folder.database):
        raise FolderError(f"There is no database {folder.database}. Use --data to name the folder.")
    # Read for its errors only: a file that is damaged or not ours gets a sentence and leaves no copy behind.
    database.contents(folder.database)
    return folder.database
