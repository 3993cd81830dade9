"""Writing actions and notes about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from greenshoots.web.act.actions.models import Action, ActionNote, State
from greenshoots.web.act.editing.optimistic_lock import change
from greenshoots.web.act.priorities.models import Point
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


ENDED = (State.DONE, State.DROPPED)


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
