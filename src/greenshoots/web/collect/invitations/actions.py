"""Changes to invitations: the people on the list, the messages to send, and whether the shared link is on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.accounts import mail
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.site import secure_delete
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.diagnostics.models import Protection, Round
from greenshoots.web.collect.invitations import link_token
from greenshoots.web.collect.invitations.models import PersonalLink
from greenshoots.web.collect.responses.response import Outcome

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User

REST = dt.timedelta(days=2)
"""The shortest time between two messages to the same people."""

MOST = 5_000
"""The most people on one list. For more, the shared link is the better way."""


@dataclass(frozen=True, slots=True)
class Added:
    """The numbers of addresses that were new and already on the list."""

    new: int
    already: int


@transaction.atomic
def add_people(round_: Round, *, emails: Sequence[str], by: User) -> Added:
    """Add people to the list of a round. Links of people already on it do not change."""
    addresses = list(dict.fromkeys(email.strip().lower() for email in emails))
    known = set(PersonalLink.objects.filter(round=round_).values_list("email", flat=True))
    new = [email for email in addresses if email not in known]
    if len(known) + len(new) > MOST:
        raise PolicyError(
            _("A list can have at most %(most)s people. Use the shared link to invite more.") % {"most": f"{MOST:,}"}
        )
    PersonalLink.objects.bulk_create(_link(round_, email) for email in new)
    if new:
        audit.record(round_.place, by=by, verb="links.added", about=str(round_), number=len(new))
    return Added(len(new), len(addresses) - len(new))


def _link(round_: Round, email: str) -> PersonalLink:
    salt = link_token.new_salt()
    return PersonalLink(
        id=link_token.new_id(),
        place_id=round_.place_id,
        round=round_,
        email=email,
        salt=salt,
        digest=link_token.digest(link_token.secret(salt)),
    )


@transaction.atomic
def remove_people(round_: Round, *, emails: Iterable[str], by: User) -> int:
    """Remove people from the list. Their links stop working; their responses stay, because nothing links them."""
    number, _rows = PersonalLink.objects.filter(round=round_, email__in=list(emails)).delete()
    if number:
        # An address is personal data, so it is erased from the database files as responses are.
        secure_delete.after_commit(("invitations.PersonalLink",))
        audit.record(round_.place, by=by, verb="links.removed", about=str(round_), number=number)
    return number


@transaction.atomic
def invite(round_: Round, *, by: User) -> int:
    """Queue an invitation for each person who was sent no message yet, or whose last message was refused.

    Raises:
        PolicyError: No mail server is set up, or the round is not open.
    """
    _check_mail()
    _check_open(round_)
    links = PersonalLink.objects.filter(round=round_, due="")
    number = (links.filter(sent=0) | links.filter(failed=True)).update(
        due=PersonalLink.Message.INVITATION, failed=False, asked_on=timezone.localdate()
    )
    if number:
        audit.record(round_.place, by=by, verb="links.sent", about=str(round_), number=number)
    return number


@transaction.atomic
def remind(round_: Round, *, by: User) -> None:
    """Queue a reminder for each person who has not answered. Their number is never returned or shown.

    Raises:
        PolicyError: No mail server is set up, the round is not open, or the last messages are less than `REST` ago.
    """
    _check_mail()
    _check_open(round_)
    today = timezone.localdate()
    rested = PersonalLink.objects.filter(round=round_, due="", sent__gt=0).exclude(asked_on__gt=today - REST)
    if not rested.exists():
        raise PolicyError(_("Wait 2 days after your last message before you send a reminder."))
    rested.filter(answered=False).update(due=PersonalLink.Message.REMINDER)
    # The day changes for people who have answered too, so that it does not show who they are.
    PersonalLink.objects.filter(round=round_, sent__gt=0).exclude(asked_on__gt=today - REST).update(asked_on=today)
    # Without a number: it would say how many people on the list have not answered (decision 12).
    audit.record(round_.place, by=by, verb="links.reminded", about=str(round_))


def _check_mail() -> None:
    # Without a mail server, messages are stored for the operator to read: reminders would name who has not answered.
    if not mail.is_sent():
        raise PolicyError(
            _(
                "Messages cannot be sent, because no mail server is set up. Download the personal links or print them "
                "as slips."
            )
        )


def hand_out(round_: Round, *, printed: bool, by: User) -> None:
    """Record in the trail that the personal links were downloaded or printed: their holder can answer for others."""
    verb = "links.printed" if printed else "links.downloaded"
    audit.record(round_.place, by=by, verb=verb, about=str(round_))


def _check_open(round_: Round) -> None:
    if not diagnostics.is_open(round_, timezone.now()):
        raise PolicyError(_("You can send messages only while the round is open."))


@transaction.atomic
def set_open_link(round_: Round, *, on: bool, by: User) -> None:
    """Turn the shared link on or off. Personal links and the team's entries are not affected.

    Raises:
        PolicyError: People sign their scores in this diagnostic, so the shared link stays off.
    """
    if on and round_.diagnostic.protection == Protection.NAMED:
        raise PolicyError(_("People sign their scores in this diagnostic, so each person needs a personal link."))
    round_.personal_only = not on
    round_.save(update_fields=["personal_only"])
    audit.record(round_.place, by=by, verb="round.link_on" if on else "round.link_off", about=str(round_))


@transaction.atomic
def set_shared_device(round_: Round, *, on: bool, by: User) -> None:
    """Set whether people share devices to answer a round, which then store nothing."""
    if round_.shared_device == on:
        return
    round_.shared_device = on
    round_.save(update_fields=["shared_device"])
    audit.record(round_.place, by=by, verb="round.shared_on" if on else "round.shared_off", about=str(round_))


def use_link(round_: Round, link_secret: str) -> Outcome | None:
    """Mark a personal link as used, in the transaction that stores the response; return None on success.

    The mark has no time and no key of the response, and the response has none of the link.
    """
    digest = link_token.digest(link_secret)
    # Locked, so that two answers through one link at the same moment count once.
    link = PersonalLink.objects.select_for_update().filter(round=round_, digest=digest).first()
    if link is None:
        return Outcome.LINK_UNKNOWN
    if link.answered:
        return Outcome.LINK_USED
    PersonalLink.objects.filter(pk=link.pk).update(answered=True)
    return None
