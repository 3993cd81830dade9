"""Who may do what in a place. Getting an object is asking for it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404

from greenshoots.web.base.places.models import Invitation, Membership, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.places.models import Place

To = Literal["see", "analyse", "run", "own"]
"""See published results; see every release and export it; set up and run diagnostics; look after the place itself."""

MAY: dict[To, frozenset[str]] = {
    "see": frozenset({Role.OWNER, Role.FACILITATOR, Role.ANALYST, Role.VIEWER}),
    "analyse": frozenset({Role.OWNER, Role.FACILITATOR, Role.ANALYST}),
    "run": frozenset({Role.OWNER, Role.FACILITATOR}),
    "own": frozenset({Role.OWNER}),
}


def get_membership(user: User | AnonymousUser, code: str) -> Membership:
    """Give somebody's membership of a place.

    Raises:
        Http404: there is no such place, or they are no member: nobody learns which.
    """
    if not user.is_authenticated:
        raise Http404
    found = Membership.objects.select_related("place").filter(place__code=code, person=user).first()
    if found is None:
        raise Http404
    return found


def get_place(user: User | AnonymousUser, code: str, *, to: To) -> Place:
    """Give a place to somebody who wants to do something in it.

    Raises:
        Http404: they are no member.
        PermissionDenied: they are, and their role may not.
    """
    membership = get_membership(user, code)
    require(membership, to=to)
    return membership.place


def get_member(user: User | AnonymousUser, code: str, member: str) -> Membership:
    """Give a member of a place to one of its owners; raises as `get_place` does."""
    place = get_place(user, code, to="own")
    found = Membership.objects.select_related("place", "person").filter(place=place, code=member).first()
    if found is None:
        raise Http404
    return found


def get_invitation(user: User | AnonymousUser, code: str, invitation: str) -> Invitation:
    """Give an invitation that waits to one of the owners of its place; raises as `get_place` does."""
    place = get_place(user, code, to="own")
    found = Invitation.objects.select_related("place").filter(place=place, code=invitation).first()
    if found is None:
        raise Http404
    return found


def require(membership: Membership, *, to: To) -> None:
    """Raise PermissionDenied where a member's role may not."""
    if membership.role not in MAY[to]:
        raise PermissionDenied
