"""Making sure that what was erased is gone from the files too."""

from __future__ import annotations

from django.db import connection, transaction

from greenshoots.web.responses.models import PendingResponse


def after_commit() -> None:
    """Clean the database's files once the transaction that erased answers is kept."""
    transaction.on_commit(_clean)


def _clean() -> None:
    """Write over what the erased rows left behind.

    SQLite overwrites them in the table itself (`secure_delete`), but its journal still holds the pages as they were
    until it is emptied. PostgreSQL keeps erased rows until it vacuums.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
        elif not connection.in_atomic_block:
            cursor.execute(f"VACUUM {connection.ops.quote_name(PendingResponse._meta.db_table)}")
