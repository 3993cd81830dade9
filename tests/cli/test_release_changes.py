"""A file that was published and has changed since: new rows, changed rows, comments, rounds and sheets."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.cli.conftest import FRONTLINE, HEADER, MANAGERS, ROWS, Row, call, kept, numbers, people, refusal, write

from greenshoots import cli


def test_a_few_new_rows_wait_and_enough_of_them_form_blocks_of_their_own(answers: Path) -> None:
    first = call("analyse", answers, "--group", "role", "--json").stdout
    write(answers, [*ROWS, *FRONTLINE[:4]])
    again = call("analyse", answers, "--json")
    assert again.stdout == first
    assert "4 new responses are not shown yet: too few." in again.stderr
    write(answers, [*ROWS, *FRONTLINE[:5]])
    later = call("analyse", answers, "--json")
    assert people(later) == 16
    assert "not shown yet" not in later.stderr
    sizes = [
        batch["release"]["sizes"]
        for batch in json.loads(kept(answers).read_text(encoding="utf-8"))["sheets"][0]["rounds"][0]["batches"]
    ]
    assert sizes == [[6, 5], [5]]
    assert call("analyse", answers, "--json").stdout == later.stdout


def test_subtracting_before_from_after_leaves_at_least_k_people(answers: Path) -> None:
    """The same command after each new answer: what it shows changes by five people at once, or not at all."""
    seen = [people(call("analyse", answers, "--json"))]
    for number in range(1, 12):
        write(answers, [*ROWS, *(FRONTLINE * 2)[:number]])
        seen.append(people(call("analyse", answers, "--json")))
    assert {later - before for before, later in itertools.pairwise(seen)} == {0, 5}


CHANGES: dict[str, Callable[[list[Row]], list[Row]]] = {
    "a score is another": lambda rows: [("Frontline", "North", "5", "1"), *rows[1:]],
    "a role is another": lambda rows: [("Manager", "North", "4", "1"), *rows[1:]],
    "a row is gone": lambda rows: rows[1:],
    "a row is gone and others came": lambda rows: [*rows[1:], *FRONTLINE[1:]],
    "a new row stands above": lambda rows: [("Frontline", "North", "1", "1"), *rows],
    "all rows are others": lambda _rows: [("Frontline", "South", "1", "1")] * 12,
}


@pytest.mark.parametrize("change", CHANGES)
def test_rows_that_were_published_cannot_be_changed(answers: Path, change: str) -> None:
    call("analyse", answers, "--group", "role")
    before = kept(answers).read_bytes()
    write(answers, CHANGES[change](list(ROWS)))
    told = refusal("analyse", answers)
    assert "some of the 11 published rows have since been changed, moved, removed" in told
    assert kept(answers).read_bytes() == before


def test_reading_a_column_in_another_way_is_a_change(answers: Path, tmp_path: Path) -> None:
    call("analyse", answers, "--group", "role")
    before = kept(answers).read_bytes()
    settles = tmp_path / "map.toml"
    settles.write_text('[columns]\n"role" = "ignore"\n"site" = "group:role"\n', encoding="utf-8")
    assert call("check", answers, "--map", settles).exit_code == 0, "The map file itself is fine."
    assert "some of the 11 published rows have since been changed, moved, removed" in refusal(
        "analyse", answers, "--map", settles
    )
    assert kept(answers).read_bytes() == before


def test_the_same_rows_in_another_order_or_quoting_are_the_same(answers: Path) -> None:
    first = call("analyse", answers, "--group", "role", "--json").stdout
    quoted = (";".join(f'"{cell}"' for cell in row) for row in reversed(ROWS))
    answers.write_bytes("\r\n".join(["\ufeff" + ";".join(HEADER), *quoted, ""]).encode())
    assert call("analyse", answers, "--json").stdout == first


def test_another_column_changes_nothing_that_was_published(answers: Path) -> None:
    first = call("analyse", answers, "--group", "role", "--json").stdout
    rows = [(*row, str(number % 5 + 1)) for number, row in enumerate(ROWS)]
    write(answers, rows, (*HEADER, "staff-permission"))
    assert call("analyse", answers, "--json").stdout == first


# Words


def with_words(rows: Sequence[Row], written: Sequence[str]) -> list[Row]:
    return [(*row, text) for row, text in zip(rows, written, strict=True)]


def test_words_can_be_taken_out_and_those_of_late_rows_wait_until_enough_have_come(answers: Path) -> None:
    header = (*HEADER, "systems-mindset.words")
    early = with_words(ROWS, [f"Early words {number}" for number in range(11)])
    write(answers, early, header)
    assert call("analyse", answers, "--json").stdout.count("Early words") == 11
    redacted = [(*early[0][:-1], ""), *early[1:]]
    write(answers, redacted, header)
    assert call("analyse", answers, "--json").stdout.count("Early words") == 10
    late = with_words(FRONTLINE[:5], [f"Late words {number}" for number in range(5)])
    write(answers, [*redacted, *late], header)
    found = call("analyse", answers, "--json")
    assert people(found) == 16
    assert "Late words" not in found.stdout
    later = with_words(MANAGERS, [f"Late words {number}" for number in range(5, 10)])
    write(answers, [*redacted, *late, *later], header)
    assert call("analyse", answers, "--json").stdout.count("Late words") == 10


# Rounds and sheets


def in_round(name: str, rows: Sequence[Row]) -> list[Row]:
    return [(name, *row) for row in rows]


def test_each_round_is_frozen_when_it_is_first_shown(answers: Path) -> None:
    header = ("round", *HEADER)
    write(answers, in_round("1", ROWS), header)
    first = call("analyse", answers, "--group", "role", "--json")
    write(answers, [*in_round("2", ROWS[2:]), *in_round("1", ROWS)], header)
    both = json.loads(call("analyse", answers, "--json").stdout)["sets"]
    assert [one["n"] for one in both if one["name"] in ("Round 1", "Round 2")] == [11, 9]
    assert numbers(first)["Everyone"] == numbers(call("analyse", answers, "--round", "1", "--json"))["Everyone"]
    write(answers, [*in_round("2", ROWS[3:]), *in_round("1", ROWS)], header)
    assert "9 published rows" in refusal("analyse", answers)
    write(answers, in_round("2", ROWS[2:]), header)
    assert "11 published rows" in refusal("analyse", answers, "--round", "2")


def test_a_column_for_rounds_can_be_added_for_the_second_round(answers: Path) -> None:
    call("analyse", answers, "--group", "role")
    write(answers, [*in_round("Spring", ROWS), *in_round("Summer", ROWS[:7])], ("round", *HEADER))
    assert "Leave out --group" in refusal("analyse", answers, "--group", "site")
    assert people(call("analyse", answers, "--json")) == 7


def test_each_sheet_of_a_workbook_is_one_file(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("xlsxwriter")
    book = tmp_path / "answers.xlsx"

    def save(sheets: dict[str, Sequence[Row]]) -> None:
        made = openpyxl.Workbook(book)
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for place, row in enumerate([HEADER, *rows]):
                sheet.write_row(place, 0, row)
        made.close()

    save({"Answers": ROWS})
    first = call("analyse", book, "--group", "role", "--json").stdout
    assert "Leave out --group" in refusal("analyse", book, "--group", "site", "--sheet", "Answers")
    save({"Renamed": ROWS})
    assert call("analyse", book, "--json").stdout == first
    assert "Leave out --group" in refusal("analyse", book, "--sheet", "Renamed", "--group", "site")
    save({"Renamed": ROWS, "Others": MANAGERS})
    assert people(call("analyse", book, "--sheet", "Others", "--json")) == 5
    assert call("analyse", book, "--sheet", "Renamed", "--json").stdout == first


def test_answers_to_another_instrument_are_refused(answers: Path, tmp_path: Path) -> None:
    call("analyse", answers)
    source = Path(cli.__file__).parent.parent / "instruments" / "enabling-conditions.toml"
    own = tmp_path / "own.toml"
    own.write_text(source.read_text(encoding="utf-8").replace('version = "1.1"', 'version = "2"'), encoding="utf-8")
    assert "cannot be read with" in refusal("analyse", answers, "--instrument", own)


def test_answers_that_were_published_with_an_earlier_version_keep_its_questions(answers: Path) -> None:
    """The built-in questionnaire was reworded; what an earlier program published is still read, and is not redone."""
    first = call("analyse", answers, "--group", "role", "--json")
    published = kept(answers).read_text(encoding="utf-8").replace('"version": "1.1"', '"version": "1.0"')
    kept(answers).write_text(published, encoding="utf-8")
    again = json.loads(call("analyse", answers, "--json").stdout)
    assert again["instrument"]["version"] == "1.0"
    assert again | {"instrument": None} == json.loads(first.stdout) | {"instrument": None}
    write(answers, [*ROWS, *FRONTLINE[:5]])
    assert people(call("analyse", answers, "--language", "cy", "--json")) == 16
    assert '"version": "1.1"' not in kept(answers).read_text(encoding="utf-8")
    assert "Leave out --group" in refusal("analyse", answers, "--group", "site")


def test_the_report_can_be_had_in_another_language(answers: Path) -> None:
    call("analyse", answers, "--group", "role")
    assert call("analyse", answers, "--language", "cy").exit_code == 0


def test_samples_that_are_written_over_take_their_release_with_them(tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    call("sample", "--out", out)
    call("analyse", out, "--group", "role")
    assert call("sample", "--out", out).exit_code == 2
    assert kept(out).exists()
    call("sample", "--out", out, "--force")
    assert not kept(out).exists()
    assert call("analyse", out, "--group", "sector").exit_code == 0
