"""Database connections of our own threads: Django looks after connections of requests only."""

from __future__ import annotations

from django.db import connection


def drop_if_dead() -> None:
    """Close the connection of this thread if it is dead, as after a restart of the database.

    A long-lived thread keeps its connection, since opening a connection takes many times as long as a query. It calls
    this before each piece of work. A thread that ends closes its connection itself.
    """
    if connection.connection is not None and not connection.is_usable():
        connection.close()
