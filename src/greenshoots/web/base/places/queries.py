"""Reading about places and who belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone

from greenshoots.web.base.audit.models import Entry
from greenshoots.web.base.places import invitations
from greenshoots.web.base.places.models import Invitation, Membership, Place, Role

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


@dataclass(frozen=True, slots=True)
class Lost:
    """How much a place holds, said before it is deleted."""

    members: int
    diagnostics: int
    rounds: int
    waiting: int
    entries: int
    actions: int
    asks: int


def of_person(person: User) -> QuerySet[Membership]:
    """Give somebody's places with their role in each and the number of diagnostics, by name."""
    found = Membership.objects.filter(person=person).select_related("place")
    return found.annotate(diagnostics=Count("place__diagnostics")).order_by("place__name")


def may_make(person: User) -> bool:
    """Tell whether somebody may make places."""
    return bool(settings.SIGN_UP or person.operator)


def members(place: Place) -> QuerySet[Membership]:
    """Give the members of a place: owners first, then by name."""
    order = Case(
        *(When(role=role, then=Value(position)) for position, role in enumerate(Role.values)),
        output_field=IntegerField(),
    )
    return place.memberships.select_related("person").order_by(order, "person__name", "person__email")


def membership(place: Place, person: User) -> Membership | None:
    """Give somebody's membership of a place, if they have one."""
    return place.memberships.filter(person=person).first()


def waiting(place: Place) -> QuerySet[Invitation]:
    """Give the invitations that nobody has used and that have not ended."""
    return place.invitations.filter(ends__gt=timezone.now())


def invitation(secret: str) -> Invitation | None:
    """Give the invitation behind a link, unless it was used, taken back or has ended."""
    found = Invitation.objects.select_related("place", "by").filter(
        digest=invitations.digest(secret), ends__gt=timezone.now()
    )
    return found.first()


def trail(place: Place) -> QuerySet[Entry]:
    """Give everything that was changed in a place, newest first."""
    return place.audit.all()


def lost(place: Place) -> Lost:
    """Count what deleting a place deletes."""

    def count(model: str) -> int:
        # Later rooms are named, not imported: rooms depend one way.
        return int(apps.get_model(model)._default_manager.filter(place=place).count())

    return Lost(
        members=place.memberships.count(),
        diagnostics=count("diagnostics.Diagnostic"),
        rounds=count("diagnostics.Round"),
        waiting=count("responses.PendingResponse"),
        entries=count("library.Entry"),
        actions=count("plans.Action"),
        asks=count("plans.Ask"),
    )


def needs_an_owner(person: User) -> Sequence[Place]:
    """Give the places that others belong to and only this person owns."""
    mine = Membership.objects.filter(person=person, role=Role.OWNER).select_related("place")
    return [one.place for one in mine if is_only_owner(one) and one.place.memberships.count() > 1]


def mine_alone(person: User) -> Sequence[Place]:
    """Give the places that nobody else belongs to: they end with the account."""
    mine = Membership.objects.filter(person=person).select_related("place")
    return [one.place for one in mine if one.place.memberships.count() == 1]


def is_only_owner(membership: Membership) -> bool:
    """Tell whether a place would be left without an owner."""
    if membership.role != Role.OWNER:
        return False
    return not membership.place.memberships.filter(role=Role.OWNER).exclude(pk=membership.pk).exists()
