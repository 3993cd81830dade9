"""Which commands add a missing part depends on where the program came from."""

from __future__ import annotations

import importlib.util
import json
from importlib import metadata

import pytest
from click.testing import CliRunner

from greenshoots import cli
from greenshoots.cli import installation


class Installed:
    """A program with a direct_url.json, or without."""

    def __init__(self, direct: dict[str, object] | None) -> None:
        self.direct = direct

    def read_text(self, filename: str) -> str | None:
        assert filename == "direct_url.json"
        return None if self.direct is None else json.dumps(self.direct)


@pytest.mark.parametrize(
    ("direct", "expected"),
    [
        (None, "greenshoots[web]"),
        ({"url": "file:///in/greenshoots.whl", "archive_info": {}}, "greenshoots[web] @ file:///in/greenshoots.whl"),
        ({"url": "file:///in/a%20copy", "dir_info": {"editable": True}}, "greenshoots[web] @ file:///in/a%20copy"),
        (
            {"url": "https://code.example/greenshoots", "vcs_info": {"vcs": "git", "commit_id": "abc123"}},
            "greenshoots[web] @ git+https://code.example/greenshoots@abc123",
        ),
    ],
    ids=["an index", "a file", "a folder", "a repository"],
)
def test_a_part_is_asked_for_from_where_the_program_came(
    direct: dict[str, object] | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "distribution", lambda _: Installed(direct))
    assert installation.requirement("web") == expected


def test_a_program_that_was_never_installed_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    assert installation.requirement("web") == "greenshoots[web]"


@pytest.mark.parametrize("missing", ["django", "uvicorn"])
def test_without_the_web_a_sentence_names_the_commands_that_add_it(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else find(name))
    result = CliRunner().invoke(cli.main, ["start"])
    assert result.exit_code == 2
    assert f'pip install "{installation.requirement("web")}"' in result.output
    assert f'uvx --from "{installation.requirement("web")}" greenshoots start' in result.output
