"""Read the library: the entries that ship, and those that places added and share."""

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
class ShownEntry:
    """An entry as pages show it, shipped or added by a place.

    Attributes:
        key: The id of an entry that ships, or the code of an entry that a place added.
        enablers: The enablers it strengthens, by id, the closest first.
        kind_id, who, effort: Values of `Kind`, `Level` and `Effort`.
        written: The text, as Markdown.
        first_step: A first step, as Markdown that is short enough to read as plain text.
        where: The place of an example, or the place that added it; empty for a suggestion of the guide.
        url: Its page, within a place if it is read there.
        row: The row of an entry that a place added; None for an entry that ships.
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
        """Return the label of the kind."""
        return str(Kind(self.kind_id).label)

    @property
    def text(self) -> SafeString:
        """Return the text as safe HTML."""
        return markdown.html(self.written)

    @property
    def first_step_html(self) -> SafeString:
        """Return the first step as safe HTML."""
        return markdown.html(self.first_step)

    @property
    def who_in_words(self) -> list[str]:
        """Return the labels of the levels that can do it."""
        return [str(Level(level).label) for level in self.who]

    @property
    def effort_in_words(self) -> str:
        """Return the label of the effort."""
        return str(Effort(self.effort).label)


def entry(key: str, place: Place | None) -> ShownEntry | None:
    """Return an entry by its key as a place can read it; without a place, only entries that ship."""
    if key in _shipped():
        return of_guide(_shipped()[key], place)
    row = open_to(place).filter(code=key).first() if place else None
    return of_place(row, place) if row else None


def for_enabler(enabler: str, place: Place | None) -> list[ShownEntry]:
    """Return the entries that help with an enabler: first of places, then of the guide, closest first."""
    # The database narrows down and the split decides: one id can be part of another.
    own = open_to(place).filter(enablers__contains=enabler) if place else ()
    entries = [of_place(row, place) for row in own if enabler in row.enablers.split()]
    shipped = [entry for entry in _shipped().values() if enabler in entry.enablers]
    shipped.sort(key=lambda entry: entry.enablers.index(enabler))
    return entries + [of_guide(entry, place) for entry in shipped]


def every(place: Place | None, user: User | AnonymousUser) -> list[ShownEntry]:
    """Return every entry that can be read in a place, or by a person outside any place, by title."""
    rows = open_to(place) if place else readable(user)
    entries = [of_guide(entry, place) for entry in _shipped().values()] + [of_place(row, place) for row in rows]
    return sorted(entries, key=lambda entry: entry.title.casefold())


def open_to(place: Place) -> QuerySet[Entry]:
    """Return the entries of places that a place can read."""
    # A join would return an entry twice for a place that is one of two partners.
    partners = Entry.partners.through.objects.filter(place=place).values("entry")
    may = Q(place=place) | Q(shared=Shared.EVERYBODY) | Q(shared=Shared.PARTNERS, pk__in=partners)
    return Entry.objects.filter(may).select_related("place")


def readable(user: User | AnonymousUser) -> QuerySet[Entry]:
    """Return the entries of places that a person can read through any of their places."""
    if not user.is_authenticated:
        return Entry.objects.none()
    mine = user.memberships.values("place")
    partners = Entry.partners.through.objects.filter(place__in=mine).values("entry")
    may = Q(place__in=mine) | Q(shared=Shared.EVERYBODY) | Q(shared=Shared.PARTNERS, pk__in=partners)
    return Entry.objects.filter(may).select_related("place")


@cache
def _shipped() -> dict[str, library.Entry]:
    return {entry.id: entry for entry in library.entries()}


def _url(key: str, place: Place | None) -> str:
    return reverse("library:entry_in", args=[place.code, key]) if place else reverse("library:entry", args=[key])


def of_guide(entry: library.Entry, place: Place | None) -> ShownEntry:
    """Return an entry that ships, ready to show."""
    source = _("The guide, section %(section)s") % {"section": entry.source}
    return ShownEntry(
        key=entry.id,
        title=entry.title,
        kind_id=str(entry.kind),
        enablers=entry.enablers,
        who=tuple(map(str, entry.who)),
        effort=str(entry.effort),
        written=entry.text,
        first_step=entry.first_step,
        source=source,
        where=entry.place,
        url=_url(entry.id, place),
    )


def of_place(row: Entry, place: Place | None) -> ShownEntry:
    """Return an entry that a place added, ready to show."""
    return ShownEntry(
        key=row.code,
        title=row.title,
        kind_id=row.kind,
        enablers=tuple(row.enablers.split()),
        who=tuple(row.who.split()),
        effort=row.effort,
        written=row.text,
        first_step=row.first_step,
        source=row.source,
        where=row.place.name,
        url=_url(row.code, place),
        row=row,
    )


def like(entry: ShownEntry, every: list[ShownEntry], *, at_most: int = 4) -> list[ShownEntry]:
    """Return entries that strengthen the same enablers, most shared first; the closest enabler counts double."""

    def shared(other: ShownEntry) -> int:
        return len(set(entry.enablers) & set(other.enablers)) + (entry.enablers[:1] == other.enablers[:1])

    others = [other for other in every if other.key != entry.key and shared(other)]
    return sorted(others, key=lambda other: -shared(other))[:at_most]


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of an entry.

    Attributes:
        by: The writer; empty if the account is deleted.
    """

    version: int
    title: str
    text: SafeString
    first_step: SafeString
    source: str
    by: str
    at: dt.datetime


def editions(row: Entry) -> list[Edition]:
    """Return the versions of an entry, the newest first."""
    return [_edition(row), *(_edition(earlier) for earlier in row.earlier.select_related("by"))]


def _edition(row: Entry | Earlier) -> Edition:
    text, first_step = markdown.html(row.text), markdown.html(row.first_step)
    return Edition(row.version, row.title, text, first_step, row.source, str(row.by or ""), row.changed)


def known_to(person: User, here: Place, row: Entry | None = None) -> list[Place]:
    """Return the places that a person can share with: their own, and those that can read the entry already."""
    mine = Q(memberships__person=person)
    chosen = Q(pk__in=row.partners.values("pk")) if row else Q(pk__in=())
    return list(Place.objects.filter(mine | chosen).exclude(pk=here.pk).distinct())
