"""The map of who can act on a priority: what is in our control, what we can influence, what others must do."""

from __future__ import annotations

from dataclasses import dataclass

from greenshoots.web.act.actions.models import Action
from greenshoots.web.act.asks.models import Ask
from greenshoots.web.act.priorities.models import Point, Priority, Reach


@dataclass(frozen=True, slots=True)
class MapPart:
    """One part of the map.

    Attributes:
        points: The points of this part, each with the action or ask it became.
        actions, asks: Those of the plan without a point: actions are in our control, asks need others to act.
    """

    reach: Reach
    points: tuple[Point, ...]
    actions: tuple[Action, ...]
    asks: tuple[Ask, ...]

    @property
    def empty(self) -> bool:
        """True where this part has nothing to show."""
        return not (self.points or self.actions or self.asks)


def of(priority: Priority) -> list[MapPart]:
    """Return the three parts."""
    points = list(Point.objects.filter(priority=priority).select_related("action", "ask"))
    # An action or ask that a point became is shown at its point and not a second time in the list.
    mapped_actions = {point.action_id for point in points}
    mapped_asks = {point.ask_id for point in points}
    actions = tuple(row for row in Action.objects.filter(priority=priority) if row.pk not in mapped_actions)
    asks = tuple(row for row in Ask.objects.filter(priority=priority) if row.pk not in mapped_asks)
    return [
        MapPart(
            reach,
            tuple(point for point in points if point.reach == reach),
            actions if reach is Reach.CONTROL else (),
            asks if reach is Reach.OTHERS else (),
        )
        for reach in Reach
    ]
