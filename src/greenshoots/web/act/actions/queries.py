"""Read actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from greenshoots.web.act.actions.models import Action, ActionStatus
from greenshoots.web.act.priorities.queries import OF_PRIORITY
from greenshoots.web.base.places.models import Place


def loose_actions(place: Place) -> list[Action]:
    """Return the actions without a priority."""
    return list(Action.objects.filter(place=place, priority=None))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a list of actions; empty for all."""

    diagnostic: str = ""
    enabler: str = ""
    kind: str = ""
    state: str = ""
    owner: str = ""

    def __bool__(self) -> bool:
        return any((self.diagnostic, self.enabler, self.kind, self.state, self.owner))


def actions(place: Place, wanted: Wanted) -> list[Action]:
    """Return the actions of a place that match the filters, in the order of their due dates."""
    rows = Action.objects.filter(place=place).select_related("place", *OF_PRIORITY)
    filters = {
        "priority__round__diagnostic__code": wanted.diagnostic,
        "priority__enabler": wanted.enabler,
        "kind": wanted.kind,
        "state": wanted.state,
        "owner": wanted.owner,
    }
    return list(rows.filter(**{name: value for name, value in filters.items() if value}))


def overdue(action: Action, today: dt.date) -> bool:
    """Return whether the due date of an open action has passed."""
    return action.due is not None and action.due < today and action.state in (ActionStatus.TO_DO, ActionStatus.DOING)
