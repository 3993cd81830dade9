"""Replacing the data with a backup: completely or not at all, and nothing is thrown away.

The backup is copied next to the database, checked, and then renamed to `.restore-ready`. From that moment the restore
counts: if the process is killed afterwards, the next start or the next restore finishes it.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from greenshoots import __version__
from greenshoots.core.errors import FolderError
from greenshoots.web.base.data_folder import backup, copies, database, key, layout, permissions, versions
from greenshoots.web.base.data_folder.database import Contents
from greenshoots.web.base.data_folder.layout import Folder

DATABASE = "database"
"""The name of a database while it is arriving; the installation's database may have a different name."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The result of a restore.

    Attributes:
        aside: The folder with the earlier data, or None if there was none.
        key: What happened to the secret key: ``backup``, ``kept``, ``setting``, ``other`` or ``none``.
        again: Names of rounds that were revealed after the backup: their responses wait again.
    """

    contents: Contents
    aside: Path | None
    key: str
    again: tuple[str, ...]


def restore(folder: Folder, source: Path, *, key_file: Path | None = None, force: bool = False) -> Restored:
    """Restore a backup into a folder that no server holds.

    Arguments:
        source: The backup, or a data folder that was copied as a whole.
        key_file: The secret key, if it is not next to the backup.
        force: True to replace an installation.

    Raises:
        FolderError: the backup is damaged, from a newer version, not ours or for another key, or data exists already.
    """
    if folder.database is None:
        raise FolderError("DATABASE_URL names PostgreSQL. Restore what pg_dump wrote with pg_restore or psql.")
    source, key_file = _source_and_key(source, key_file)
    finish(folder)
    # After finish: a restore that was interrupted counts already, and its data is what is replaced now.
    occupied = bool(layout.files_of(folder.database))
    if occupied and not force:
        raise FolderError(
            f"{folder.database} already exists. Add --force to replace it with the backup. The data that is there now "
            "is kept."
        )
    arriving = folder.arriving
    shutil.rmtree(arriving, ignore_errors=True)
    permissions.make(arriving)
    held, belongs = _arrive(source, arriving / DATABASE)
    fate = _key(folder, arriving, key_file, belongs)
    again = _revealed_since(folder.database, arriving / DATABASE) if occupied else ()
    copies.synced(arriving)
    arriving.rename(folder.ready)
    copies.synced(folder.home)
    return Restored(held, finish(folder), fate, again)


def finish(folder: Folder) -> Path | None:
    """Move a ready backup into place; return the folder with the replaced data. Do nothing if none is ready."""
    ready = folder.ready
    if folder.database is None or not ready.is_dir():
        return None
    # The name is chosen once, so that a restore that is finished after a kill keeps everything in one place.
    name = ready / "aside"
    if not name.exists():
        name.write_text(f"{layout.REPLACED}{copies.stamp()}", encoding="utf-8")
    aside = folder.home / name.read_text(encoding="utf-8").strip()
    if (ready / DATABASE).exists():
        # Its journal first: a new database next to an old journal is a damaged database.
        for suffix in (*layout.BESIDE, ""):
            _set_aside(layout.beside(folder.database, suffix), aside)
        (ready / DATABASE).replace(folder.database)
        copies.synced(folder.home)
    if (ready / layout.KEY).exists():
        _set_aside(folder.key, aside)
        # Not a rename: where DATABASE_URL puts the database elsewhere, the key belongs on another disk.
        shutil.move(ready / layout.KEY, folder.key)
    for path in (folder.database, folder.key):
        if path.exists():
            permissions.hand_over(path, like=folder.path)
    shutil.rmtree(ready)
    copies.synced(folder.home)
    return aside if aside.exists() else None


def _set_aside(path: Path, aside: Path) -> None:
    if path.exists():
        permissions.make(aside)
        permissions.hand_over(aside, like=path.parent)
        shutil.move(path, aside / path.name)


def _source_and_key(source: Path, key_file: Path | None) -> tuple[Path, Path | None]:
    """Return the database and the key of a backup or of a data folder."""
    if source.is_dir():
        beside = source / layout.KEY
        source = source / layout.DATABASE
    else:
        beside = backup.key_beside(source)
    if not source.exists():
        raise FolderError(f"There is no {source}. Name the file that greenshoots backup wrote.")
    if key_file is not None and not key_file.exists():
        raise FolderError(f"There is no {key_file}. Name the file of the secret key.")
    return source, key_file or (beside if beside.exists() else None)


def _arrive(source: Path, target: Path) -> tuple[Contents, str]:
    """Copy a database with its journal, merge and check it; return its contents and the fingerprint of its key."""
    # A folder that was copied as a whole may have its latest responses in the journal only. SQLite makes -shm anew.
    for suffix in ("", "-wal"):
        if (path := layout.beside(source, suffix)).exists():
            shutil.copyfile(path, layout.beside(target, suffix))
            layout.beside(target, suffix).chmod(0o600)
    try:
        database.check(target, thoroughly=True)
        made_by, belongs = copies.note_of(target)
        held = database.contents(target)
    except FolderError as error:
        # The sentence about a damaged file advises a restore, which is what fails here, and names our copy of the file.
        reason = str(error).split(". Replace it", 1)[0].replace(str(target), str(source))
        raise FolderError(f"{reason.rstrip('.')}. Nothing was changed. Use another backup.") from error
    newest = max(made_by, held.version, key=versions.order)
    if versions.order(newest) > versions.order(__version__):
        raise FolderError(
            f"{source} was made by Greenshoots {newest}, and this is {__version__}, which is older and cannot use "
            "its tables. Nothing was changed. Install that version, then restore."
        )
    with database.in_sentences(target), closing(database.connect(target)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        # What is renamed into place has to be one file: next to another journal it would be a damaged database
        # (decision 21).
        opened.execute("PRAGMA journal_mode=DELETE").fetchall()
        opened.execute(f"DROP TABLE IF EXISTS {copies.NOTE}")
    copies.synced(target)
    return held, belongs


def _key(folder: Folder, arriving: Path, key_file: Path | None, belongs: str) -> str:
    """Write the key next to the arriving database; return what happened to it.

    Raises:
        FolderError: the key that was named belongs to another installation.
    """
    setting = key.from_environment()
    given = key.read(key_file) if key_file is not None else ""
    if given and belongs and key.fingerprint(given) != belongs:
        raise FolderError(f"{key_file} is not the secret key of this backup. Nothing was changed.")
    used = setting or given or key.read(folder.key)
    if not setting and given:
        key.write(arriving / layout.KEY, given)
        return "backup"
    if not used:
        return "none"
    if belongs and key.fingerprint(used) != belongs:
        return "other"
    return "setting" if setting else "kept"


def _revealed_since(current: Path, arrived: Path) -> tuple[str, ...]:
    """Return rounds that are revealed in the replaced data but not in the backup."""
    # SQL instead of models, because this command works without Django.
    revealed = "SELECT code FROM diagnostics_round WHERE revealed IS NOT NULL"
    waits = (
        "SELECT r.code, d.subject, r.number FROM diagnostics_round r JOIN diagnostics_diagnostic d ON d.id = "
        "r.diagnostic_id WHERE r.revealed IS NULL AND EXISTS (SELECT 1 FROM responses_pendingresponse p WHERE "
        "p.round_id = r.id) ORDER BY d.subject, r.number"
    )
    try:
        # Read only: otherwise, closing it would merge the journal of data that is to be kept as it is.
        with closing(database.connect(current, mode="ro")) as before, closing(database.connect(arrived)) as after:
            known = {code for (code,) in before.execute(revealed)}
            waiting = [row[1:] for row in after.execute(waits) if row[0] in known]
            return tuple(f"{subject}, round {number}" for subject, number in waiting)
    except sqlite3.Error:
        return ()  # the replaced data is damaged, which may be why it is replaced
