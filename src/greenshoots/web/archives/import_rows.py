"""From rows of an archive to rows of the database: no value is trusted, and each row is checked against its table."""

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
# SQLite takes a limited number of values in a query.
AT_ONCE = 500

Accounts = Mapping[str, User]
"""Accounts that rows may be linked to, by e-mail address in lower case."""


def accounts_known_to(person: User) -> Accounts:
    """Return the accounts that a person can see already: their own, and those of members of their places.

    No other account is linked to a row. Otherwise a forged archive could find out which addresses have an account.
    """
    places = Membership.objects.filter(person=person).values("place")
    fellow_members = User.objects.filter(memberships__place__in=places).distinct()
    return {account.email.lower(): account for account in (*fellow_members, person)}


def keep(rows: Rows, accounts: Accounts) -> Place:
    """Save all rows; return the place. Call this inside a transaction: first rows are saved before the rest is read.

    Raises:
        ArchiveError: a row holds a value that its table cannot hold.
    """
    made: dict[str, list[Model]] = {}
    renamed: dict[str, str] = {}
    for table in TABLES:
        taken = _taken(table, rows[table.name])
        new_rows = [_Reading(table, n, row, made, accounts, taken).row() for n, row in enumerate(rows[table.name])]
        made[table.name] = new_rows
        if table.read_back:
            _save(table, new_rows)
        if table.name == "entries":
            renamed = {row["code"]: entry.code for row, entry in zip(rows["entries"], new_rows, strict=True)}  # type: ignore[attr-defined]
    place = made["place"][0]
    assert isinstance(place, Place)  # noqa: S101 - for the type checker
    _follow(renamed, place)
    return place


class _Reading:
    """One row while it is imported."""

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
        """Return the row of the database."""
        if not set(self.table.columns) - self.table.later <= set(self.given) <= set(self.table.columns):
            raise self.wrong("")
        row = self.table.rows_of(**dict(self._fields()))
        if self.table.of == "place":
            row.place = self.made["place"][0]  # type: ignore[attr-defined]
        if not isinstance(row._meta.pk, AutoField):
            # A random key, as before: the order of such rows must not be known.
            row.pk = secrets.randbits(62)
        return row

    def wrong(self, name: str) -> ArchiveError:
        """Return the error that names the damaged row."""
        details = {"row": self.position + 1, "table": self.table.name, "field": name}
        where = _("row %(row)s of the table “%(table)s”, “%(field)s”,") if name else _("row %(row)s of “%(table)s”")
        return ArchiveError(reader.damaged(where % details))

    def _fields(self) -> Iterator[tuple[str, Any]]:
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
        # A code that is taken is replaced: an archive can be imported next to the place that it came from.
        return self.table.field("code").get_default() if value in self.taken else value

    def _inside(self, name: str, value: Row) -> Row:
        """Return a JSON field with the keys of its accounts; accounts that do not exist here are left out."""
        content = dict(value)
        for key in self.table.inside[name]:
            person = self._account(content.pop(key, None), name)
            if person is not None:
                content[key] = person.pk
        return content

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
        if not known or not all(isinstance(part, str) for part in given.values()):
            raise self.wrong(name)
        return self.accounts.get(given["email"].lower())


def _taken(table: ArchiveTable, rows: Sequence[Row]) -> frozenset[str]:
    """Return the codes that rows of this installation already have."""
    if "code" not in table.fields:
        return frozenset()
    wanted = [row["code"] for row in rows if isinstance(row.get("code"), str) and CODE.fullmatch(row["code"])]
    taken: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        existing = table.rows_of._base_manager.filter(code__in=wanted[start : start + AT_ONCE])
        taken.update(existing.values_list("code", flat=True))
    return frozenset(taken)


def _save(table: ArchiveTable, new_rows: Sequence[Model]) -> None:
    # Rows with random keys are saved in the order of the keys: PostgreSQL stores rows in the order they come.
    for saved in sorted(new_rows, key=lambda row: row.pk or 0):
        for name in table.rows:
            # A row still has the key that the other row had before it was saved.
            setattr(saved, name, getattr(saved, name))
        # Raw, because otherwise the dates on which rows were created and changed would become today.
        saved.save_base(raw=True, force_insert=True)


def _follow(renamed: Mapping[str, str], place: Place) -> None:
    """Update the codes of entries that actions started from, where an entry got a new code."""
    for before, code in renamed.items():
        if before != code:
            place.actions.filter(entry=before).update(entry=code)
