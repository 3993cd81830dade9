"""Getting a row of a place for a member of it."""

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
    """Give a row of a place to a member of it.

    Raises:
        Http404: there is none, or they are no member: nobody learns which.
        PermissionDenied: their role may not.
    """
    found = rows.filter(**named).first()
    if found is None:
        raise Http404
    access.get_place(user, found.place.code, to=to)  # type: ignore[attr-defined] # every row here has a place
    return found
