"""The house rules that a machine can hold: sizes, names, layers, one tree of errors, a light start."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from importlinter import cli as import_linter

from greenshoots.core import errors

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PYTHON = sorted(
    path
    for folder in ("src", "tests", "benchmarks", "docs", "make.py")
    for path in ([ROOT / folder] if folder.endswith(".py") else (ROOT / folder).rglob("*.py"))
)
MODULES = [path for path in PYTHON if SOURCE in path.parents]

LONGEST_MODULE, LONGEST_FUNCTION = 400, 40
# A Typst file says what a page looks like, as a stylesheet does.
LONGEST = {".html": 150, ".jinja": 150, ".css": 200, ".typ": 200, ".js": 150}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "mixins", "mixin", "misc"}

HEAVY = ("docx", "pptx", "typst", "xlsxwriter", "PIL", "jinja2", "python_calamine", "numpy", "fontpkg", "louis")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring, so that explaining costs nothing."""
    first = function.body[0]
    length = (function.end_lineno or 0) - function.lineno + 1
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        length -= (first.end_lineno or 0) - first.lineno + 1
    return length


# Sizes and names


def test_there_is_something_to_measure():
    assert len(MODULES) > 50
    assert Path(__file__) in PYTHON


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_no_module_and_no_function_swallows_its_neighbours(path: Path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    functions = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    too_long = {
        function.name: code_lines(function) for function in functions if code_lines(function) > LONGEST_FUNCTION
    }
    assert too_long == {}


@pytest.mark.parametrize("suffix", LONGEST)
def test_no_template_stylesheet_or_script_is_too_long(suffix: str):
    found = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob(f"*{suffix}")}
    assert {file: lines for file, lines in found.items() if lines > LONGEST[suffix]} == {}


def test_no_module_is_named_after_nothing():
    assert [name(path) for path in PYTHON if NO_NAMES & {path.stem, *path.relative_to(ROOT).parts}] == []


def texts() -> Iterator[Path]:
    for path in (*SOURCE.rglob("*"), *(ROOT / "docs").rglob("*"), *PYTHON, *ROOT.glob("*.md")):
        if path.suffix in {".py", ".md", ".toml", ".typ", ".html", ".css", ".js", ".json", ".csv"} and path.is_file():
            yield path


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
    assert [name(path) for path in texts() if later.search(path.read_text(encoding="utf-8"))] == []


def test_no_type_error_is_waved_through_without_saying_which():
    bare = re.compile(r"#\s*type:\s*ignore(?!\[)|#\s*no" + r"qa(?!:)")
    assert [name(path) for path in PYTHON if bare.search(path.read_text(encoding="utf-8"))] == []


# Errors


def tree() -> dict[str, str | None]:
    """Read the tree drawn at the top of errors.py: each class with the one above it."""
    above: dict[int, str] = {}
    found: dict[str, str | None] = {}
    for line in (errors.__doc__ or "").splitlines():
        drawn = re.match(r"^([ │├└─]*)(\w+Error)\b", line)
        if drawn:
            depth = len(drawn[1])
            above = {at: parent for at, parent in above.items() if at < depth}
            found[drawn[2]] = above[max(above)] if above else None
            above[depth] = drawn[2]
    return found


def test_the_tree_of_errors_is_the_one_that_is_drawn():
    classes = [
        value for value in vars(errors).values() if isinstance(value, type) and value.__module__ == errors.__name__
    ]
    real = {one.__name__: one.__base__.__name__ if one.__base__ is not Exception else None for one in classes}
    assert tree() == real
    assert real["InstrumentError"] == "GreenshootsError"


def test_no_error_grows_outside_the_tree():
    stray = []
    for path in MODULES:
        if path.name == "errors.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = [ast.unparse(base).split(".")[-1] for base in node.bases]
                stray += [
                    f"{name(path)}: {node.name}" for base in bases if re.search(r"(Error|Exception|Warning)$", base)
                ]
    assert stray == []


# Layers and start


def test_arrows_point_one_way(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(SOURCE))
    status = import_linter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out


def fresh(code: str) -> str:
    """Run a line in an interpreter of its own and give what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return ran.stdout


def test_the_command_line_starts_without_heavy_modules():
    loaded = fresh("import sys, greenshoots.cli; print(*{name.split('.')[0] for name in sys.modules})").split()
    assert "click" in loaded
    assert sorted(set(HEAVY) & set(loaded)) == []


def test_the_core_needs_nothing_but_numpy():
    every = " ".join(
        f"import greenshoots.core.{path.stem};" for path in (SOURCE / "greenshoots/core").glob("[a-z]*.py")
    )
    # What a start brings along is not the core's: Debian's Python loads sitecustomize, Ubuntu's its crash reports.
    listed = "print(*({name.split('.')[0] for name in sys.modules} - before))"
    loaded = set(fresh(f"import sys; before = set(sys.modules); {every} {listed}").split())
    assert {"numpy", "greenshoots"} <= loaded
    outside = loaded - set(sys.stdlib_module_names) - {"numpy", "greenshoots", "__main__"}
    assert {found for found in outside if not found.startswith("_")} == set()


# Examples


WITH_EXAMPLES = [path for path in MODULES if ">>>" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=name)
def test_every_example_in_a_docstring_runs(path: Path):
    dotted = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
    found = doctest.testmod(importlib.import_module(dotted))
    assert found.attempted > 0
    assert found.failed == 0


# Made-up cases


def test_made_up_cases_have_no_deadline_and_no_health_check_that_a_busy_machine_fails():
    assert settings.default is not None
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check


def test_no_single_test_takes_the_deadline_or_the_health_check_up_again():
    """A list of health checks of a test's own replaces the one that all share, so it has to name the slow one too."""
    found = []
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "settings"):
                continue
            said = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            hurried = said.get("deadline", "None") != "None"
            if hurried or "too_slow" not in said.get("suppress_health_check", "too_slow"):
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


# Names

TWINS = {
    "Effort": "the row's values are the library's",
    "Entry": "rows of the library and of the audit trail keep the names of their tables",
    "Kind": "the row's values are the library's",
    "Level": "the row's values are the library's",
    "Note": "a row of the results; in the method what a person should know about a file",
    "Picture": "an event of a workshop, which is stored by its name; in reports a drawing with its text",
    "Point": "a row of the map of who can act; in charts a place in the drawing",
    "Protection": "the row's values are the method's",
    "Release": "a row that keeps the release of the method",
}
"""Names of classes that a table, a row's values or a stored event share with something else, each with its reason."""


def test_one_name_of_a_class_means_one_thing():
    places: dict[str, list[str]] = {}
    for path in MODULES:
        if "migrations" in path.parts:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(name(path))
    twice = {each: found for each, found in places.items() if len(found) > 1}
    assert {each: found for each, found in twice.items() if each not in TWINS} == {}
    assert sorted(set(TWINS) - set(twice)) == []
