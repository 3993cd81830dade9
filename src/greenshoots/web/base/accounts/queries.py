"""Queries about accounts and local mail."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from greenshoots.web.base.accounts import actions
from greenshoots.web.base.accounts.mail import KEPT
from greenshoots.web.base.accounts.models import LocalMail, OwnerLink


def owner_link_works(secret: str) -> bool:
    """Return whether a link still creates the first account."""
    return OwnerLink.objects.filter(digest=actions.digest(secret)).exists()


def mail() -> QuerySet[LocalMail]:
    """Return the messages that were not sent, newest first, until they expire."""
    return LocalMail.objects.filter(written__gte=timezone.now() - KEPT)
