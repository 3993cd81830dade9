"""Twins: two files that differ only inside blocks give the same pages, pictures, documents and data, byte for byte.

Set aside is only, in the release beside the answers, its random salt and the digest by which published rows are known
again: they have to differ. That file is for the holder of the answers alone.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from greenshoots import cli, instruments, tabular
from greenshoots.cli.report import SUFFIXES
from greenshoots.core.analysis import findings
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy

GROUPS = ("role", "sector")


def made_up(seed: int) -> list[list[str]]:
    """Make up answers of two rounds, uneven groups, some of whom are not sure; some wrote."""
    rng = np.random.default_rng(seed)
    asked = instruments.load("enabling-conditions")
    rows = [["round", *GROUPS, *(one.id for one in asked.enablers), f"{asked.enablers[0].id}.words"]]
    for round_, people in (("1", 26), ("2", 34)):
        for person in range(people):
            role = rng.choice(["Frontline", "Manager", "Senior leader", "Partner"], p=[0.55, 0.25, 0.14, 0.06])
            sector = rng.choice(["Council", "Health"], p=[0.7, 0.3])
            # Nearly all give 4 to the first enabler, so that some of its blocks stand in bands.
            first = rng.choice(["4", "5", "2"], p=[0.9, 0.06, 0.04])
            scores = rng.choice(
                ["1", "2", "3", "4", "5", "Not sure", ""], p=[0.15, 0.2, 0.2, 0.2, 0.1, 0.1, 0.05], size=10
            )
            rows.append([round_, role, sector, first, *scores, f"Words {person}" if person % 3 == 0 else ""])
    return rows


def write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def twin(path: Path, rows: list[list[str]], policy: Policy, seed: int) -> list[list[str]]:
    """Return the rows with scores swapped inside the blocks of each question."""
    rng = np.random.default_rng(seed)
    answers = tabular.read_file(path, instruments.load("enabling-conditions")).answers
    header, *people = rows
    found = [list(row) for row in people]
    start = 0
    for table in findings.every_round(answers).values():
        released = release.publish(table, policy)
        columns = [table.columns[name] for name in policy.groups]
        block = release.arrange(columns, len(table), policy).block
        for question, cells, scores in zip(table.questions, released.cells, table.scores, strict=True):
            column = header.index(question.id)
            cell = np.where(block >= 0, cells.of_block[block], -1)
            for number in np.unique(cell):
                members = np.flatnonzero((cell == number) & (scores >= 0))
                for person, other in zip(members, rng.permutation(members), strict=True):
                    found[start + person][column] = people[start + other][column]
        start += len(table)
    return [header, *found]


def release_of(path: Path) -> object:
    document = json.loads(path.read_text(encoding="utf-8"))
    for sheet in document["sheets"]:
        del sheet["salt"]
        for round_ in sheet["rounds"]:
            del round_["digest"]
    return document


def everything(folder: Path, rows: list[list[str]], options: Sequence[str]) -> dict[str, object]:
    """Run every command that shows something, and return all that it prints and writes."""
    answers = write(folder / "answers.csv", rows)
    found: dict[str, object] = {}
    commands = {
        "json": ["analyse", "--json"],
        "text": ["analyse"],
        "check": ["check"],
        "pictures": ["draw", "--png", "--words", "--out", str(folder / "pictures")],
        "report": ["report", "--format", "all", "--out", str(folder / "report")],
        "Welsh": ["report", "--language", "cy", "--format", "html", "--out", str(folder / "adroddiad.html")],
    }
    for name, (verb, *more) in commands.items():
        given = options if name == "json" else []
        done = CliRunner().invoke(cli.main, [verb, str(answers), *given, *more], catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        found[name] = done.stdout.replace(str(folder), "")
    for path in sorted((folder / "pictures").iterdir()) + sorted((folder / "report").iterdir()):
        found[path.name] = path.read_bytes()
    found["Welsh page"] = (folder / "adroddiad.html").read_bytes()
    found["release"] = release_of(folder / "answers.csv.release.json")
    return found


CASES = {
    "by role and sector": (["--group", "role", "--group", "sector"], Policy(groups=GROUPS)),
    "no groups": ([], Policy()),
    "larger groups and two colluders": (
        ["--group", "role", "--k", "7", "--c", "2"],
        Policy(k=7, c=2, groups=("role",)),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_files_that_differ_inside_blocks_only_give_the_same_bytes(tmp_path: Path, case: str) -> None:
    options, policy = CASES[case]
    rows = made_up(len(case))
    one = everything(tmp_path / "one", rows, options)
    other = twin(tmp_path / "one" / "answers.csv", rows, policy, seed=1)
    assert sum(mine != theirs for mine, theirs in zip(rows, other, strict=True)) > 20, "the twin is no copy"
    two = everything(tmp_path / "two", other, options)
    assert one.keys() == two.keys()
    # Braille needs a program that is not everywhere.
    assert {f"answers-report{ending}" for name, ending in SUFFIXES.items() if name != "braille"} <= one.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_the_comparison_sees_a_score_that_moves_to_another_block(tmp_path: Path) -> None:
    """The test can fail: two people of different blocks swap their scores, and pages differ."""
    rows = made_up(3)
    one = everything(tmp_path / "one", rows, ["--group", "role"])
    changed = [list(row) for row in rows]
    low, high = (
        next(place for place, row in enumerate(rows) if row[0] == "2" and row[1] == role and row[5] in scores)
        for role, scores in (("Frontline", ("1", "2")), ("Manager", ("3", "4", "5")))
    )
    changed[low][5], changed[high][5] = rows[high][5], rows[low][5]
    two = everything(tmp_path / "two", changed, ["--group", "role"])
    differing = {name for name in one if one[name] != two[name]}
    assert {"json", "release", "answers-report.txt"} <= differing
