"""The files around the program that other tools read: workflows, forms, hooks, the citation, the editor's settings."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
CHECKED = [
    *(("github-workflows", path) for path in WORKFLOWS),
    *(("github-issue-forms", path) for path in FORMS),
    ("github-issue-config", GITHUB / "ISSUE_TEMPLATE" / "config.yml"),
    ("dependabot", GITHUB / "dependabot.yml"),
    ("citation-file-format", ROOT / "CITATION.cff"),
    ("compose-spec", ROOT / "deploy" / "compose.yaml"),
]


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize(("schema", "path"), CHECKED, ids=lambda part: part.name if isinstance(part, Path) else part)
def test_every_file_for_another_tool_has_the_form_that_it_expects(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# Workflows


def test_the_tests_run_on_every_python_that_is_promised_and_on_three_systems() -> None:
    matrix = read(GITHUB / "workflows" / "test.yml")["jobs"]["test"]["strategy"]["matrix"]
    promised = re.findall(r"Programming Language :: Python :: (3\.\d+)", "\n".join(project()["classifiers"]))
    assert matrix["python"] == promised == ["3.11", "3.12", "3.13", "3.14"]
    assert {system.partition("-")[0] for system in matrix["system"]} == {"ubuntu", "macos", "windows"}


def steps() -> list[tuple[str, dict]]:
    return [
        (f"{path.name}: {job}", step)
        for path in WORKFLOWS
        for job, told in read(path)["jobs"].items()
        for step in told["steps"]
    ]


def test_every_command_of_make_in_a_workflow_is_one_that_exists() -> None:
    verbs = re.findall(r"^    python3 make\.py (\w+)", (ROOT / "make.py").read_text(encoding="utf-8"), re.MULTILINE)
    used = {verb for _, step in steps() for verb in re.findall(r"make\.py (\w+)", step.get("run", ""))}
    assert {"test", "report", "check", "docs"} <= used <= set(verbs)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_the_code_and_nothing_else(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        assert job["timeout-minutes"] <= 90
    # Text from outside, such as the title of a change, is never part of a command.
    assert "${{ github.event" not in path.read_text(encoding="utf-8")


def test_no_checkout_leaves_its_token_behind() -> None:
    for where, step in steps():
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False, where


# Hooks


def hooks() -> list[dict]:
    return [hook for repo in read(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]


def test_hooks_fetch_nothing_and_run_checks_that_exist() -> None:
    config = read(ROOT / ".pre-commit-config.yaml")
    assert {repo["repo"] for repo in config["repos"]} == {"local"}
    tree = ast.parse((ROOT / "tests" / "checks.py").read_text(encoding="utf-8"))
    (checks,) = (node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "CHECKS")
    names = {key.value for key in checks.keys}
    for hook in hooks():
        assert hook["language"] == "system"
        verb, *checked = hook["entry"].removeprefix("python3 make.py ").split()
        assert verb == "check"
        assert set(checked) <= names
        assert checked == [hook["id"]]


def test_pre_commit_can_read_its_file() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(ROOT / ".pre-commit-config.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_check_that_does_not_exist_is_refused_by_name() -> None:
    command = [sys.executable, "tests/checks.py", "spelling"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "There is no check “spelling”. There are: lint, types, contracts, core." in done.stderr


# Who and where


def test_the_project_names_its_authors_and_invents_no_address() -> None:
    assert project()["authors"] == [{"name": "The Greenshoots authors"}]
    assert read(ROOT / "CITATION.cff")["authors"] == [{"name": "The Greenshoots authors"}]
    # Nobody has published an address yet. When there is one, it belongs in both, and in this test.
    assert "urls" not in project()
    assert "repository-code" not in read(ROOT / "CITATION.cff")


def test_the_editor_keeps_to_the_lines_that_ruff_allows() -> None:
    settings = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    assert f"max_line_length = {ruff['line-length']}\n" in settings


def test_security_conduct_and_contributing_lead_to_each_other() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "(CODE_OF_CONDUCT.md)" in contributing
    assert "(SECURITY.md#how-to-report)" in (ROOT / "CODE_OF_CONDUCT.md").read_text(encoding="utf-8")
    forms = " ".join(path.read_text(encoding="utf-8") for path in FORMS)
    assert "SECURITY.md" in forms
