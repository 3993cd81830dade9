"""Who may do what in a place. Views get their objects here, so that each request is checked."""

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
    """Return a person's membership of a place.

    Raises:
        Http404: there is no such place, or they are not a member: the two look the same.
    """
    if not user.is_authenticated:
        raise Http404
    membership = Membership.objects.select_related("place").filter(place__code=code, person=user).first()
    if membership is None:
        raise Http404
    return membership


def get_place(user: User | AnonymousUser, code: str, *, to: To) -> Place:
    """Return a place if the person's role allows what they want to do in it.

    Raises:
        Http404: they are not a member.
        PermissionDenied: they are a member, but their role does not allow it.
    """
    membership = get_membership(user, code)
    require(membership, to=to)
    return membership.place


def get_member(user: User | AnonymousUser, code: str, member: str) -> Membership:
    """Return a member of a place for one of its owners; raises as `get_place` does."""
    place = get_place(user, code, to="own")
    # Within the place: an owner may not reach the members of another place by their codes.
    membership = Membership.objects.select_related("place", "person").filter(place=place, code=member).first()
    if membership is None:
        raise Http404
    return membership


def get_invitation(user: User | AnonymousUser, code: str, invitation: str) -> Invitation:
    """Return an open invitation for an owner of its place; raises as `get_place` does."""
    place = get_place(user, code, to="own")
    waiting = Invitation.objects.select_related("place").filter(place=place, code=invitation).first()
    if waiting is None:
        raise Http404
    return waiting


def require(membership: Membership, *, to: To) -> None:
    """Raise PermissionDenied where a member's role does not allow something."""
    if membership.role not in MAY[to]:
        raise PermissionDenied
