"""What a place owns, as the rows of an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from greenshoots.web.archives import serialisation
from greenshoots.web.archives.schema import TABLES, ArchiveTable
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import queries as releases
from greenshoots.web.collect.releases.models import PooledWords
from greenshoots.web.meet.workshops import queries as workshops
from greenshoots.web.meet.workshops.models import Vote, Why

if TYPE_CHECKING:
    from django.db.models import Model

    from greenshoots.web.base.places.models import Place

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def rows(place: Place) -> Rows:
    """Return all rows of a place that may be exported, by table, as plain JSON values."""
    tables: Rows = {}
    positions: dict[str, dict[Any, int]] = {}
    for table in TABLES:
        exported = [row for row in _exported(table, place) if _has_what_it_needs(table, row, positions)]
        positions[table.name] = {row.pk: position for position, row in enumerate(exported)}
        people = _people(table, exported)
        tables[table.name] = [_row(table, row, positions, people) for row in exported]
    return tables


def _exported(table: ArchiveTable, place: Place) -> Iterable[Model]:
    if table.name in _CHOSEN:
        return _CHOSEN[table.name](place)
    return table.rows_of._base_manager.filter(**{table.of: place.pk}).order_by(*table.order)


def _words(place: Place) -> list[PooledWords]:
    """Return the comments that facilitators can read: no other comments are exported."""
    comments = [
        comment
        for round_ in Round.objects.filter(place=place).select_related("diagnostic__instrument")
        for of_enabler in releases.words_for_facilitators(round_).values()
        for comment in of_enabler
    ]
    return sorted(comments, key=lambda comment: comment.code)


def _whys(place: Place) -> list[Why]:
    """Return the comments on votes that the people in the workshop could read."""
    comments: list[Why] = []
    for vote in Vote.objects.filter(workshop__place=place).select_related("workshop__diagnostic__instrument"):
        written = list(Why.objects.filter(vote=vote))
        readable = workshops.whys(vote.workshop, vote)
        comments += written if len(readable) == len(written) else [why for why in written if why.openly and readable]
    return sorted(comments, key=lambda why: why.pk)


_CHOSEN: Mapping[str, Callable[[Place], Iterable[Model]]] = {"words": _words, "whys": _whys}


def _has_what_it_needs(table: ArchiveTable, row: Model, positions: Mapping[str, Mapping[Any, int]]) -> bool:
    """Return whether all rows that a row refers to are there; it may have been added just after they were read."""
    return all(
        row._meta.get_field(name).null or getattr(row, f"{name}_id") in positions[to] for name, to in table.rows.items()
    )


def _row(
    table: ArchiveTable, stored: Model, positions: Mapping[str, Mapping[Any, int]], people: Mapping[int, Row]
) -> Row:
    row: Row = {name: positions[to].get(getattr(stored, f"{name}_id")) for name, to in table.rows.items()}
    row |= {name: serialisation.write(getattr(stored, name)) for name in table.fields}
    row |= {name: people.get(getattr(stored, f"{name}_id")) for name in table.people}
    for name, keys in table.inside.items():
        row[name] = {key: people.get(value) if key in keys else value for key, value in row[name].items()}
    return row


def _people(table: ArchiveTable, exported: Iterable[Model]) -> dict[int, Row]:
    """Return the accounts that rows name, by key, as an archive writes them."""
    wanted = {getattr(row, f"{name}_id") for row in exported for name in table.people}
    wanted |= {getattr(row, name).get(key) for row in exported for name, keys in table.inside.items() for key in keys}
    keys = [key for key in wanted if isinstance(key, int)]
    people: dict[int, Row] = {}
    # In parts, because SQLite takes a limited number of values in a query.
    for start in range(0, len(keys), 500):
        for person in User.objects.filter(pk__in=keys[start : start + 500]):
            people[person.pk] = {"name": person.name, "email": person.email}
    return people
