"""Get an ask, a bundle, or a body that reads asks, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404

from greenshoots.web.act.asks.models import Ask, AskState, Body, Bundle
from greenshoots.web.act.editing.access import get_row
from greenshoots.web.act.priorities.access import WITH_ROUND
from greenshoots.web.base.places import access

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from greenshoots.web.base.accounts.models import User

    Visitor = User | AnonymousUser


def get_ask(user: Visitor, code: str, *, to: access.To) -> Ask:
    """Return an ask to a member of the place that asks; raises as `places.access.get_place` does."""
    return get_row(Ask.objects.select_related("place", "body__reader", "bundle", *WITH_ROUND), user, to, code=code)


def get_body(user: Visitor, place: str, code: str) -> Body:
    """Return a body to a person who runs the place that invited it; raises as `places.access.get_place` does."""
    access.get_place(user, place, to="run")
    return get_row(Body.objects.select_related("place", "reader"), user, "run", place__code=place, code=code)


def get_bundle(user: Visitor, code: str, *, to: access.To) -> Bundle:
    """Return a bundle to a member of the body that made it; raises as `places.access.get_place` does."""
    return get_row(Bundle.objects.select_related("place", "onward"), user, to, code=code)


def read_for(place: Any) -> QuerySet[Ask]:
    """Return the asks of others that a place was invited to read: those that were sent to it, and nothing else.

    All that a body sees comes from this query, so that no page can show it a draft or an ask to another body.
    """
    sent = Q(body__reader=place) & ~Q(state=AskState.DRAFT)
    rows = Ask.objects.select_related("place", "body", "bundle__place", *WITH_ROUND)
    return rows.filter(sent).exclude(place=place)


def get_ask_to_us(user: Visitor, place: str, code: str, *, to: access.To) -> Ask:
    """Return an ask of another place to a member of the place that was invited to read it.

    Raises:
        Http404: there is none, it was not sent to them, or the invitation was withdrawn.
        PermissionDenied: their role may not.
    """
    ours = access.get_place(user, place, to=to)
    ask = read_for(ours).filter(code=code).first()
    if ask is None:
        raise Http404
    return ask
