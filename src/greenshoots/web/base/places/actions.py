"""Changes to places: creating, renaming and deleting them, and changing their members."""

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
    """Create a place, owned by the person who creates it."""
    place = Place.objects.create(name=name)
    Membership.objects.create(place=place, person=by, role=Role.OWNER)
    audit.record(place, by=by, verb="place.made", about=name)
    return place


@transaction.atomic
def rename(place: Place, *, name: str, by: User) -> None:
    """Rename a place."""
    before = place.name
    if before == name:
        return
    place.name = name
    place.save(update_fields=["name"])
    audit.record(place, by=by, verb="place.renamed", about=name, before=before)


@transaction.atomic
def delete(place: Place) -> None:
    """Delete a place and everything in it: diagnostics, responses, results and its audit trail."""
    # A diagnostic protects the instrument it uses, so it goes first; the rest follows its place.
    for diagnostic in place.diagnostics.all():
        diagnostic.delete()
    place.delete()
    secure_delete.after_commit(secure_delete.EVERYTHING, copied=True)


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User) -> None:
    """Change the role of a member.

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
    _record(membership, "member.role_changed", by=by, role=role, before=before)


@transaction.atomic
def remove(membership: Membership, *, by: User) -> None:
    """Remove a member from a place; removing oneself is recorded as leaving.

    Raises:
        PolicyError: the place would be left without an owner.
    """
    if membership.role == Role.OWNER:
        _another_owner_stays(membership)
    verb = "member.left" if membership.person_id == by.pk else "member.removed"
    _record(membership, verb, by=by)
    membership.delete()


def _record(membership: Membership, verb: str, *, by: User, **facts: str) -> None:
    # `person` lets the trail forget a person whose membership was changed, not only the person who changed it.
    person = membership.person
    audit.record(membership.place, by=by, verb=verb, about=str(person), person=person.pk, **facts)


def _another_owner_stays(membership: Membership) -> None:
    # The owners are locked: of two who leave at the same moment, the second waits and is then the last owner.
    owners = Membership.objects.select_for_update().filter(place=membership.place_id, role=Role.OWNER)
    if not [owner for owner in owners if owner.pk != membership.pk]:
        raise PolicyError(
            _("“%(place)s” needs an owner. Make another member an owner first, or delete the place.")
            % {"place": membership.place.name}
        )
