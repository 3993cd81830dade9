"""Moving an installation to another folder or disk; the old folder is emptied only once the new one is complete."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from greenshoots.core.errors import FolderError
from greenshoots.web.base.data_folder import copies, database, key, layout, permissions, restore
from greenshoots.web.base.data_folder.database import Contents
from greenshoots.web.base.data_folder.layout import Folder

PATIENCE = 5.0
"""Seconds to wait for programs that still read the database."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The result of a move.

    Attributes:
        left: What stays in the old folder, because Greenshoots did not create it.
    """

    contents: Contents
    left: tuple[str, ...]


def move(folder: Folder, to: Path) -> Moved:
    """Move a folder that no server holds.

    The folder is copied, checked and renamed in one step; then the old folder is deleted. A kill in between leaves both
    complete, and a second call reports this.

    Raises:
        FolderError: there is nothing to move, or the new folder is already in use.
    """
    if folder.database is None or folder.database.parent != folder.path:
        raise FolderError(
            "DATABASE_URL names a database outside the folder, so it stays where it is. Copy the folder's secret-key "
            "to the new place and set GREENSHOOTS_DATA to it."
        )
    restore.finish(folder)
    if database.is_empty(folder.database):
        raise FolderError(f"There is no database {folder.database}. Use --data to name the folder.")
    to = to.absolute()
    _need_room(folder, to)
    # Next to the new folder: only on the same disk is the rename one step.
    part = to.with_name(f".{to.name}.arriving")
    shutil.rmtree(part, ignore_errors=True)
    permissions.make(part)
    held = _copy(folder, part)
    # A copy keeps the permissions that a file had: an older program left its backups readable for others.
    permissions.close_to_others(layout.of(part))
    if to.is_dir():
        to.rmdir()  # it is empty
    part.rename(to)
    # The old folder is deleted next, so the rename itself has to be on the disk first.
    copies.synced(to.parent)
    return Moved(held, _delete(folder))


def _need_room(folder: Folder, to: Path) -> None:
    if to == folder.path or folder.path in to.parents:
        raise FolderError(f"{to} is inside the folder that you want to move. Choose a folder outside it.")
    if (to / layout.DATABASE).exists():
        raise FolderError(
            f"{to} already holds an installation. If it comes from an interrupted move, it is complete: check both "
            f"with greenshoots doctor, then delete {folder.path} yourself."
        )
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise FolderError(f"{to} already exists and is not empty. Choose another folder.")


def _copy(folder: Folder, part: Path) -> Contents:
    """Copy what belongs to an installation and cannot be created again."""
    database_file = folder.path / layout.DATABASE if folder.database is None else folder.database
    # Only the file is copied, so the journal has to be in it: a file that was copied without its journal held 17 of 87
    # acknowledged responses (decision 21).
    if not database.checkpoint(database_file, patience=PATIENCE):
        raise FolderError(f"Another program is using {database_file}, so nothing was moved. Stop it, then try again.")
    target = part / database_file.name
    shutil.copyfile(database_file, target)
    target.chmod(0o600)
    database.check(target, thoroughly=True)
    copies.synced(target)
    if folder.key.exists():
        key.write(part / layout.KEY, key.read(folder.key))
    for path in copies.automatic(folder):
        inner = part / path.relative_to(folder.path)
        permissions.make(inner.parent)
        if path.is_dir():
            shutil.copytree(path, inner)
        else:
            shutil.copy2(path, inner)
    copies.synced(part)
    return database.contents(target)


def _delete(folder: Folder) -> tuple[str, ...]:
    """Delete our files from the old folder; return the names of what is left."""
    # The database first: without it, the old folder cannot be started by mistake and collect responses.
    for path in layout.files_of(folder.path / layout.DATABASE):
        path.unlink()
    folder.key.unlink(missing_ok=True)
    for path in (folder.backups, folder.path / layout.STATIC, *folder.replaced):
        shutil.rmtree(path, ignore_errors=True)
    return tuple(sorted(path.name for path in folder.path.iterdir() if path != folder.lock))
