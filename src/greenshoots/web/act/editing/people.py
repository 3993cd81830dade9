"""Names that the owner of an action or an ask may have."""

from __future__ import annotations

from greenshoots.web.base.places.models import Place


def owners(place: Place) -> list[str]:
    """Give who owns actions and asks, by name."""
    found = {
        *place.actions.values_list("owner", flat=True),
        *place.asks.values_list("owner", flat=True),
    }
    return sorted(found - {""}, key=str.casefold)


def people(place: Place) -> list[str]:
    """Give names that an owner may have: those who own something already, and the members."""
    members = [str(one.person) for one in place.memberships.select_related("person")]
    return sorted({*owners(place), *members}, key=str.casefold)
