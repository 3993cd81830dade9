"""Whether what people send can be kept: found out by keeping something, every few seconds at most."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from greenshoots.web.base.site.models import Heartbeat

WELL_FOR, ILL_FOR = 5.0, 1.0
"""Seconds for which what was found is said again without looking."""

ROOM = 256 * 1024
"""Bytes that the disk must take: the largest form that somebody can send."""

WAIT = 2_000
"""Milliseconds that the probe waits for the one writer of SQLite. Whoever holds it up is writing, so all is well."""

_lock = threading.Lock()
_until = 0.0
_found = ""


def forget() -> None:
    """Look again when next asked."""
    global _until
    _until = 0.0


def trouble() -> str:
    """Return in a few words why nothing can be kept, or nothing where all is well."""
    global _until, _found
    # Whoever asks while somebody else looks hears what was found before: a disk that hangs must not gather threads.
    if time.monotonic() >= _until and _lock.acquire(blocking=False):
        try:
            _found = _look()
            _until = time.monotonic() + (ILL_FOR if _found else WELL_FOR)
        finally:
            _lock.release()
    return _found


def _look() -> str:
    try:
        missing = _missing_tables()
    except (DatabaseError, InterfaceError):
        return "the database cannot be reached"
    if missing:
        return f"a table is missing ({missing})"
    try:
        _write_a_file()
        _write_a_row()
    except (OSError, DatabaseError, InterfaceError) as error:
        if isinstance(error, OperationalError) and "locked" in str(error):
            return ""
        return "nothing can be written"
    return ""


def _missing_tables() -> str:
    there = set(connection.introspection.table_names())
    return next((one._meta.db_table for one in apps.get_models() if one._meta.db_table not in there), "")


def _write_a_file() -> None:
    """Take room where the database's files are: a journal that was long before takes a small row on a full disk too."""
    if connection.vendor != "sqlite":
        return
    folder = Path(connection.settings_dict["NAME"]).parent
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(ROOM))
        file.flush()
        os.fsync(file.fileno())


def _write_a_row() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {WAIT}")
    try:
        with transaction.atomic():
            if not Heartbeat.objects.filter(pk=1).update(beats=F("beats") + 1):
                Heartbeat.objects.create(pk=1)
    finally:
        if connection.vendor == "sqlite" and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {1000 * int(connection.settings_dict['OPTIONS']['timeout'])}")
