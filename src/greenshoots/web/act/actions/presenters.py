"""Actions as lists and boards show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenshoots.web.act.actions import queries
from greenshoots.web.act.actions.models import Action, Kind, State
from greenshoots.web.act.actions.queries import Wanted
from greenshoots.web.act.editing import people
from greenshoots.web.act.priorities import queries as priority_queries
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Line:
    """An action as lists show it.

    Attributes:
        about: The name of the priority it belongs to.
        late: A kind sentence where its day has gone by.
    """

    action: Action
    about: str
    late: str


@dataclass(frozen=True, slots=True)
class Column:
    """The actions that are in one state."""

    state: State
    lines: tuple[Line, ...]

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """Give the states that an action of this column may be put into, and what the button says."""
        words = {
            State.TO_DO: _("Mark as to do"),
            State.DOING: _("Mark as in progress"),
            State.DONE: _("Mark as done"),
            State.DROPPED: _("Mark as not going ahead"),
        }
        return [(one.value, words[one]) for one in State if one is not self.state]


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow a list."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def lines(actions: Sequence[Action], today: dt.date) -> list[Line]:
    """Give actions as lists show them."""
    return [line(one, today, priority_queries.title(one.priority) if one.priority else "") for one in actions]


def line(action: Action, today: dt.date, about: str = "") -> Line:
    """Give one action as lists show it."""
    return Line(action, about, late(action, today))


def late(action: Action, today: dt.date) -> str:
    """Say kindly that the day of an action has gone by; empty where it has not."""
    if action.due is None or not queries.overdue(action, today):
        return ""
    days = (today - action.due).days
    return ngettext(
        "This was due yesterday. Is the date still right?",
        "This was due on %(day)s. Is the date still right?",
        days,
    ) % {"day": date_format(action.due)}


def columns(found: Sequence[Line]) -> list[Column]:
    """Give the columns of the board; those that are over only where something stands in them."""
    made = [Column(state, tuple(one for one in found if one.action.state == state)) for state in State]
    return [one for one in made if one.lines or one.state is not State.DROPPED]


def wanted(asked: QueryDict) -> Wanted:
    """Read which actions somebody wants to see."""
    names = ("diagnostic", "enabler", "kind", "state", "owner")
    return Wanted(**{name: asked.get(name, "")[:120] for name in names})


def filters(place: Place, now: Wanted) -> list[Filter]:
    """Give the ways to narrow the list, each with what there is."""
    offered = [
        ("diagnostic", _("Diagnostic"), [(one.code, one.subject) for one in priority_queries.diagnostics(place)]),
        ("enabler", _("Enabler"), [(name, title) for name, title, _code in priority_queries.with_priorities(place)]),
        ("kind", _("Type"), [(one.value, str(one.label)) for one in Kind]),
        ("state", _("Status"), [(one.value, str(one.label)) for one in State]),
        ("owner", _("Lead"), [(name, name) for name in people.owners(place)]),
    ]
    return [
        Filter(name, label, tuple((value, text, value == getattr(now, name)) for value, text in options))
        for name, label, options in offered
        if options
    ]
