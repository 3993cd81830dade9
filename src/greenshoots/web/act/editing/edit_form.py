"""Save a form that another person may have changed at the same time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model

from greenshoots.web.act.editing.errors import ChangedMeanwhileError
from greenshoots.web.act.editing.forms import Versioned

Row = TypeVar("Row", bound=Model)


def saved(form: Versioned, row: Row, write: Callable[[], Any], now: Callable[[Row], dict[str, Any]]) -> bool:
    """Write, or show in the form what another person wrote meanwhile; return whether it was written.

    Arguments:
        form: A valid form.
        row: What is changed.
        write: Changes it.
        now: Returns the initial values of the form for the present row.
    """
    try:
        write()
    except ChangedMeanwhileError as clash:
        row.refresh_from_db()
        form.met(now(row), str(clash))
        return False
    return True


def status(form: Versioned) -> int:
    """Return the HTTP status of a page that shows a form again."""
    if form.theirs:
        return 409
    return 422 if form.errors else 200
