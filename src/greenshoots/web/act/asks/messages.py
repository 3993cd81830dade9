"""Telling people that an ask has come, or that one was answered: what it says stands behind the link."""

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
    """Tell those who look after a body's place that somebody asks them for something."""
    if ask.body is None or ask.body.reader is None:
        return
    reader = ask.body.reader
    address = reverse("plans:ask_to_us", args=[reader.code, ask.code])
    _tell(reader, [_write(person, "sent", ask, address) for person in _people(reader)])


def answered(ask: Ask) -> None:
    """Tell those who look after a place that one of its asks was answered here."""
    address = reverse("plans:ask", args=[ask.code])
    _tell(ask.place, [_write(person, "answered", ask, address) for person in _people(ask.place)])


def _people(place: Place) -> list[tuple[str, str]]:
    """Give the address and the language of those who run diagnostics in a place."""
    members = place.memberships.filter(role__in=MAY["run"], person__is_active=True).select_related("person")
    return [(one.person.email, one.person.language or settings.LANGUAGE_CODE) for one in members]


def _write(person: tuple[str, str], kind: str, ask: Ask, address: str) -> EmailMessage:
    email, language = person
    with translation.override(language):
        subjects = {
            "sent": _("%(place)s has sent you an ask") % {"place": ask.place.name},
            "answered": _("Your ask has been answered"),
        }
        facts = {"kind": kind, "place": ask.place.name, "need": ask.need, "address": settings.SITE_URL + address}
        body = render_to_string("asks/ask_message.txt", facts)
        # A name may hold a line break that a header must not.
        subject = " ".join(subjects[kind].split())
    return EmailMessage(subject, body, to=[email], headers={"Auto-Submitted": "auto-generated"})


def _tell(place: Place, letters: list[EmailMessage]) -> None:
    """Send in a thread of its own: a page need not wait for the mail server."""
    if letters:
        threading.Thread(target=deliver, args=[letters], name="letters", daemon=True).start()


def deliver(letters: list[EmailMessage]) -> None:
    """Send messages; one that is refused does not keep the others."""
    connection = get_connection()
    for letter in letters:
        try:
            connection.send_messages([letter])
        except (smtplib.SMTPException, OSError) as error:
            # The address stays out of the log.
            log.warning("A message was not accepted by the mail server: %s", type(error).__name__)
