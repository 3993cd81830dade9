"""Getting a round for somebody who wants to see what was revealed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from greenshoots.web.base.places import access as places
from greenshoots.web.collect.diagnostics import access
from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import round_status

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User


def get_round(user: User | AnonymousUser, code: str, number: int) -> Round:
    """Give a round whose page somebody may see.

    Facilitators see it always, analysts once it is revealed, viewers once it is published.

    Raises:
        Http404: there is none, or they are no member of its place.
        PermissionDenied: not yet.
    """
    round_ = access.get_round(user, code, number, to="see")
    if may(user, round_, to="run") or (may(user, round_, to="analyse") and round_.revealed):
        return round_
    if not round_status.is_published(round_):
        raise PermissionDenied
    return round_


def may(user: User | AnonymousUser, round_: Round, *, to: places.To) -> bool:
    """Tell whether a member's role lets them."""
    return places.get_membership(user, round_.place.code).role in places.MAY[to]


def get_published(code: str) -> Round:
    """Give a round by the address of its published results, whoever asks.

    Raises:
        Http404: nothing is published there, or no longer.
    """
    found = (
        Round.objects.select_related("place", "diagnostic__place", "diagnostic__instrument")
        .filter(results_code=code, revealed__isnull=False)
        .exclude(published=Audience.TEAM)
        .first()
    )
    if found is None:
        raise Http404
    return found
