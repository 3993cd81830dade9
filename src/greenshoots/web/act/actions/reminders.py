"""Remind the leads of actions by e-mail: a week before the due date, on the day, and every two weeks after it."""

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

from greenshoots.web.act.actions.models import Action, ActionStatus
from greenshoots.web.act.priorities.queries import OF_PRIORITY, title
from greenshoots.web.base.accounts import mail

WEEK, AGAIN, LONGEST = 7, 14, 90
"""Days: before the due date, between two reminders after it, and for how long after it."""


TICK = 1800.0
"""Seconds between two looks at what is due."""


# The name of the room before decision 27: with another salt, the links in e-mails that were sent would stop working.
SALT = "greenshoots.plans.reminders"


log = logging.getLogger(__name__)


_stopped = threading.Event()


class Reminder(StrEnum):
    """The kinds of reminder."""

    SOON = "soon"
    TODAY = "today"
    LATE = "late"


def due(action: Action, today: dt.date) -> Reminder | None:
    """Return the reminder that an action is due today, if any; at most one a day."""
    if action.due is None or not action.owner_email or action.state not in (ActionStatus.TO_DO, ActionStatus.DOING):
        return None
    left, last = (action.due - today).days, action.reminded_on
    if last == today:
        return None
    if left == 0:
        return Reminder.TODAY
    if left > 0:
        # A person who agreed to it today, or was reminded this week, does not need another message.
        fresh = action.made_on == today or last is not None
        return Reminder.SOON if left <= WEEK and not fresh else None
    rested = last is None or (today - last).days >= AGAIN
    return Reminder.LATE if rested and -left <= LONGEST else None


def send_due(today: dt.date) -> int:
    """Send the reminders of a day; return how many went out."""
    rows = Action.objects.exclude(owner_email="").filter(
        state__in=(ActionStatus.TO_DO, ActionStatus.DOING), due__lte=today + dt.timedelta(days=WEEK)
    )
    # Keys first, then each row by itself: no query stays open while a mail server takes its time.
    return sum(_remind(key, today) for key in list(rows.values_list("pk", flat=True)))


def is_done(today: dt.date) -> bool:
    """Return whether nothing is left to send today: the mail server accepted everything."""
    rows = Action.objects.exclude(owner_email="").filter(due__lte=today + dt.timedelta(days=WEEK))
    return not any(due(action, today) for action in rows.iterator())


def _remind(key: int, today: dt.date) -> bool:
    with transaction.atomic():
        # Locked and marked before it is sent, so that no other process sends it too.
        # Only the action, because PostgreSQL cannot lock the empty side of an outer join, and the priority may be
        # missing.
        rows = Action.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key)
        action = rows.select_related("place", *OF_PRIORITY).first()
        kind = due(action, today) if action else None
        if action is None or kind is None:
            return False
        last_reminded = action.reminded_on
        Action.objects.filter(pk=key).update(reminded_on=today)
    try:
        message(action, kind).send()
    except (smtplib.SMTPException, OSError) as error:
        # The address stays out of the log. Half an hour later it is tried again.
        log.warning("A reminder was not accepted by the mail server: %s", type(error).__name__)
        Action.objects.filter(pk=key).update(reminded_on=last_reminded)
        return False
    return True


def message(action: Action, kind: Reminder) -> EmailMessage:
    """Write a reminder, in the language of the diagnostic that led to it."""
    language = action.priority.round.diagnostic.language if action.priority else settings.LANGUAGE_CODE
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        stop = f"{settings.SITE_URL}/reminders/{token(action)}/"
        context = {
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
        body = render_to_string("actions/reminder.txt", context)
    # The first keeps absence notices from answering; mail programs offer the second as a button. Both ways of
    # stopping ask for a press on the page, because mail scanners open links too.
    headers = {"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{stop}>"}
    return EmailMessage(subject, body, to=[action.owner_email], headers=headers)


def token(action: Action) -> str:
    """Return the token that stops the reminders of an action."""
    return f"{action.code}-{_seal(action)}"


def _seal(action: Action) -> str:
    """Return a digest of the address the reminders go to: the address of a page must never contain that of a person."""
    return salted_hmac(SALT, f"{action.code} {action.owner_email}").hexdigest()[:32]


def action_of(token: str) -> Action | None:
    """Return the action behind a token, while its reminders go to the address the token was made for."""
    code, _dash, seal = token.partition("-")
    action = Action.objects.select_related("place").filter(code=code).exclude(owner_email="").first()
    return action if action and constant_time_compare(seal, _seal(action)) else None


def start() -> None:
    """Send what is due every day, in a background thread, until `stop`."""
    _stopped.clear()
    threading.Thread(target=_run, name="reminders", daemon=True).start()


def stop() -> None:
    """Stop the thread."""
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
            # No longer None, so that a database that is away is asked every half hour and not every second.
            last = last or dt.date.min
        finally:
            # The thread gives its connection back while it sleeps: PostgreSQL has 100 for all (decision 10).
            connection.close()
