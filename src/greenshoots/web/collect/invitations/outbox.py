"""Sending what is due, a batch at a time, in the background: a page need not wait for the mail server."""

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
    """Send what is due in a thread of its own; does nothing where one is at it already."""
    threading.Thread(target=_run, name="outbox", daemon=True).start()


def _run() -> None:
    if not _sending.acquire(blocking=False):
        return
    try:
        send_due()
    finally:
        _sending.release()
        connection.close()


def send_due() -> int:
    """Send everything that is due; give how many messages went out.

    Without a mail server nothing is taken out of the outbox: it waits for one.
    """
    total = 0
    while mail.is_sent() and (found := _take()):
        total += _send(found)
    return total


@transaction.atomic
def _take() -> Sequence[tuple[PersonalLink, str]]:
    """Take a batch out of the outbox, so that no other process sends it too.

    A stop between taking and sending loses a message rather than sending it twice: the reminder makes up for it.
    """
    links = PersonalLink.objects.exclude(due="").select_related("round__diagnostic__place")
    # Of the query only the links are locked: rounds and places are read.
    batch = list(links.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    # Counted as sent already: whoever looks while the mail server is slow is not asked to send them again.
    PersonalLink.objects.filter(pk__in=[link.pk for link in batch]).update(due="", sent=F("sent") + 1)
    return [(link, link.due) for link in batch]


def _send(batch: Sequence[tuple[PersonalLink, str]]) -> int:
    sent = 0
    try:
        connection = get_connection()
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("The mail server cannot be reached: %s", type(error).__name__)
        # Shown as not sent, so that somebody who looks after the round can send them again.
        PersonalLink.objects.filter(pk__in=[link.pk for link, _kind in batch]).update(failed=True)
        return 0
    with closing(connection):
        for link, kind in batch:
            # Whoever answered since, or whose round has closed, is not written to.
            fresh = PersonalLink.objects.filter(pk=link.pk, answered=False).exists()
            if not fresh or not diagnostics.is_open(link.round, timezone.now()):
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
    """Write one message, in the language of the diagnostic."""
    subject, body = letter(link.round, kind, queries.personal_link(link, link.round.code))
    return EmailMessage(subject, body, to=[link.email], headers={"Auto-Submitted": "auto-generated"})


def letter(round_: Round, kind: str, address: str) -> tuple[str, str]:
    """Return the subject and the text of a message that holds this address as its reader's link."""
    diagnostic = round_.diagnostic
    version = diagnostic.instrument
    facts: dict[str, object] = {
        "reach": reach.of(settings.SITE_URL).value,
        # Without a mail server the reminder is written by hand, to everybody.
        "reminded": mail.is_sent(),
        "diagnostic": diagnostic,
        "round": round_,
        "reminder": kind == PersonalLink.Message.REMINDER,
        "address": address,
        "minutes": explanations.how_long(mapping.instrument(version)) if version else 1,
    }
    with translation.override(diagnostic.language):
        facts |= {"since": hooks.since(round_), "site": settings.SITE_URL}
        subject = _("Your views on %(subject)s") % {"subject": diagnostic.subject}
        if kind == PersonalLink.Message.REMINDER:
            subject = _("Reminder: your views on %(subject)s") % {"subject": diagnostic.subject}
        body = render_to_string("invitations/message.txt", facts)
    # A rendered template counts as safe HTML. This is text, and a page that shows it has to escape it.
    return subject, "".join([body])
