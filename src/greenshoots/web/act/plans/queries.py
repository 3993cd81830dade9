"""Reading plans: what was decided, what became of it, and what others are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenshoots.core.instruments.model import Enabler
from greenshoots.web.act.plans import access
from greenshoots.web.act.plans.models import Action, Ask, AskState, Body, Bundle, PlanPage, Priority, State
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round

WITH = ("round__diagnostic__instrument", "round__place", "place")
OF_PRIORITY = tuple(f"priority__{name}" for name in WITH)


def enabler(priority: Priority) -> Enabler | None:
    """Give the enabler of a priority, in the reader's language; None where the questionnaire is gone."""
    version = priority.round.diagnostic.instrument
    if version is None:
        return None
    asked = mapping.instrument(version, get_language() or "")
    return next((one for one in asked.enablers if one.id == priority.enabler), None)


def title(priority: Priority) -> str:
    """Give the name of what is to be strengthened."""
    found = enabler(priority)
    return found.axis if found else priority.enabler


@dataclass(frozen=True, slots=True)
class Chosen:
    """A priority with what belongs to it.

    Attributes:
        title: The name of the enabler.
        actions, asks: In the order of their days.
    """

    priority: Priority
    title: str
    actions: tuple[Action, ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def done(self) -> int:
        """Count the actions that are over."""
        return sum(one.state in (State.DONE, State.DROPPED) for one in self.actions)


def of_round(round_: Round) -> list[Chosen]:
    """Give what was chosen after a round, with its actions and asks."""
    return _chosen(Priority.objects.filter(round=round_))


def of_place(place: Place, diagnostic: str = "") -> list[Chosen]:
    """Give every priority of a place, the newest round first; of one diagnostic where its code is given."""
    found = Priority.objects.filter(place=place)
    return _chosen(found.filter(round__diagnostic__code=diagnostic) if diagnostic else found)


def _chosen(rows: QuerySet[Priority]) -> list[Chosen]:
    asked = Ask.objects.select_related("body")
    with_all = rows.select_related(*WITH).prefetch_related("actions", Prefetch("asks", asked))
    return [Chosen(one, title(one), tuple(one.actions.all()), tuple(one.asks.all())) for one in with_all]


def loose_actions(place: Place) -> list[Action]:
    """Give the actions that belong to no priority."""
    return list(Action.objects.filter(place=place, priority=None))


def loose_asks(place: Place) -> list[Ask]:
    """Give the asks that belong to no priority."""
    return list(Ask.objects.filter(place=place, priority=None).select_related("body"))


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


def owners(place: Place) -> list[str]:
    """Give who owns actions and asks, by name."""
    found = {
        *Action.objects.filter(place=place).values_list("owner", flat=True),
        *Ask.objects.filter(place=place).values_list("owner", flat=True),
    }
    return sorted(found - {""}, key=str.casefold)


def people(place: Place) -> list[str]:
    """Give names that an owner may have: those who own something already, and the members."""
    members = [str(one.person) for one in place.memberships.select_related("person")]
    return sorted({*owners(place), *members}, key=str.casefold)


def with_priorities(place: Place) -> list[tuple[str, str, str]]:
    """Give the enablers that were chosen in a place: id, name, and the code of the newest priority."""
    found: dict[str, tuple[str, str, str]] = {}
    for one in Priority.objects.filter(place=place).select_related(*WITH):
        found.setdefault(one.enabler, (one.enabler, title(one), one.code))
    return list(found.values())


def diagnostics(place: Place) -> QuerySet[Diagnostic]:
    """Give the diagnostics of a place that something was chosen in."""
    return Diagnostic.objects.filter(place=place, rounds__priorities__isnull=False).distinct()


def asks(place: Place, *, level: str = "", state: str = "") -> list[Ask]:
    """Give the asks of a place that fit."""
    found = Ask.objects.filter(place=place).select_related("place", "body__reader", *OF_PRIORITY)
    given = {"level": level, "state": state}
    return list(found.filter(**{name: value for name, value in given.items() if value}))


def bodies(place: Place) -> QuerySet[Body]:
    """Give those who were invited to read asks, with how many were sent to each."""
    return Body.objects.filter(place=place).select_related("reader").annotate(sent=Count("asks"))


def asked_of(place: Place) -> bool:
    """Tell whether a place was invited to read asks of others."""
    return Body.objects.filter(reader=place).exists()


@dataclass(frozen=True, slots=True)
class About:
    """The asks of several places about one thing, in the order of the places' names.

    Attributes:
        title: The name of the enabler, or that there is none.
    """

    title: str
    asks: tuple[Ask, ...] = field(default=())


def asks_to(place: Place) -> list[About]:
    """Give what others ask of a place and nobody has bundled yet, enabler by enabler.

    Places stand in the order of their names. Nothing is counted up by place: nobody is ranked by how much they ask.
    """
    return by_enabler(access.read_for(place).filter(bundle=None))


def by_enabler(found: Iterable[Ask]) -> list[About]:
    """Put asks together by the enabler they would strengthen."""
    about: dict[str, list[Ask]] = {}
    for ask in _by_place(found):
        about.setdefault(title(ask.priority) if ask.priority else "", []).append(ask)
    named = sorted((name for name in about if name), key=str.casefold)
    rest = [About(_("Everything else"), tuple(about[""]))] if "" in about else []
    return [*(About(name, tuple(about[name])) for name in named), *rest]


def _by_place(found: Iterable[Ask]) -> list[Ask]:
    return sorted(found, key=lambda one: (one.place.name.casefold(), one.pk))


def bundles(place: Place) -> QuerySet[Bundle]:
    """Give the bundles of a body."""
    return Bundle.objects.filter(place=place).select_related("onward")


def in_bundle(found: Bundle) -> list[Ask]:
    """Give the asks of a bundle that its body may still see, in the order of the places' names."""
    return _by_place(access.read_for(found.place).filter(bundle=found))


def page(round_: Round) -> PlanPage | None:
    """Give the public page of a round, switched on or not."""
    return PlanPage.objects.filter(round=round_).first()


def shown_page(round_: Round) -> PlanPage | None:
    """Give the public page of a round if it is switched on."""
    return PlanPage.objects.filter(round=round_, shown=True).first()


def before(round_: Round) -> Round | None:
    """Give the round before, of the same diagnostic."""
    earlier = Round.objects.filter(diagnostic=round_.diagnostic_id, number__lt=round_.number)
    return earlier.select_related("diagnostic__instrument", "place").order_by("-number").first()


def since(round_: Round) -> list[Chosen]:
    """Give what was decided after the round before, with what became of it."""
    earlier = before(round_)
    return of_round(earlier) if earlier else []


def overdue(action: Action, today: dt.date) -> bool:
    """Tell whether the day of an action has gone by."""
    return action.due is not None and action.due < today and action.state in (State.TO_DO, State.DOING)


def public(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Leave out what is not to stand on the public page: what the facilitators keep, and asks not sent yet."""
    return [
        Chosen(
            one.priority,
            one.title,
            tuple(action for action in one.actions if action.public),
            tuple(ask for ask in one.asks if ask.public and ask.state != AskState.DRAFT),
        )
        for one in chosen
        if one.priority.public
    ]
