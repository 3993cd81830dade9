"""What an action or an ask starts from: a library entry, a point of the map, a priority."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenshoots.web.act.library import queries as library
from greenshoots.web.act.priorities import queries
from greenshoots.web.act.priorities.models import Point, Priority
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.act.library.queries import Shown


@dataclass(frozen=True, slots=True)
class Start:
    """What an action or an ask begins with."""

    entry: Shown | None
    point: Point | None
    priority: Priority | None
    kind: str

    @property
    def key(self) -> str:
        """Give the key of the library entry, or nothing."""
        return self.entry.key if self.entry else ""


def of(request: HttpRequest, place: Place) -> Start:
    """Read from an address what to begin with; what is not this place's own is passed over."""
    asked = request.GET
    point = Point.objects.select_related("priority__round__diagnostic__instrument")
    point_found = point.filter(code=asked.get("point", ""), priority__place=place).first()
    entry = library.entry(asked["entry"], place) if asked.get("entry") else None
    named = priority(place, asked["priority"]) if "priority" in asked else _helped(entry, place)
    return Start(
        entry=entry,
        point=point_found,
        priority=point_found.priority if point_found else named,
        kind=asked.get("kind", ""),
    )


def _helped(entry: Shown | None, place: Place) -> Priority | None:
    """Give the one priority that an entry helps with; None where there are several, or none."""
    open_ones = Priority.objects.filter(place=place, closed_on=None, enabler__in=entry.enablers if entry else ())
    found = list(open_ones.select_related(*queries.WITH)[:2])
    return found[0] if len(found) == 1 else None


def priorities(place: Place, keep: Priority | None = None) -> list[tuple[str, str]]:
    """Give the priorities that an action may belong to: those that people work on, and the one it belongs to."""
    found = Priority.objects.filter(place=place).select_related(*queries.WITH)
    return [
        (one.code, f"{queries.title(one)} ({one.round})")
        for one in found
        if one.closed_on is None or (keep is not None and one.pk == keep.pk)
    ]


def priority(place: Place, code: str) -> Priority | None:
    """Give a priority of a place by its code."""
    rows = Priority.objects.select_related(*queries.WITH)
    return rows.filter(place=place, code=code).first() if code else None
