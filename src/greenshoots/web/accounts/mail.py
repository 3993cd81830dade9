"""Mail on an installation without a mail server: shown in the console and to the operator, sent to nobody."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from greenshoots.web.accounts.models import LocalMail


class LocalBackend(BaseEmailBackend):
    """Keep each message in the database and print it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; give how many."""
        for message in email_messages:
            kept = LocalMail.objects.create(
                sender=message.from_email,
                recipients=", ".join(message.recipients()),
                subject=str(message.subject),
                body=str(message.body),
            )
            sys.stdout.write(f"\n— Mail to {kept.recipients}: {kept.subject}\n{kept.body}\n—\n")
        return len(email_messages)
