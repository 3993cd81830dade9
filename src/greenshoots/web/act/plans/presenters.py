"""What the pages of a plan show: lines, columns, filters, and a finding to those who may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenshoots.web.act.library import queries as library
from greenshoots.web.act.plans import finding_snapshot, queries
from greenshoots.web.act.plans.models import Action, Ask, AskState, Kind, Priority, State
from greenshoots.web.act.plans.queries import Chosen, Wanted
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import access as releases
from greenshoots.web.collect.releases import round_status

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import QueryDict

    from greenshoots.web.base.accounts.models import User


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
            State.TO_DO: _("Back to do"),
            State.DOING: _("Under way"),
            State.DONE: _("Done"),
            State.DROPPED: _("Not doing"),
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
    return [line(one, today, queries.title(one.priority) if one.priority else "") for one in actions]


def line(action: Action, today: dt.date, about: str = "") -> Line:
    """Give one action as lists show it."""
    return Line(action, about, late(action, today))


def late(action: Action, today: dt.date) -> str:
    """Say kindly that the day of an action has gone by; empty where it has not."""
    if action.due is None or not queries.overdue(action, today):
        return ""
    days = (today - action.due).days
    return ngettext(
        "Meant for yesterday. Is the day still right?",
        "Meant for %(day)s. Is the day still right?",
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
        ("diagnostic", _("Diagnostic"), [(one.code, one.subject) for one in queries.diagnostics(place)]),
        ("enabler", _("Enabler"), [(name, title) for name, title, _code in queries.with_priorities(place)]),
        ("kind", _("Kind"), [(one.value, str(one.label)) for one in Kind]),
        ("state", _("State"), [(one.value, str(one.label)) for one in State]),
        ("owner", _("Who looks after it"), [(name, name) for name in queries.owners(place)]),
    ]
    return [
        Filter(name, label, tuple((value, text, value == getattr(now, name)) for value, text in options))
        for name, label, options in offered
        if options
    ]


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
    loose = [line(one, today) for one in queries.loose_actions(place)]
    return {
        "rounds": by_round(chosen, today),
        "loose": loose,
        "loose_asks": queries.loose_asks(place),
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
