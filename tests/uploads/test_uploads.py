"""Files of strangers are read in a process of their own: what is found comes back, and what is hostile ends there."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.uploads import hostile

from greenshoots import samples, tabular, uploads
from greenshoots.core.errors import AnswersError, InstrumentError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.refusals import Note, Refusal
from greenshoots.tabular import ColumnRead, DroppedColumn, DropReason, NoteCode, RefusalCode
from greenshoots.uploads import answers, archive, bounds, errors, instrument, running
from greenshoots.uploads.bounds import Bounds
from greenshoots.uploads.running import Kind

TEXT = (resources.files("greenshoots.instruments") / "enabling-conditions.toml").read_text(encoding="utf-8")
FILES = [(TEXT, "", "")]


@pytest.fixture(scope="module")
def built_in() -> Instrument:
    return parsing.parse(TEXT, file="enabling-conditions.toml")


def sample() -> bytes:
    return (resources.files(samples) / "northvale.csv").read_bytes()


def test_what_comes_back_is_what_was_read(built_in: Instrument, tmp_path: Path) -> None:
    path = tmp_path / "northvale.csv"
    path.write_bytes(sample())
    here, there = tabular.read_file(path, built_in), answers.read(sample(), FILES, built_in)
    assert (there.columns, there.dropped, there.notes) == (here.columns, here.dropped, here.notes)
    assert np.array_equal(there.answers.scores, here.answers.scores)
    assert there.answers.questions == here.answers.questions
    assert there.answers.words == {name: list(remarks) for name, remarks in here.answers.words.items()}
    for name, column in here.answers.columns.items():
        assert there.answers.columns[name].choices == column.choices
        assert np.array_equal(there.answers.columns[name].codes, column.codes)


def test_a_fault_in_a_file_comes_back_with_its_place(built_in: Instrument) -> None:
    with pytest.raises(AnswersError) as found:
        answers.read(b"systems-mindset,role\n9,Cook\n", FILES, built_in)
    assert (found.value.row, found.value.column, found.value.value) == (2, "systems-mindset", "9")


def test_headers_come_back() -> None:
    assert answers.read_header(b"systems-mindset,role\n4,Cook\n", FILES) == ("systems-mindset", "role")


def test_a_column_mapping_goes_along(built_in: Instrument) -> None:
    mapping = tabular.ColumnMapping({"x": "group:role", "Why?": "systems-mindset.words"}, {"Sort of": 3})
    found = answers.read(b"systems-mindset,x,Why?\nSort of,Cook,It is.\n", FILES, built_in, mapping=mapping)
    assert "role" in found.answers.columns
    assert found.answers.scores.tolist() == [[2]]
    assert found.columns[1:] == (ColumnRead("x", "group", "role"), ColumnRead("Why?", "words", "systems-mindset"))


def test_a_fault_in_the_mapping_comes_back_with_its_entry(built_in: Instrument) -> None:
    with pytest.raises(AnswersError) as found:
        answers.read(b"systems-mindset\n4\n", FILES, built_in, mapping=tabular.ColumnMapping({"x": "ignore"}))
    assert found.value.key == ("columns", "x")
    assert found.value.refusal == Refusal(RefusalCode.MAPPED_COLUMN_MISSING, {"header": "x", "close": ""})


def test_notes_reasons_and_refusals_come_back_as_values(built_in: Instrument) -> None:
    content = b"E-mail,systems-mindset,Any comments?\na@example.org,4,x\n"
    found = answers.read(content, FILES, built_in)
    assert found.dropped == (
        DroppedColumn("E-mail", DropReason.WHO),
        DroppedColumn("Any comments?", DropReason.FREE_TEXT),
    )
    assert found.columns[0] == ColumnRead("E-mail", "dropped", reason=DropReason.WHO)
    assert Note(NoteCode.IDENTIFYING_DROPPED, {"columns": ("E-mail",)}) in found.notes
    with pytest.raises(AnswersError) as refused:
        answers.read(b"systems-mindset,role\n9,Cook\n", FILES, built_in)
    assert refused.value.refusal.code is RefusalCode.OFF_THE_SCALE
    assert refused.value.refusal.facts["highest_label"] == built_in.scale.label(5)


def test_an_instrument_with_a_fault_is_refused_with_its_line() -> None:
    instrument.check(TEXT, "mine.toml")
    with pytest.raises(InstrumentError) as found:
        instrument.check(TEXT + "\nx = \n", "mine.toml")
    assert found.value.line is not None
    assert found.value.file == "mine.toml"


@pytest.mark.parametrize("kind", hostile.WORKBOOKS)
def test_a_hostile_workbook_ends_in_a_sentence(built_in: Instrument, kind: str) -> None:
    with pytest.raises((AnswersError, uploads.UnreadableError)) as found:
        answers.read(hostile.WORKBOOKS[kind](), FILES, built_in)
    assert "Traceback" not in str(found.value)


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, built_in: Instrument) -> None:
    monkeypatch.setattr(Bounds, "patience", property(lambda _self: 0.01))
    with pytest.raises(uploads.UnreadableError, match=uploads.NOT_READ):
        answers.read(sample(), FILES, built_in)


def test_only_a_few_files_are_read_at_once(monkeypatch: pytest.MonkeyPatch, built_in: Instrument) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.01)
    monkeypatch.setattr(running, "_turns", threading.BoundedSemaphore(1))
    with running._turns, pytest.raises(uploads.UnreadableError, match=uploads.BUSY):
        answers.read(sample(), FILES, built_in)
    assert len(answers.read(sample(), FILES, built_in).answers) > 0, "The turn is given back."


def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "nobody may know")
    monkeypatch.setenv("EMAIL_HOST_PASSWORD", "nobody may know")
    seen: dict[str, str] = {}

    class Watched(running.subprocess.Popen[bytes]):
        def __init__(self, *about: object, **facts: object) -> None:
            seen.update(facts["env"])
            super().__init__(*about, **facts)

    monkeypatch.setattr(running.subprocess, "Popen", Watched)
    answers.read_header(b"systems-mindset\n4\n", FILES)
    assert "nobody may know" not in seen.values()
    assert "PATH" in seen


def test_nothing_is_left_in_the_folder_for_temporary_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, built_in: Instrument
) -> None:
    monkeypatch.setattr(running.tempfile, "tempdir", str(tmp_path))
    answers.read(sample(), FILES, built_in)
    with pytest.raises(AnswersError):
        answers.read(b"\x00\x01", FILES, built_in)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "change",
    [
        {"number": 3}, {"number": -1}, {"questions": ["no such question"]}, {"columns": [["role", []]]},
        {"words": [["systems-mindset", [[10**9, "x"]]]]}, {"read": [["Role", "no such kind", "", None]]},
        {"dropped": [["Name", "no such reason"]]}, {"notes": [["no such note", {}]]},
    ],
    ids=str,
)  # fmt: skip
def test_a_reply_that_does_not_fit_is_not_believed(
    tmp_path: Path, built_in: Instrument, change: dict[str, object]
) -> None:
    (tmp_path / "scores").write_bytes(bytes(11))
    (tmp_path / "column-0").write_bytes(bytes(4))
    questions = [question.id for question in built_in.questions][:11]
    facts = {"number": 1, "questions": questions, "columns": [["role", ["Cook"]]], "words": []}
    facts |= {"read": [], "dropped": [], "notes": []}
    assert len(answers._rebuilt(running.Reply(facts, tmp_path), built_in).answers) == 1
    with pytest.raises((uploads.UnreadableError, ValueError, KeyError)):
        answers._rebuilt(running.Reply(facts | change, tmp_path), built_in)


def packed(text: bytes, name: str = "everything.json") -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, text)
    return out


def text_of(file: io.BytesIO) -> bytes:
    return archive.text_of(file, "everything.json", most_files=10, largest=64 << 20)


def test_the_text_of_an_archive_comes_back() -> None:
    text = json.dumps({"ä": [1, 2.5, None]}).encode()
    assert text_of(packed(text)) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"[" * 60_000_000, {errors.NONE, errors.DAMAGED}),
        (b"[" + b"[]," * 20_000_000 + b"[]]", {uploads.NOT_READ}),
        (b"[" + b"9" * 5_000 + b"]", {errors.DAMAGED}),
        (b"[NaN]", {errors.DAMAGED}),
        (b"\xff", {errors.DAMAGED}),
        (b" " * (65 << 20), {errors.TOO_LARGE}),
    ],
    ids=["deep", "wide", "a long number", "no number", "no text", "large"],
)
def test_a_hostile_archive_is_refused(text: bytes, why: set[str]) -> None:
    with pytest.raises((errors.RefusedError, uploads.UnreadableError)) as found:
        text_of(packed(text))
    assert found.value.why in why


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 2_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6))
def test_a_mangled_archive_is_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(packed(json.dumps({"tables": {"place": [{"name": "x" * 300}]}}).encode()).getvalue())
    for place, new in changes:
        content[place % len(content) : place % len(content) + len(new)] = new
    try:
        json.loads(text_of(io.BytesIO(bytes(content))))
    except (errors.RefusedError, uploads.UnreadableError) as refused:
        why = refused.why
    else:
        why = errors.NONE
    assert why in {errors.NONE, errors.DAMAGED, errors.TOO_LARGE, uploads.NOT_READ}


def test_the_bounds_of_each_kind_are_named() -> None:
    assert set(running.BOUNDS) == set(Kind)
    assert all(one.memory <= 1 << 30 and one.seconds <= 60 for one in running.BOUNDS.values())
    assert bounds.Bounds(1, 10, 1).patience == 30
