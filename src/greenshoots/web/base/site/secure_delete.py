"""Removing erased data from the database files too: attempted at once, checked, and repeated until it is done."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from greenshoots.web.base.data_folder import copies, database, layout
from greenshoots.web.base.data_folder.models import PendingErasure

ANSWERS = ("responses.PendingResponse",)
EVERYTHING = (
    *ANSWERS,
    "releases.PooledWords",
    "releases.SignedResponse",
    "workshops.PendingScore",
    "workshops.PendingDots",
    "workshops.Why",
)

PATIENCE = 0.25
"""Seconds to wait for readers. Emptying the journal blocks all writers meanwhile, so this is short."""

SOONEST, LATEST = 0.5, 60.0
"""Seconds between two attempts: the pause doubles while something keeps reading."""

SHARE = 20
"""After a rewrite of the database, the pause is this many times as long, however many responses are changed."""

LARGE = 64 * 1024 * 1024
"""Size in bytes from which requests do not wait for a rewrite of the database: 50 MB took 2.4 seconds."""

EXPIRY = 3600.0
"""Seconds between two checks for automatic copies that have expired."""

log = logging.getLogger(__name__)
_trying = threading.Lock()
_stopped, _asked = threading.Event(), threading.Event()
_thread: threading.Thread | None = None
_compacted: set[int] = set()
"""The erasures for which this process has already rewritten the database: only the journal is left."""


def after_commit(models: Sequence[str] = ANSWERS, *, about: str = "", copied: bool = False) -> None:
    """Note what this transaction deletes, and clean the files after the commit.

    The note is part of the transaction: a process that is killed right after the commit leaves it for the next start.

    Arguments:
        models: Where rows are deleted from, such as ``responses.PendingResponse``.
        about: What the note is about, for `is_finished`. A person is waiting then, so it is attempted before this
            returns.
        copied: True where automatic copies of the database are to go too.
    """
    PendingErasure.objects.create(tables=",".join(models), about=about, copies=copied)
    transaction.on_commit(lambda: _begin(at_once=bool(about) or copied))


def about_round(key: int) -> str:
    """Return the `about` of notes on the reveal of a round."""
    return f"round {key}"


def is_finished(about: str = "") -> bool:
    """Return whether all deleted data is gone from the files, or the deleted data with this `about`."""
    pending = PendingErasure.objects.filter(about=about) if about else PendingErasure.objects.all()
    return not pending.exists()


def attempt() -> bool:
    """Clean the files unless something reads them; return whether nothing is left to clean. Never raises."""
    with _trying:
        try:
            return _attempt()
        except (DatabaseError, sqlite3.Error, OSError) as error:
            # It is noted, so it is tried again. The text of an error may hold a row, so only its kind is logged.
            log.warning("Erasing is not finished yet: %s", type(error).__name__)
            return False


def _attempt() -> bool:
    rows = list(PendingErasure.objects.values_list("pk", "tables", "copies"))
    if not rows:
        _compacted.clear()
        return True
    keys = {pk for pk, _tables, _copies in rows}
    if any(copied for _pk, _tables, copied in rows):
        # At the reveal and not after 14 days: while a copy holds single responses, the page may not say that none are
        # stored any more (decision 21).
        copies.erase(layout.of(Path(settings.GREENSHOOTS_DATA)))
    tables = sorted({table for _pk, tables, _copies in rows for table in tables.split(",")})
    if not (_clean_file(keys) if connection.vendor == "sqlite" else _clean_tables(tables)):
        return False
    # Only the notes read above: what was deleted during the rewrite needs the next one.
    PendingErasure.objects.filter(pk__in=keys).delete()
    _compacted.difference_update(keys)
    return True


def _clean_file(keys: set[int]) -> bool:
    """Rewrite an SQLite database and empty its journal; return False if something reads it."""
    path = Path(connection.settings_dict["NAME"])
    if not keys <= _compacted:
        if not database.compact(path, patience=PATIENCE):
            return False
        # Not a second time for the same rows: each time puts the whole database into the journal.
        _compacted.update(keys)
    # The journal holds the rows as they were. A kill before it was emptied left 3,000 of 3,000 published responses
    # readable (decision 21).
    return database.checkpoint(path, patience=PATIENCE)


def _clean_tables(models: Sequence[str]) -> bool:
    """Vacuum tables of PostgreSQL; return False if an old transaction keeps dead rows in them."""
    # PostgreSQL refuses VACUUM inside a transaction.
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        if cursor.fetchone()[0] >= 150_000:
            # What this connection deleted is counted late, and would be taken for rows that VACUUM left.
            cursor.execute("SELECT pg_stat_force_next_flush()")
        for model in models:
            table = apps.get_model(model)._meta.db_table
            # Left to itself, PostgreSQL may skip indexes where few rows are dead, and then keeps the pointers to them.
            cursor.execute(f"VACUUM (INDEX_CLEANUP ON) {connection.ops.quote_name(table)}")
            cursor.execute("SELECT pg_stat_get_dead_tuples(%s::regclass)", [table])
            if cursor.fetchone()[0]:
                return False
    return True


def _begin(*, at_once: bool) -> None:
    # In the server, single responses wait for the thread: a person who changes a response should not wait for a
    # rewrite of the whole file.
    in_background = _thread is not None and _thread.is_alive()
    if not in_background or (at_once and not _is_large()):
        attempt()
    _asked.set()


def _is_large() -> bool:
    file = Path(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and file.exists() and file.stat().st_size > LARGE


def start() -> None:
    """Start the thread that repeats unfinished erasures, until `stop`."""
    global _thread
    _stopped.clear()
    _thread = threading.Thread(target=_run, name="erasing", daemon=True)
    _thread.start()


def stop() -> bool:
    """Stop the thread, make a last attempt, and merge the journal; return whether everything is done."""
    global _thread
    _stopped.set()
    _asked.set()
    if _thread is not None:
        _thread.join(timeout=10)
        _thread = None
    done = attempt() and empty_journal()
    connection.close()
    if not done:
        log.warning("Erasing is not finished: something reads the database. The next start goes on with it.")
    return done


def empty_journal() -> bool:
    """Merge the journal into an SQLite database; return False if something reads it."""
    if connection.vendor != "sqlite":
        return True
    try:
        return database.checkpoint(Path(connection.settings_dict["NAME"]), patience=2.0)
    except sqlite3.Error as error:
        log.warning("The journal could not be put into the database: %s", type(error).__name__)
        return False


def _run() -> None:
    pause, expired = SOONEST, 0.0
    while not _stopped.is_set():
        _asked.wait(timeout=LATEST)
        if _stopped.is_set():
            return
        if time.monotonic() - expired > EXPIRY or not expired:
            _expire()
            expired = time.monotonic()
        _asked.clear()
        began = time.monotonic()
        done = attempt()
        connection.close()
        pause = SOONEST if done else min(pause * 2, LATEST)
        if not done:
            _asked.set()
        _stopped.wait(max(pause, SHARE * (time.monotonic() - began) if done else 0.0))


def _expire() -> None:
    try:
        copies.expire(layout.of(Path(settings.GREENSHOOTS_DATA)), dt.datetime.now().astimezone())
    except OSError as error:
        log.warning("An automatic copy could not be deleted: %s", type(error).__name__)
