"""Exporting a place as an archive, and creating a place from an archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from greenshoots.web.archives import export, import_rows, integrity, reader
from greenshoots.web.archives.errors import ArchiveError
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places.models import Membership, Role

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.places.models import Place


@transaction.atomic
def take(place: Place, *, today: dt.date, by: User | None) -> bytes:
    """Return the archive of a place, and record who downloaded it."""
    audit.record(place, by=by, verb="archive.taken", about=place.name)
    return export.archive(place, today)


@dataclass(frozen=True, slots=True)
class Brought:
    """The result of an import.

    Attributes:
        place: The new place.
        members: The earlier members, who are not members here: name, e-mail address and role.
    """

    place: Place
    members: tuple[tuple[str, str, str], ...]


def bring_in(file: IO[bytes], *, by: User, of_any_size: bool = False) -> Brought:
    """Create a place from an archive, owned by the person who imports it. All of it is saved, or nothing.

    Arguments:
        file: The archive.
        by: The person who imports it.
        of_any_size: True where the person who imports it looks after the machine.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    # Outside the transaction: reading takes up to a minute of processor (decision 23), and SQLite has one writer.
    opened = reader.read(file, of_any_size=of_any_size)
    try:
        with transaction.atomic():
            place = import_rows.keep(opened.rows, import_rows.accounts_known_to(by))
            integrity.check(place)
            # The members in the archive get no access here: a forged archive could name any account.
            Membership.objects.create(place=place, person=by, role=Role.OWNER)
            audit.record(place, by=by, verb="archive.brought_in", about=place.name, day=opened.made_on)
    except DatabaseError as wrong:
        # Two rows where only one is allowed, or a number that no database can hold.
        raise ArchiveError(reader.damaged(_("a row that contradicts another"))) from wrong
    return Brought(place, tuple(_members(opened.rows["members"], by)))


def _members(rows: list[dict[str, Any]], by: User) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        person = row["person"]
        if person and person["email"].lower() != by.email.lower():
            yield person["name"], person["email"], row["role"]
