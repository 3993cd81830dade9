"""An installation to handle: an empty one with all tables, and one that a server runs in."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.web.base.data_folder import faults
from tests.web.base.data_folder.faults import Range

from greenshoots import cli
from greenshoots.web.base.data_folder import layout, permissions
from greenshoots.web.base.data_folder.layout import Folder

KEY = "k" * 50


@pytest.fixture(scope="session")
def killing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    """Make installations to kill, each a copy of the same one."""
    made = Range(tmp_path_factory.mktemp("kills"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def settings_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the tests' own settings put into the environment: commands read it."""
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "GREENSHOOTS_DATA", "SECRET_KEY", "SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(killing: Range, tmp_path: Path) -> Folder:
    """Copy a folder that was left in order, with sixty answers that wait."""
    return _private_copy(killing.template.folder.path, tmp_path / "data")


@pytest.fixture
def older(killing: Range, tmp_path: Path) -> Folder:
    """Copy a folder with the tables of an earlier version."""
    return _private_copy(killing.older.folder.path, tmp_path / "older")


def _private_copy(one: Path, to: Path) -> Folder:
    shutil.copytree(one, to)
    copied = layout.of(to)
    permissions.close_to_others(copied)
    return copied


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command: ``run("backup", out, "--data", folder.path)``."""
    return lambda *words: CliRunner().invoke(cli.main, [str(word) for word in words])


def answers(database: Path) -> int:
    """Count the answers that wait."""
    return query(database, "SELECT COUNT(*) FROM responses_pendingresponse")


def query(database: Path, statement: str) -> int:
    with closing(sqlite3.connect(database)) as opened:
        return int(opened.execute(statement).fetchone()[0])


PEOPLE = faults.acts.PEOPLE
