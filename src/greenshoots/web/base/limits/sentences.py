"""What a person reads whose tries were too many."""

from __future__ import annotations

from django.utils.translation import gettext as _


def too_often() -> str:
    """Say that too many wrong codes came from where somebody is."""
    return _(
        "Too many wrong codes came from this connection in the last few minutes. Check the code or the link and try "
        "again. If it still does not work, wait ten minutes."
    )
