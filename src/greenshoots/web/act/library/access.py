"""Who may write in the library. Getting an entry is asking for it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from greenshoots.web.act.library.models import Entry
from greenshoots.web.base.places import access
from greenshoots.web.base.places.access import To

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User


def get_own(user: User | AnonymousUser, place: str, code: str, *, to: To) -> Entry:
    """Give an entry that a place added itself.

    Raises:
        Http404: they are no member, or it is another place's or ships.
        PermissionDenied: their role may not.
    """
    it = access.get_place(user, place, to=to)
    found = Entry.objects.select_related("place", "by").filter(place=it, code=code).first()
    if found is None:
        raise Http404
    return found
