"""Get a workshop for a member of its place, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from greenshoots.web.base.places import access
from greenshoots.web.meet.workshops.models import Workshop

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User


def get_workshop(user: User | AnonymousUser, code: str, *, to: access.To) -> Workshop:
    """Return a workshop that a member may use in this way.

    Raises:
        Http404: there is none, or it belongs to a place that the person is not a member of.
        PermissionDenied: their role may not.
    """
    workshop = Workshop.objects.select_related("place", "diagnostic__instrument").filter(code=code).first()
    if workshop is None:
        raise Http404
    access.get_place(user, workshop.place.code, to=to)
    workshop.diagnostic.place = workshop.place
    return workshop
