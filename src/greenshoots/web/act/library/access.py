"""Access to the entries that places add."""

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
    """Return an entry that a place added.

    Raises:
        Http404: the person is not a member, or the entry ships or belongs to another place.
        PermissionDenied: the person's role does not allow it.
    """
    owner = access.get_place(user, place, to=to)
    entry = Entry.objects.select_related("place", "by").filter(place=owner, code=code).first()
    if entry is None:
        raise Http404
    return entry
