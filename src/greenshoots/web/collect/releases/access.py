"""Access to the pages and the published results of a round."""

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
    """Return a round whose page the user may see.

    Facilitators may always see it, analysts once results are shown, viewers once they are published.

    Raises:
        Http404: there is no such round, or the user is not a member of its place.
        PermissionDenied: the results are not shown or published yet.
    """
    round_ = access.get_round(user, code, number, to="see")
    if may(user, round_, to="run") or (may(user, round_, to="analyse") and round_.revealed):
        return round_
    if not round_status.is_published(round_):
        raise PermissionDenied
    return round_


def may(user: User | AnonymousUser, round_: Round, *, to: places.To) -> bool:
    """Return whether the role of a member allows an action."""
    return places.get_membership(user, round_.place.code).role in places.MAY[to]


def get_published(code: str) -> Round:
    """Return a round by the address of its published results, without an account.

    Raises:
        Http404: nothing is published at this address, or no longer.
    """
    round_ = (
        Round.objects.select_related("place", "diagnostic__place", "diagnostic__instrument")
        .filter(results_code=code, revealed__isnull=False)
        .exclude(published=Audience.TEAM)
        .first()
    )
    if round_ is None:
        raise Http404
    return round_
