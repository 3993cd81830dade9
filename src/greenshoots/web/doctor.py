"""Looking at an installation without changing anything in it: what is well, what to know, what is wrong."""

from __future__ import annotations

import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from greenshoots.core.errors import FolderError
from greenshoots.web.base.data_folder import copies, database, key, layout, lock, permissions
from greenshoots.web.base.data_folder.layout import Folder

LITTLE = 200 * 1024 * 1024
"""Bytes of room under which a disk is nearly full."""

PATIENCE = 10
"""Seconds for a mail server or our own address to reply."""

MOMENT = 3.0
"""Seconds that erasing may take before it counts as not finished: a server has always just erased something."""


class CheckState(StrEnum):
    """How something is."""

    WELL = "well"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        about: What was looked at, in a word or two.
        sentence: What was found, and what to do where something is wrong.
    """

    state: CheckState
    about: str
    sentence: str


def examine(folder: Folder) -> Iterator[Finding]:
    """Look at everything, the folder first; what cannot be reached is not looked into."""
    yield from _folder(folder)
    if not folder.path.is_dir():
        return
    yield from _permissions(folder)
    yield from _server(folder)
    # Asked through the program only where there is something sound to ask: the program would make an empty file.
    sound = folder.database is None
    for finding in _database(folder):
        sound = sound or (finding.about == "Database" and finding.state is CheckState.WELL)
        yield finding
    yield from _copies(folder)
    yield from _key(folder)
    try:
        if not key.of(folder):
            # The settings need one to be read; nothing is signed with it, and a doctor makes none.
            os.environ["SECRET_KEY"] = "x" * key.SHORTEST
        django.setup()
    except ImproperlyConfigured as wrong:
        yield Finding(CheckState.WRONG, "Settings", str(wrong))
        return
    if sound:
        yield from _asked(folder, _tables)
        yield from _asked(folder, _erasing)
    yield from _mail()
    yield from _address(running=lock.holder(folder) is not None)


def _folder(folder: Folder) -> Iterator[Finding]:
    if not folder.path.is_dir():
        yield Finding(
            CheckState.WRONG, "Folder", f"There is no {folder.path}. Name the installation's folder with --data."
        )
        return
    free = shutil.disk_usage(folder.path).free
    if not os.access(folder.path, os.W_OK):
        yield Finding(CheckState.WRONG, "Folder", f"{folder.path} cannot be written to. Nothing can be kept in it.")
    elif free < LITTLE:
        yield Finding(
            CheckState.WRONG, "Folder", f"The disk of {folder.path} has {free // 2**20} MB left. Make room on it."
        )
    else:
        yield Finding(CheckState.WELL, "Folder", f"{folder.path}, with {free / 2**30:,.1f} GB of room.")


def _permissions(folder: Folder) -> Iterator[Finding]:
    found = permissions.open_to_others(folder)
    if found:
        told = f"Other accounts on this computer may open {found[0]}"
        told += f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield Finding(CheckState.WRONG, "Permissions", f"{told}. The next start closes them, or chmod -R go= does.")
    else:
        yield Finding(CheckState.WELL, "Permissions", "Only the account that owns the folder can open it.")


def _server(folder: Folder) -> Iterator[Finding]:
    held = lock.holder(folder)
    yield Finding(CheckState.WELL, "Server", f"{held}." if held else "No server uses the folder now.")
    if folder.ready.exists():
        yield Finding(CheckState.WRONG, "Restore", "A restore was interrupted. Start Greenshoots: it finishes it.")


def _database(folder: Folder) -> Iterator[Finding]:
    if folder.database is None:
        yield Finding(CheckState.NOTE, "Database", "PostgreSQL. Its backups are made with pg_dump.")
        return
    try:
        if database.is_empty(folder.database):
            yield Finding(CheckState.NOTE, "Database", "Nothing is kept yet. Start Greenshoots once.")
            return
        database.check(folder.database, thoroughly=True)
        yield Finding(CheckState.WELL, "Database", f"Whole. It holds {database.contents(folder.database)}.")
    except FolderError as error:
        yield Finding(CheckState.WRONG, "Database", str(error))
        return
    journal = layout.beside(folder.database, "-wal")
    # While a server runs, part of the data is in the journal as a matter of course.
    if lock.holder(folder) is None and journal.exists() and journal.stat().st_size:
        told = "The server did not stop in order, so part of the database is in its journal. Copy no file of it by hand"
        yield Finding(
            CheckState.NOTE, "Journal", f"{told}: greenshoots backup takes both, and the next start joins them."
        )


def _copies(folder: Folder) -> Iterator[Finding]:
    for path in copies.automatic(folder):
        moment = copies.made(path)
        made = f", made on {moment.day} {moment:%B %Y}" if moment else ""
        told = f"{path}{made}. It may hold single answers; it is deleted at the next reveal or after {copies.DAYS} days"
        yield Finding(CheckState.NOTE, "Copy", f"{told}.")


def _key(folder: Folder) -> Iterator[Finding]:
    found = key.of(folder)
    if not found:
        yield Finding(CheckState.NOTE, "Secret key", "There is none yet. The first start makes one.")
    elif len(found) < key.SHORTEST:
        told = f"It has {len(found)} characters. Use at least {key.SHORTEST} random ones; a new key signs everybody out"
        yield Finding(CheckState.WRONG, "Secret key", f"{told}.")
    else:
        yield Finding(CheckState.WELL, "Secret key", "It is there and long enough.")


def _asked(folder: Folder, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Ask the database through the program; where it cannot be reached, say so."""
    try:
        yield from look()
    except DatabaseError as error:
        told = database.says(error, folder.database) if folder.database else str(error).partition("\n")[0]
        yield Finding(CheckState.WRONG, "Database", told)
    finally:
        connection.close()


