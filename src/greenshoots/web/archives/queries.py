"""Reading what a place owns, as the rows of an archive."""

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
    """Give every row of every table of a place that may leave, as plain JSON values."""
    found: Rows = {}
    positions: dict[str, dict[Any, int]] = {}
    for table in TABLES:
        kept = [one for one in _kept(table, place) if _has_what_it_needs(table, one, positions)]
        positions[table.name] = {one.pk: position for position, one in enumerate(kept)}
        people = _people(table, kept)
        found[table.name] = [_row(table, one, positions, people) for one in kept]
    return found


def _kept(table: ArchiveTable, place: Place) -> Iterable[Model]:
    if table.name in _CHOSEN:
        return _CHOSEN[table.name](place)
    return table.rows_of._base_manager.filter(**{table.of: place.pk}).order_by(*table.order)


def _words(place: Place) -> list[PooledWords]:
    """Words leave once enough people are mixed, and not before: facilitators read no others either."""
    found = [
        one
        for round_ in Round.objects.filter(place=place).select_related("diagnostic__instrument")
        for about in releases.words_for_facilitators(round_).values()
        for one in about
    ]
    return sorted(found, key=lambda one: one.code)


def _whys(place: Place) -> list[Why]:
    """Sentences leave that the room could read."""
    found: list[Why] = []
    for vote in Vote.objects.filter(workshop__place=place).select_related("workshop__diagnostic__instrument"):
        written = list(Why.objects.filter(vote=vote))
        readable = workshops.whys(vote.workshop, vote)
        found += written if len(readable) == len(written) else [one for one in written if one.openly and readable]
    return sorted(found, key=lambda one: one.pk)


_CHOSEN: Mapping[str, Callable[[Place], Iterable[Model]]] = {"words": _words, "whys": _whys}


def _has_what_it_needs(table: ArchiveTable, one: Model, positions: Mapping[str, Mapping[Any, int]]) -> bool:
    """Tell whether the rows that a row cannot be without are there: it may have come a moment after they were read."""
    return all(
        one._meta.get_field(name).null or getattr(one, f"{name}_id") in positions[to] for name, to in table.rows.items()
    )


def _row(table: ArchiveTable, one: Model, positions: Mapping[str, Mapping[Any, int]], people: Mapping[int, Row]) -> Row:
    row: Row = {name: positions[to].get(getattr(one, f"{name}_id")) for name, to in table.rows.items()}
    row |= {name: serialisation.write(getattr(one, name)) for name in table.fields}
    row |= {name: people.get(getattr(one, f"{name}_id")) for name in table.people}
    for name, keys in table.inside.items():
        row[name] = {key: people.get(value) if key in keys else value for key, value in row[name].items()}
    return row


def _people(table: ArchiveTable, kept: Iterable[Model]) -> dict[int, Row]:
    """Give the accounts that rows name, by key, as an archive writes them."""
    wanted = {getattr(one, f"{name}_id") for one in kept for name in table.people}
    wanted |= {getattr(one, name).get(key) for one in kept for name, keys in table.inside.items() for key in keys}
    keys = [key for key in wanted if isinstance(key, int)]
    found: dict[int, Row] = {}
    for start in range(0, len(keys), 500):
        for person in User.objects.filter(pk__in=keys[start : start + 500]):
            found[person.pk] = {"name": person.name, "email": person.email}
    return found
