"""Reading uploaded files in a separate process, with limits on memory, time and number."""

from greenshoots.uploads.errors import BUSY, NOT_READ, UnreadableError

__all__ = ["BUSY", "NOT_READ", "UnreadableError"]
