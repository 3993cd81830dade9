"""Getting what a plan holds, for somebody who wants to do something with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q
from django.http import Http404

from greenshoots.web.act.plans.models import (
    Action,
    ActionNote,
    Ask,
    AskState,
    Body,
    Bundle,
    PlanPage,
    Point,
    Priority,
)
from greenshoots.web.base.places import access

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from greenshoots.web.base.accounts.models import User

    Visitor = User | AnonymousUser

Row = TypeVar("Row", bound=Model)
WITH_ROUND = ("priority__round__diagnostic__instrument",)


def _get(rows: QuerySet[Row], user: Visitor, to: access.To, **named: Any) -> Row:
    """Give a row of a place to a member of it.

    Raises:
        Http404: there is none, or they are no member: nobody learns which.
        PermissionDenied: their role may not.
    """
    found = rows.filter(**named).first()
    if found is None:
        raise Http404
    access.get_place(user, found.place.code, to=to)  # type: ignore[attr-defined] # every row here has a place
    return found


def get_priority(user: Visitor, code: str, *, to: access.To) -> Priority:
    """Give a priority; raises as `places.access.get_place` does."""
    rows = Priority.objects.select_related("place", "round__diagnostic__instrument", "round__place", "workshop")
    return _get(rows, user, to, code=code)


def get_action(user: Visitor, code: str, *, to: access.To) -> Action:
    """Give an action; raises as `places.access.get_place` does."""
    return _get(Action.objects.select_related("place", *WITH_ROUND), user, to, code=code)


def get_note(user: Visitor, action: str, code: str) -> ActionNote:
    """Give a note to somebody who runs diagnostics in its place; raises as `places.access.get_place` does."""
    of = get_action(user, action, to="run")
    found = of.notes.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_ask(user: Visitor, code: str, *, to: access.To) -> Ask:
    """Give an ask to a member of the place that asks; raises as `places.access.get_place` does."""
    return _get(Ask.objects.select_related("place", "body__reader", "bundle", *WITH_ROUND), user, to, code=code)


def get_body(user: Visitor, place: str, code: str) -> Body:
    """Give a body to an owner or facilitator of the place that invited it; raises as `places.access.get_place` does."""
    access.get_place(user, place, to="run")
    return _get(Body.objects.select_related("place", "reader"), user, "run", place__code=place, code=code)


def get_bundle(user: Visitor, code: str, *, to: access.To) -> Bundle:
    """Give a bundle to a member of the body that made it; raises as `places.access.get_place` does."""
    return _get(Bundle.objects.select_related("place", "onward"), user, to, code=code)


def get_point(user: Visitor, code: str) -> Point:
    """Give a point of a map to somebody who runs diagnostics in its place; raises as `places.access.get_place` does."""
    found = Point.objects.select_related("priority__place").filter(code=code).first()
    if found is None:
        raise Http404
    access.get_place(user, found.priority.place.code, to="run")
    return found


def read_for(place: Any) -> QuerySet[Ask]:
    """Give the asks of others that a place was invited to see: those that were sent to it, and nothing else."""
    sent = Q(body__reader=place) & ~Q(state=AskState.DRAFT)
    rows = Ask.objects.select_related("place", "body", "bundle__place", *WITH_ROUND)
    return rows.filter(sent).exclude(place=place)


def get_ask_to_us(user: Visitor, place: str, code: str, *, to: access.To) -> Ask:
    """Give an ask of somebody else to a member of the place that was invited to see it.

    Raises:
        Http404: there is none, it was not sent to them, or they were disinvited.
        PermissionDenied: their role may not.
    """
    ours = access.get_place(user, place, to=to)
    found = read_for(ours).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_page(code: str) -> PlanPage:
    """Give the public page of a round, whoever asks.

    Raises:
        Http404: there is none, or it is switched off.
    """
    rows = PlanPage.objects.select_related("place", "round__place", "round__diagnostic__instrument")
    found = rows.filter(code=code, shown=True).first()
    if found is None:
        raise Http404
    return found
