"""What is wrong with an archive is said in a sentence, and nothing of it is kept."""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.archives import full
from tests.web.archives.test_there_and_back import TODAY
from tests.web.cast import Cast

from greenshoots.web.archives import actions, export, reader
from greenshoots.web.archives.errors import ArchiveError
from greenshoots.web.archives.json_shapes import SHAPES
from greenshoots.web.archives.schema import TABLES
from greenshoots.web.base.places import actions as places
from greenshoots.web.base.places.models import Place

Held = dict[str, Any]
NONE_OF_OURS = "This file is not a Greenshoots archive."
DAMAGED = "The archive is damaged"


def pack(held: object, *, name: str = "archive.json", more: tuple[str, ...] = ()) -> io.BytesIO:
    """Return an archive with this content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, held if isinstance(held, str) else json.dumps(held))
        for one in more:
            made.writestr(one, "")
    return out


@pytest.fixture
def held(cast: Cast) -> Held:
    """Return the content of a full archive."""
    full.fill(cast)
    with zipfile.ZipFile(io.BytesIO(actions.take(cast.northvale, today=TODAY, by=cast.olive))) as packed:
        found: Held = json.loads(packed.read("archive.json"))
    return found


def refused(cast: Cast, file: io.BytesIO) -> str:
    """Return the message that refuses an archive."""
    before = {table.name: table.rows_of._base_manager.count() for table in TABLES}
    with pytest.raises(ArchiveError) as told:
        actions.bring_in(file, by=cast.charlie)
    assert {table.name: table.rows_of._base_manager.count() for table in TABLES} == before
    return str(told.value)


def test_files_that_are_no_archives(cast: Cast) -> None:
    assert refused(cast, io.BytesIO(b"")).startswith(NONE_OF_OURS)
    assert refused(cast, io.BytesIO(b"PK\x05\x06" + bytes(18))).startswith(NONE_OF_OURS)
    assert refused(cast, pack("{}", name="other.json")).startswith(NONE_OF_OURS)
    assert refused(cast, pack("[" * 100_000)).startswith(NONE_OF_OURS)
    for name in ("/etc/passwd", "../up", "a/../../b", "C:\\x", "c:x"):
        assert refused(cast, pack("{}", more=(name,))).startswith(NONE_OF_OURS)
    assert refused(cast, pack("{}", more=tuple(map(str, range(reader.MOST_FILES))))).startswith(NONE_OF_OURS)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"format": 1}', '{"format": NaN}', "\ufffe", "1" * 5_000])
def test_files_that_hold_no_tables(cast: Cast, text: str) -> None:
    assert refused(cast, pack(text)).startswith(DAMAGED)


def test_a_bomb_is_not_unpacked(cast: Cast) -> None:
    bomb = pack(" " * (reader.LARGEST_INSIDE + 1))
    assert len(bomb.getvalue()) < 100_000
    assert "reads up to 64 MB" in refused(cast, bomb)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(cast: Cast) -> None:
    bomb = pack(" " * (reader.LARGEST_INSIDE + 1)).getvalue()
    size = (reader.LARGEST_INSIDE + 1).to_bytes(4, "little")
    assert refused(cast, io.BytesIO(bomb.replace(size, (100).to_bytes(4, "little"))))


def test_a_file_that_is_too_large_is_not_opened(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST", 1 << 20)
    told = refused(cast, io.BytesIO(bytes((1 << 20) + 1)))
    assert "reads up to 1 MB" in told
    assert "greenshoots import" in told


def test_the_operator_imports_what_a_page_refuses(cast: Cast, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_ROWS", 10)
    monkeypatch.setattr(reader, "MOST_FILES", 0)
    monkeypatch.setattr(reader, "LARGEST", 1_000)
    monkeypatch.setattr(reader, "LARGEST_INSIDE", 1_000)
    assert "too large for this page" in refused(cast, pack(held))
    assert actions.bring_in(pack(held), by=cast.charlie, of_any_size=True).place.name == cast.northvale.name


def test_more_rows_than_a_page_takes_are_refused_as_such(
    cast: Cast, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MOST_ROWS", 10)
    assert "too large for this page" in refused(cast, pack(held))


def test_another_version_is_named(cast: Cast, held: Held) -> None:
    assert "“greenshoots-archive/2”" in refused(cast, pack(held | {"format": "greenshoots-archive/2"}))


def test_a_table_that_is_missing_or_unknown_is_named(cast: Cast, held: Held) -> None:
    tables = held["tables"]
    assert "the table “spoons”" in refused(cast, pack(held | {"tables": tables | {"spoons": []}}))
    assert "the table “rounds”" in refused(cast, pack(held | {"tables": tables | {"rounds": {}}}))
    fewer = {name: rows for name, rows in tables.items() if name != "votes"}
    assert "the table “votes”" in refused(cast, pack(held | {"tables": fewer}))
    assert refused(cast, pack(held | {"tables": tables | {"place": []}})).startswith(DAMAGED)


WRONG = [
    ("rounds", "number", "one"),
    ("rounds", "number", True),
    ("rounds", "number", -1),
    ("rounds", "number", 1 << 70),
    ("rounds", "state", "ajar"),
    ("rounds", "state", None),
    ("rounds", "opens", "2025-05-01T09:00:00"),
    ("rounds", "opens", "9999-12-31T23:59:59+00:00"),
    ("rounds", "code", "../../etc"),
    ("rounds", "diagnostic", 99),
    ("rounds", "diagnostic", -1),
    ("rounds", "diagnostic", None),
    ("place", "name", "x" * 121),
    ("place", "name", "null \x00"),
    ("place", "name", "half \ud800"),
    ("diagnostics", "viewpoints", ["nobody's"]),
    ("diagnostics", "k", 1),
    ("diagnostics", "step", "moon"),
    ("choices", "number", 255),
    ("instruments", "text", "not = an instrument"),
    ("instruments", "translations", {"cy": "nor this"}),
    ("releases", "document", {}),
    ("releases", "number", 7),
    ("signed", "scores", [1]),
    ("signed", "scores", [256]),
    ("signed", "scores", "1"),
    ("presses", "event", {"kind": "dance"}),
    ("presses", "number", 9),
    ("workshops", "agenda", [1]),
    ("workshops", "version", 3),
    ("votes", "document", {"format": "greenshoots-release/1"}),
    ("priorities", "finding", {"sentences": "no"}),
    ("entries", "who", "everybody"),
    ("trail", "who", "Olive"),
    ("trail", "facts", []),
    ("members", "person", {"name": "Olive"}),
]


@pytest.mark.parametrize(("table", "field", "value"), WRONG)
def test_a_wrong_value_is_refused(cast: Cast, held: Held, table: str, field: str, value: object) -> None:
    held["tables"][table][-1][field] = value
    assert refused(cast, pack(held)).startswith(DAMAGED)


def test_the_row_and_the_field_are_named(cast: Cast, held: Held) -> None:
    held["tables"]["rounds"][1]["asked"] = "many"
    assert "row 2 of the table “rounds”, “asked”," in refused(cast, pack(held))


def test_a_row_with_a_field_too_many_or_too_few_is_refused(cast: Cast, held: Held) -> None:
    held["tables"]["notes"][0]["mood"] = "good"
    assert "row 1 of “notes”" in refused(cast, pack(held))
    del held["tables"]["notes"][0]["mood"], held["tables"]["notes"][0]["text"]
    assert "row 1 of “notes”" in refused(cast, pack(held))


def test_an_archive_from_before_a_field_was_added_gets_its_default(cast: Cast, held: Held) -> None:
    for row in held["tables"]["rounds"]:
        del row["shared_device"]
    brought = actions.bring_in(pack(held), by=cast.charlie)
    assert {round_.shared_device for round_ in brought.place.rounds.all()} == {False}


def test_rows_that_there_can_be_only_one_of_are_refused(cast: Cast, held: Held) -> None:
    held["tables"]["notes"].append(held["tables"]["notes"][0])
    assert "contradicts" in refused(cast, pack(held))


def test_every_json_field_has_a_shape() -> None:
    found = {(t.name, name) for t in TABLES for name in t.fields if type(t.field(name)).__name__ == "JSONField"}
    assert found == set(SHAPES)


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each value in JSON as its container and its key there."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for key in keys:
            yield one, key
            waiting.append(one[key])


STRANGE = (None, True, -1, 0, 1, 2**31, 1e308, "", "x", "0", "\x00", [], [[]], {}, {"kind": "goto"}, [0], "2025-01-01")


def mutate(held: Held, chance: random.Random) -> None:
    """Change an archive in one to three places."""
    for _ in range(chance.randint(1, 3)):
        rows = held["tables"][chance.choice(list(held["tables"]))]
        there = list(spots(rows))
        if not there:
            continue
        holder, key = chance.choice(there)
        match chance.randrange(5):
            case 0:
                holder[key] = chance.choice(STRANGE)
            case 1:
                where, other = chance.choice(there)
                holder[key] = copy.deepcopy(where[other])
            case 2:
                del holder[key]
            case 3 if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                value = holder[key]
                holder[key] = value + chance.choice((-1, 1)) if isinstance(value, int) else [value]


class Kept:
    """A full archive; Hypothesis writes down what it gives to a test, and need not write all of this."""

    def __init__(self, held: Held) -> None:
        self.text = json.dumps(held)

    def __repr__(self) -> str:
        return "an archive"


@pytest.fixture
def kept(held: Held) -> Kept:
    """Return a full archive."""
    return Kept(held)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_any_change_comes_in_whole_or_is_refused_in_a_sentence(cast: Cast, kept: Kept, seed: int) -> None:
    changed = json.loads(kept.text)
    mutate(changed, random.Random(seed))
    before = Place.objects.count()
    try:
        place = actions.bring_in(pack(changed), by=cast.charlie).place
    except ArchiveError:
        assert Place.objects.count() == before
        return
    assert export.archive(place, TODAY), "what came in can be taken away again"
    places.delete(place)
