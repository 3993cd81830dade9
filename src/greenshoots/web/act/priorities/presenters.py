"""The finding behind a priority, as its page shows it."""

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


def finding(user: User | AnonymousUser, found: Priority) -> dict[str, Any]:
    """Give the finding as it stood, and what later rounds say, to those who may see these results."""
    frozen = found.finding
    facts: dict[str, Any] = {"finding": (), "hidden_finding": False, "later": later(user, found)}
    if not frozen:
        return facts
    if not may_see(user, found.round):
        return facts | {"hidden_finding": True}
    address = reverse("results:enabler", args=[found.round.diagnostic.code, found.round.number, found.enabler])
    return facts | {
        "finding": frozen["sentences"],
        "finding_language": frozen["language"],
        "finding_on": dt.date.fromisoformat(frozen["on"]),
        "results": address,
    }


def may_see(user: User | AnonymousUser, round_: Round) -> bool:
    """Tell whether a member may see the results of a round: viewers only once they are published."""
    return round_status.is_published(round_) or bool(round_.revealed and releases.may(user, round_, to="analyse"))


def later(user: User | AnonymousUser, found: Priority) -> list[dict[str, Any]]:
    """Give what the rounds after say about the same enabler."""
    rounds = Round.objects.filter(
        diagnostic=found.round.diagnostic_id, number__gt=found.round.number, revealed__isnull=False
    ).select_related("diagnostic__instrument", "place")
    return [
        {"round": one, "sentences": finding_snapshot.sentences_of(one, found.enabler)}
        for one in rounds.order_by("number")
        if may_see(user, one)
    ]


def address(found: Priority) -> str:
    """Give the address of a priority."""
    return reverse("plans:priority", args=[found.code])
