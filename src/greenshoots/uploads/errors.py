"""Why a file was not read, as codes: each page words them."""

from __future__ import annotations

BUSY, NOT_READ = "busy", "not read"
NONE, DAMAGED, TOO_LARGE = "none", "damaged", "too large"


class UnreadableError(Exception):
    """A file was not read.

    Arguments:
        why: `BUSY` where too many were being read, `NOT_READ` where its reading took more than it may.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class RefusedError(Exception):
    """An archive that cannot be read.

    Arguments:
        why: `NONE`, `DAMAGED` or `TOO_LARGE`.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
