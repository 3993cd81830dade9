"""Threads for work that would block the event loop: reading tables, rendering pages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from greenshoots.web.base.site import db_threads

Result = TypeVar("Result")


class Threads:
    """A few threads that keep their connection to the database.

    Arguments:
        number: The number of threads; SQLite on two cores gains nothing from more than two.
        name: Their name in a dump of the process.
    """

    def __init__(self, number: int, name: str) -> None:
        self.pool = ThreadPoolExecutor(number, thread_name_prefix=name)

    async def run(self, work: Callable[..., Result], *arguments: object) -> Result:
        """Run a function in one of the threads and await what it returns."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, _on_live_connection, work, arguments)


def _on_live_connection(work: Callable[..., Result], arguments: tuple[object, ...]) -> Result:
    db_threads.drop_if_dead()
    return partial(work, *arguments)()
