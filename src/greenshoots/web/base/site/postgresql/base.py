"""Connections to PostgreSQL: when all are in use, the next request waits, and no connection outlives its work.

Django's own pool keeps connections. When the database restarts, each request that gets a dead connection
waits until the pool has noticed, one connection after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg_pool import NullConnectionPool

MOST = 24
"""Connections at once. Seven threads, for people who answer and for workshops, may keep a connection each."""

PATIENCE = 15.0
"""Seconds after which waiting for a connection fails."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that comes from the pool when it is needed."""

    # Django's own, which its type stubs leave out.
    _connection_pools: ClassVar[dict[str, NullConnectionPool[Any]]]
    _configure_connection: Callable[[Any], None]

    @property
    def pool(self) -> NullConnectionPool[Any] | None:
        """Return the pool of this process; it opens no connection before the first request."""
        if self.alias == NO_DB_ALIAS:
            return None
        if self.alias not in self._connection_pools:
            made: NullConnectionPool[Any] = NullConnectionPool(
                kwargs=self.get_connection_params() | {"autocommit": True},
                open=False,
                configure=self._configure_connection,
                max_size=MOST,
                timeout=PATIENCE,
            )
            # Of two threads that come at once, one is first, and both use its pool.
            self._connection_pools.setdefault(self.alias, made)
        return self._connection_pools[self.alias]
