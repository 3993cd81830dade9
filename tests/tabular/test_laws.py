"""Laws: what was written is read, whatever the order of rows and columns and the kind of file."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenshoots import tabular
from greenshoots.core.answers import NOT_GIVEN, SKIPPED, UNSURE
from greenshoots.core.instruments.model import Instrument

QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
IDS = ("trust", "shared-purpose", "time-to-change")
CELLS = {"": SKIPPED, "Not sure": UNSURE, **{str(score): score - 1 for score in range(1, 6)}}
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=9)

Person = dict[str, str]
PERSON = st.fixed_dictionaries(
    {
        **{id_: st.sampled_from(sorted(CELLS)) for id_ in IDS},
        "role": st.sampled_from(["", "Cook", "Driver 2", "Driver 10", "Tîm, y", "Ysgol; b"]),
        "round": st.sampled_from(["Round 2", "Round 10"]),
        "trust.words": TEXT | st.just(""),
    }
)
# The first person answers everything, so there is always something to read.
FIRST = {**dict.fromkeys(IDS, "4"), "role": "Cook", "round": "Round 2", "trust.words": ""}
PEOPLE = st.lists(PERSON, max_size=12).map(lambda people: [FIRST, *people])


def as_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str, delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))


def as_rows(people: Sequence[Person], names: Sequence[str]) -> list[list[str]]:
    return [list(names), *([person[name] for name in names] for person in people)]


def signature(reading: tabular.Reading) -> list[tuple[object, ...]]:
    """Give all that was read of each person, people in an order of their own."""
    answers = reading.answers
    words = {remark.row: remark.text for remark in answers.words.get("trust", ())}
    return sorted(
        (
            *answers.scores[:, row].tolist(),
            *(
                "" if column.codes[row] == NOT_GIVEN else column.choices[column.codes[row]]
                for _, column in sorted(answers.columns.items())
            ),
            words.get(row, ""),
        )
        for row in range(len(answers))
    )


@QUICK
@given(PEOPLE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(",;\t"))
def test_what_was_written_is_read(
    tmp_path: Path, small: Instrument, people: list[Person], encoding: str, delimiter: str
) -> None:
    path = tmp_path / "answers.csv"
    names = list(FIRST)
    as_csv(path, as_rows(people, names), encoding, delimiter)
    answers = tabular.read_file(path, small).answers
    told = [person for person in people if person["trust.words"] or any(person[id_] for id_ in IDS)]
    assert answers.scores.T.tolist() == [[CELLS[person[id_]] for id_ in IDS] for person in told]
    assert answers.scores.flags.c_contiguous
    role = answers.columns["role"]
    assert [role.choices[code] if code >= 0 else "" for code in role.codes] == [person["role"] for person in told]
    assert {remark.row: remark.text for remark in answers.words.get("trust", ())} == {
        row: person["trust.words"] for row, person in enumerate(told) if person["trust.words"]
    }


@QUICK
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_leaves_no_trace(
    tmp_path: Path, small: Instrument, people: list[Person], random: object
) -> None:
    path = tmp_path / "answers.csv"
    names = list(FIRST)
    as_csv(path, as_rows(people, names), "utf-8", ",")
    before = tabular.read_file(path, small)
    random.shuffle(people)
    random.shuffle(names)
    as_csv(path, as_rows(people, names), "utf-8", ",")
    after = tabular.read_file(path, small)
    assert signature(before) == signature(after)
    assert before.answers.questions == after.answers.questions
    assert {name: column.choices for name, column in before.answers.columns.items()} == {
        name: column.choices for name, column in after.answers.columns.items()
    }
    assert sorted(map(repr, before.notes)) == sorted(map(repr, after.notes))


@QUICK
@given(PEOPLE)
def test_a_workbook_holds_the_same_as_a_text_file(tmp_path: Path, small: Instrument, people: list[Person]) -> None:
    rows = as_rows(people, list(FIRST))
    as_csv(tmp_path / "answers.csv", rows, "utf-8", ",")
    with xlsxwriter.Workbook(tmp_path / "answers.xlsx", {"strings_to_numbers": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                # Words that look like numbers stay words, as in a cell that somebody typed words into.
                write = sheet.write if place < len(IDS) else sheet.write_string
                write(number, place, cell)
    text, book_read = (tabular.read_file(tmp_path / name, small) for name in ("answers.csv", "answers.xlsx"))
    assert np.array_equal(text.answers.scores, book_read.answers.scores)
    assert signature(text) == signature(book_read)
    assert text.notes == book_read.notes
