"""Reminding the owners of actions by e-mail: a week before the day, on the day, and now and then after it."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
import threading
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from greenshoots.web.act.actions.models import Action, State
from greenshoots.web.act.priorities.queries import OF_PRIORITY, title
from greenshoots.web.base.accounts import mail

WEEK, AGAIN, LONGEST = 7, 14, 90
"""Days: how long before the day, how long between two reminders after it, and for how long after it."""


TICK = 1800.0


SALT = "greenshoots.plans.reminders"


log = logging.getLogger(__name__)


_stopped = threading.Event()


class Reminder(StrEnum):
    """What is said."""

    SOON = "soon"
    TODAY = "today"
    LATE = "late"


def due(action: Action, today: dt.date) -> Reminder | None:
    """Tell which reminder an action is due today, if any. Asking twice on one day gives it once."""
    if action.due is None or not action.owner_email or action.state not in (State.TO_DO, State.DOING):
        return None
    left, last = (action.due - today).days, action.reminded_on
    if last == today:
        return None
    if left == 0:
        return Reminder.TODAY
    if left > 0:
        # Whoever has just agreed to it, or was told this week, knows.
        fresh = action.made_on == today or last is not None
        return Reminder.SOON if left <= WEEK and not fresh else None
    rested = last is None or (today - last).days >= AGAIN
    return Reminder.LATE if rested and -left <= LONGEST else None


def send_due(today: dt.date) -> int:
    """Send the reminders of a day; give how many went out."""
    rows = Action.objects.exclude(owner_email="").filter(
        state__in=(State.TO_DO, State.DOING), due__lte=today + dt.timedelta(days=WEEK)
    )
    return sum(_remind(key, today) for key in list(rows.values_list("pk", flat=True)))


def is_done(today: dt.date) -> bool:
    """Tell whether nothing is left to be sent today, as when the mail server took it all."""
    rows = Action.objects.exclude(owner_email="").filter(due__lte=today + dt.timedelta(days=WEEK))
    return not any(due(action, today) for action in rows.iterator())


def _remind(key: int, today: dt.date) -> bool:
    with transaction.atomic():
        # Held and marked before it is sent, so that no other process sends it too.
        held = Action.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key)
        action = held.select_related("place", *OF_PRIORITY).first()
        kind = due(action, today) if action else None
        if action is None or kind is None:
            return False
        before = action.reminded_on
        Action.objects.filter(pk=key).update(reminded_on=today)
    try:
        message(action, kind).send()
    except (smtplib.SMTPException, OSError) as error:
        # The address stays out of the log. Half an hour later it is tried again.
        log.warning("A reminder was not accepted by the mail server: %s", type(error).__name__)
        Action.objects.filter(pk=key).update(reminded_on=before)
        return False
    return True


def message(action: Action, kind: Reminder) -> EmailMessage:
    """Write a reminder, in the language of the diagnostic that led to it."""
    language = action.priority.round.diagnostic.language if action.priority else settings.LANGUAGE_CODE
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        stop = f"{settings.SITE_URL}/reminders/{token(action)}/"
        facts = {
            "action": action,
            "kind": kind.value,
            "about": title(action.priority) if action.priority else "",
            "address": f"{settings.SITE_URL}/actions/{action.code}/",
            "stop": stop,
        }
        subjects = {
            Reminder.SOON: _("Due soon: %(what)s"),
            Reminder.TODAY: _("Due today: %(what)s"),
            Reminder.LATE: _("Still on the list: %(what)s"),
        }
        subject = subjects[kind] % {"what": action.what}
        body = render_to_string("actions/reminder.txt", facts)
    headers = {"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{stop}>"}
    return EmailMessage(subject, body, to=[action.owner_email], headers=headers)


def token(action: Action) -> str:
    """Give what lets the owner of an action end its reminders."""
    return f"{action.code}-{_seal(action)}"


def _seal(action: Action) -> str:
    """Give a digest of whom the reminders go to: an address of a page never holds an address of a person."""
    return salted_hmac(SALT, f"{action.code} {action.owner_email}").hexdigest()[:32]


def action_of(token: str) -> Action | None:
    """Give the action behind a token, while its reminders go to the address it was made for."""
    code, _dash, seal = token.partition("-")
    action = Action.objects.select_related("place").filter(code=code).exclude(owner_email="").first()
    return action if action and constant_time_compare(seal, _seal(action)) else None


def start() -> None:
    """Send what is due every day, in a thread of its own, until `stop`."""
    _stopped.clear()
    threading.Thread(target=_run, name="reminders", daemon=True).start()


def stop() -> None:
    """End the thread."""
    _stopped.set()


def _run() -> None:
    last: dt.date | None = None
    while not _stopped.wait(1.0 if last is None else TICK):
        today = timezone.localdate()
        if today == last:
            continue
        try:
            send_due(today)
            mail.expire()
            last = today if is_done(today) else last or dt.date.min
        except Exception:
            # A database that is away for a moment must not end reminders for good.
            log.exception("The reminders of today could not be sent yet.")
            last = last or dt.date.min
        finally:
            connection.close()
