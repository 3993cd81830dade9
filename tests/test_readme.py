"""The README: what it needs, and its first command."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest
from tests import checkout


def readme() -> str:
    return (checkout.ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_the_python_versions_that_are_tested() -> None:
    project = tomllib.loads((checkout.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tested = [text.rpartition(" ")[2] for text in project["classifiers"] if re.search(r"Python :: 3\.\d+$", text)]
    named = re.search(r"You need Python (.+?), and the internet", readme())
    assert named
    assert re.findall(r"3\.\d+", named[1]) == tested


def test_the_readme_says_what_debian_needs() -> None:
    assert "apt install python3-venv" in " ".join(readme().split())


@pytest.mark.skipif(
    not checkout.load(checkout.ROOT).is_whole("web"),
    reason="make.py has not set up this checkout, and the test would",
)
def test_the_first_command_of_the_readme_serves() -> None:
    checks = checkout.load(checkout.ROOT / ".ci", "readme_commands.py")
    checks.serves([sys.executable, "make.py", "start"])
