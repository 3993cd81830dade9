"""Get a row of a place for a member of it, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model
from django.http import Http404

from greenshoots.web.base.places import access

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from greenshoots.web.base.accounts.models import User

    Visitor = User | AnonymousUser


Row = TypeVar("Row", bound=Model)


def get_row(rows: QuerySet[Row], user: Visitor, to: access.To, **named: Any) -> Row:
    """Return a row of a place to a member of it.

    Raises:
        Http404: there is none, or the person is not a member; the reply does not say which.
        PermissionDenied: their role may not.
    """
    row = rows.filter(**named).first()
    if row is None:
        raise Http404
    # Every page of a row goes through the membership of its place, so that none can forget to ask.
    access.get_place(user, row.place.code, to=to)  # type: ignore[attr-defined] # every row here has a place
    return row
