"""Checking whether responses can be saved, by saving a small row and a file, every few seconds at most."""

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

HEALTHY_FOR, UNHEALTHY_FOR = 5.0, 1.0
"""Seconds for which a result is repeated without a new check."""

ROOM = 256 * 1024
"""Bytes that the disk must accept: the largest form that a person can send."""

WAIT = 2_000
"""Milliseconds that the probe waits for the one writer of SQLite. If it is still busy, it is writing: all is well."""

_lock = threading.Lock()
_until = 0.0
_trouble = ""


def forget() -> None:
    """Make the next call check again."""
    global _until
    _until = 0.0


def trouble() -> str:
    """Return in a few words why nothing can be saved, or an empty text where all is well."""
    global _until, _trouble
    # During a check, other callers get the last result: a disk that hangs must not pile up threads.
    if time.monotonic() >= _until and _lock.acquire(blocking=False):
        try:
            _trouble = _check()
            _until = time.monotonic() + (UNHEALTHY_FOR if _trouble else HEALTHY_FOR)
        finally:
            _lock.release()
    return _trouble


def _check() -> str:
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
    existing = set(connection.introspection.table_names())
    return next((model._meta.db_table for model in apps.get_models() if model._meta.db_table not in existing), "")


def _write_a_file() -> None:
    """Write a file next to the database: on a full disk, a journal that was long before still accepts a small row."""
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
            # The check of our container image waits four seconds, so the 20 of other writers would be too long.
            cursor.execute(f"PRAGMA busy_timeout = {WAIT}")
    try:
        with transaction.atomic():
            if not Heartbeat.objects.filter(pk=1).update(beats=F("beats") + 1):
                Heartbeat.objects.create(pk=1)
    finally:
        if connection.vendor == "sqlite" and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {1000 * int(connection.settings_dict['OPTIONS']['timeout'])}")
