"""Queries on invitations. None shows which or how many people with a personal link have answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation

from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Protection, Round
from greenshoots.web.collect.invitations import link_token
from greenshoots.web.collect.invitations.models import PersonalLink


@dataclass(frozen=True, slots=True)
class People:
    """The people on the list of a round.

    Attributes:
        listed: The number of people.
        not_sent: The number of people who were sent no message yet.
        waiting: The number of invitations in the outbox. Reminders are not counted: their number would show how many
            people have answered, and who they are to a facilitator who removes people one by one.
        reminding: True while reminders are in the outbox.
        failed: Addresses that the mail server refused.
    """

    listed: int
    not_sent: int
    waiting: int
    reminding: bool
    failed: tuple[str, ...]

    @property
    def invited(self) -> bool:
        """Return whether any person was sent an invitation."""
        return self.listed > self.not_sent + self.waiting


def people(round_: Round) -> People:
    """Count the people on the list of a round."""
    links = PersonalLink.objects.filter(round=round_)
    message = PersonalLink.Message
    counts = links.aggregate(
        listed=Count("id"),
        not_sent=Count("id", filter=Q(sent=0, due="")),
        waiting=Count("id", filter=Q(due=message.INVITATION)),
        reminding=Count("id", filter=Q(due=message.REMINDER)),
    )
    failed = tuple(links.filter(failed=True).order_by("email").values_list("email", flat=True))
    return People(counts["listed"], counts["not_sent"], counts["waiting"], bool(counts["reminding"]), failed)


def addresses(round_: Round) -> list[str]:
    """Return the addresses on the list, in alphabetical order."""
    return list(PersonalLink.objects.filter(round=round_).order_by("email").values_list("email", flat=True))


@dataclass(frozen=True, slots=True)
class Handout:
    """A person's link, to download or print."""

    email: str
    address: str


def handouts(round_: Round) -> list[Handout]:
    """Return the personal link of each person on the list, in alphabetical order.

    Whether people have answered makes no difference: lists from different times differ only in who was added or
    removed. A link is derived from its salt and the installation's key, so it can be shown again without being stored.
    """
    links = PersonalLink.objects.filter(round=round_).order_by("email")
    return [Handout(link.email, personal_link(link, round_.code)) for link in links.only("email", "salt")]


def open_link(round_: Round) -> str:
    """Return the address of the shared link."""
    return f"{settings.SITE_URL}/a/{round_.code}"


def personal_link(link: PersonalLink, code: str) -> str:
    """Return the address of a personal link, which works once."""
    return f"{settings.SITE_URL}/a/{code}/{link_token.secret(bytes(link.salt))}"


def has_open_link(round_: Round) -> bool:
    """Return whether the shared link is on. Where people sign their scores it never is."""
    return not round_.personal_only and round_.diagnostic.protection != Protection.NAMED


def languages(round_: Round) -> list[tuple[str, str]]:
    """Return the languages people can answer in, each with its own name for itself."""
    version = round_.diagnostic.instrument
    return [(code, _own_name(code)) for code in mapping.languages(version)] if version else []


def _own_name(code: str) -> str:
    try:
        return str(translation.get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def page_of(round_: Round) -> str:
    """Return the address of the page “Invite people”."""
    return reverse("invitations:ways_in", args=[round_.diagnostic.code, round_.number])
