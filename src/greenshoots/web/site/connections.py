"""The connections of threads of our own: Django looks after those of requests, and of no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def lent() -> Iterator[None]:
    """Lend a connection to a piece of work in a thread that stays, and take it back afterwards.

    PostgreSQL's go back to the pool, where others wait for them. A file of SQLite stays open in the thread: opening
    it takes eight times as long as a question, and nobody waits for it.
    """
    try:
        yield
    finally:
        if connection.vendor != "sqlite":
            connection.close()
