"""Making sure that what was erased is gone from the files too."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction

ANSWERS = ("responses.PendingResponse",)
EVERYTHING = (*ANSWERS, "releases.PooledWords", "workshops.PendingScore", "workshops.PendingDots", "workshops.Why")


def after_commit(models: tuple[str, ...] = ANSWERS) -> None:
    """Clean the database's files once the transaction that erased something is kept.

    Arguments:
        models: Where it was erased from, such as ``responses.PendingResponse``.
    """
    transaction.on_commit(lambda: clean(models))


def clean(models: tuple[str, ...]) -> None:
    """Write over what the erased rows left behind.

    SQLite overwrites them in the table itself (`secure_delete`), but its journal still holds the pages as they were
    until it is emptied. PostgreSQL keeps erased rows until it vacuums.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
        elif not connection.in_atomic_block:
            for model in models:
                cursor.execute(f"VACUUM {connection.ops.quote_name(apps.get_model(model)._meta.db_table)}")
