"""`greenshoots archive` and `greenshoots import`, run as commands, between two installations."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.web.archives.test_there_and_back import tables_of

PRIVATE = ("SITE_URL", "SECRET_KEY", "LOCAL", "DATABASE_URL", "GREENSHOOTS_DATA", "DJANGO_SETTINGS_MODULE", "DEBUG")
CLEAN = {name: value for name, value in os.environ.items() if name not in PRIVATE}
READY = "import sys, pathlib\nfrom greenshoots.cli import start\nstart.in_folder(pathlib.Path(sys.argv[1]))\n"
DEMO = READY + (
    "from greenshoots.web import demo\ndemo.make()\n"
    "from greenshoots.web.base.places.models import Place\nprint(Place.objects.get(name=demo.PLACE).code)"
)
ACCOUNT = READY + (
    "from greenshoots.web.base.accounts.models import User\n"
    "User.objects.create_user('demo@greenshoots.example', None, name='Demonstration owner')"
)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with an installation of its own."""
    program = [sys.executable, *command]
    return subprocess.run(program, capture_output=True, text=True, env=CLEAN, check=False, timeout=300)


def greenshoots(*command: object) -> subprocess.CompletedProcess[str]:
    """Run a command of Greenshoots."""
    return run("-m", "greenshoots.cli", *map(str, command))


def test_a_place_moves_from_one_installation_to_another(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    made = run("-c", DEMO, str(here))
    assert made.returncode == 0, made.stderr
    code, first, second = made.stdout.strip(), tmp_path / "first.zip", tmp_path / "second.zip"
    assert "no place with the code" in greenshoots("archive", "nowhere", first, "--data", here).stderr
    assert greenshoots("archive", code, first, "--data", here).stdout.strip() == str(first)
    assert "already exists" in greenshoots("archive", code, first, "--data", here).stderr
    assert first.stat().st_mode & 0o077 == 0
    assert "There is no account yet" in greenshoots("import", first, "--data", there).stderr
    assert run("-c", ACCOUNT, str(there)).returncode == 0
    came = greenshoots("import", first, "--data", there)
    assert came.stdout == f"places/{code}/\n", came.stderr
    assert greenshoots("archive", code, second, "--data", there).returncode == 0
    assert told(second) == told(first)
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"no")
    refused = greenshoots("import", bad, "--data", there)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


def told(archive: Path) -> dict[str, Any]:
    """Return the tables of an archive, without what the import adds: the owner's date, and the trail."""
    found = tables_of(archive.read_bytes())
    found["members"] = [row["person"] for row in found["members"]]
    found["trail"] = [row for row in found["trail"] if not row["verb"].startswith("archive.")]
    return found
