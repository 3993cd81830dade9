"""One server in a folder: a lock of the operating system, which ends with its process, however that ends."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import sys
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from greenshoots.core.errors import FolderInUseError
from greenshoots.web.base.data_folder import permissions
from greenshoots.web.base.data_folder.layout import Folder

PATIENCE = 1.0
"""Seconds to try for: `doctor` holds the lock for a moment when it asks whether a server does."""

_FAR = 1 << 20
"""The byte that is locked on Windows, where locked bytes cannot be read: far behind the text in the file."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a folder.

    Attributes:
        what: The command, such as ``greenshoots start``.
        since: The moment, as text for people.
        host: The computer or the container.
    """

    what: str
    pid: int
    since: str
    host: str

    def __str__(self) -> str:
        where = "" if self.host == socket.gethostname() else f" on {self.host}"
        return f"{self.what}, process {self.pid}{where}, since {self.since}"


class Lock:
    """A folder that this process holds."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle
        # A forked child has the same handle, and would hold the folder on after its parent was killed.
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._close)

    def release(self) -> None:
        """Free the folder for others."""
        if self._handle is not None:
            # The file stays: a process that has it open already would otherwise lock a file that no other can see.
            os.ftruncate(self._handle, 0)
            self._close()

    def _close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def acquire(folder: Folder, what: str) -> Lock:
    """Hold a folder for this process.

    Arguments:
        what: The command that holds it, for the message to other processes.

    Raises:
        FolderInUseError: another process holds it.
    """
    handle = _open(folder)
    until = time.monotonic() + PATIENCE
    while not _try(handle):
        if time.monotonic() > until:
            other = _read_holder(handle)
            os.close(handle)
            raise FolderInUseError(f"{folder.path} is in use: {other or 'by another process'}. Stop it first.")
        time.sleep(0.05)
    now = dt.datetime.now().astimezone()
    since = f"{now.day} {now:%B %Y, %H:%M}"
    text = json.dumps({"what": what, "pid": os.getpid(), "since": since, "host": socket.gethostname()})
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode())
    return Lock(handle)


def holder(folder: Folder) -> Holder | None:
    """Return the process that holds a folder, or None."""
    if not folder.lock.exists():
        return None
    handle = _open(folder)
    try:
        return None if _try(handle) else _read_holder(handle) or Holder("another process", 0, "an unknown time", "")
    finally:
        os.close(handle)


def _open(folder: Folder) -> int:
    handle = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
    permissions.hand_over(folder.lock, like=folder.path)
    return handle


def _read_holder(handle: int) -> Holder | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        content = json.loads(os.read(handle, 4096))
        return Holder(str(content["what"]), int(content["pid"]), str(content["since"]), str(content["host"]))
    except (ValueError, KeyError, TypeError):
        return None  # it was locked a moment ago, and the text is not written yet


# The system's own lock, not a file with a process number: after a kill, such a file needs a person to decide whether
# its process still lives (decision 21).
if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
