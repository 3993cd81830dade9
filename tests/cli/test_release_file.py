"""One file, one release: the first command that shows anything decides, and every later one shows the same blocks."""

from __future__ import annotations

import json
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import MANAGERS, call, kept, numbers, refusal, write

from greenshoots.cli import release_file

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
    assert "could work out what one person answered" in told
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
    assert "answers.csv.release.json records what was published" in told.stderr
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
    first, second = (release_file.ReleaseFile(kept(answers)) for _ in range(2))
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
    assert 'Results have already been shown, with --group "role" --k 5 --c 1.' in call("check", answers).stdout
