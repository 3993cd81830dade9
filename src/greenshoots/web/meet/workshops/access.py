"""Getting a workshop, for somebody who wants to do something with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from greenshoots.web.base.places import access
from greenshoots.web.meet.workshops.models import Workshop

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User


def get_workshop(user: User | AnonymousUser, code: str, *, to: access.To) -> Workshop:
    """Give a workshop.

    Raises:
        Http404: there is none, or it belongs to a place they are no member of.
        PermissionDenied: their role may not.
    """
    found = Workshop.objects.select_related("place", "diagnostic__instrument").filter(code=code).first()
    if found is None:
        raise Http404
    access.get_place(user, found.place.code, to=to)
    found.diagnostic.place = found.place
    return found
