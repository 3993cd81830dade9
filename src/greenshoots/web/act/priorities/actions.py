"""Write priorities and the map of who can act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from greenshoots.web.act.editing.optimistic_lock import change
from greenshoots.web.act.priorities import finding_snapshot
from greenshoots.web.act.priorities.models import Point, Priority, Reach
from greenshoots.web.act.priorities.queries import title
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.collect.diagnostics.models import Round

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.meet.workshops.models import Workshop


@transaction.atomic
def choose(
    round_: Round, chosen: Mapping[str, Mapping[str, Any]], *, by: User, workshop: Workshop | None = None
) -> list[Priority]:
    """Make enablers priorities; a priority that this round has already stays as it is.

    Arguments:
        round_: The round whose results led to it.
        chosen: `because` and `why`, by the enabler's id.
        by: The person who chooses.
        workshop: The workshop that chose them, if any.
    """
    # Two people who choose at the same time wait for each other, so that no enabler is chosen twice.
    Round.objects.select_for_update().get(pk=round_.pk)
    known = set(Priority.objects.filter(round=round_).values_list("enabler", flat=True))
    today, created = timezone.localdate(), []
    for enabler, reasons in chosen.items():
        if enabler in known:
            continue
        priority = Priority.objects.create(
            place=round_.place,
            round=round_,
            enabler=enabler,
            because=list(reasons["because"]),
            why=reasons["why"],
            finding=finding_snapshot.freeze(round_, enabler, today),
            workshop=workshop,
            made_on=today,
        )
        audit.record(round_.place, by=by, verb="priority.chosen", about=title(priority))
        created.append(priority)
    return created


@transaction.atomic
def change_priority(priority: Priority, *, because: Sequence[str], why: str, public: bool, read: int, by: User) -> None:
    """Change the reasons of a priority; raises as `optimistic_lock.change` does."""
    if change(priority, read=read, because=list(because), why=why, public=public):
        audit.record(priority.place, by=by, verb="priority.changed", about=title(priority))


@transaction.atomic
def close_priority(priority: Priority, *, outcome: str, closed: bool, by: User) -> None:
    """Record the outcome of a priority, and whether people still work on it."""
    # Saving the outcome again keeps the day on which work ended.
    closed_on = (priority.closed_on or timezone.localdate()) if closed else None
    if change(priority, outcome=outcome, closed_on=closed_on):
        audit.record(
            priority.place, by=by, verb="priority.closed" if closed else "priority.told", about=title(priority)
        )


@transaction.atomic
def delete_priority(priority: Priority, *, by: User) -> None:
    """Delete a priority and its map; its actions and asks stay in the plan without it."""
    audit.record(priority.place, by=by, verb="priority.deleted", about=title(priority))
    priority.delete()


@transaction.atomic
def add_point(priority: Priority, *, reach: Reach, text: str) -> Point:
    """Add a point to the map of who can act."""
    return Point.objects.create(priority=priority, reach=reach, text=text)


@transaction.atomic
def change_point(point: Point, *, reach: Reach, text: str) -> None:
    """Change a point, or move it to another part of the map."""
    point.reach, point.text = reach, text
    point.save(update_fields=["reach", "text"])


@transaction.atomic
def delete_point(point: Point) -> None:
    """Remove a point from the map; the action or ask it became stays."""
    point.delete()
