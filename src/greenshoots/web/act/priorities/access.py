"""Get a priority or a point of its map, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from greenshoots.web.act.editing.access import get_row
from greenshoots.web.act.priorities.models import Point, Priority
from greenshoots.web.base.places import access

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User

    Visitor = User | AnonymousUser


WITH_ROUND = ("priority__round__diagnostic__instrument",)


def get_priority(user: Visitor, code: str, *, to: access.To) -> Priority:
    """Return a priority; raises as `places.access.get_place` does."""
    rows = Priority.objects.select_related("place", "round__diagnostic__instrument", "round__place", "workshop")
    return get_row(rows, user, to, code=code)


def get_point(user: Visitor, code: str) -> Point:
    """Return a point of a map to a person who runs its place; raises as `places.access.get_place` does."""
    point = Point.objects.select_related("priority__place").filter(code=code).first()
    if point is None:
        raise Http404
    access.get_place(user, point.priority.place.code, to="run")
    return point
