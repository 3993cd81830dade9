"""From the rows of an archive to rows of the database: each value read with doubt, each row in its place."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import AutoField
from django.utils.translation import gettext as _

from greenshoots.web.archives import json_shapes, reader, serialisation
from greenshoots.web.archives.errors import ArchiveError
from greenshoots.web.archives.schema import TABLES, ArchiveTable
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Membership, Place

if TYPE_CHECKING:
    from django.db.models import Model

    from greenshoots.web.archives.queries import Row, Rows

CODE = re.compile(r"[0-9a-z]{6,12}")
AT_ONCE = 500

Accounts = Mapping[str, User]
"""Accounts that rows may be joined to, by their e-mail addresses in small letters."""


def everybody_known_to(person: User) -> Accounts:
    """Give the accounts whose owners somebody sees already: their own, and those of members of their places.

    No other account is joined to a row, or an archive could be made to ask which addresses have one.
    """
    places = Membership.objects.filter(person=person).values("place")
    found = User.objects.filter(memberships__place__in=places).distinct()
    return {one.email.lower(): one for one in (*found, person)}


def keep(rows: Rows, accounts: Accounts) -> Place:
    """Keep every row; give the place. Call it inside a transaction: what comes first is kept before the rest is read.

    Raises:
        ArchiveError: a row says what its table cannot hold.
    """
    made: dict[str, list[Model]] = {}
    renamed: dict[str, str] = {}
    for table in TABLES:
        taken = _taken(table, rows[table.name])
        kept = [_Reading(table, n, row, made, accounts, taken).row() for n, row in enumerate(rows[table.name])]
        made[table.name] = kept
        if table.read_back:
            _save(table, kept)
        if table.name == "entries":
            renamed = {row["code"]: one.code for row, one in zip(rows["entries"], kept, strict=True)}  # type: ignore[attr-defined]
    place = made["place"][0]
    assert isinstance(place, Place)  # noqa: S101 - for the type checker
    _follow(renamed, place)
    return place


class _Reading:
    """One row on its way in."""

    def __init__(
        self,
        table: ArchiveTable,
        position: int,
        row: Row,
        made: Mapping[str, Sequence[Model]],
        accounts: Accounts,
        taken: frozenset[str],
    ) -> None:
        self.table, self.position, self.given = table, position, row
        self.made, self.accounts, self.taken = made, accounts, taken

    def row(self) -> Model:
        """Give the row as the database keeps it."""
        if not set(self.table.columns) - self.table.later <= set(self.given) <= set(self.table.columns):
            raise self.wrong("")
        found = self.table.rows_of(**dict(self._facts()))
        if self.table.of == "place":
            found.place = self.made["place"][0]  # type: ignore[attr-defined]
        if not isinstance(found._meta.pk, AutoField):
            # Random, as it was: such rows stand in no order.
            found.pk = secrets.randbits(62)
        return found

    def wrong(self, name: str) -> ArchiveError:
        """Say where the archive is damaged."""
        facts = {"row": self.position + 1, "table": self.table.name, "field": name}
        where = _("row %(row)s of the table “%(table)s”, “%(field)s”,") if name else _("row %(row)s of “%(table)s”")
        return ArchiveError(reader.damaged(where % facts))

    def _facts(self) -> Iterator[tuple[str, Any]]:
        for name in self.table.fields:
            # An archive of an earlier version lacks what was added since.
            if name in self.given:
                yield name, self._value(name)
        for name, to in self.table.rows.items():
            yield name, self._pointed(name, to)
        for name in self.table.people:
            yield name, self._account(self.given[name], name)

    def _value(self, name: str) -> Any:
        given = self.given[name]
        try:
            value = serialisation.read(self.table.field(name), given)
        except (ValueError, OverflowError) as wrong:
            raise self.wrong(name) from wrong
        if not json_shapes.fits(self.table.name, name, value):
            raise self.wrong(name)
        if name in self.table.inside:
            return self._inside(name, value)
        return self._code(value) if name == "code" else value

    def _code(self, value: str) -> Any:
        if not CODE.fullmatch(value):
            raise self.wrong("code")
        return self.table.field("code").get_default() if value in self.taken else value

    def _inside(self, name: str, value: Row) -> Row:
        """Give a JSON field with the keys of accounts in it; those that are nobody's here are left out."""
        found = dict(value)
        for key in self.table.inside[name]:
            person = self._account(found.pop(key, None), name)
            if person is not None:
                found[key] = person.pk
        return found

    def _pointed(self, name: str, to: str) -> Model | None:
        position = self.given[name]
        if position is None and self.table.field(name).null:
            return None
        if not isinstance(position, int) or isinstance(position, bool) or not 0 <= position < len(self.made[to]):
            raise self.wrong(name)
        return self.made[to][position]

    def _account(self, given: Any, name: str) -> User | None:
        if given is None:
            return None
        known = isinstance(given, dict) and set(given) == {"name", "email"}
        if not known or not all(isinstance(one, str) for one in given.values()):
            raise self.wrong(name)
        return self.accounts.get(given["email"].lower())


def _taken(table: ArchiveTable, rows: Sequence[Row]) -> frozenset[str]:
    """Give the codes of a table that rows of this installation have already."""
    if "code" not in table.fields:
        return frozenset()
    wanted = [row["code"] for row in rows if isinstance(row.get("code"), str) and CODE.fullmatch(row["code"])]
    found: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = table.rows_of._base_manager.filter(code__in=wanted[start : start + AT_ONCE])
        found.update(some.values_list("code", flat=True))
    return frozenset(found)


def _save(table: ArchiveTable, kept: Sequence[Model]) -> None:
    # Rows whose keys are random are kept in the order of the keys: PostgreSQL keeps rows in the order they come.
    for one in sorted(kept, key=lambda row: row.pk or 0):
        for name in table.rows:
            # A row remembers the key that another had before it was kept.
            setattr(one, name, getattr(one, name))
        # Raw, or days on which rows were made and changed would become today.
        one.save_base(raw=True, force_insert=True)


def _follow(renamed: Mapping[str, str], place: Place) -> None:
    """Let actions name the entries they were started from by the codes that these have here."""
    for before, code in renamed.items():
        if before != code:
            place.actions.filter(entry=before).update(entry=code)
