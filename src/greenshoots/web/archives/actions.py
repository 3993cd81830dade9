"""Taking a place away as a file, and making a place from one."""

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
    """Give everything a place owns that may leave, and write down who took it."""
    audit.record(place, by=by, verb="archive.taken", about=place.name)
    return export.archive(place, today)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in.

    Attributes:
        place: The place, made anew.
        members: Who belonged to it where it came from, and is no member here: name, e-mail address and role.
    """

    place: Place
    members: tuple[tuple[str, str, str], ...]


def bring_in(file: IO[bytes], *, by: User, of_any_size: bool = False) -> Brought:
    """Make a place from an archive; whoever brings it owns it. All of it is kept, or nothing.

    Arguments:
        file: The archive.
        by: Who brings it.
        of_any_size: True where whoever brings it looks after the machine.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    opened = reader.read(file, of_any_size=of_any_size)
    try:
        with transaction.atomic():
            place = import_rows.keep(opened.rows, import_rows.everybody_known_to(by))
            integrity.check(place)
            Membership.objects.create(place=place, person=by, role=Role.OWNER)
            audit.record(place, by=by, verb="archive.brought_in", about=place.name, day=opened.made_on)
    except DatabaseError as wrong:
        # Two rows of which there can be one, or a number that no database holds.
        raise ArchiveError(reader.damaged(_("a row that contradicts another"))) from wrong
    return Brought(place, tuple(_members(opened.rows["members"], by)))


def _members(rows: list[dict[str, Any]], by: User) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        person = row["person"]
        if person and person["email"].lower() != by.email.lower():
            yield person["name"], person["email"], row["role"]
