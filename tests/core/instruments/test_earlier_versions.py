"""What version 1.0 of the built-in questionnaire said is kept, word for word, and is still understood."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from greenshoots import instruments, tabular
from greenshoots.core.errors import InstrumentError
from greenshoots.core.instruments.model import Enabler, Instrument, ScoreEach

ID = "enabling-conditions"
DIGESTS = {
    ("1.0", "enabling-conditions.toml"): "88c5f74c81a42248956b5d4b661b39d38d57c1ec2c2eea06c201694251a46bf9",
    ("1.0", "enabling-conditions.cy.toml"): "323bd89b3621c4b25ea87f77303dda9f089b26efb15361ffd827b843cc66d052",
}
ARCHIVE = Path(__file__).parents[2] / "reference" / "version-0.1.0" / "archive.zip"
VERSIONS = ("1.0", None)
LANGUAGES = (None, "cy")


def statements(instrument: Instrument) -> dict[str, str]:
    return {f"{one.id}.{n}": each.text for one in instrument.enablers for n, each in enumerate(one.statements, start=1)}


@pytest.mark.parametrize(("version", "name"), DIGESTS)
def test_an_earlier_version_never_changes(version: str, name: str) -> None:
    content = (resources.files("greenshoots.instruments") / "earlier" / version / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == DIGESTS[version, name]


def test_every_earlier_version_is_pinned() -> None:
    assert instruments.earlier_versions(ID) == tuple(sorted({version for version, _name in DIGESTS}))
    assert instruments.earlier_versions("no-such") == ()


def test_version_1_0_is_what_version_0_1_0_of_the_program_asked() -> None:
    with zipfile.ZipFile(ARCHIVE) as archive:
        asked = {name.split(".", 1)[1]: archive.read(name) for name in archive.namelist() if name.endswith(".toml")}
    folder = resources.files("greenshoots.instruments") / "earlier" / "1.0"
    assert asked["toml"] == (folder / "enabling-conditions.toml").read_bytes()
    assert asked["cy.toml"] == (folder / "enabling-conditions.cy.toml").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_earlier_version_asks_the_same_in_other_words(language: str | None) -> None:
    old, new = (instruments.load(ID, version=version, language=language) for version in VERSIONS)
    assert (old.version, new.version) == ("1.0", "1.1")
    assert old.scale == new.scale
    assert statements(old).keys() == statements(new).keys()
    assert statements(old) != statements(new)

    def without_statements(enabler: Enabler) -> Enabler:
        return replace(enabler, statements=())

    assert [without_statements(one) for one in old.enablers] == [without_statements(one) for one in new.enablers]


@pytest.mark.parametrize(("source", "version"), [(ID, "0.9"), (ID, "../1.0"), ("no-such", "1.0")])
def test_a_version_that_never_was_is_refused(source: str, version: str) -> None:
    with pytest.raises(InstrumentError, match="no earlier version"):
        instruments.load(source, version=version)


@pytest.mark.parametrize("cut", [None, 60], ids=["whole headers", "headers that were cut off"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", VERSIONS)
@pytest.mark.parametrize("asked", VERSIONS)
def test_all_33_columns_are_read_whichever_version_the_headers_are_from(
    tmp_path: Path, asked: str | None, written: str | None, language: str | None, cut: int | None
) -> None:
    found = statements(instruments.load(ID, version=written, language=language))
    headers = [text if cut is None else f"{text[:cut]}…" for text in found.values()]
    file = tmp_path / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([["Role", *headers], ["Frontline", *(str(n % 5 + 1) for n in range(33))]])
    answers = tabular.read_file(file, instruments.load(ID, version=asked)).answers
    assert [question.id for question in answers.questions] == list(found)
    assert answers.scores[:, 0].tolist() == [n % 5 for n in range(33)]
    assert list(answers.columns) == ["Role"]


def test_a_copy_under_the_same_id_is_not_read_by_the_words_of_another_version() -> None:
    own = instruments.load(ID)
    first = own.enablers[0]
    reworded = replace(first, statements=tuple(reversed(first.statements)))
    assert instruments.wordings(replace(own, enablers=(reworded, *own.enablers[1:]))) == ()
    assert len(instruments.wordings(own)) == 4
    assert instruments.wordings(replace(own, score_each=ScoreEach.STATEMENT)) == instruments.wordings(own)
