"""The map file: read as TOML, and every fault named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import HEADER, refusal, write

from greenshoots.cli import map_file
from greenshoots.cli.errors import CommandError
from greenshoots.tabular import ColumnMapping


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "columns.toml"


def test_columns_and_values_are_read(path: Path) -> None:
    path.write_text('\ufeff[columns]\n"Why?" = " trust.words "\n\n[values]\n"9" = "skipped"\n', encoding="utf-8")
    assert map_file.read(path).mapping == ColumnMapping({"Why?": "trust.words"}, {"9": "skipped"})


def test_an_empty_map_file_settles_nothing(path: Path) -> None:
    path.write_text("\ufeff# nothing yet\n", encoding="utf-8")
    assert map_file.read(path).mapping == ColumnMapping()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[columns]\n"Where?" = 3', "line 2, columns.Where?: Write Where? as text in quotation marks"),
        ('[colums]\n"a" = "ignore"', "line 1, colums: “colums” "),
        ('[colums]\n"a" = "ignore"', "Did you mean “columns”?"),
        ("columns = 3", "line 1, columns: Write columns as a table, such as [columns]."),
        ('[columns]\n"a" "b"', "line 2: This is not valid TOML: Expected '=' after a key in a key/value pair."),
    ],
)
def test_what_is_no_map_file_is_refused_with_its_line(path: Path, text: str, message: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        map_file.read(path)
    assert caught.value.message.startswith(f"{path}, line")
    assert message in caught.value.message


def test_a_map_file_that_cannot_be_read_is_refused(path: Path) -> None:
    with pytest.raises(CommandError, match=r"columns\.toml: There is no such file\."):
        map_file.read(path)
    with pytest.raises(CommandError, match=r"The map file cannot be read\."):
        map_file.read(path.parent)
    path.write_bytes(b'[values]\n"\xe9" = 1')
    with pytest.raises(CommandError, match=r"The map file is not UTF-8 text\. Save it as UTF-8\."):
        map_file.read(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[columns]\n"sit" = "group:place"',
            "line 2, columns.sit: The file has no column with this name. Did you mean “site”?",
        ),
        (
            '[columns]\n\n"zzz" = "ignore"',
            "line 3, columns.zzz: The file has no column with this name. Copy the column name",
        ),
        (
            '[columns]\nsite = "ignore"\nSITE = "round"',
            "line 3, columns.SITE: The column “site” is in the map",
        ),
        ('[columns]\nsite = "place"', "line 2, columns.site: “place” is not a meaning that a column can have."),
        ("[values]\n4 = 6", "line 2, values.4: Use a score from 1 to 5, “unsure” or “skipped”."),
    ],
)
def test_an_entry_that_does_not_fit_is_named_with_the_line_of_the_map_file(
    answers: Path, path: Path, text: str, message: str
) -> None:
    path.write_text(text, encoding="utf-8")
    told = refusal("analyse", answers, "--map", path)
    assert f"{path}, {message}" in told


def test_a_wrong_cell_is_named_in_the_file_of_answers_although_there_is_a_map_file(tmp_path: Path, path: Path) -> None:
    answers = write(tmp_path / "answers.csv", [("Frontline", "North", "9", "1")])
    path.write_text('[columns]\nsite = "ignore"\n', encoding="utf-8")
    told = refusal("analyse", answers, "--map", path)
    assert f"{answers}, row 2, column “{HEADER[2]}”, value “9”: This score is not on the scale." in told


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    assert "none.csv: There is no such file." in refusal("analyse", tmp_path / "none.csv")
    assert "This is a folder. Give the name of a file in it." in refusal("analyse", tmp_path)
