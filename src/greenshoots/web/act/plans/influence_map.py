"""The map of who can act on a priority: what is in our control, what we can influence, what others must do."""

from __future__ import annotations

from dataclasses import dataclass

from greenshoots.web.act.actions.models import Action
from greenshoots.web.act.asks.models import Ask
from greenshoots.web.act.priorities.models import Point, Priority, Reach


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the map.

    Attributes:
        points: What people wrote there, each with what it became.
        actions, asks: What stands in the plan without a point of its own: we take actions, others are asked.
    """

    reach: Reach
    points: tuple[Point, ...]
    actions: tuple[Action, ...]
    asks: tuple[Ask, ...]

    @property
    def empty(self) -> bool:
        """Tell whether nothing stands there."""
        return not (self.points or self.actions or self.asks)


def of(priority: Priority) -> list[Part]:
    """Give the three parts."""
    points = list(Point.objects.filter(priority=priority).select_related("action", "ask"))
    mapped_actions = {one.action_id for one in points}
    mapped_asks = {one.ask_id for one in points}
    actions = tuple(one for one in Action.objects.filter(priority=priority) if one.pk not in mapped_actions)
    asks = tuple(one for one in Ask.objects.filter(priority=priority) if one.pk not in mapped_asks)
    return [
        Part(
            reach,
            tuple(one for one in points if one.reach == reach),
            actions if reach is Reach.CONTROL else (),
            asks if reach is Reach.OTHERS else (),
        )
        for reach in Reach
    ]
