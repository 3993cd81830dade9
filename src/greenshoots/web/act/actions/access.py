"""Get an action or a note, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from greenshoots.web.act.actions.models import Action, ActionNote
from greenshoots.web.act.editing.access import get_row
from greenshoots.web.act.priorities.access import WITH_ROUND
from greenshoots.web.base.places import access

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User

    Visitor = User | AnonymousUser


def get_action(user: Visitor, code: str, *, to: access.To) -> Action:
    """Return an action; raises as `places.access.get_place` does."""
    return get_row(Action.objects.select_related("place", *WITH_ROUND), user, to, code=code)


def get_note(user: Visitor, action: str, code: str) -> ActionNote:
    """Return a note to a person who runs diagnostics in its place; raises as `places.access.get_place` does."""
    action_ = get_action(user, action, to="run")
    note = action_.notes.filter(code=code).first()
    if note is None:
        raise Http404
    return note
