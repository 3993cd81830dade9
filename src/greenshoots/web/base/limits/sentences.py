"""The message for a person with too many wrong attempts."""

from __future__ import annotations

from django.utils.translation import gettext as _


def too_often() -> str:
    """Return the message that too many wrong codes came from this connection."""
    return _(
        "Too many wrong codes came from this connection in the last few minutes. Check the code or the link and try "
        "again. If it still does not work, wait ten minutes."
    )
