"""The start of an action or an ask: a library entry, a point of the map, a priority."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenshoots.web.act.library import queries as library
from greenshoots.web.act.priorities import queries
from greenshoots.web.act.priorities.models import Point, Priority
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.act.library.queries import ShownEntry


@dataclass(frozen=True, slots=True)
class Start:
    """What an action or an ask starts from."""

    entry: ShownEntry | None
    point: Point | None
    priority: Priority | None
    kind: str

    @property
    def key(self) -> str:
        """The key of the library entry, or nothing."""
        return self.entry.key if self.entry else ""


def of(request: HttpRequest, place: Place) -> Start:
    """Read from an address what to start from; rows of other places are ignored."""
    query = request.GET
    point = Point.objects.select_related("priority__round__diagnostic__instrument")
    point_found = point.filter(code=query.get("point", ""), priority__place=place).first()
    entry = library.entry(query["entry"], place) if query.get("entry") else None
    # An empty priority in the address is a choice. Only without any is the one that the entry helps with suggested.
    named = priority(place, query["priority"]) if "priority" in query else _helped(entry, place)
    return Start(
        entry=entry,
        point=point_found,
        priority=point_found.priority if point_found else named,
        kind=query.get("kind", ""),
    )


def _helped(entry: ShownEntry | None, place: Place) -> Priority | None:
    """Return the only open priority that an entry helps with; None where there are several, or none."""
    open_ones = Priority.objects.filter(place=place, closed_on=None, enabler__in=entry.enablers if entry else ())
    # Two rows are enough to know that there is more than one.
    candidates = list(open_ones.select_related(*queries.WITH)[:2])
    return candidates[0] if len(candidates) == 1 else None


def priorities(place: Place, keep: Priority | None = None) -> list[tuple[str, str]]:
    """Return the priorities that an action may belong to: the open ones, and the one it belongs to already."""
    rows = Priority.objects.filter(place=place).select_related(*queries.WITH)
    return [
        (row.code, f"{queries.title(row)} ({row.round})")
        for row in rows
        if row.closed_on is None or (keep is not None and row.pk == keep.pk)
    ]


def priority(place: Place, code: str) -> Priority | None:
    """Return a priority of a place by its code."""
    rows = Priority.objects.select_related(*queries.WITH)
    return rows.filter(place=place, code=code).first() if code else None
