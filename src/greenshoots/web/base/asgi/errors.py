"""What can stop a request on its way in. The participant side answers each with a page; nobody reads their names."""

from __future__ import annotations


class NotWrittenError(Exception):
    """The database took nothing; the same response may be sent again."""


class TooLargeError(Exception):
    """More came in than any form holds."""


class GoneError(Exception):
    """The browser went away before it had sent everything."""
