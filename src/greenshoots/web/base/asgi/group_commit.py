"""One thread that writes: answers of the same moment share a transaction, and each is told once it is on the disk."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from django.db import InterfaceError, OperationalError, connection

from greenshoots.web.base.asgi.errors import NotWrittenError
from greenshoots.web.base.site import db_threads

MOST = 256
"""Things in one transaction at most, so that nobody waits long for the others."""

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Done = TypeVar("Done")


class Writer(Generic[Item, Done]):
    """Takes things in from anywhere and writes them in groups.

    Arguments:
        record: Writes many in one transaction and tells of each what became of it.
        name: What its thread is called.
    """

    def __init__(self, record: Callable[[Sequence[Item]], Sequence[Done]], name: str) -> None:
        self._record, self._name = record, name
        self._queue: queue.SimpleQueue[tuple[Item, Future[Done]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def write(self, sent: Item) -> Future[Done]:
        """Put one in the queue; the future is done after the commit."""
        self._start()
        done: Future[Done] = Future()
        done.set_running_or_notify_cancel()  # a browser that goes away takes nothing back
        self._queue.put((sent, done))
        return done

    def stop(self) -> None:
        """Write what waits, then end."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join(timeout=30)

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            with self._lock:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        try:
            while (batch := self._batch()) is not None:
                self._write(batch)
        finally:
            connection.close()

    def _batch(self) -> list[tuple[Item, Future[Done]]] | None:
        """Wait for one, and take along what came meanwhile; None once it is time to end."""
        first = self._queue.get()
        if first is None:
            return None
        batch = [first]
        while len(batch) < MOST:
            try:
                more = self._queue.get_nowait()
            except queue.Empty:
                break
            if more is None:
                self._queue.put(None)
                break
            batch.append(more)
        return batch

    def _write(self, batch: list[tuple[Item, Future[Done]]]) -> None:
        try:
            db_threads.mend()
            outcomes = self._record([sent for sent, _done in batch])
        except (OperationalError, InterfaceError) as error:
            # It is the database that cannot write, and to wait for it once more for each would hold everybody up.
            connection.close()
            _failed([done for _sent, done in batch], error)
        except Exception as error:
            if len(batch) == 1:
                _failed([done for _sent, done in batch], error)
                return
            # One that the database refuses must not take the others with it.
            for one in batch:
                self._write([one])
        else:
            for (_sent, done), outcome in zip(batch, outcomes, strict=True):
                done.set_result(outcome)


def _failed(waiting: list[Future[Done]], error: Exception) -> None:
    # The error's own text may hold the row, so only its kind is logged.
    log.error("%s answer(s) could not be written: %s", len(waiting), type(error).__name__)
    for done in waiting:
        done.set_exception(NotWrittenError("not written"))
