"""Calling verbs on a small file of answers."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from greenshoots import cli

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


def people(result: Result) -> int:
    assert result.exit_code == 0, result.stderr
    return int(json.loads(result.stdout)["sets"][0]["n"])
