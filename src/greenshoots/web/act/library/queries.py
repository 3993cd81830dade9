"""Reading the library: what ships, and what places added and let others read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from greenshoots import library
from greenshoots.web.act.library import markdown
from greenshoots.web.act.library.models import Earlier, Effort, Entry, Kind, Level, Shared
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.safestring import SafeString

    from greenshoots.web.base.accounts.models import User


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as pages show it, whether it ships or a place added it.

    Attributes:
        key: The id of an entry that ships, or the code of one that a place added.
        enablers: The enablers it strengthens, by id, the closest first.
        kind_id, who, effort: Values of `Kind`, `Level` and `Effort`.
        written: The text, as Markdown.
        first_step: Something to begin with, as Markdown that is short enough to read as it stands.
        where: Where it was done, or the place that added it; empty for what the guide suggests.
        url: Its page, inside the place that asked for it if there was one.
        row: The entry of a place; None for one that ships.
    """

    key: str
    title: str
    kind_id: str
    enablers: tuple[str, ...]
    who: tuple[str, ...]
    effort: str
    written: str
    first_step: str
    source: str
    where: str
    url: str
    row: Entry | None = None

    @property
    def kind(self) -> str:
        """Say what it is."""
        return str(Kind(self.kind_id).label)

    @property
    def text(self) -> SafeString:
        """Give the text as HTML that is safe to show."""
        return markdown.html(self.written)

    @property
    def first_step_html(self) -> SafeString:
        """Give the first step as HTML that is safe to show."""
        return markdown.html(self.first_step)

    @property
    def who_in_words(self) -> list[str]:
        """Say who can do it."""
        return [str(Level(one).label) for one in self.who]

    @property
    def effort_in_words(self) -> str:
        """Say how much of it there is to do."""
        return str(Effort(self.effort).label)


def entry(key: str, place: Place | None) -> Shown | None:
    """Give an entry by its key as a place may read it; without a place, only one that ships."""
    if key in _shipped():
        return of_guide(_shipped()[key], place)
    row = open_to(place).filter(code=key).first() if place else None
    return of_place(row, place) if row else None


def for_enabler(enabler: str, place: Place | None) -> list[Shown]:
    """Give what may help with an enabler: a place's own first, then what it is closest to in the guide."""
    own = open_to(place).filter(enablers__contains=enabler) if place else ()
    found = [of_place(row, place) for row in own if enabler in row.enablers.split()]
    ships = [one for one in _shipped().values() if enabler in one.enablers]
    return found + [of_guide(one, place) for one in sorted(ships, key=lambda one: one.enablers.index(enabler))]


def every(place: Place | None, user: User | AnonymousUser) -> list[Shown]:
    """Give every entry that may be read in a place, or by somebody outside of any, by title."""
    rows = open_to(place) if place else readable(user)
    found = [of_guide(one, place) for one in _shipped().values()] + [of_place(row, place) for row in rows]
    return sorted(found, key=lambda one: one.title.casefold())


def open_to(place: Place) -> QuerySet[Entry]:
    """Give what places added, as far as a place may read it."""
    # A place that is one of two partners would come twice from a join.
    partners = Entry.partners.through.objects.filter(place=place).values("entry")
    may = Q(place=place) | Q(shared=Shared.EVERYBODY) | Q(shared=Shared.PARTNERS, pk__in=partners)
    return Entry.objects.filter(may).select_related("place")


def readable(user: User | AnonymousUser) -> QuerySet[Entry]:
    """Give what places added, as far as somebody may read it through any of their places."""
    if not user.is_authenticated:
        return Entry.objects.none()
    mine = user.memberships.values("place")
    partners = Entry.partners.through.objects.filter(place__in=mine).values("entry")
    may = Q(place__in=mine) | Q(shared=Shared.EVERYBODY) | Q(shared=Shared.PARTNERS, pk__in=partners)
    return Entry.objects.filter(may).select_related("place")


@cache
def _shipped() -> dict[str, library.Entry]:
    return {one.id: one for one in library.entries()}


def _url(key: str, place: Place | None) -> str:
    return reverse("library:entry_in", args=[place.code, key]) if place else reverse("library:entry", args=[key])


def of_guide(one: library.Entry, place: Place | None) -> Shown:
    """Show an entry that ships."""
    source = _("The guide, section %(section)s") % {"section": one.source}
    facts = (one.enablers, tuple(map(str, one.who)), str(one.effort), one.text, one.first_step, source, one.place)
    return Shown(one.id, one.title, str(one.kind), *facts, _url(one.id, place))


def of_place(row: Entry, place: Place | None) -> Shown:
    """Show an entry that a place added."""
    facts = (tuple(row.enablers.split()), tuple(row.who.split()), row.effort, row.text, row.first_step, row.source)
    return Shown(row.code, row.title, row.kind, *facts, row.place.name, _url(row.code, place), row)


def like(one: Shown, every: list[Shown], *, at_most: int = 4) -> list[Shown]:
    """Give entries that strengthen the same enablers, most shared first, what is closest to each counting double."""

    def shared(other: Shown) -> int:
        return len(set(one.enablers) & set(other.enablers)) + (one.enablers[:1] == other.enablers[:1])

    others = [other for other in every if other.key != one.key and shared(other)]
    return sorted(others, key=lambda other: -shared(other))[:at_most]


@dataclass(frozen=True, slots=True)
class Edition:
    """What an entry says, or said once.

    Attributes:
        by: Who wrote it so; empty where their account is deleted.
    """

    version: int
    title: str
    text: SafeString
    first_step: SafeString
    source: str
    by: str
    at: dt.datetime


def editions(row: Entry) -> list[Edition]:
    """Give what an entry says and what it said before, the newest first."""
    return [_edition(row), *(_edition(one) for one in row.earlier.select_related("by"))]


def _edition(one: Entry | Earlier) -> Edition:
    text, first = markdown.html(one.text), markdown.html(one.first_step)
    return Edition(one.version, one.title, text, first, one.source, str(one.by or ""), one.changed)


def known_to(person: User, here: Place, row: Entry | None = None) -> list[Place]:
    """Give the places that somebody may choose to share with: their own, and those that read the entry already."""
    mine = Q(memberships__person=person)
    chosen = Q(pk__in=row.partners.values("pk")) if row else Q(pk__in=())
    return list(Place.objects.filter(mine | chosen).exclude(pk=here.pk).distinct())
