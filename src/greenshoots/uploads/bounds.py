"""Limits of a process that reads a file. Windows has no limit on memory: there, time, number and sizes must do."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of one reading.

    Attributes:
        memory: Bytes beyond what the process has once it has started.
        seconds: Of processor, and three times as long on the clock: it gives way to people who answer meanwhile.
        written: Bytes of any file that it writes.
    """

    memory: int
    seconds: int
    written: int

    @property
    def patience(self) -> int:
        """Return the seconds on the clock after which the process is ended."""
        return 3 * self.seconds


def tighten(bounds: Bounds) -> None:
    """Limit this process, from now on and for good."""
    if sys.platform == "win32":
        return
    import resource

    # People answer on the same machine and come first (decision 23).
    os.nice(10)
    _set(resource.RLIMIT_AS, _size() + bounds.memory)
    _set(resource.RLIMIT_CPU, bounds.seconds)
    _set(resource.RLIMIT_FSIZE, bounds.written)
    # A dump of memory would leave people's answers on the disk.
    _set(resource.RLIMIT_CORE, 0)


def _set(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    # A process may lower its hard limit and never raise it.
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    # macOS knows some of these limits and does not take them; the others hold there.
    try:
        resource.setrlimit(kind, (allowed, allowed))
    except (ValueError, OSError):
        return


def _size() -> int:
    """Return the address space of this process now; a guess where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - before pathlib is worth importing
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1 << 30
