"""Invitations to a place: creating, withdrawing and using them."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets
import smtplib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.accounts import mail
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places.models import Invitation, Membership, Place

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User

LASTS = dt.timedelta(days=14)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A new invitation: its link, which is known only now, and whether the mail server accepted it."""

    link: str
    sent: bool


def digest(secret: str) -> str:
    """Return the digest of a link's secret; the secret itself is not stored."""
    # No salt and no stretching: 192 random bits cannot be guessed, and the row is found by the digest.
    return hashlib.sha256(secret.encode()).hexdigest()


def invite(place: Place, *, role: str, by: User, site: str, email: str = "") -> Made:
    """Create an invitation and return its link; with an address and a mail server, send it too.

    Raises:
        PolicyError: the address belongs to a member.
    """
    email = email.strip().lower()
    secret = secrets.token_urlsafe(24)
    invitation = _save(place, role=role, by=by, email=email, digest=digest(secret))
    link = site + reverse("places:join", args=[secret])
    # After the commit, so that no link is sent for an invitation that was not saved.
    return Made(link, sent=bool(email) and mail.is_sent() and _send(invitation, link))


@transaction.atomic
def _save(place: Place, *, role: str, by: User, email: str, digest: str) -> Invitation:
    if email and Membership.objects.filter(place=place, person__email__iexact=email).exists():
        raise PolicyError(_("%(email)s is already a member of this place.") % {"email": email})
    if email:
        # A second message to the same address ends the first: one open invitation for each person.
        Invitation.objects.filter(place=place, email=email).delete()
    verb = "member.invited" if email else "member.link_made"
    audit.record(place, by=by, verb=verb, about=email, role=role)
    ends = timezone.now() + LASTS
    return Invitation.objects.create(place=place, email=email, role=role, digest=digest, by=by, ends=ends)


def _send(invitation: Invitation, link: str) -> bool:
    context = {"invitation": invitation, "place": invitation.place, "link": link}
    subject = _("%(who)s has invited you to join %(place)s") % {"who": invitation.by, "place": invitation.place.name}
    body = render_to_string("places/invitation.txt", context)
    try:
        # A name may hold a line break that a header must not.
        EmailMessage(" ".join(subject.split()), body, to=[invitation.email]).send()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("An invitation was not accepted by the mail server: %s", type(error).__name__)
        return False
    return True


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Withdraw an invitation: its link stops working immediately."""
    audit.record(invitation.place, by=by, verb="member.invitation_withdrawn", about=invitation.email)
    invitation.delete()


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """Make a person a member with the role they were invited to; the link stops working.

    Raises:
        PolicyError: another person has used the link first.
    """
    # Deleting is the test: of two people who use a link at once, the second finds no row left to delete.
    deleted, _rows = Invitation.objects.filter(pk=invitation.pk).delete()
    if not deleted:
        raise PolicyError(_("This link has been used. It works once. Ask for a new link."))
    membership, new = Membership.objects.get_or_create(
        place=invitation.place, person=by, defaults={"role": invitation.role}
    )
    if new:
        audit.record(invitation.place, by=by, verb="member.joined", about=str(by), role=membership.role, person=by.pk)
    return membership
