"""Sending of messages in the background, in batches, so that pages need not wait for the mail server."""

from __future__ import annotations

import logging
import smtplib
import threading
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from greenshoots.web.base.accounts import mail
from greenshoots.web.base.site import reach
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.invitations import queries
from greenshoots.web.collect.invitations.models import PersonalLink
from greenshoots.web.collect.participants import explanations
from greenshoots.web.collect.responses import hooks

if TYPE_CHECKING:
    from greenshoots.web.collect.diagnostics.models import Round

BATCH = 50
log = logging.getLogger(__name__)
_sending = threading.Lock()


def start() -> None:
    """Send the waiting messages in a separate thread, unless another thread is already sending."""
    threading.Thread(target=_run, name="outbox", daemon=True).start()


def _run() -> None:
    if not _sending.acquire(blocking=False):
        return
    try:
        send_due()
    finally:
        _sending.release()
        # Django closes the connections of requests, not that of a thread of our own: on PostgreSQL they would add up.
        connection.close()


def send_due() -> int:
    """Send every waiting message and return the number sent.

    Without a mail server the messages stay in the outbox.
    """
    total = 0
    while mail.is_sent() and (batch := _take()):
        total += _send(batch)
    return total


@transaction.atomic
def _take() -> Sequence[tuple[PersonalLink, str]]:
    """Remove a batch from the outbox, so that no other process sends it too.

    If the program stops in between, a message is lost rather than sent twice; a reminder makes up for it.
    """
    links = PersonalLink.objects.exclude(due="").select_related("round__diagnostic__place")
    # Only the links are locked. Rounds and places are only read.
    batch = list(links.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    # Counted as sent already, so that a page opened while the mail server is slow does not offer to send them again.
    PersonalLink.objects.filter(pk__in=[link.pk for link in batch]).update(due="", sent=F("sent") + 1)
    return [(link, link.due) for link in batch]


def _send(batch: Sequence[tuple[PersonalLink, str]]) -> int:
    sent = 0
    try:
        connection = get_connection()
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("The mail server cannot be reached: %s", type(error).__name__)
        # The page lists them as not delivered, so that the team can send them again.
        PersonalLink.objects.filter(pk__in=[link.pk for link, _kind in batch]).update(failed=True)
        return 0
    with closing(connection):
        for link, kind in batch:
            # People who have answered since then, or whose round has closed, get no message.
            unanswered = PersonalLink.objects.filter(pk=link.pk, answered=False).exists()
            if not unanswered or not diagnostics.is_open(link.round, timezone.now()):
                PersonalLink.objects.filter(pk=link.pk).update(sent=F("sent") - 1)
                continue
            try:
                connection.send_messages([message(link, kind)])
            except (smtplib.SMTPException, OSError) as error:
                # The address stays out of the log.
                log.warning("A message was not accepted by the mail server: %s", type(error).__name__)
                PersonalLink.objects.filter(pk=link.pk).update(failed=True)
            else:
                PersonalLink.objects.filter(pk=link.pk).update(failed=False)
                sent += 1
    return sent


def message(link: PersonalLink, kind: str) -> EmailMessage:
    """Return the message for one person, in the language of the diagnostic."""
    subject, body = letter(link.round, kind, queries.personal_link(link, link.round.code))
    # Marked as automatic, so that out-of-office replies do not come back.
    return EmailMessage(subject, body, to=[link.email], headers={"Auto-Submitted": "auto-generated"})


def letter(round_: Round, kind: str, address: str) -> tuple[str, str]:
    """Return the subject and the text of a message with this address as the reader's link."""
    diagnostic = round_.diagnostic
    version = diagnostic.instrument
    context: dict[str, object] = {
        "reach": reach.of(settings.SITE_URL).value,
        # Without a mail server the team writes the reminder to everyone, so the text must not promise an exception.
        "reminded": mail.is_sent(),
        "diagnostic": diagnostic,
        "round": round_,
        "reminder": kind == PersonalLink.Message.REMINDER,
        "address": address,
        "minutes": explanations.how_long(mapping.instrument(version)) if version else 1,
    }
    with translation.override(diagnostic.language):
        context |= {"since": hooks.since(round_), "site": settings.SITE_URL}
        subject = _("Your views on %(subject)s") % {"subject": diagnostic.subject}
        if kind == PersonalLink.Message.REMINDER:
            subject = _("Reminder: your views on %(subject)s") % {"subject": diagnostic.subject}
        body = render_to_string("invitations/message.txt", context)
    # A rendered template counts as safe HTML. This is text, and a page that shows it has to escape it.
    return subject, "".join([body])
