"""Reading the ways in. Nothing here tells who has answered, nor how many of those who were sent a link."""

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
        listed: How many there are.
        not_sent: How many were sent nothing yet.
        waiting: How many invitations wait in the outbox. Reminders are not counted: their number would tell how many of
            those on the list have answered, and who, to somebody who takes people off it.
        reminding: True while reminders wait.
        failed: Addresses that the mail server refused.
    """

    listed: int
    not_sent: int
    waiting: int
    reminding: bool
    failed: tuple[str, ...]

    @property
    def invited(self) -> bool:
        """Tell whether anybody was sent an invitation."""
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
    """Give the addresses on the list, in the order of the alphabet."""
    return list(PersonalLink.objects.filter(round=round_).order_by("email").values_list("email", flat=True))


@dataclass(frozen=True, slots=True)
class Handout:
    """One person's link, to be handed out."""

    email: str
    address: str


def handouts(round_: Round) -> list[Handout]:
    """Return the personal links of everybody on the list, in the order of the alphabet.

    Whether somebody has answered plays no part: two lists taken at different times differ only in who was added or
    removed. A link is made from its salt and the installation's key, so it need not be kept to be written once more.
    """
    links = PersonalLink.objects.filter(round=round_).order_by("email")
    return [Handout(link.email, personal_link(link, round_.code)) for link in links.only("email", "salt")]


def open_link(round_: Round) -> str:
    """Give the address that everybody may use."""
    return f"{settings.SITE_URL}/a/{round_.code}"


def personal_link(link: PersonalLink, code: str) -> str:
    """Give the address that one person may use once."""
    return f"{settings.SITE_URL}/a/{code}/{link_token.secret(bytes(link.salt))}"


def has_open_link(round_: Round) -> bool:
    """Tell whether the open link takes answers. Where people sign their scores it never does."""
    return not round_.personal_only and round_.diagnostic.protection != Protection.NAMED


def languages(round_: Round) -> list[tuple[str, str]]:
    """Give the languages people can answer in, each with the name it has in itself."""
    version = round_.diagnostic.instrument
    return [(code, _own_name(code)) for code in mapping.languages(version)] if version else []


def _own_name(code: str) -> str:
    try:
        return str(translation.get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def page_of(round_: Round) -> str:
    """Give the address of the page with the ways in."""
    return reverse("invitations:ways_in", args=[round_.diagnostic.code, round_.number])
