"""Starting an action or an ask: blank, from a library entry, from a point of the map, for a priority."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from greenshoots.web.act.library import queries as library
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.plans import queries
from greenshoots.web.act.plans.models import Bundle, Kind, Point, Priority
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
    carries: Bundle | None
    kind: str

    @property
    def key(self) -> str:
        """Give the key of the library entry, or nothing."""
        return self.entry.key if self.entry else ""

    def action(self) -> dict[str, Any]:
        """Give what the form of an action is filled in with."""
        told: dict[str, Any] = {"priority": self.priority.code if self.priority else ""}
        if self.kind in Kind.values:
            told["kind"] = self.kind
        if self.entry:
            step = " ".join(self.entry.first_step.split())
            told |= {"what": self.entry.title[:200], "first_step": step[:1000], "kind": Kind.TRY}
        return told | ({"what": self.point.text} if self.point else {})

    def ask(self) -> dict[str, Any]:
        """Give what the form of an ask is filled in with."""
        told: dict[str, Any] = {"priority": self.priority.code if self.priority else ""}
        if self.carries:
            needs = "\n".join(f"– {ask.place.name}: {ask.need}" for ask in queries.in_bundle(self.carries))
            return told | {"need": self.carries.title, "context": needs[:4000], "level": Level.NATION}
        return told | ({"need": self.point.text} if self.point else {})


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
        carries=Bundle.objects.select_related("place").filter(place=place, code=asked.get("bundle", "")).first(),
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
