"""Add, change and delete the entries of places."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from greenshoots.web.act.library.models import Earlier, Entry
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.places.models import Place

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User

KEPT = 20
"""The number of earlier versions that are kept of an entry."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """The outcome of changing an entry.

    Attributes:
        entry: The entry as it is now.
        stale: True if another person had changed it since it was read, so that nothing was written.
    """

    entry: Entry
    stale: bool = False


@transaction.atomic
def add(place: Place, values: Mapping[str, Any], *, partners: Collection[str], by: User) -> Entry:
    """Add an entry.

    Arguments:
        place: The owner.
        values: Its fields, as `EntryForm.values` returns them.
        partners: The codes of the places that can read it.
        by: The writer.
    """
    entry = Entry.objects.create(place=place, by=by, **values)
    entry.partners.set(_places(place, partners))
    audit.record(place, by=by, verb="library.added", about=entry.title)
    return entry


@transaction.atomic
def change(entry: Entry, values: Mapping[str, Any], *, partners: Collection[str], read: int, by: User) -> EntryChange:
    """Change an entry and keep the earlier version.

    Arguments:
        entry: The entry.
        values: Its fields, as `EntryForm.values` returns them.
        partners: The codes of the places that can read it.
        read: The version that the writer read.
        by: The writer.
    """
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    if row.version != read:
        return EntryChange(row, stale=True)
    before = set(row.partners.values_list("code", flat=True))
    # A second click on Save must not push an earlier version out of the history.
    if before == set(partners) and all(getattr(row, name) == value for name, value in values.items()):
        return EntryChange(row)
    sharing_before, text_before = (row.shared, before), (row.title, row.text, row.first_step, row.source)
    Earlier.objects.create(
        entry=row, version=row.version, title=row.title, text=row.text, first_step=row.first_step, source=row.source,
        by=row.by, changed=row.changed,
    )  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    row.by, row.version = by, row.version + 1
    row.save()
    row.partners.set(_places(row.place, partners))
    kept = list(row.earlier.values_list("pk", flat=True)[:KEPT])
    row.earlier.exclude(pk__in=kept).delete()
    sharing = (row.shared, set(partners))
    if sharing != sharing_before:
        audit.record(row.place, by=by, verb="library.shared", about=row.title)
    # The trail tells sharing from editing. Where only the type or the effort changed, it is an edit.
    if (row.title, row.text, row.first_step, row.source) != text_before or sharing == sharing_before:
        audit.record(row.place, by=by, verb="library.changed", about=row.title)
    return EntryChange(row)


@transaction.atomic
def delete(entry: Entry, *, by: User) -> None:
    """Delete an entry and its earlier versions."""
    audit.record(entry.place, by=by, verb="library.deleted", about=entry.title)
    entry.delete()


def _places(own: Place, codes: Collection[str]) -> list[Place]:
    return list(Place.objects.filter(code__in=codes).exclude(pk=own.pk))
