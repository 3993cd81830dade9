"""Reading files of strangers in a process of their own, with memory, time and number bounded."""

from greenshoots.uploads.running import (
    BUSY,
    NOT_READ,
    Kind,
    Reply,
    UnreadableError,
    run,
)

__all__ = ["BUSY", "NOT_READ", "Kind", "Reply", "UnreadableError", "run"]
