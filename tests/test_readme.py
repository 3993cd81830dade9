"""The README: what it says is needed, and its first command."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest
from tests import checkout


def readme() -> str:
    return (checkout.ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_the_pythons_that_are_tried() -> None:
    project = tomllib.loads((checkout.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tried = [one.rpartition(" ")[2] for one in project["classifiers"] if re.search(r"Python :: 3\.\d+$", one)]
    named = re.search(r"You need Python (.+?), and the internet", readme())
    assert named
    assert re.findall(r"3\.\d+", named[1]) == tried


def test_the_readme_says_what_debian_needs() -> None:
    assert "apt install python3-venv" in " ".join(readme().split())


@pytest.mark.skipif(
    not checkout.load(checkout.ROOT).is_whole("web"),
    reason="this checkout was not set up by make.py, so it would be now",
)
def test_the_first_command_of_the_readme_serves() -> None:
    checks = checkout.load(checkout.ROOT / ".ci", "readme_commands.py")
    checks.serves([sys.executable, "make.py", "start"])
