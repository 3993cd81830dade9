"""A diagnostic that was made with version 1.0 of the built-in questionnaire, after the program came to ask 1.1."""

from __future__ import annotations

import csv
import io
from importlib import resources

import pytest
from tests.web import making
from tests.web.cast import Cast

from greenshoots import instruments as shipped
from greenshoots.core.instruments.model import Instrument
from greenshoots.web.collect.diagnostics import instruments, mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic, InstrumentVersion
from greenshoots.web.collect.responses import file_import

ID = "enabling-conditions"
OLD, NEW = shipped.load(ID, version="1.0"), shipped.load(ID)
OLD_FILES = resources.files("greenshoots.instruments") / "earlier" / "1.0"


def made_with(cast: Cast, version: str = "1.0", *, each: str = "enabler") -> Diagnostic:
    """Return a diagnostic as a place made it while the program asked that version."""
    folder = OLD_FILES if version == "1.0" else resources.files("greenshoots.instruments")
    text = (folder / f"{ID}.toml").read_text(encoding="utf-8")
    made = making.diagnostic(cast.northvale)
    made.instrument = InstrumentVersion.objects.create(
        place=cast.northvale,
        name=ID,
        version=version,
        title=OLD.title,
        language="en",
        text=text.replace('score_each = "enabler"', f'score_each = "{each}"'),
        translations={"cy": (folder / f"{ID}.cy.toml").read_text(encoding="utf-8")},
    )
    made.save()
    InstrumentVersion.objects.exclude(pk=made.instrument.pk).delete()
    return made


def test_it_keeps_its_questions_in_every_language_and_round(cast: Cast) -> None:
    diagnostic = made_with(cast)
    new = instruments.built_in(cast.northvale)
    assert (new.version, mapping.instrument(new)) == ("1.1", NEW)
    diagnostic.refresh_from_db()
    assert diagnostic.instrument is not None
    assert mapping.instrument(diagnostic.instrument) == OLD
    assert mapping.instrument(diagnostic.instrument, "cy") == shipped.load(ID, version="1.0", language="cy")
    making.round_(diagnostic)
    assert {mapping.instrument(one.diagnostic.instrument) == OLD for one in diagnostic.rounds.all()} == {True}


def test_both_versions_are_offered_to_a_new_diagnostic_the_new_one_first(cast: Cast) -> None:
    made_with(cast)
    instruments.built_in(cast.northvale)
    assert [version.version for version in instruments.of_place(cast.northvale)] == ["1.1", "1.0"]


@pytest.mark.parametrize(("asked", "written"), [(NEW, OLD), (OLD, NEW), (OLD, OLD)])
def test_a_file_with_the_words_of_either_version_is_imported_in_full(
    cast: Cast, asked: Instrument, written: Instrument
) -> None:
    diagnostic = made_with(cast, asked.version, each="statement")
    headers = [statement.text for enabler in written.enablers for statement in enabler.statements]
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows([["Role", *headers], ["Manager", *(str(n % 5 + 1) for n in range(33))]])
    found = file_import.read(sheet.getvalue().encode(), "answers.csv", diagnostic.rounds.get())
    assert [list(response.scores) for response in found.responses] == [[n % 5 for n in range(33)]]
    assert not found.dropped
