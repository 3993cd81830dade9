"""E-mails about asks that arrive or are answered. Context and answer are not in the e-mail, only behind its link."""

from __future__ import annotations

import logging
import smtplib
import threading

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from greenshoots.web.act.asks.models import Ask
from greenshoots.web.base.places.access import MAY
from greenshoots.web.base.places.models import Place

log = logging.getLogger(__name__)


def sent(ask: Ask) -> None:
    """Notify the people who run the place of a body that an ask has arrived."""
    if ask.body is None or ask.body.reader is None:
        return
    reader = ask.body.reader
    address = reverse("plans:ask_to_us", args=[reader.code, ask.code])
    # Written here and only sent in the thread, which has no database connection of its own to leave behind.
    _send(reader, [_write(person, "sent", ask, address) for person in _people(reader)])


def answered(ask: Ask) -> None:
    """Notify the people who run a place that one of its asks was answered here."""
    address = reverse("plans:ask", args=[ask.code])
    _send(ask.place, [_write(person, "answered", ask, address) for person in _people(ask.place)])


def _people(place: Place) -> list[tuple[str, str]]:
    """Return the addresses and languages of the people who run diagnostics in a place."""
    members = place.memberships.filter(role__in=MAY["run"], person__is_active=True).select_related("person")
    return [(membership.person.email, membership.person.language or settings.LANGUAGE_CODE) for membership in members]


def _write(person: tuple[str, str], kind: str, ask: Ask, address: str) -> EmailMessage:
    email, language = person
    with translation.override(language):
        subjects = {
            "sent": _("%(place)s has sent you an ask") % {"place": ask.place.name},
            "answered": _("Your ask has been answered"),
        }
        context = {"kind": kind, "place": ask.place.name, "need": ask.need, "address": settings.SITE_URL + address}
        body = render_to_string("asks/ask_message.txt", context)
        # A name may hold a line break that a header must not.
        subject = " ".join(subjects[kind].split())
    return EmailMessage(subject, body, to=[email], headers={"Auto-Submitted": "auto-generated"})


def _send(place: Place, letters: list[EmailMessage]) -> None:
    """Send in a background thread: a page must not wait for the mail server."""
    if letters:
        # A daemon: a mail server that never answers must not keep the program from stopping.
        threading.Thread(target=deliver, args=[letters], name="letters", daemon=True).start()


def deliver(letters: list[EmailMessage]) -> None:
    """Send messages; a message that is refused does not hold up the others."""
    connection = get_connection()
    for letter in letters:
        try:
            connection.send_messages([letter])
        except (smtplib.SMTPException, OSError) as error:
            # The address stays out of the log.
            log.warning("A message was not accepted by the mail server: %s", type(error).__name__)
