"""Every verb as a person calls it: what it writes, what it says, and how it refuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from greenshoots import cli, tabular

SAMPLE = str(tabular.sample_path())


def call(*arguments: str | Path) -> Result:
    """Call a verb. Each call gets a copy of the samples, of which nothing has been published yet."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(SAMPLE, folder)
        told = [copy if argument == SAMPLE else str(argument) for argument in arguments]
        return CliRunner().invoke(cli.main, told, catch_exceptions=False)


def sets(result: Result) -> dict[str, dict[str, object]]:
    return {part["name"]: part for part in json.loads(result.stdout)["sets"]}


def small(folder: Path, rows: int, header: str = "role,systems-mindset", cells: str = "Frontline,4") -> Path:
    path = folder / "small.csv"
    path.write_text("\n".join([header, *[cells] * rows]) + "\n", encoding="utf-8")
    return path


def test_help_lists_every_verb_in_the_order_of_use() -> None:
    shown = call("--help").stdout
    places = [shown.index(f"\n  {verb} ") for verb in ("check", "analyse", "draw", "report", "form", "sample")]
    assert places == sorted(places)


@pytest.mark.parametrize("verb", list(cli.VERBS))
def test_every_verb_has_help(verb: str) -> None:
    shown = call(verb, "--help")
    assert shown.exit_code == 0
    assert "Usage" in shown.stdout


def test_analyse_prints_everyone_each_group_and_each_round() -> None:
    found = sets(call("analyse", SAMPLE, "--group", "role", "--json"))
    assert list(found) == [
        "Everyone", "Elected member", "Frontline", "Manager", "Partner", "Senior leader", "Round 1", "Round 2",
    ]  # fmt: skip
    assert found["Everyone"]["n"] == 42
    assert found["Elected member"]["state"] == "hidden"
    assert found["Elected member"]["n"] is None


def test_analyse_without_protection_counts_the_file() -> None:
    found = sets(call("analyse", SAMPLE, "--group", "role", "--protection", "none", "--json"))
    assert found["Elected member"]["n"] == 3
    assert found["Elected member"]["state"] == "shown"


def test_no_protection_is_said_in_every_text_document(tmp_path: Path) -> None:
    call("report", SAMPLE, "--protection", "none", "--format", "text", "--format", "html", "--out", tmp_path)
    for name in ("northvale-report.txt", "northvale-report.html"):
        assert "not protected" in (tmp_path / name).read_text(encoding="utf-8").casefold()


def test_an_open_room_shows_the_whole_from_three_answers_and_refuses_groups(tmp_path: Path) -> None:
    found = sets(call("analyse", small(tmp_path, 3), "--protection", "open", "--json"))
    assert found["Everyone"]["state"] == "shown"
    refused = call("analyse", small(tmp_path, 3), "--protection", "open", "--group", "role")
    assert refused.exit_code == 2
    assert "whole room" in refused.stderr


def test_too_few_people_are_told_apart_from_nobody(tmp_path: Path) -> None:
    found = sets(call("analyse", small(tmp_path, 4), "--json"))
    assert found["Everyone"]["state"] == "hidden"
    assert found["Everyone"]["n"] == 4


def test_a_smaller_k_is_allowed_down_to_three(tmp_path: Path) -> None:
    assert sets(call("analyse", small(tmp_path, 4), "--k", "3", "--json"))["Everyone"]["state"] == "approximate"
    refused = call("analyse", small(tmp_path, 4), "--k", "2")
    assert refused.exit_code == 2
    assert "at least 3" in refused.stderr


def test_the_text_says_what_the_json_says() -> None:
    shown = call("analyse", SAMPLE, "--asked", "60").stdout
    assert "42 of 60 people" in shown
    assert "Enabling policies" in shown


def test_chosen_rounds_are_compared_in_the_order_given() -> None:
    shown = call("analyse", SAMPLE, "--round", "2", "--round", "1", "--json")
    assert json.loads(shown.stdout)["sets"][0]["n"] == 38


def test_check_says_how_columns_are_read_and_what_each_order_shows() -> None:
    shown = call("check", SAMPLE, "--asked", "60").stdout
    assert "group question: role" in shown
    assert "In the last round 42 of 60 people (about 70%) responded." in shown
    assert "role: 3 of 5 choices, 35 of 42 people" in shown


def test_check_gives_no_per_cent_below_thirty_people(tmp_path: Path) -> None:
    shown = call("check", small(tmp_path, 12)).stdout
    assert "12 of 12 people" in shown
    assert "%" not in shown


