"""Deleting an account, with the places that end with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.accounts import actions as accounts
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places import actions, queries
from greenshoots.web.base.places.models import Membership
from greenshoots.web.base.site import secure_delete

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


@transaction.atomic
def delete_account(person: User) -> None:
    """Delete an account and the places that have no other members; the name is removed from all audit trails.

    Raises:
        PolicyError: other people belong to a place that only this person owns.
    """
    if stuck := queries.needs_an_owner(person):
        names = ", ".join(f"“{place.name}”" for place in stuck)
        raise PolicyError(_("Make another member an owner first, or delete the place: %(places)s.") % {"places": names})
    for place in queries.mine_alone(person):
        actions.delete(place)
    # After the places that end with the account, whose last owner cannot be removed.
    for membership in Membership.objects.filter(person=person).select_related("place", "person"):
        actions.remove(membership, by=person)
    # Before the account goes: the trail finds its entries by the account, and the deletion empties that.
    audit.forget(person)
    accounts.delete(person)
    secure_delete.after_commit(("accounts.User",), copied=True)