def _tables() -> Iterator[Finding]:
    # Imported here: it reads models, and they are ready only after the settings.
    from greenshoots.web.base.site import tables

    standing, sentence = tables.compare()
    state = {"newer": CheckState.WRONG, "older": CheckState.NOTE}.get(standing, CheckState.WELL)
    yield Finding(state, "Tables", sentence)


def _erasing() -> Iterator[Finding]:
    from greenshoots.web.base.data_folder.models import PendingErasure
    from greenshoots.web.base.site import secure_delete

    if PendingErasure._meta.db_table not in connection.introspection.table_names():
        return
    until = time.monotonic() + MOMENT
    while not (done := secure_delete.is_finished()) and time.monotonic() < until:
        time.sleep(0.2)
    if done:
        yield Finding(
            CheckState.WELL, "Erasing", "Finished: what was revealed or deleted is gone from the database's files."
        )
    else:
        yield Finding(
            CheckState.WRONG,
            "Erasing",
            "Not finished: single answers that were revealed or deleted can still be read in the database's files. "
            "A server that runs tries again until nothing else reads the database; otherwise start it once.",
        )


def _mail() -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        yield Finding(
            CheckState.NOTE, "Mail", "No mail server is set. Messages are shown to the operator and sent to nobody."
        )
        return
    from django.core.mail import get_connection

    where = f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}"
    try:
        opened = get_connection(timeout=PATIENCE)
        opened.open()
        opened.close()
    except OSError as error:  # errors of SMTP are errors of this kind too
        why = str(error.strerror or type(error).__name__)
        told = f"{where} did not accept us: {why}. Invitations and sign-in codes cannot go out"
        yield Finding(CheckState.WRONG, "Mail", f"{told}: look at the settings whose names begin with EMAIL.")
    else:
        yield Finding(CheckState.WELL, "Mail", f"{where} accepts messages from us.")


def _address(*, running: bool) -> Iterator[Finding]:
    site = settings.SITE_URL
    if not settings.HTTPS and not settings.LOCAL:
        yield Finding(CheckState.WRONG, "Address", f"{site} is not encrypted. Use an address that begins with https.")
    if not running:
        yield Finding(CheckState.NOTE, "Address", f"{site}; it was not tried, as no server runs.")
        return
    try:
        with urllib.request.urlopen(f"{site}/health", timeout=PATIENCE) as reply:  # noqa: S310 - our own address
            reply.read()
    except (urllib.error.URLError, OSError) as error:
        why = getattr(error, "reason", error)
        told = f"{site} cannot be reached from this computer: {why}"
        yield Finding(CheckState.WRONG, "Address", f"{told}. Look at SITE_URL and at the web server in front.")
    else:
        yield Finding(CheckState.WELL, "Address", f"{site} replies.")
