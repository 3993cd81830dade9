"""Reading asks, and what others ask of a place."""

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
    """Give the asks that belong to no priority."""
    return list(Ask.objects.filter(place=place, priority=None).select_related("body"))


def asks(place: Place, *, level: str = "", state: str = "") -> list[Ask]:
    """Give the asks of a place that fit."""
    found = Ask.objects.filter(place=place).select_related("place", "body__reader", *OF_PRIORITY)
    given = {"level": level, "state": state}
    return list(found.filter(**{name: value for name, value in given.items() if value}))


def bodies(place: Place) -> QuerySet[Body]:
    """Give those who were invited to read asks, with how many were sent to each."""
    return Body.objects.filter(place=place).select_related("reader").annotate(sent=Count("asks"))


def asked_of(place: Place) -> bool:
    """Tell whether a place was invited to read asks of others."""
    return Body.objects.filter(reader=place).exists()


@dataclass(frozen=True, slots=True)
class About:
    """The asks of several places about one thing, in the order of the places' names.

    Attributes:
        title: The name of the enabler, or that there is none.
    """

    title: str
    asks: tuple[Ask, ...] = field(default=())


def asks_to(place: Place) -> list[About]:
    """Give what others ask of a place and nobody has bundled yet, enabler by enabler.

    Places stand in the order of their names. Nothing is counted up by place: nobody is ranked by how much they ask.
    """
    return by_enabler(access.read_for(place).filter(bundle=None))


def by_enabler(found: Iterable[Ask]) -> list[About]:
    """Put asks together by the enabler they would strengthen."""
    about: dict[str, list[Ask]] = {}
    for ask in _by_place(found):
        about.setdefault(title(ask.priority) if ask.priority else "", []).append(ask)
    named = sorted((name for name in about if name), key=str.casefold)
    rest = [About(_("Other asks"), tuple(about[""]))] if "" in about else []
    return [*(About(name, tuple(about[name])) for name in named), *rest]


def _by_place(found: Iterable[Ask]) -> list[Ask]:
    return sorted(found, key=lambda one: (one.place.name.casefold(), one.pk))


def bundles(place: Place) -> QuerySet[Bundle]:
    """Give the bundles of a body."""
    return Bundle.objects.filter(place=place).select_related("onward")


def in_bundle(found: Bundle) -> list[Ask]:
    """Give the asks of a bundle that its body may still see, in the order of the places' names."""
    return _by_place(access.read_for(found.place).filter(bundle=found))
