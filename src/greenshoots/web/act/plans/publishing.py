"""Write the public page of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from greenshoots.web.act.editing import optimistic_lock
from greenshoots.web.act.plans.models import PlanPage
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.collect.diagnostics.models import Round

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


def page_for(round_: Round) -> PlanPage:
    """Return the public page of a round; where there is none, create it, turned off."""
    page, _made = PlanPage.objects.get_or_create(round=round_, defaults={"place": round_.place})
    # The caller's round has its diagnostic loaded; the page would fetch both again.
    page.round = round_
    return page


@transaction.atomic
def change(page: PlanPage, *, read: int, by: User, **values: Any) -> None:
    """Change the page, and who may read it; raises as `optimistic_lock.change` does."""
    new = optimistic_lock.change(page, read=read, **values)
    if not new:
        return
    verb = "plan.changed" if "shown" not in new else "plan.shown" if page.shown else "plan.hidden"
    audit.record(page.place, by=by, verb=verb, about=str(page.round))
