"""A place is taken away and brought into an empty installation: nothing is lost that is not named here."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from tests.web.archives import full
from tests.web.archives.test_tables import owned
from tests.web.cast import Cast

from greenshoots.web.archives import actions, export
from greenshoots.web.archives.schema import LEFT_OUT, TABLES
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places import actions as places
from greenshoots.web.base.places.models import Membership, Place

TODAY = dt.date(2025, 6, 3)
TRAIL = "audit.Entry"
LABELS = {table.model: table for table in TABLES}

NOT_CARRIED: Mapping[tuple[str, str], str] = {
    ("diagnostics.Round", "results_code"): "whoever holds the archive would hold the address of the results",
    ("workshops.Workshop", "summary_code"): "whoever holds the archive would hold the address of the summary",
    ("plans.PlanPage", "code"): "whoever holds the archive would hold the address of the public page",
    ("plans.Body", "reader"): "another place",
    ("plans.Body", "digest"): "the digest of a secret link",
    ("plans.Body", "ends"): "when that link ends",
    ("plans.Ask", "bundle"): "belongs to another place",
    ("library.Entry", "partners"): "other places",
}
"""Fields that are made anew or empty where the archive is read."""


def test_nothing_is_lost_on_the_way(cast: Cast) -> None:
    full.fill(cast)
    before = snapshot(cast.northvale)
    assert all(before[table.model] for table in TABLES), "a table without rows compares nothing"
    archive = actions.take(cast.northvale, today=TODAY, by=cast.olive)
    empty_everything()
    olive = User.objects.create_user("Olive@example.org", None, name="Olive")
    brought = actions.bring_in(io.BytesIO(archive), by=olive)
    after = snapshot(brought.place)
    for label in before:
        if LABELS[label].read_back:
            assert carried(label, after[label])[: len(before[label]) if label == TRAIL else None] == expected(
                label, before[label]
            )
    assert [one["person"] for one in after["places.Membership"]] == ["olive@example.org"]
    trail = [one["verb"] for one in after["audit.Entry"][len(before["audit.Entry"]) :]]
    assert trail == ["archive.taken", "archive.brought_in"]
    assert set(brought.members) == {
        ("Alice", "alice@example.org", "facilitator"),
        ("Bob", "bob@example.org", "analyst"),
        ("Vera", "vera@example.org", "viewer"),
    }


def test_what_is_not_carried_is_what_the_tables_leave_out() -> None:
    left_out = {(table.model, name) for table in TABLES for name in table.left_out if table.read_back}
    assert left_out == set(NOT_CARRIED)


def test_an_archive_of_the_same_place_is_the_same_again(cast: Cast) -> None:
    full.fill(cast)
    for person in (cast.olive, cast.alice, cast.bob, cast.vera):
        # Olive knows the people who share a place with her, so their accounts are linked to what they did.
        Membership.objects.create(place=cast.southmere, person=person, role="viewer")
    archive = actions.take(cast.northvale, today=TODAY, by=cast.olive)
    places.delete(Place.objects.get(pk=cast.northvale.pk))
    back = actions.bring_in(io.BytesIO(archive), by=cast.olive).place
    again = actions.take(back, today=TODAY, by=cast.olive)
    first, second = tables_of(archive), tables_of(again)
    # Its members are only Olive, and the trail has two entries more.
    for held in (first, second):
        held.pop("members")
        held["signed"].sort(key=lambda row: row["scores"])
        held["whys"].sort(key=lambda row: row["vote"])
        held["trail"] = held["trail"][: len(first["trail"])]
    assert first == second


def test_beside_the_place_it_came_from_it_gets_codes_of_its_own(cast: Cast) -> None:
    full.fill(cast)
    archive = actions.take(cast.northvale, today=TODAY, by=cast.olive)
    back = actions.bring_in(io.BytesIO(archive), by=cast.olive).place
    assert back.code != cast.northvale.code
    assert not {one.code for one in back.rounds.all()} & {one.code for one in cast.northvale.rounds.all()}
    entry = back.library.get()
    assert entry.code != cast.northvale.library.get().code
    assert {one.entry for one in back.actions.all()} == {entry.code}, "actions follow the entry they came from"


@pytest.mark.parametrize("said", [full.NEVER, "secret@example.org", "3333333", "1111111"])
def test_secrets_and_what_waits_never_leave(cast: Cast, said: str) -> None:
    full.fill(cast)
    archive = actions.take(cast.northvale, today=TODAY, by=cast.olive)
    with export.zipfile.ZipFile(io.BytesIO(archive)) as packed:
        assert not [name for name in packed.namelist() if said in packed.read(name).decode()]


def tables_of(archive: bytes) -> dict[str, Any]:
    """Return the tables of an archive."""
    with export.zipfile.ZipFile(io.BytesIO(archive)) as packed:
        found: dict[str, Any] = json.loads(packed.read(export.NAME))["tables"]
    return found


def empty_everything() -> None:
    """Leave the database as a new installation has it."""
    for place in Place.objects.all():
        places.delete(place)
    User.objects.all().delete()
    for model in owned():
        assert not model._base_manager.exists(), model


def expected(label: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a table as they should come back.

    Comments that too few people wrote are left out. Only Olive has an account in the new installation, so rows of
    other people name no account, and the trail keeps their names as text.
    """
    found = [row for row in carried(label, rows) if row.get("text") != full.NEVER]
    for row in found:
        for name in LABELS[label].people:
            row[name] = row[name] if row[name] == "olive@example.org" else None
        if "facts" in row and row["facts"]["person"] != "olive@example.org":
            row["facts"] = {**row["facts"], "person": None}
    return found


def carried(label: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without the fields that are left out."""
    return [{name: value for name, value in row.items() if (label, name) not in NOT_CARRIED} for row in rows]


def snapshot(place: Place) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of a place with all fields, read without the code that is tested.

    Rows are identified by their position; foreign keys hold the position of their target.
    """
    rows = {label: in_order(label, table.of, place) for label, table in LABELS.items()}
    positions = {label: {one.pk: n for n, one in enumerate(found)} for label, found in rows.items()}
    return {label: [facts_of(one, positions) for one in found] for label, found in rows.items()}


def in_order(label: str, of: str, place: Place) -> list[Model]:
    """Return rows in the order they were created; rows with a random key by their content."""
    found = apps.get_model(label)._base_manager.filter(**{of: place.pk})
    by = {"releases.PooledWords": "code", "releases.SignedResponse": "scores", "workshops.Why": "vote_id"}
    return list(found.order_by(by.get(label, "pk")))


def facts_of(one: Model, positions: Mapping[str, Mapping[Any, int]]) -> dict[str, Any]:
    """Return all fields of a row except its key."""
    found: dict[str, Any] = {}
    for field in one._meta.concrete_fields:
        value = getattr(one, field.attname)
        if field.related_model is User:
            value = getattr(getattr(one, field.name), "email", None)
        elif field.related_model is not None:
            value = positions[field.related_model._meta.label].get(value, value)
        if field.name != "id":
            found[field.name] = bytes(value) if isinstance(value, memoryview) else value
    for many in one._meta.many_to_many:
        found[many.name] = [str(other) for other in getattr(one, many.name).all()]
    if "facts" in found:
        person = User.objects.filter(pk=found["facts"].get("person")).first()
        found["facts"] = {**found["facts"], "person": person.email if person else None}
    return found


@pytest.fixture(autouse=True)
def _known() -> None:
    assert set(LABELS) | set(LEFT_OUT) == {model._meta.label for model in owned()}
