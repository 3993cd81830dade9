"""One file, one release: the first command that shows anything decides, and every later one shows the same blocks."""

from __future__ import annotations

import csv
import itertools
import json
import stat
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from greenshoots import cli
from greenshoots.cli import release_file

Row = tuple[str, ...]
HEADER: Row = ("role", "site", "systems-mindset", "reframing-risk")

# Six frontline staff who nearly all gave 4, and five managers who are mixed: frontline staff stand in bands.
FRONTLINE = [("Frontline", "North", "4", str(score)) for score in (1, 2, 3, 4, 5, 3)]
MANAGERS = [("Manager", "North", str(score), "2") for score in (1, 2, 3, 4, 5)]
ROWS = [*FRONTLINE, *MANAGERS]


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], catch_exceptions=False)


def write(path: Path, rows: Sequence[Row] = ROWS, header: Row = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return write(tmp_path / "answers.csv")


def kept(answers: Path) -> Path:
    return answers.with_name(answers.name + ".release.json")


def numbers(result: Result) -> dict[str, Any]:
    """Return what is shown of the first enabler, by the name of the set."""
    assert result.exit_code == 0, result.stderr
    found = {one["name"]: one["enablers"] for one in json.loads(result.stdout)["sets"]}
    return {name: next(one for one in all_ if one["id"] == "systems-mindset") for name, all_ in found.items()}


def refusal(*arguments: str | Path) -> str:
    found = call(*arguments)
    assert found.exit_code == 2
    assert not found.stdout
    return " ".join(found.stderr.split())


# The attack with two commands


def test_the_whole_minus_the_shown_groups_gives_nothing_away(answers: Path) -> None:
    """With a group first and without one after: bands that hid six people who agree must stay bands."""
    by_role = numbers(call("analyse", answers, "--group", "role", "--json"))
    assert by_role["Manager"]["counts"] == [1, 1, 1, 1, 1]
    assert by_role["Frontline"]["counts"] is None
    whole = numbers(call("analyse", answers, "--json"))
    assert whole["Everyone"] == by_role["Everyone"]
    assert whole["Everyone"]["counts"] is None


def test_without_a_frozen_release_the_same_attack_names_everybody(answers: Path, tmp_path: Path) -> None:
    """What the test above would find if each command published anew, as two files of the same people do."""
    by_role = numbers(call("analyse", answers, "--group", "role", "--json"))
    whole = numbers(call("analyse", write(tmp_path / "copy.csv"), "--json"))["Everyone"]["counts"]
    left = [all_ - managers for all_, managers in zip(whole, by_role["Manager"]["counts"], strict=True)]
    assert left == [0, 0, 0, 6, 0]


@pytest.mark.parametrize("verb", ["analyse", "draw", "report"])
@pytest.mark.parametrize(
    ("first", "then", "named"),
    [
        ([], ["--group", "role"], "Leave out --group."),
        (["--group", "role"], ["--group", "site"], "Leave out --group."),
        (["--group", "role", "--group", "site"], ["--group", "site", "--group", "role"], "Leave out --group."),
        (["--group", "role"], ["--group", "role", "--k", "6"], "Leave out --k."),
        ([], ["--c", "2"], "Leave out --c."),
        ([], ["--protection", "open"], "Leave out --protection."),
        (["--protection", "open"], ["--protection", "protected"], "Leave out --protection."),
        ([], ["--k", "7", "--c", "3"], "Leave out --c and --k."),
    ],
)
def test_another_promise_is_refused_and_the_first_is_named(
    answers: Path, tmp_path: Path, verb: str, first: list[str], then: list[str], named: str
) -> None:
    assert call("analyse", answers, *first).exit_code == 0
    before = kept(answers).read_bytes()
    out = [] if verb == "analyse" else ["--out", tmp_path / "out"]
    told = refusal(verb, answers, *then, *out)
    assert named in told
    expected = [name for name in first if not name.startswith("--")]
    assert all(name in told for name in expected)
    assert "could give away what one person answered" in told
    assert kept(answers).read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_the_same_promise_may_be_repeated_or_left_out(answers: Path) -> None:
    first = call("analyse", answers, "--group", "role", "--k", "5", "--json").stdout
    assert call("analyse", answers, "--json").stdout == first
    assert (
        call("analyse", answers, "--group", "role", "--c", "1", "--protection", "protected", "--json").stdout == first
    )


def test_draw_and_report_read_what_analyse_froze(answers: Path, tmp_path: Path) -> None:
    call("analyse", answers, "--group", "role")
    assert call("draw", answers, "--out", tmp_path / "drawn").exit_code == 0
    assert (tmp_path / "drawn" / "spider.svg").exists()
    assert call("report", answers, "--format", "text", "--out", tmp_path / "r.txt").exit_code == 0
    assert "Manager" in (tmp_path / "r.txt").read_text(encoding="utf-8")


def test_without_protection_the_file_is_counted_and_nothing_is_frozen(answers: Path) -> None:
    assert numbers(call("analyse", answers, "--protection", "none", "--json"))["Everyone"]["counts"][3] == 7
    assert not kept(answers).exists()
    call("analyse", answers)
    bare = call("analyse", answers, "--protection", "none", "--group", "role")
    assert bare.exit_code == 0
    assert "Not protected" in bare.stdout


# What is kept


def test_it_is_kept_beside_the_answers_for_their_owner_alone(answers: Path) -> None:
    told = call("analyse", answers, "--group", "role")
    assert stat.S_IMODE(kept(answers).stat().st_mode) == 0o600
    assert "answers.csv.release.json keeps what is published" in told.stderr
    assert "keeps" not in call("analyse", answers).stderr
    assert [path.name for path in answers.parent.iterdir() if path.name.startswith(".")] == []


def test_it_holds_blocks_and_a_digest_and_no_row(answers: Path) -> None:
    call("analyse", answers, "--group", "role")
    document = json.loads(kept(answers).read_text(encoding="utf-8"))
    (sheet,) = document["sheets"]
    (round_,) = sheet["rounds"]
    assert set(document) == {"format", "about", "sheets"}
    assert set(sheet) == {"sheet", "policy", "salt", "rounds"}
    assert set(round_) == {"name", "digest", "batches"}
    assert [set(batch) for batch in round_["batches"]] == [{"rows", "release"}]
    released = round_["batches"][0]["release"]
    assert released["sizes"] == [6, 5]
    assert sum(map(sum, released["cells"][0]["counts"])) == 5, "Of the six who agree, no count is kept."


def test_a_link_to_the_answers_leads_to_the_same_release(answers: Path) -> None:
    call("analyse", answers, "--group", "role")
    link = answers.with_name("link.csv")
    link.symlink_to(answers)
    assert "Leave out --group" in refusal("analyse", link, "--group", "site")


def test_too_few_answers_freeze_nothing(tmp_path: Path) -> None:
    few = write(tmp_path / "few.csv", MANAGERS[:4])
    assert call("analyse", few).exit_code == 0
    assert not kept(few).exists()
    assert call("analyse", few, "--k", "3").exit_code == 0
    assert kept(few).exists()


def test_it_can_be_kept_elsewhere(answers: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "safe.json"
    call("analyse", answers, "--group", "role", "--release", elsewhere)
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    assert not kept(answers).exists()
    assert "Leave out --group" in refusal("analyse", answers, "--group", "site", "--release", elsewhere)


def test_where_it_cannot_be_kept_nothing_is_shown(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*_arguments: object, **_options: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkstemp", read_only)
    told = refusal("analyse", answers)
    assert "--release FILE" in told
    assert "Read-only file system" in told
    assert "Nothing was shown." in told


def test_a_folder_that_is_not_there_is_named(answers: Path, tmp_path: Path) -> None:
    assert "Nothing was shown." in refusal("analyse", answers, "--release", tmp_path / "none" / "safe.json")


@pytest.mark.parametrize(
    "damage",
    [
        lambda _text: "",
        lambda _text: "[]",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('"rows": 11', '"rows": "eleven"'),
        lambda text: text.replace('"sizes": [6, 5]', '"sizes": [2, 9]'),
        lambda text: text.replace('"batches": [{', '"batches": [], "x": [{'),
    ],
)
def test_a_damaged_release_is_refused_and_left_as_it_is(answers: Path, damage: Callable[[str], str]) -> None:
    call("analyse", answers, "--group", "role")
    broken = damage(kept(answers).read_text(encoding="utf-8"))
    kept(answers).write_text(broken, encoding="utf-8")
    assert "damaged" in refusal("analyse", answers)
    assert kept(answers).read_text(encoding="utf-8") == broken


def test_a_release_of_a_newer_version_is_refused(answers: Path) -> None:
    call("analyse", answers)
    text = kept(answers).read_text(encoding="utf-8").replace("greenshoots-file-release/1", "greenshoots-file-release/9")
    kept(answers).write_text(text, encoding="utf-8")
    assert "Use the version that wrote it, or a newer one." in refusal("analyse", answers)


def test_of_two_commands_that_come_first_one_decides(answers: Path) -> None:
    first, second = (release_file.Kept(kept(answers)) for _ in range(2))
    document = first.read()
    assert second.read() == document
    assert first.write(document)
    assert not second.write({**document, "about": "another"})
    assert second.read()["about"] == document["about"]
    assert second.write({**document, "about": "later"})
    assert not first.write(document)


def test_check_says_what_was_promised(answers: Path) -> None:
    assert "shown already" not in call("check", answers).stdout
    call("analyse", answers, "--group", "role")
    assert 'Results were shown already, with --group "role" --k 5 --c 1.' in call("check", answers).stdout


# A file that has changed


def people(result: Result) -> int:
    assert result.exit_code == 0, result.stderr
    return int(json.loads(result.stdout)["sets"][0]["n"])


def test_a_few_new_rows_wait_and_enough_of_them_form_blocks_of_their_own(answers: Path) -> None:
    first = call("analyse", answers, "--group", "role", "--json").stdout
    write(answers, [*ROWS, *FRONTLINE[:4]])
    again = call("analyse", answers, "--json")
    assert again.stdout == first
    assert "4 new rows wait: too few to be shown." in again.stderr
    write(answers, [*ROWS, *FRONTLINE[:5]])
    later = call("analyse", answers, "--json")
    assert people(later) == 16
    assert "too few to be shown" not in later.stderr
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
    assert "11 rows that were published have been changed, moved, removed" in told
    assert kept(answers).read_bytes() == before


def test_reading_a_column_in_another_way_is_a_change(answers: Path, tmp_path: Path) -> None:
    call("analyse", answers, "--group", "role")
    settles = tmp_path / "map.toml"
    settles.write_text('[columns]\n"role" = "ignore"\n"site" = { group = "role" }\n', encoding="utf-8")
    found = call("analyse", answers, "--map", settles)
    assert found.exit_code == 2


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
    assert "9 rows that were published" in refusal("analyse", answers)
    write(answers, in_round("2", ROWS[2:]), header)
    assert "11 rows that were published" in refusal("analyse", answers, "--round", "2")


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
    own.write_text(source.read_text(encoding="utf-8").replace('version = "1.0"', 'version = "2"'), encoding="utf-8")
    assert "cannot be read with" in refusal("analyse", answers, "--instrument", own)


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
