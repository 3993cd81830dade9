"""Writing about places: making, renaming and deleting them, and who belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places.models import Membership, Place, Role
from greenshoots.web.base.site import secure_delete

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


@transaction.atomic
def make(name: str, *, by: User) -> Place:
    """Make a place; whoever makes it owns it."""
    place = Place.objects.create(name=name)
    Membership.objects.create(place=place, person=by, role=Role.OWNER)
    audit.record(place, by=by, verb="place.made", about=name)
    return place


@transaction.atomic
def rename(place: Place, *, name: str, by: User) -> None:
    """Give a place another name."""
    before = place.name
    if before == name:
        return
    place.name = name
    place.save(update_fields=["name"])
    audit.record(place, by=by, verb="place.renamed", about=name, before=before)


@transaction.atomic
def delete(place: Place) -> None:
    """Delete a place and all it holds: diagnostics, answers, results and its own audit trail."""
    # A diagnostic protects the instrument it uses, so it goes first; the rest follows its place.
    for diagnostic in place.diagnostics.all():
        diagnostic.delete()
    place.delete()
    secure_delete.after_commit(secure_delete.EVERYTHING, copied=True)


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User) -> None:
    """Let a member do more or less.

    Raises:
        PolicyError: the place would be left without an owner.
    """
    if membership.role == role:
        return
    before = membership.role
    if before == Role.OWNER:
        _another_owner_stays(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    _tell(membership, "member.role_changed", by=by, role=role, before=before)


@transaction.atomic
def remove(membership: Membership, *, by: User) -> None:
    """Take a member out of a place; one who removes themselves leaves.

    Raises:
        PolicyError: the place would be left without an owner.
    """
    if membership.role == Role.OWNER:
        _another_owner_stays(membership)
    verb = "member.left" if membership.person_id == by.pk else "member.removed"
    _tell(membership, verb, by=by)
    membership.delete()


def _tell(membership: Membership, verb: str, *, by: User, **facts: str) -> None:
    # `person` lets the trail forget somebody who was changed, not only who changed something.
    person = membership.person
    audit.record(membership.place, by=by, verb=verb, about=str(person), person=person.pk, **facts)


def _another_owner_stays(membership: Membership) -> None:
    # The owners are locked: of two who leave in the same moment, the second waits and is then the last.
    owners = Membership.objects.select_for_update().filter(place=membership.place_id, role=Role.OWNER)
    if not [one for one in owners if one.pk != membership.pk]:
        raise PolicyError(
            _("“%(place)s” needs an owner. Make another member an owner first, or delete the place.")
            % {"place": membership.place.name}
        )
