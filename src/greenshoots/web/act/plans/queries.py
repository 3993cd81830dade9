"""Reading a whole plan: priorities with their actions and asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from greenshoots.web.act.actions.models import Action, State
from greenshoots.web.act.asks.models import Ask, AskState
from greenshoots.web.act.plans.models import PlanPage
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.act.priorities.queries import WITH, before, title
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Round


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


def page(round_: Round) -> PlanPage | None:
    """Give the public page of a round, switched on or not."""
    return PlanPage.objects.filter(round=round_).first()


def shown_page(round_: Round) -> PlanPage | None:
    """Give the public page of a round if it is switched on."""
    return PlanPage.objects.filter(round=round_, shown=True).first()


def since(round_: Round) -> list[Chosen]:
    """Give what was decided after the round before, with what became of it."""
    earlier = before(round_)
    return of_round(earlier) if earlier else []


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
