"""The list of what an archive holds is complete: a model or a field that it does not know fails here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from greenshoots.web.archives.schema import BY_NAME, LEFT_OUT, TABLES, ArchiveTable
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Place


def owned() -> Iterator[type[Model]]:
    """Return all models whose rows belong to a place, directly or through another row."""
    ours = {model for model in apps.get_models() if model.__module__.startswith("greenshoots.")} - {User}
    found: set[type[Model]] = {Place}
    while more := {model for model in ours - found if any(to in found for to in leads_to(model))}:
        found |= more
    return iter(sorted(found, key=lambda model: model._meta.label))


def leads_to(model: type[Model]) -> set[type[Model]]:
    """Return the models that a model's foreign keys name."""
    return {one.related_model for one in model._meta.get_fields() if isinstance(one, ForeignKey)}  # type: ignore[misc]


def test_every_model_of_a_place_is_in_the_archive_or_left_out_with_a_reason() -> None:
    known = {table.model for table in TABLES} | set(LEFT_OUT)
    assert known == {model._meta.label for model in owned()}
    assert not {table.model for table in TABLES} & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def fields_of(table: ArchiveTable) -> list[Field[Any, Any]]:
    """Return the fields of a table, including many-to-many fields."""
    return [*table.rows_of._meta.concrete_fields, *table.rows_of._meta.many_to_many]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_is_in_the_archive_or_left_out_with_a_reason(table: ArchiveTable) -> None:
    said = [*table.columns, *table.left_out]
    assert len(said) == len(set(said)), "a field stands twice"
    implied = {"id"} | ({"place"} if table.of == "place" else set())
    assert set(said) == {one.name for one in fields_of(table)} - implied
    assert all(table.left_out.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_foreign_keys_point_where_they_say(table: ArchiveTable) -> None:
    fields = {one.name: one for one in table.rows_of._meta.concrete_fields}
    before = TABLES[: TABLES.index(table)]
    for name, to in table.rows.items():
        assert fields[name].related_model is BY_NAME[to].rows_of
        assert BY_NAME[to] in before, "a row is read after those it points to"
    assert {name for name in table.people if fields[name].related_model is User} == set(table.people)
    pointing = {name for name, one in fields.items() if isinstance(one, ForeignKey)} - {"place"} - set(table.left_out)
    assert pointing == {*table.rows, *table.people}
