"""The built-in instrument against the guide it comes from, by digests: no sentence of the guide is kept here."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from greenshoots import instruments, library

_HERE = Path(__file__).parent
_SPEC = importlib.util.spec_from_file_location("make_fingerprints", _HERE / "make_fingerprints.py")
assert _SPEC is not None
assert _SPEC.loader is not None
fingerprints = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(fingerprints)

LINES = fingerprints.FILE.read_text(encoding="utf-8").split("\n")[:-1]
TITLES = [line.removeprefix("title ") for line in LINES if line.startswith("title ")]
RUNS = {line for line in LINES if not line.startswith("title ")}
BUILT_IN = instruments.load("enabling-conditions")


def test_the_built_in_instrument_has_the_guides_titles_in_its_order() -> None:
    assert [fingerprints.digest(fingerprints.words(enabler.title)) for enabler in BUILT_IN.enablers] == TITLES
    assert [enabler.number for enabler in BUILT_IN.enablers] == list(range(1, 12))


def test_the_groups_hold_the_enablers_that_they_hold_in_the_guide() -> None:
    held = {group.id: [e.number for e in BUILT_IN.enablers if e.group == group.id] for group in BUILT_IN.groups}
    assert held == {"mindset": [1, 2], "behaviours": [3, 4, 5, 6], "infrastructure": [7, 8, 9, 10, 11]}


@pytest.mark.parametrize("enabler", BUILT_IN.enablers, ids=lambda enabler: enabler.id)
def test_no_statement_shares_six_words_in_a_row_with_the_guide(enabler) -> None:
    assert len(enabler.statements) == 3
    for statement in enabler.statements:
        assert not RUNS & set(fingerprints.runs(statement.text)), statement.text


def test_no_statement_is_harder_to_read_than_the_one_of_the_guide() -> None:
    grades = [float(line) for line in fingerprints.GRADES.read_text(encoding="utf-8").split()]
    ours = [statement.text for enabler in BUILT_IN.enablers for statement in enabler.statements]
    assert len(grades) == len(ours) == 33
    harder = {text: guide for text, guide in zip(ours, grades, strict=True) if fingerprints.grade(text) > guide}
    assert not harder
    assert fingerprints.grade("We ask people. We act.") < 3 < 12 < fingerprints.grade("Organisational accountability.")


def test_no_summary_shares_six_words_in_a_row_with_the_guide() -> None:
    for group in BUILT_IN.groups:
        assert not RUNS & set(fingerprints.runs(group.summary)), group.summary


def test_six_words_in_a_row_are_noticed_and_five_are_not() -> None:
    ours = set(fingerprints.runs("One two three, four-five SIX."))
    assert ours & set(fingerprints.runs("zero one two three four five six seven"))
    assert not ours & set(fingerprints.runs("zero two three four five six seven"))
    assert len(RUNS) == 701


IDEAS = frozenset(fingerprints.IDEAS.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.id)
def test_no_entry_of_the_library_shares_six_words_in_a_row_with_the_guide(entry: library.Entry) -> None:
    for text in (*entry.text.split("\n\n"), *entry.first_step.split("\n\n")):
        shared = [run for run in fingerprints.runs(text) if run[: fingerprints.SHORT] in IDEAS]
        assert not shared, text


def test_the_fingerprints_of_ideas_are_those_of_the_whole_section() -> None:
    assert len(IDEAS) == 2263
    assert {len(one) for one in IDEAS} == {fingerprints.SHORT}
