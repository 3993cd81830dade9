"""A column mapping settles what cannot be guessed."""

import pytest

from greenshoots import tabular
from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.refusals import Refusal
from greenshoots.tabular import RefusalCode

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


def test_a_mapping_settles_columns_and_values(read) -> None:
    reading = read(ROWS, MAP)
    assert [question.id for question in reading.answers.questions] == ["trust", "shared-purpose.2", "time-to-change"]
    assert reading.answers.scores.tolist() == [[4, 2], [SKIPPED, UNSURE], [UNSURE, 3]]
    assert {name: column.choices for name, column in reading.answers.columns.items()} == {
        "site": ("North", "South"), "round": ("1", "2"), "viewpoint": ("service",),
    }  # fmt: skip
    assert [remark.text for remark in reading.answers.words["trust"]] == ["Words"]
    assert reading.columns[-1] == tabular.ColumnRead("Note", "ignored")


@pytest.mark.parametrize(
    ("mapping", "key", "code", "facts"),
    [
        (
            '[columns]\n"Wher?" = "group:site"',
            ("columns", "Wher?"),
            RefusalCode.MAPPED_COLUMN_MISSING,
            {"header": "Wher?", "close": "Where?"},
        ),
        (
            '[columns]\n"zzz" = "ignore"',
            ("columns", "zzz"),
            RefusalCode.MAPPED_COLUMN_MISSING,
            {"header": "zzz", "close": ""},
        ),
        (
            '[columns]\n"Note" = "ignore"\n"Where?" = "site"',
            ("columns", "Where?"),
            RefusalCode.MEANING_UNKNOWN,
            {"meaning": "site", "enabler": "trust"},
        ),
        (
            '[columns]\n"Where?" = "group: "',
            ("columns", "Where?"),
            RefusalCode.MEANING_UNKNOWN,
            {"meaning": "group:", "enabler": "trust"},
        ),
        (
            '[columns]\n"Note" = "ignore"\n"note" = "round"',
            ("columns", "note"),
            RefusalCode.MAPPED_TWICE,
            {"header": "Note"},
        ),
        ('[values]\n"a" = 6', ("values", "a"), RefusalCode.VALUE_UNKNOWN, {"lowest": 1, "highest": 5}),
        ('[values]\n"a" = true', ("values", "a"), RefusalCode.VALUE_UNKNOWN, {"lowest": 1, "highest": 5}),
        ('[values]\n\n"a" = "5"', ("values", "a"), RefusalCode.VALUE_UNKNOWN, {"lowest": 1, "highest": 5}),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_its_entry(
    refuse, mapping: str, key: tuple[str, str], code: RefusalCode, facts: dict[str, object]
) -> None:
    error = refuse(ROWS, mapping)
    assert (error.key, error.refusal.code, error.refusal.facts) == (key, code, facts)


@pytest.mark.parametrize("header", ["Name", "E-mail address", "Phone", "IP address", "Cyfeiriad e-bost", "Postcode"])
@pytest.mark.parametrize("meaning", ["group:team", "round"])
def test_no_mapping_turns_an_identifying_column_into_a_group(refuse, header: str, meaning: str) -> None:
    error = refuse([["trust", header], [1, "x"]], f'[columns]\n"{header}" = "{meaning}"')
    assert error.refusal == Refusal(RefusalCode.COLUMN_IDENTIFIES)


def test_a_column_that_was_dropped_by_a_guess_can_be_brought_back(read) -> None:
    rows = [["trust", "Status"], [1, "Permanent"], [1, "Agency"]]
    assert read(rows).answers.columns == {}
    assert read(rows, '[columns]\n"Status" = "group:contract"').answers.columns["contract"].choices == (
        "Agency",
        "Permanent",
    )


def test_values_that_belong_to_one_person_are_dropped_whatever_the_mapping_says(read) -> None:
    rows = [["trust", "Code"], [1, "a@example.org"], [1, "b@example.org"]]
    assert [column.header for column in read(rows, '[columns]\n"Code" = "group:code"').dropped] == ["Code"]


def test_a_mapping_settles_two_columns_for_one_enabler(read) -> None:
    rows = [["1", "2", "3", "Trust"], [1, 2, 3, 4]]
    assert read(rows, '[columns]\n"Trust" = "ignore"').answers.scores.tolist() == [[0], [1], [2]]
    assert read(rows, '[columns]\n"1" = "ignore"').answers.scores.tolist() == [[3], [1], [2]]


def test_numbers_that_could_be_either_are_settled(read) -> None:
    rows = [["Q1", "Q2", "Q3", "Q4"], ["Cook", 1, 2, 3]]
    mapping = '[columns]\nQ1 = "group:role"\nQ2 = "trust"\nQ3 = "shared-purpose"\nQ4 = "time-to-change"'
    assert read(rows, mapping).answers.scores.tolist() == [[0], [1], [2]]


def test_an_empty_mapping_changes_nothing(read) -> None:
    assert read([["trust"], [1]], "# nothing yet\n").answers.scores.tolist() == [[0]]


def test_headers_are_read_as_a_mapping_names_them(write, small: Instrument) -> None:
    with write(ROWS).open("rb") as stream:
        headers = tabular.read_header(stream, small)
    assert headers[2] == "Q9 Time for change"
    assert headers[0] == "How free are you?"
