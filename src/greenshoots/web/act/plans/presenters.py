"""A whole plan as its pages show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from greenshoots.web.act.actions import queries as action_queries
from greenshoots.web.act.actions.models import Action
from greenshoots.web.act.actions.presenters import ActionLine, line
from greenshoots.web.act.asks import queries as ask_queries
from greenshoots.web.act.asks.models import Ask, AskState
from greenshoots.web.act.library import queries as library
from greenshoots.web.act.plans import queries
from greenshoots.web.act.plans.queries import PlannedPriority
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Round

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class OfRound:
    """The priorities of one round, with the lines of their actions."""

    round: Round
    chosen: tuple[tuple[PlannedPriority, tuple[ActionLine, ...]], ...]


def by_round(chosen: Sequence[PlannedPriority], today: dt.date) -> list[OfRound]:
    """Return priorities round by round, newest first, with the lines of their actions."""
    # By the key and not by the number: rounds of two diagnostics may have the same number.
    ordered = sorted(chosen, key=lambda item: (-item.priority.round.pk, item.priority.pk))
    return [
        OfRound(
            of_round[0].priority.round,
            tuple((item, tuple(line(action, today) for action in item.actions)) for item in of_round),
        )
        for _key, group in groupby(ordered, key=lambda item: item.priority.round.pk)
        for of_round in (list(group),)
    ]


def whole(place: Place, today: dt.date) -> dict[str, Any]:
    """Return the plan of a place."""
    chosen = queries.of_place(place)
    loose = [line(action, today) for action in action_queries.loose_actions(place)]
    return {
        "rounds": by_round(chosen, today),
        "loose": loose,
        "loose_asks": ask_queries.loose_asks(place),
        "empty": not chosen and not loose and not place.asks.exists(),
    }


def of_priority(priority: Priority, today: dt.date) -> dict[str, Any]:
    """Return what belongs to a priority, and library entries that may help."""
    asks = list(Ask.objects.filter(priority=priority).select_related("body"))
    return {
        "lines": [line(action, today) for action in Action.objects.filter(priority=priority)],
        "asks": asks,
        # As the place can read them: an entry of another place that is private must not be named here.
        "suggestions": library.for_enabler(priority.enabler, priority.place),
        "open_asks": sum(ask.state == AskState.SENT for ask in asks),
    }
