"""What is handed out: what the wheel and the source hold, and that they run where nothing else is installed."""

from __future__ import annotations

import email
import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

import greenshoots

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"

OURS = ("SITE_URL", "SECRET_KEY", "LOCAL", "DATABASE_URL", "GREENSHOOTS_DATA", "DJANGO_SETTINGS_MODULE", "PYTHONPATH")
CLEAN = {
    **{name: value for name, value in os.environ.items() if name not in OURS},
    # Beside the environment, so that the next run downloads nothing and deleting .venv/ deletes this too.
    "UV_CACHE_DIR": str(Path(sys.prefix) / "uv-cache"),
    "UV_PYTHON_DOWNLOADS": "never",
    "NO_COLOR": "1",
}
UNREACHABLE = re.compile(
    r"error sending request|dns error|failed to fetch|connect(ion)? (error|refused|timed out)|network connectivity"
    r"|not found in the package registry|because there are no versions of",
    re.IGNORECASE,
)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and the source."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def source(built: Path) -> Path:
    (found,) = built.glob("*.tar.gz")
    return found


# What they hold


def test_the_wheel_holds_the_program_without_the_sources_of_translations(wheel: Path) -> None:
    there = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "greenshoots").rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".po"}
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == there
    assert any(name.endswith(".mo") for name in held)
    assert "greenshoots/py.typed" in held


def test_the_source_holds_what_it_takes_to_translate_test_and_build_it(source: Path) -> None:
    with tarfile.open(source) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    catalogues = {path.relative_to(ROOT).as_posix() for path in SOURCE.rglob("*.po")}
    assert catalogues
    assert catalogues <= held
    assert {"make.py", "pyproject.toml", "LICENSE", "requirements/dev.txt", "tests/test_wheel.py"} <= held
    assert not any(name.startswith((".git/", ".venv", "out/", "dist/")) for name in held)


def test_the_wheel_says_who_made_it_under_which_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    said = email.message_from_bytes(archive.read(name))
    assert said["Author"] == "The Greenshoots authors"
    assert said["License-Expression"] == "MIT"
    assert "Framework :: Django" in said.get_all("Classifier", [])
    assert any(name.endswith("/licenses/LICENSE") for name in archive.namelist())
    # A plain install has no Django: only the extra brings it.
    django = [line for line in said.get_all("Requires-Dist", []) if line.lower().startswith("django")]
    assert django
    assert all("extra == 'web'" in line for line in django)


def test_every_place_that_names_the_version_names_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert greenshoots.__version__ == project["version"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == project["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)\b", changes, re.MULTILINE)
    assert newest is not None
    assert newest[1] == project["version"]


# That it runs where nothing else is installed


def uvx(wanted: str, *command: str) -> list[str]:
    """Return what runs a command in an environment of its own, with the versions that are locked."""
    uv = (sys.executable, "-m", "uv", "tool", "run", "--python", sys.executable)
    return [*uv, "--constraints", str(ROOT / "requirements" / "web.txt"), "--from", wanted, *command]


def run(wanted: str, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(uvx(wanted, *command), capture_output=True, text=True, check=False, env=CLEAN, cwd=cwd)


@pytest.fixture(scope="session")
def with_web(wheel: Path) -> str:
    return f"greenshoots[web] @ {wheel.as_uri()}"


@pytest.fixture
def reachable(wheel: Path, tmp_path: Path) -> None:
    """Leave the test out where the libraries cannot be had: without a network, nothing new can be installed."""
    tried = run(str(wheel), "greenshoots", "--version", cwd=tmp_path)
    if tried.returncode and UNREACHABLE.search(tried.stderr):
        pytest.skip("The package index cannot be reached, so the wheel cannot be installed anywhere.")
    assert tried.returncode == 0, tried.stderr


@pytest.mark.usefixtures("reachable")
def test_the_wheel_alone_reads_answers_and_writes_a_report(wheel: Path, tmp_path: Path) -> None:
    shown = run(str(wheel), "greenshoots", "--help", cwd=tmp_path)
    assert "\n  report " in shown.stdout, shown.stderr
    assert run(str(wheel), "greenshoots", "sample", "--out", "answers.csv", cwd=tmp_path).returncode == 0
    written = run(str(wheel), "greenshoots", "report", "answers.csv", "--out", "report.pdf", cwd=tmp_path)
    assert written.returncode == 0, written.stderr
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("reachable")
def test_the_wheel_without_the_web_names_the_command_that_starts_it(wheel: Path, with_web: str, tmp_path: Path) -> None:
    refused = run(str(wheel), "greenshoots", "start", cwd=tmp_path)
    assert refused.returncode == 2
    assert f'uvx --from "{with_web}" greenshoots start' in refused.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("reachable")
def test_the_wheel_with_the_web_serves_its_first_page(with_web: str, tmp_path: Path) -> None:
    with serving(with_web, tmp_path) as (address, said):
        assert address in said
        # The set-up link works once; following it would make an owner, so the page before it is asked for.
        with urllib.request.urlopen(address, timeout=60) as page:  # noqa: S310 - our own address
            assert page.status == 200
            assert "Greenshoots" in page.read().decode()


@contextmanager
def serving(wanted: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Start the program as somebody does who has uv and the wheel; give its address and what it printed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = uvx(wanted, "greenshoots", "start", "--data", str(folder / "data"), "--port", str(port), "--no-open")
    with (folder / "said.txt").open("wb") as out:
        program = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=CLEAN, cwd=folder, start_new_session=True
        )
    try:
        while not is_listening(port):
            said = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
            assert program.poll() is None, said
            time.sleep(0.1)
        yield f"http://localhost:{port}/", (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
    finally:
        end(program)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def end(program: subprocess.Popen[bytes]) -> None:
    """End uv and what it started."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(program.pid)], capture_output=True, check=False)
    else:
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
