"""Present actions in lists and on boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenshoots.web.act.actions import queries
from greenshoots.web.act.actions.models import Action, ActionKind, ActionStatus
from greenshoots.web.act.actions.queries import Wanted
from greenshoots.web.act.editing import people
from greenshoots.web.act.priorities import queries as priority_queries
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as lists show it.

    Attributes:
        about: The name of the priority it belongs to.
        late: A gentle question where its due date has passed.
    """

    action: Action
    about: str
    late: str


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The actions that are in one state."""

    state: ActionStatus
    lines: tuple[ActionLine, ...]

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """The states that an action of this column can move to, each with the label of its button."""
        words = {
            ActionStatus.TO_DO: _("Mark as to do"),
            ActionStatus.DOING: _("Mark as in progress"),
            ActionStatus.DONE: _("Mark as done"),
            ActionStatus.DROPPED: _("Mark as not going ahead"),
        }
        return [(state.value, words[state]) for state in ActionStatus if state is not self.state]


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """A filter of a list."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def lines(actions: Sequence[Action], today: dt.date) -> list[ActionLine]:
    """Return the lines of actions."""
    return [
        line(action, today, priority_queries.title(action.priority) if action.priority else "") for action in actions
    ]


def line(action: Action, today: dt.date, about: str = "") -> ActionLine:
    """Return the line of an action."""
    return ActionLine(action, about, late(action, today))


def late(action: Action, today: dt.date) -> str:
    """Return a gentle question where the due date of an action has passed; empty where it has not."""
    if action.due is None or not queries.overdue(action, today):
        return ""
    # A question and not a warning: plans change, and it may be the date that is wrong.
    days = (today - action.due).days
    return ngettext(
        "This was due yesterday. Is the date still right?",
        "This was due on %(day)s. Is the date still right?",
        days,
    ) % {"day": date_format(action.due)}


def columns(lines: Sequence[ActionLine]) -> list[BoardColumn]:
    """Return the columns of the board; the one for dropped actions only where it has some."""
    by_state = [
        BoardColumn(state, tuple(line for line in lines if line.action.state == state)) for state in ActionStatus
    ]
    return [column for column in by_state if column.lines or column.state is not ActionStatus.DROPPED]


def wanted(query: QueryDict) -> Wanted:
    """Read the filters from an address."""
    names = ("diagnostic", "enabler", "kind", "state", "owner")
    return Wanted(**{name: query.get(name, "")[:120] for name in names})


def filters(place: Place, now: Wanted) -> list[ActionFilter]:
    """Return the filters of the list, each with the options that exist."""
    offered = [
        ("diagnostic", _("Diagnostic"), [(row.code, row.subject) for row in priority_queries.diagnostics(place)]),
        ("enabler", _("Enabler"), [(name, title) for name, title, _code in priority_queries.with_priorities(place)]),
        ("kind", _("Type"), [(kind.value, str(kind.label)) for kind in ActionKind]),
        ("state", _("Status"), [(state.value, str(state.label)) for state in ActionStatus]),
        ("owner", _("Lead"), [(name, name) for name in people.owners(place)]),
    ]
    return [
        ActionFilter(name, label, tuple((value, text, value == getattr(now, name)) for value, text in options))
        for name, label, options in offered
        if options
    ]
