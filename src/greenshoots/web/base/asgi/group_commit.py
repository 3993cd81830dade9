"""One writing thread: responses of the same moment share a transaction and are confirmed once on the disk."""

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
"""Most items in one transaction, so that no item waits long for the others."""

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Done = TypeVar("Done")


class Writer(Generic[Item, Done]):
    """Takes items from any thread and writes them in groups.

    Arguments:
        record: Writes many items in one transaction and returns an outcome for each.
        name: The name of its thread.
    """

    def __init__(self, record: Callable[[Sequence[Item]], Sequence[Done]], name: str) -> None:
        self._record, self._name = record, name
        self._queue: queue.SimpleQueue[tuple[Item, Future[Done]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def write(self, sent: Item) -> Future[Done]:
        """Queue an item; the future is done after the commit."""
        self._start()
        done: Future[Done] = Future()
        done.set_running_or_notify_cancel()  # a browser that disconnects cancels nothing
        self._queue.put((sent, done))
        return done

    def stop(self) -> None:
        """Write the waiting items, then end the thread."""
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
        """Wait for an item, and add what arrived meanwhile; return None when it is time to end."""
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
                # Put back, so that this batch is written before the thread ends.
                self._queue.put(None)
                break
            batch.append(more)
        return batch

    def _write(self, batch: list[tuple[Item, Future[Done]]]) -> None:
        try:
            db_threads.drop_if_dead()
            outcomes = self._record([sent for sent, _done in batch])
        except (OperationalError, InterfaceError) as error:
            # The database cannot write. Waiting for it again for each item would hold all of them up.
            connection.close()
            _failed([done for _sent, done in batch], error)
        except Exception as error:
            if len(batch) == 1:
                _failed([done for _sent, done in batch], error)
                return
            # An item that the database refuses must not take the others with it.
            for item in batch:
                self._write([item])
        else:
            for (_sent, done), outcome in zip(batch, outcomes, strict=True):
                done.set_result(outcome)


def _failed(waiting: list[Future[Done]], error: Exception) -> None:
    # The error's own text may hold the row, so only its kind is logged.
    log.error("%s answer(s) could not be written: %s", len(waiting), type(error).__name__)
    for done in waiting:
        done.set_exception(NotWrittenError("not written"))
