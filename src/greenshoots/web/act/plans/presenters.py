"""A whole plan as its pages show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from greenshoots.web.act.actions import queries as action_queries
from greenshoots.web.act.actions.models import Action
from greenshoots.web.act.actions.presenters import Line, line
from greenshoots.web.act.asks import queries as ask_queries
from greenshoots.web.act.asks.models import Ask, AskState
from greenshoots.web.act.library import queries as library
from greenshoots.web.act.plans import queries
from greenshoots.web.act.plans.queries import Chosen
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Round

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class OfRound:
    """What was chosen after one round."""

    round: Round
    chosen: tuple[tuple[Chosen, tuple[Line, ...]], ...]


def by_round(chosen: Sequence[Chosen], today: dt.date) -> list[OfRound]:
    """Give priorities round by round, newest first, with the lines of their actions."""
    # Two diagnostics may be at the same number of rounds.
    ordered = sorted(chosen, key=lambda one: (-one.priority.round.pk, one.priority.pk))
    return [
        OfRound(
            found[0].priority.round,
            tuple((one, tuple(line(action, today) for action in one.actions)) for one in found),
        )
        for _key, group in groupby(ordered, key=lambda one: one.priority.round.pk)
        for found in (list(group),)
    ]


def whole(place: Place, today: dt.date) -> dict[str, Any]:
    """Give everything that was decided in a place."""
    chosen = queries.of_place(place)
    loose = [line(one, today) for one in action_queries.loose_actions(place)]
    return {
        "rounds": by_round(chosen, today),
        "loose": loose,
        "loose_asks": ask_queries.loose_asks(place),
        "empty": not chosen and not loose and not place.asks.exists(),
    }


def of_priority(found: Priority, today: dt.date) -> dict[str, Any]:
    """Give what belongs to a priority, and what may help."""
    asks = list(Ask.objects.filter(priority=found).select_related("body"))
    return {
        "lines": [line(one, today) for one in Action.objects.filter(priority=found)],
        "asks": asks,
        "suggestions": library.for_enabler(found.enabler, found.place),
        "open_asks": sum(one.state == AskState.SENT for one in asks),
    }
