"""Reading files of strangers in a process of their own, with memory, time and number bounded."""

from greenshoots.uploads.errors import BUSY, NOT_READ, UnreadableError

__all__ = ["BUSY", "NOT_READ", "UnreadableError"]
