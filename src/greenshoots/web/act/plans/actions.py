"""Writing priorities, the map of who can act, and actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from greenshoots.web.act.plans import finding_snapshot
from greenshoots.web.act.plans.models import Action, ActionNote, Point, Priority, Reach, State
from greenshoots.web.act.plans.optimistic_lock import change
from greenshoots.web.act.plans.queries import title
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Round

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.meet.workshops.models import Workshop

ENDED = (State.DONE, State.DROPPED)


@transaction.atomic
def choose(
    round_: Round, chosen: Mapping[str, Mapping[str, Any]], *, by: User, workshop: Workshop | None = None
) -> list[Priority]:
    """Choose enablers to strengthen; one that was chosen before in this round stays as it is.

    Arguments:
        round_: The round whose results led to it.
        chosen: `because` and `why`, by the enabler's id.
        by: Who writes it down.
        workshop: The workshop that chose, if one did.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    known = set(Priority.objects.filter(round=round_).values_list("enabler", flat=True))
    today, made = timezone.localdate(), []
    for enabler, told in chosen.items():
        if enabler in known:
            continue
        priority = Priority.objects.create(
            place=round_.place,
            round=round_,
            enabler=enabler,
            because=list(told["because"]),
            why=told["why"],
            finding=finding_snapshot.freeze(round_, enabler, today),
            workshop=workshop,
            made_on=today,
        )
        audit.record(round_.place, by=by, verb="priority.chosen", about=title(priority))
        made.append(priority)
    return made


@transaction.atomic
def change_priority(priority: Priority, *, because: Sequence[str], why: str, public: bool, read: int, by: User) -> None:
    """Say anew why an enabler was chosen; raises as `changing.change` does."""
    if change(priority, read=read, because=list(because), why=why, public=public):
        audit.record(priority.place, by=by, verb="priority.changed", about=title(priority))


@transaction.atomic
def close_priority(priority: Priority, *, outcome: str, closed: bool, by: User) -> None:
    """Write down what became of a priority, and whether people still work on it."""
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
    """Put a point on the map of who can act."""
    return Point.objects.create(priority=priority, reach=reach, text=text)


@transaction.atomic
def change_point(point: Point, *, reach: Reach, text: str) -> None:
    """Say a point in other words, or move it to another part of the map."""
    point.reach, point.text = reach, text
    point.save(update_fields=["reach", "text"])


@transaction.atomic
def delete_point(point: Point) -> None:
    """Take a point off the map; what it became stays."""
    point.delete()


@transaction.atomic
def make(place: Place, *, by: User, point: Point | None = None, **values: Any) -> Action:
    """Make an action; `values` are its fields."""
    action = Action.objects.create(place=place, made_on=timezone.localdate(), **_ended(values))
    if point is not None:
        Point.objects.filter(pk=point.pk).update(action=action)
    audit.record(place, by=by, verb="action.made", about=action.what)
    return action


@transaction.atomic
def change_action(action: Action, *, read: int, by: User, **values: Any) -> None:
    """Change an action; raises as `changing.change` does."""
    if "due" in values and values["due"] != action.due:
        # A new day is a new promise, so the reminders begin again.
        values["reminded_on"] = None
    if change(action, read=read, **_ended(values, action)):
        audit.record(action.place, by=by, verb="action.changed", about=action.what)


@transaction.atomic
def move(action: Action, *, to: State, by: User) -> bool:
    """Put an action into another state; tell whether it was in another before."""
    if "state" not in change(action, **_ended({"state": to}, action)):
        return False
    audit.record(action.place, by=by, verb=f"action.{to.value}", about=action.what)
    return True


def _ended(values: dict[str, Any], before: Action | None = None) -> dict[str, Any]:
    """Add the day on which an action ended, or take it away where it goes on."""
    if "state" not in values:
        return values
    since = before.ended_on if before else None
    return values | {"ended_on": (since or timezone.localdate()) if values["state"] in ENDED else None}


@transaction.atomic
def delete(action: Action, *, by: User) -> None:
    """Delete an action with its notes."""
    audit.record(action.place, by=by, verb="action.deleted", about=action.what)
    action.delete()


@transaction.atomic
def stop_reminders(action: Action) -> None:
    """Write to the owner of an action no more."""
    change(action, owner_email="")
    audit.record(action.place, by=None, verb="action.reminders_stopped", about=action.what)


@transaction.atomic
def note(action: Action, text: str, *, by: User) -> ActionNote:
    """Write something down about an action."""
    audit.record(action.place, by=by, verb="action.noted", about=action.what)
    return ActionNote.objects.create(action=action, text=text, by=by)


@transaction.atomic
def delete_note(found: ActionNote, *, by: User) -> None:
    """Delete a note."""
    audit.record(found.action.place, by=by, verb="action.note_deleted", about=found.action.what)
    found.delete()
