"""The connections of threads of our own: Django looks after those of requests, and of no others."""

from __future__ import annotations

from django.db import connection


def mend() -> None:
    """Leave the connection of this thread where it is dead, as after a restart of the database.

    A thread that stays keeps its connection, since opening one takes many times as long as a question. It calls this
    before each piece of work. A thread that ends closes its connection itself.
    """
    if connection.connection is not None and not connection.is_usable():
        connection.close()
