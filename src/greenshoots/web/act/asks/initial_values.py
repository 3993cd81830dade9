"""Initial values of the form of an ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from greenshoots.web.act.asks import queries
from greenshoots.web.act.asks.models import Bundle
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.priorities.initial_values import Start
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from django.http import HttpRequest


def carried(request: HttpRequest, place: Place) -> Bundle | None:
    """Return the bundle that an ask escalates, if the address names a bundle of this place."""
    return Bundle.objects.select_related("place").filter(place=place, code=request.GET.get("bundle", "")).first()


def fields(start: Start, carries: Bundle | None) -> dict[str, Any]:
    """Return the initial values of the form of an ask."""
    values: dict[str, Any] = {"priority": start.priority.code if start.priority else ""}
    if carries:
        # In the order of the places' names, as everywhere (decision 16).
        needs = "\n".join(f"– {ask.place.name}: {ask.need}" for ask in queries.in_bundle(carries))
        return values | {"need": carries.title, "context": needs[:4000], "level": Level.NATION}
    return values | ({"need": start.point.text} if start.point else {})
