"""What `greenshoots analyse --json` prints is what its schema in the docs says, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner

from greenshoots import cli, instruments, tabular
from greenshoots.core.analysis import findings
from greenshoots.core.answers import Answers, Column
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.instruments.model import ScoreEach
from greenshoots.core.results import Study
from greenshoots.reports import exchange

PATH = Path(__file__).resolve().parent.parent / "docs" / "reference" / "analyse.schema.json"
SCHEMA = json.loads(PATH.read_text(encoding="utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)
ASKED = Study(subject="Adult social care", asked=60, asked_by_group={"role": {"Frontline": 30, "Manager": 12}})


def sample() -> Answers:
    return tabular.read_file(tabular.sample_path(), instruments.load("enabling-conditions")).answers


def statements() -> Answers:
    """Thirty people who scored every statement; some are not sure, some leave blanks."""
    asked = replace(instruments.load("enabling-conditions"), score_each=ScoreEach.STATEMENT)
    rng = np.random.default_rng(7)
    scores = rng.integers(-2, asked.scale.size, size=(len(asked.questions), 30)).astype(np.int8)
    team = Column("team", ("East", "West"), rng.integers(0, 2, size=30).astype(np.int32))
    return Answers.collect(asked, asked.questions, scores, columns={"team": team})


CASES = {
    "groups and rounds": lambda: findings.analyse(sample(), Policy(groups=("role", "sector")), ASKED),
    "open": lambda: findings.analyse(sample(), Policy(protection=Protection.OPEN)),
    "none": lambda: findings.analyse(sample(), Policy(protection=Protection.NONE, groups=("role",)), ASKED),
    "one round": lambda: findings.analyse(sample(), Policy(groups=("role",)), rounds=["1"]),
    "bands": lambda: findings.analyse(sample(), Policy(groups=("role",), k=7, c=3)),
    "hidden": lambda: findings.analyse(sample(), Policy(k=50)),
    "statements": lambda: findings.analyse(statements(), Policy(groups=("team",))),
}


def data(case: str) -> Any:
    return json.loads(json.dumps(exchange.data(CASES[case]())))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("case", CASES)
def test_what_is_printed_is_what_the_schema_says(case: str) -> None:
    assert [f"{list(error.path)}: {error.message}" for error in CHECK.iter_errors(data(case))] == []


def test_the_cases_reach_every_state_and_every_null() -> None:
    printed = [data(case) for case in CASES]
    enablers = [enabler for one in printed for part in one["sets"] for enabler in part["enablers"]]
    assert {enabler["state"] for enabler in enablers} >= {"shown", "approximate", "hidden"}
    for field in ("n", "counts", "low", "mean", "mean_bounds", "spread", "interval"):
        values = [enabler[field] for enabler in enablers]
        assert None in values
        assert any(value is not None for value in values)
    assert any(one["combined"] for one in printed)
    assert any(enabler["statements"] for enabler in enablers)
    assert {part["kind"] for one in printed for part in one["sets"]} == {"everyone", "group", "round"}


def test_the_command_prints_what_the_schema_says(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(tabular.sample_path().read_bytes())
    ran = CliRunner().invoke(cli.main, ["analyse", str(path), "--group", "role", "--json"])
    assert ran.exit_code == 0, ran.output
    CHECK.validate(json.loads(ran.stdout))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema and isinstance(schema.get("type"), str):
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


def test_every_field_is_required_and_described() -> None:
    found = list(objects(SCHEMA))
    assert len(found) > 8
    for schema in found:
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        for name, field in schema["properties"].items():
            assert len(field.get("description", "")) > 5 or "$ref" in field, name


def test_the_schema_refuses_a_field_too_many_and_a_field_too_few() -> None:
    more, fewer = data("one round"), data("one round")
    more["sets"][0]["enablers"][0]["rank"] = 1
    del fewer["sets"][0]["enablers"][0]["mean_bounds"]
    assert not CHECK.is_valid(more)
    assert not CHECK.is_valid(fewer)
