"""Initial values of the form of an action."""

from __future__ import annotations

from typing import Any

from greenshoots.web.act.actions.models import ActionKind
from greenshoots.web.act.priorities.initial_values import Start


def fields(start: Start) -> dict[str, Any]:
    """Return the initial values of the form of an action."""
    values: dict[str, Any] = {"priority": start.priority.code if start.priority else ""}
    if start.kind in ActionKind.values:
        values["kind"] = start.kind
    if start.entry:
        step = " ".join(start.entry.first_step.split())
        values |= {"what": start.entry.title[:200], "first_step": step[:1000], "kind": ActionKind.TRY}
    return values | ({"what": start.point.text} if start.point else {})
