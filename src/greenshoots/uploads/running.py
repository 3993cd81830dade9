"""Starting a process that reads one file, and reading its reply, which is in plain formats."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from greenshoots.uploads.bounds import Bounds
from greenshoots.uploads.errors import BUSY, NOT_READ, UnreadableError

AT_ONCE = 2
"""Files that are read at the same time; more would only take memory from people who answer meanwhile."""

PATIENCE = 20.0
"""Seconds for which a file waits for its turn."""

LARGEST_REPLY = 160 << 20
_turns = threading.BoundedSemaphore(AT_ONCE)
# Nothing else of the environment goes along: it holds the secret key and the password of the mail server.
_PASSED = (
    "PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ",
    "SYSTEMROOT", "TEMP", "TMP", "TMPDIR",
)  # fmt: skip


class FileKind(StrEnum):
    """The kind of a file."""

    ANSWERS = "answers"
    HEADER = "header"
    INSTRUMENT = "instrument"
    ARCHIVE = "archive"


BOUNDS = {
    FileKind.ANSWERS: Bounds(memory=512 << 20, seconds=60, written=LARGEST_REPLY),
    FileKind.HEADER: Bounds(memory=512 << 20, seconds=60, written=1 << 20),
    FileKind.INSTRUMENT: Bounds(memory=256 << 20, seconds=10, written=1 << 20),
    FileKind.ARCHIVE: Bounds(memory=768 << 20, seconds=60, written=LARGEST_REPLY),
}


@dataclass(frozen=True, slots=True)
class ProcessReply:
    """The reply of a process.

    Attributes:
        facts: An object of JSON; nothing else about it is certain.
        folder: The folder with the files that do not fit into JSON.
    """

    facts: Mapping[str, Any]
    folder: Path

    def content(self, name: str) -> bytes:
        """Return a file that the process left behind."""
        path = self.folder / Path(name).name
        if path.stat().st_size > LARGEST_REPLY:
            raise UnreadableError(NOT_READ)
        return path.read_bytes()


@contextmanager
def run(kind: FileKind, request: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[ProcessReply]:
    """Read a file in a separate process.

    Arguments:
        kind: Its kind.
        request: What the process needs to know, as JSON.
        files: The files for the private folder of the process, by name. The folder is deleted afterwards.

    Raises:
        UnreadableError: it took too much memory or time, or too many others were being read.
    """
    with tempfile.TemporaryDirectory(prefix="greenshoots-reading-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        (folder / "request.json").write_text(json.dumps({"kind": kind, **request}), encoding="utf-8")
        # Two workbooks at once take 1.5 GB in the worst case; a third waits and is then asked to come back (decision
        # 23).
        if not _turns.acquire(timeout=PATIENCE):
            raise UnreadableError(BUSY)
        try:
            _work(folder, BOUNDS[kind])
        finally:
            _turns.release()
        yield ProcessReply(_facts(folder / "reply.json"), folder)


def _work(folder: Path, bounds: Bounds) -> None:
    environment = {name: os.environ[name] for name in _PASSED if name in os.environ}
    # Each thread of a library for arrays asks for address space that it does not use.
    environment |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    none = subprocess.DEVNULL
    # -P: a file in the folder that we were started in is not taken for one of Python's own.
    command = [sys.executable, "-P", "-m", "greenshoots.uploads.child", str(folder)]
    process = subprocess.Popen(command, env=environment, stdin=none, stdout=none, stderr=none)  # noqa: S603 - our own
    try:
        process.wait(timeout=bounds.patience)
    except subprocess.TimeoutExpired:
        raise UnreadableError(NOT_READ) from None
    finally:
        # Also where waiting was interrupted: the process must not go on after its folder is gone.
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
    # Killed for memory or time, or ended by a fault of ours: either way there is no reply to believe.
    if process.returncode != 0:
        raise UnreadableError(NOT_READ)


def _facts(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > LARGEST_REPLY:
            raise UnreadableError(NOT_READ)
        facts = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableError(NOT_READ) from error
    if not isinstance(facts, dict):
        raise UnreadableError(NOT_READ)
    return facts
