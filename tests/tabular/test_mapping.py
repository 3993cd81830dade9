"""The map file settles what cannot be guessed."""

import pytest

from greenshoots import tabular
from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import Instrument

ROWS = [
    ["How free are you?", "Purpose", "Q9 Time\nfor  change", "Say more", "Where?", "Batch", "Who counted", "Note"],
    ["Totally", "9", "-", "Words", "North", "1", "service", "x"],
    ["Sort of", "No idea", "4", "", "South", "2", "service", "y"],
]
MAP = """
# what the form called things
[columns]
"how free are you?" = "trust"
"Purpose" = "shared-purpose.2"
"Q9 Time for change" = "time-to-change"
"Say more" = "trust.words"
"Where?" = "group: site "
"Batch" = "round"
"Who counted" = "viewpoint"
"Note" = "ignore"

[values]
"Totally" = 5
"Sort of" = 3
"9" = "skipped"
"No idea" = "unsure"
"-" = "unsure"
"""


def test_a_map_file_settles_columns_and_values(read) -> None:
    reading = read(ROWS, MAP)
    assert [question.id for question in reading.answers.questions] == ["trust", "shared-purpose.2", "time-to-change"]
    assert reading.answers.scores.tolist() == [[4, 2], [SKIPPED, UNSURE], [UNSURE, 3]]
    assert {name: column.choices for name, column in reading.answers.columns.items()} == {
        "site": ("North", "South"), "round": ("1", "2"), "viewpoint": ("service",),
    }  # fmt: skip
    assert [remark.text for remark in reading.answers.words["trust"]] == ["Words"]
    assert reading.columns[-1] == tabular.ColumnRead("Note", "ignored")


@pytest.mark.parametrize(
    ("mapping", "line", "key", "reason"),
    [
        (
            '[columns]\n"Wher?" = "group:site"',
            2,
            "columns.Wher?",
            "There is no column of this name. Did you mean “Where?”?",
        ),
        (
            '[columns]\n"zzz" = "ignore"',
            2,
            "columns.zzz",
            "There is no column of this name. Copy the header as greenshoots check prints it.",
        ),
        (
            '[columns]\n"Note" = "ignore"\n"Where?" = "site"',
            3,
            "columns.Where?",
            (
                "“site” means nothing here. Write an enabler's id such as trust, its id with .words, group:NAME, "
                "round, viewpoint, mode or ignore."
            ),
        ),
        (
            '[columns]\n"Where?" = "group: "',
            2,
            "columns.Where?",
            (
                "“group:” means nothing here. Write an enabler's id such "
                "as trust, its id with .words, group:NAME, round, viewpoint, mode or ignore."
            ),
        ),
        (
            '[columns]\n"Where?" = 3',
            2,
            "columns.Where?",
            "Write Where? as text in quotation marks. It cannot be empty.",
        ),
        (
            '[columns]\n"Note" = "ignore"\n"note" = "round"',
            3,
            "columns.note",
            "The column “Note” is there twice. Name it once.",
        ),
        ('[values]\n"a" = 6', 2, "values.a", "Write a score from 1 to 5, “unsure” or “skipped”."),
        ('[values]\n"a" = true', 2, "values.a", "Write a score from 1 to 5, “unsure” or “skipped”."),
        ('[values]\n\n"a" = "5"', 3, "values.a", "Write a score from 1 to 5, “unsure” or “skipped”."),
        ('[colums]\n"a" = "ignore"', 1, "colums", "“colums” is not recognised here. Did you mean “columns”?"),
        ("columns = 3", 1, "columns", "Write columns as a table, such as [columns]."),
        (
            '[columns]\n"a" "b"',
            2,
            None,
            "This is not valid TOML: Expected '=' after a key in a key/value pair. Correct this line.",
        ),
    ],
)
def test_a_wrong_map_file_is_refused_with_line_and_key(
    refuse, mapping: str, line: int, key: str | None, reason: str
) -> None:
    error = refuse(ROWS, mapping)
    assert error.file.endswith("columns.toml")
    assert (error.line, error.key, error.reason) == (line, key, reason)
    assert str(error).startswith(f"{error.file}, line {line}")


@pytest.mark.parametrize("header", ["Name", "E-mail address", "Phone", "IP address", "Cyfeiriad e-bost", "Postcode"])
@pytest.mark.parametrize("meaning", ["group:team", "round"])
def test_no_map_file_turns_an_identifying_column_into_a_group(refuse, header: str, meaning: str) -> None:
    error = refuse([["trust", header], [1, "x"]], f'[columns]\n"{header}" = "{meaning}"')
    assert error.reason == "This column could tell who answered. It is dropped, whatever a map file says."


def test_a_column_that_was_dropped_by_a_guess_can_be_brought_back(read) -> None:
    rows = [["trust", "Status"], [1, "Permanent"], [1, "Agency"]]
    assert read(rows).answers.columns == {}
    assert read(rows, '[columns]\n"Status" = "group:contract"').answers.columns["contract"].choices == (
        "Agency",
        "Permanent",
    )


def test_values_that_belong_to_one_person_are_dropped_whatever_the_map_says(read) -> None:
    rows = [["trust", "Code"], [1, "a@example.org"], [1, "b@example.org"]]
    assert [column.header for column in read(rows, '[columns]\n"Code" = "group:code"').dropped] == ["Code"]


def test_a_map_file_settles_two_columns_for_one_enabler(read) -> None:
    rows = [["1", "2", "3", "Trust"], [1, 2, 3, 4]]
    assert read(rows, '[columns]\n"Trust" = "ignore"').answers.scores.tolist() == [[0], [1], [2]]
    assert read(rows, '[columns]\n"1" = "ignore"').answers.scores.tolist() == [[3], [1], [2]]


def test_numbers_that_could_be_either_are_settled(read) -> None:
    rows = [["Q1", "Q2", "Q3", "Q4"], ["Cook", 1, 2, 3]]
    mapping = '[columns]\nQ1 = "group:role"\nQ2 = "trust"\nQ3 = "shared-purpose"\nQ4 = "time-to-change"'
    assert read(rows, mapping).answers.scores.tolist() == [[0], [1], [2]]


def test_a_map_file_that_cannot_be_read_is_refused(write, small: Instrument, tmp_path) -> None:
    path = write([["trust"], [1]])
    with pytest.raises(AnswersError, match=r"none\.toml: There is no such file\."):
        tabular.read(path, small, mapping=tmp_path / "none.toml")
    with pytest.raises(AnswersError, match=r"The map file cannot be read\."):
        tabular.read(path, small, mapping=tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'[values]\n"\xe9" = 1')
    with pytest.raises(AnswersError, match=r"The map file is not UTF-8 text\. Save it as UTF-8\."):
        tabular.read(path, small, mapping=tmp_path / "latin.toml")


def test_an_empty_map_file_changes_nothing(read) -> None:
    assert read([["trust"], [1]], "\ufeff# nothing yet\n").answers.scores.tolist() == [[0]]


def test_headers_are_read_as_a_map_file_names_them(write, small: Instrument) -> None:
    headers = tabular.read_header(write(ROWS), small)
    assert headers[2] == "Q9 Time for change"
    assert headers[0] == "How free are you?"
