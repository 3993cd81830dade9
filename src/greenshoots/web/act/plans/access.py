"""Get the public page of a round, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from greenshoots.web.act.plans.models import PlanPage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User

    Visitor = User | AnonymousUser


def get_page(code: str) -> PlanPage:
    """Return the public page of a round, to anyone with its code.

    Raises:
        Http404: there is none, or it is turned off.
    """
    rows = PlanPage.objects.select_related("place", "round__place", "round__diagnostic__instrument")
    page = rows.filter(code=code, shown=True).first()
    if page is None:
        raise Http404
    return page
