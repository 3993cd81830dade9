"""The library holds everything the guide tells, for every enabler, in our own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from greenshoots import instruments, library
from greenshoots.core.errors import EntryError
from greenshoots.library import Entry, Kind

ITEMS = Path(__file__).resolve().parent.parent / "reference" / "guide-items.txt"
ENTRIES = library.entries()


def listed() -> dict[str, str]:
    """Return the section of each item of the guide, by the entry that tells it."""
    lines = [line for line in ITEMS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {line.rsplit(": ", 1)[1]: line.split(" ", 1)[0] for line in lines}


def test_every_item_of_the_guide_has_its_entry_and_the_right_section() -> None:
    assert {entry.id: entry.source for entry in ENTRIES} == listed()


def test_no_enabler_is_left_without_a_suggestion() -> None:
    enablers = {enabler.id for enabler in instruments.load("enabling-conditions").enablers}
    assert {name for entry in ENTRIES for name in entry.enablers} == enablers
    assert {entry.enablers[0] for entry in ENTRIES if entry.kind is Kind.SUGGESTION} == enablers


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_says_what_it_is_and_how_to_begin(entry: Entry) -> None:
    assert entry.who
    assert bool(entry.place) == (entry.kind is Kind.EXAMPLE)
    assert 15 <= len(entry.text.split()) <= 160
    assert 5 <= len(entry.first_step.split()) <= 50
    assert not re.search(r"https?://", entry.text)


def test_an_entry_without_its_facts_is_refused_with_a_sentence() -> None:
    with pytest.raises(EntryError, match="must start with its details"):
        library.parse("Just text.", name="bare")
    with pytest.raises(EntryError, match="has no kind"):
        library.parse('+++\ntitle = "A"\n+++\nText', name="half")
    with pytest.raises(EntryError, match="cannot be read"):
        library.parse("+++\ntitle =\n+++\nText", name="broken")
