"""Write actions and notes about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from greenshoots.web.act.actions.models import Action, ActionNote, ActionStatus
from greenshoots.web.act.editing.optimistic_lock import change
from greenshoots.web.act.priorities.models import Point
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


ENDED = (ActionStatus.DONE, ActionStatus.DROPPED)


@transaction.atomic
def make(place: Place, *, by: User, point: Point | None = None, **values: Any) -> Action:
    """Create an action; `values` are its fields."""
    action = Action.objects.create(place=place, made_on=timezone.localdate(), **_ended(values))
    if point is not None:
        Point.objects.filter(pk=point.pk).update(action=action)
    audit.record(place, by=by, verb="action.made", about=action.what)
    return action


@transaction.atomic
def change_action(action: Action, *, read: int, by: User, **values: Any) -> None:
    """Change an action; raises as `optimistic_lock.change` does."""
    if "due" in values and values["due"] != action.due:
        # A new date is a new promise, so the reminders start again.
        values["reminded_on"] = None
    if change(action, read=read, **_ended(values, action)):
        audit.record(action.place, by=by, verb="action.changed", about=action.what)


@transaction.atomic
def move(action: Action, *, to: ActionStatus, by: User) -> bool:
    """Set the state of an action; return whether it changed."""
    if "state" not in change(action, **_ended({"state": to}, action)):
        return False
    audit.record(action.place, by=by, verb=f"action.{to.value}", about=action.what)
    return True


def _ended(values: dict[str, Any], action: Action | None = None) -> dict[str, Any]:
    """Set the date on which an action ended, or clear it where the action goes on."""
    if "state" not in values:
        return values
    # An action that is edited after it ended keeps the day on which it ended.
    since = action.ended_on if action else None
    return values | {"ended_on": (since or timezone.localdate()) if values["state"] in ENDED else None}


@transaction.atomic
def delete(action: Action, *, by: User) -> None:
    """Delete an action with its notes."""
    audit.record(action.place, by=by, verb="action.deleted", about=action.what)
    action.delete()


@transaction.atomic
def stop_reminders(action: Action) -> None:
    """Stop the reminders of an action and delete the address they went to."""
    # Without a version to compare: the lead has no account and read no form, and an edit at the same time must not
    # keep the reminders going. The address is erased and not only unused.
    change(action, owner_email="")
    audit.record(action.place, by=None, verb="action.reminders_stopped", about=action.what)


@transaction.atomic
def note(action: Action, text: str, *, by: User) -> ActionNote:
    """Add a note to an action."""
    # The trail says that there was a note and holds none of its words.
    audit.record(action.place, by=by, verb="action.noted", about=action.what)
    return ActionNote.objects.create(action=action, text=text, by=by)


@transaction.atomic
def delete_note(note: ActionNote, *, by: User) -> None:
    """Delete a note."""
    audit.record(note.action.place, by=by, verb="action.note_deleted", about=note.action.what)
    note.delete()
