"""Mail on an installation without a mail server: shown in the console and to the operator, never sent."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from greenshoots.web.base.accounts.models import LocalMail
from greenshoots.web.base.site import secure_delete

KEPT = dt.timedelta(days=14)
"""How long a message is kept: a sign-in code is used within minutes, a team invitation within these days."""

LOCAL = "greenshoots.web.base.accounts.mail.LocalBackend"


def is_sent() -> bool:
    """Return whether messages leave this installation. Pages say that a message was sent only then."""
    return bool(settings.EMAIL_BACKEND != LOCAL)


@transaction.atomic
def expire() -> None:
    """Erase messages older than `KEPT`."""
    number, _rows = LocalMail.objects.filter(written__lt=timezone.now() - KEPT).delete()
    if number:
        secure_delete.after_commit(("accounts.LocalMail",))


class LocalBackend(BaseEmailBackend):
    """A mail backend that stores each message and prints it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store and print the messages; return how many."""
        # With each message as well as at the start: a server may run for longer than messages may be kept.
        expire()
        for message in email_messages:
            stored = LocalMail.objects.create(
                sender=message.from_email,
                recipients=", ".join(message.recipients()),
                subject=str(message.subject),
                body=str(message.body),
            )
            sys.stdout.write(f"\n— Mail to {stored.recipients}: {stored.subject}\n{stored.body}\n—\n")
        return len(email_messages)
