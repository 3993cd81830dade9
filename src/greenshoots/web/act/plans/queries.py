"""Read a plan: priorities with their actions and asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from greenshoots.web.act.actions.models import Action, ActionStatus
from greenshoots.web.act.asks.models import Ask, AskState
from greenshoots.web.act.plans.models import PlanPage
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.act.priorities.queries import WITH, before, title
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Round


@dataclass(frozen=True, slots=True)
class PlannedPriority:
    """A priority with its actions and asks.

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
        return sum(action.state in (ActionStatus.DONE, ActionStatus.DROPPED) for action in self.actions)


def of_round(round_: Round) -> list[PlannedPriority]:
    """Return the priorities of a round, with their actions and asks."""
    return _chosen(Priority.objects.filter(round=round_))


def of_place(place: Place, diagnostic: str = "") -> list[PlannedPriority]:
    """Return the priorities of a place, the newest round first; of one diagnostic where its code is given."""
    rows = Priority.objects.filter(place=place)
    return _chosen(rows.filter(round__diagnostic__code=diagnostic) if diagnostic else rows)


def _chosen(rows: QuerySet[Priority]) -> list[PlannedPriority]:
    asks = Ask.objects.select_related("body")
    # One query for all actions and one for all asks: a plan takes the same number of queries however long it is.
    with_all = rows.select_related(*WITH).prefetch_related("actions", Prefetch("asks", asks))
    return [
        PlannedPriority(priority, title(priority), tuple(priority.actions.all()), tuple(priority.asks.all()))
        for priority in with_all
    ]


def page(round_: Round) -> PlanPage | None:
    """Return the public page of a round, turned on or not."""
    return PlanPage.objects.filter(round=round_).first()


def shown_page(round_: Round) -> PlanPage | None:
    """Return the public page of a round if it is turned on."""
    return PlanPage.objects.filter(round=round_, shown=True).first()


def since(round_: Round) -> list[PlannedPriority]:
    """Return the priorities of the previous round, with their actions, asks and outcomes."""
    earlier = before(round_)
    return of_round(earlier) if earlier else []


def public(chosen: Sequence[PlannedPriority]) -> list[PlannedPriority]:
    """Leave out what must not be on the public page: what the facilitators have left out, and asks not sent yet."""
    return [
        PlannedPriority(
            item.priority,
            item.title,
            tuple(action for action in item.actions if action.public),
            tuple(ask for ask in item.asks if ask.public and ask.state != AskState.DRAFT),
        )
        for item in chosen
        if item.priority.public
    ]