def test_check_reads_an_instrument(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    source = Path(cli.__file__).parent.parent / "instruments" / "enabling-conditions.toml"
    path.write_bytes(source.read_bytes())
    shown = call("check", path).stdout
    assert "11 enablers, 33 statements, scored 1 to 5" in shown


def test_a_wrong_instrument_is_refused_with_line_and_key(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('id = "x"\nversion = "1"\ntitel = "X"\n', encoding="utf-8")
    refused = call("check", path)
    assert refused.exit_code == 2
    assert "line 3" in refused.stderr
    assert "Did you mean “title”?" in refused.stderr


def test_draw_writes_each_picture_as_svg_png_and_words(tmp_path: Path) -> None:
    done = call("draw", SAMPLE, "--group", "role", "--png", "--words", "--out", tmp_path / "pictures")
    assert done.exit_code == 0
    names = {path.name for path in (tmp_path / "pictures").iterdir()}
    assert names == {
        f"{name}.{end}" for name in ("spider", "strips", "gaps-role", "change") for end in ("svg", "png", "txt")
    }


def test_report_is_named_after_the_format_of_the_file(tmp_path: Path) -> None:
    for end, start in ((".pdf", b"%PDF"), (".xlsx", b"PK"), (".html", b"<!"), (".txt", b"What")):
        path = tmp_path / f"board{end}"
        assert call("report", SAMPLE, "--out", path).exit_code == 0
        assert path.read_bytes().lower().startswith(start.lower())


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    refused = call("report", tmp_path / "missing.csv", "--out", tmp_path / "board.odt")
    assert refused.exit_code == 2
    assert "“.odt” is not a format" in refused.stderr


def test_the_answers_are_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "answers.txt"
    path.write_bytes(Path(SAMPLE).read_bytes())
    refused = call("report", path, "--format", "text", "--out", path)
    assert refused.exit_code == 2
    assert path.read_bytes() == Path(SAMPLE).read_bytes()


def test_large_print_is_for_formats_that_have_it(tmp_path: Path) -> None:
    refused = call("report", SAMPLE, "--format", "text", "--large-print", "--out", tmp_path / "a.txt")
    assert refused.exit_code == 2
    assert "Large print" in refused.stderr


@pytest.mark.parametrize(("style", "end"), [("normal", ".pdf"), ("large-print", ".pdf"), ("text", ".txt")])
def test_form_writes_a_blank_form(tmp_path: Path, style: str, end: str) -> None:
    path = tmp_path / f"form{end}"
    done = call("form", "--style", style, "--group", "role=Frontline,Manager", "--language", "cy", "--out", path)
    assert done.exit_code == 0
    assert path.stat().st_size > 1000


def test_form_explains_how_groups_are_written(tmp_path: Path) -> None:
    refused = call("form", "--group", "role", "--out", tmp_path / "form.pdf")
    assert refused.exit_code == 2
    assert "role=Frontline,Manager" in refused.stderr


def test_sample_can_be_read_back_and_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    assert call("sample", "--out", path).exit_code == 0
    assert call("check", path).exit_code == 0
    refused = call("sample", "--out", path)
    assert refused.exit_code == 2
    assert "--force" in refused.stderr


def test_an_empty_sheet_has_a_column_for_every_enabler(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    assert call("sample", "--empty", "--out", path).exit_code == 0
    header = path.read_text(encoding="utf-8")
    assert "systems-mindset," in header
    assert "capacity-to-change.words" in header


def test_results_speak_the_language_of_the_questionnaire_and_only_until_the_command_ends() -> None:
    assert call("analyse", SAMPLE, "--language", "cy").stdout.startswith("Beth ddywedodd 42 o bobl\n")
    assert call("analyse", SAMPLE).stdout.startswith("What 42 people said\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyse", "nowhere.csv"),
        ("analyse", SAMPLE, "--group", "rôle"),
        ("analyse", SAMPLE, "--round", "9"),
        ("analyse", SAMPLE, "--asked-of", "role"),
        ("analyse", SAMPLE, "--instrument", "none-such"),
        ("analyse", SAMPLE, "--language", "xx"),
        ("report", SAMPLE, "--out", f"{SAMPLE}/inside-a-file/report.pdf"),
        ("draw", SAMPLE, "--width", "3"),
    ],
)
def test_bad_input_is_one_message_on_stderr_and_status_two(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "greenshoots.cli", *arguments], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("Error: ")
    assert list(tmp_path.iterdir()) == []


def test_what_could_tell_who_answered_is_named_and_nowhere_in_the_output(tmp_path: Path) -> None:
    rows = [f"person{n}@example.org,Frontline,{1 + n % 5}" for n in range(8)]
    path = tmp_path / "named.csv"
    path.write_text("\n".join(["E-mail,role,systems-mindset", *rows]) + "\n", encoding="utf-8")
    shown = call("analyse", path, "--json")
    assert "“E-mail”" in shown.stderr
    assert "@example.org" not in shown.output
