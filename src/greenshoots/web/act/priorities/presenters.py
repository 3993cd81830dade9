"""Present the finding behind a priority."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from greenshoots.web.act.priorities import finding_snapshot
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import access as releases
from greenshoots.web.collect.releases import round_status

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User


def finding(user: User | AnonymousUser, priority: Priority) -> dict[str, Any]:
    """Return the finding when it was chosen, and what later rounds say, as far as the person may see these results."""
    frozen = priority.finding
    context: dict[str, Any] = {"finding": (), "hidden_finding": False, "later": later(user, priority)}
    if not frozen:
        return context
    if not may_see(user, priority.round):
        # Viewers read the finding once the results are published to them (decision 16), and are told that there is
        # one.
        return context | {"hidden_finding": True}
    address = reverse("results:enabler", args=[priority.round.diagnostic.code, priority.round.number, priority.enabler])
    return context | {
        "finding": frozen["sentences"],
        "finding_language": frozen["language"],
        "finding_on": dt.date.fromisoformat(frozen["on"]),
        "results": address,
    }


def may_see(user: User | AnonymousUser, round_: Round) -> bool:
    """Return whether a member may see the results of a round: viewers only once they are published."""
    return round_status.is_published(round_) or bool(round_.revealed and releases.may(user, round_, to="analyse"))


def later(user: User | AnonymousUser, priority: Priority) -> list[dict[str, Any]]:
    """Return what later rounds say about the same enabler."""
    rounds = Round.objects.filter(
        diagnostic=priority.round.diagnostic_id, number__gt=priority.round.number, revealed__isnull=False
    ).select_related("diagnostic__instrument", "place")
    return [
        {"round": round_, "sentences": finding_snapshot.sentences_of(round_, priority.enabler)}
        for round_ in rounds.order_by("number")
        if may_see(user, round_)
    ]


def address(priority: Priority) -> str:
    """Return the address of a priority."""
    return reverse("plans:priority", args=[priority.code])
