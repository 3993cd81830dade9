"""Queries about places and their members."""

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
    """How much a place holds, shown before it is deleted."""

    members: int
    diagnostics: int
    rounds: int
    waiting: int
    entries: int
    actions: int
    asks: int


def of_person(person: User) -> QuerySet[Membership]:
    """Return a person's memberships with the number of diagnostics in each place, by name."""
    memberships = Membership.objects.filter(person=person).select_related("place")
    return memberships.annotate(diagnostics=Count("place__diagnostics")).order_by("place__name")


def may_make(person: User) -> bool:
    """Return whether a person may create places."""
    return bool(settings.SIGN_UP or person.operator)


def members(place: Place) -> QuerySet[Membership]:
    """Return the members of a place: owners first, then by name."""
    order = Case(
        *(When(role=role, then=Value(position)) for position, role in enumerate(Role.values)),
        output_field=IntegerField(),
    )
    return place.memberships.select_related("person").order_by(order, "person__name", "person__email")


def membership(place: Place, person: User) -> Membership | None:
    """Return a person's membership of a place, or None."""
    return place.memberships.filter(person=person).first()


def waiting(place: Place) -> QuerySet[Invitation]:
    """Return the invitations that have not been used and have not expired."""
    return place.invitations.filter(ends__gt=timezone.now())


def invitation(secret: str) -> Invitation | None:
    """Return the invitation of a link, or None if it was used, withdrawn or has expired."""
    valid = Invitation.objects.filter(digest=invitations.digest(secret), ends__gt=timezone.now())
    return valid.select_related("place", "by").first()


def trail(place: Place) -> QuerySet[Entry]:
    """Return the audit trail of a place, newest first."""
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
    """Return the places with other members that only this person owns."""
    mine = Membership.objects.filter(person=person, role=Role.OWNER).select_related("place")
    return [owned.place for owned in mine if is_only_owner(owned) and owned.place.memberships.count() > 1]


def mine_alone(person: User) -> Sequence[Place]:
    """Return the places with no other members: they are deleted with the account."""
    mine = Membership.objects.filter(person=person).select_related("place")
    return [own.place for own in mine if own.place.memberships.count() == 1]


def is_only_owner(membership: Membership) -> bool:
    """Return whether a place would be left without an owner."""
    if membership.role != Role.OWNER:
        return False
    return not membership.place.memberships.filter(role=Role.OWNER).exclude(pk=membership.pk).exists()
