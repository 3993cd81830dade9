"""Names to suggest for the lead of an action or an ask."""

from __future__ import annotations

from greenshoots.web.base.places.models import Place


def owners(place: Place) -> list[str]:
    """Return the leads of actions and asks, by name."""
    names = {
        *place.actions.values_list("owner", flat=True),
        *place.asks.values_list("owner", flat=True),
    }
    return sorted(names - {""}, key=str.casefold)


def people(place: Place) -> list[str]:
    """Return names to suggest: the present leads, and the members."""
    members = [str(membership.person) for membership in place.memberships.select_related("person")]
    return sorted({*owners(place), *members}, key=str.casefold)
