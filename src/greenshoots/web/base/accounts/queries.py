"""Reading about accounts."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from greenshoots.web.base.accounts import actions
from greenshoots.web.base.accounts.mail import KEPT
from greenshoots.web.base.accounts.models import LocalMail, OwnerLink


def owner_link_works(secret: str) -> bool:
    """Tell whether a link still makes the first account."""
    return OwnerLink.objects.filter(digest=actions.digest(secret)).exists()


def mail() -> QuerySet[LocalMail]:
    """Give the messages that this installation kept to itself, newest first, until their time is over."""
    return LocalMail.objects.filter(written__gte=timezone.now() - KEPT)
