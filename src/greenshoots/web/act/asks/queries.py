"""Read the asks of a place, and what others ask of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from greenshoots.web.act.asks import access
from greenshoots.web.act.asks.models import Ask, Body, Bundle
from greenshoots.web.act.priorities.queries import OF_PRIORITY, title
from greenshoots.web.base.places.models import Place


def loose_asks(place: Place) -> list[Ask]:
    """Return the asks without a priority."""
    return list(Ask.objects.filter(place=place, priority=None).select_related("body"))


def asks(place: Place, *, level: str = "", state: str = "") -> list[Ask]:
    """Return the asks of a place that match the filters."""
    rows = Ask.objects.filter(place=place).select_related("place", "body__reader", *OF_PRIORITY)
    filters = {"level": level, "state": state}
    return list(rows.filter(**{name: value for name, value in filters.items() if value}))


def bodies(place: Place) -> QuerySet[Body]:
    """Return the bodies that a place invited, each with how many asks are addressed to it."""
    return Body.objects.filter(place=place).select_related("reader").annotate(sent=Count("asks"))


def asked_of(place: Place) -> bool:
    """Return whether a place was invited to read asks of others."""
    return Body.objects.filter(reader=place).exists()


@dataclass(frozen=True, slots=True)
class EnablerAsks:
    """The asks of several places about one thing, in the order of the places' names.

    Attributes:
        title: The name of the enabler, or a heading for asks without a priority.
    """

    title: str
    asks: tuple[Ask, ...] = field(default=())


def asks_to(place: Place) -> list[EnablerAsks]:
    """Return what others ask of a place and is not in a bundle yet, enabler by enabler.

    Places are in the order of their names and are never counted: a count would rank places by how much they ask.
    """
    return by_enabler(access.read_for(place).filter(bundle=None))


def by_enabler(asks: Iterable[Ask]) -> list[EnablerAsks]:
    """Group asks by the enabler of their priority."""
    groups: dict[str, list[Ask]] = {}
    for ask in _by_place(asks):
        groups.setdefault(title(ask.priority) if ask.priority else "", []).append(ask)
    named = sorted((name for name in groups if name), key=str.casefold)
    others = [EnablerAsks(_("Other asks"), tuple(groups[""]))] if "" in groups else []
    return [*(EnablerAsks(name, tuple(groups[name])) for name in named), *others]


# In alphabetical order (decision 16): any order by date or by number would be read as a ranking of places.
def _by_place(asks: Iterable[Ask]) -> list[Ask]:
    return sorted(asks, key=lambda ask: (ask.place.name.casefold(), ask.pk))


def bundles(place: Place) -> QuerySet[Bundle]:
    """Return the bundles of a body."""
    return Bundle.objects.filter(place=place).select_related("onward")


def in_bundle(bundle: Bundle) -> list[Ask]:
    """Return the asks of a bundle that its body may still read, in the order of the places' names."""
    return _by_place(access.read_for(bundle.place).filter(bundle=bundle))
