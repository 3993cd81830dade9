"""What can stop an incoming request. The participant side answers each with a page and never shows these names."""

from __future__ import annotations


class NotWrittenError(Exception):
    """The database saved nothing; the same response may be sent again."""


class TooLargeError(Exception):
    """The request is larger than any form."""


class GoneError(Exception):
    """The browser went away before it had sent everything."""
