"""Reading actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from greenshoots.web.act.actions.models import Action, State
from greenshoots.web.act.priorities.queries import OF_PRIORITY
from greenshoots.web.base.places.models import Place


def loose_actions(place: Place) -> list[Action]:
    """Give the actions that belong to no priority."""
    return list(Action.objects.filter(place=place, priority=None))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions somebody wants to see; empty for all."""

    diagnostic: str = ""
    enabler: str = ""
    kind: str = ""
    state: str = ""
    owner: str = ""

    def __bool__(self) -> bool:
        return any((self.diagnostic, self.enabler, self.kind, self.state, self.owner))


def actions(place: Place, wanted: Wanted) -> list[Action]:
    """Give the actions of a place that fit, in the order of their days."""
    found = Action.objects.filter(place=place).select_related("place", *OF_PRIORITY)
    given = {
        "priority__round__diagnostic__code": wanted.diagnostic,
        "priority__enabler": wanted.enabler,
        "kind": wanted.kind,
        "state": wanted.state,
        "owner": wanted.owner,
    }
    return list(found.filter(**{name: value for name, value in given.items() if value}))


def overdue(action: Action, today: dt.date) -> bool:
    """Tell whether the day of an action has gone by."""
    return action.due is not None and action.due < today and action.state in (State.TO_DO, State.DOING)
