"""The set-up of a checkout: on Pythons that come without ensurepip, and after whatever stopped it half way."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import Any

import pip
import pytest
from tests import checkout

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals, users and shell scripts are POSIX")


@pytest.fixture
def make(tmp_path: Path) -> Any:
    return checkout.quick(checkout.load(checkout.scratch(tmp_path / "with a space")))


def is_set_up(make: Any) -> bool:
    """Tell whether the environment runs and knows the checkout."""
    code = "import backend; print(backend.__file__)"
    done = subprocess.run([make.PYTHON, "-c", code], capture_output=True, text=True, check=False, cwd="/")
    return make.is_whole("base") and done.stdout.strip() == str(make.HERE / "backend.py")


def only_on_the_path(monkeypatch: pytest.MonkeyPatch, folder: Path, **scripts: str) -> Path:
    """Leave nothing on the PATH but these scripts; each writes what it was called with into a file."""
    folder.mkdir(exist_ok=True)
    for name, lines in scripts.items():
        script = folder / name.replace("_", ".")
        script.write_text(f'#!/bin/sh\necho "$@" > {shlex.quote(str(folder / "called"))}\n{lines}\n')
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder / "called"


def test_setting_up_makes_an_environment_once(make: Any, capsys: pytest.CaptureFixture[str]) -> None:
    make.install("base")
    assert is_set_up(make)
    first = make.PYTHON.lstat().st_ino
    capsys.readouterr()
    make.install("base")
    assert make.PYTHON.lstat().st_ino == first
    assert capsys.readouterr().out == ""


def test_a_wider_environment_serves_the_narrower_commands(make: Any) -> None:
    make.install("web")
    assert make.is_whole("base")
    assert not make.is_whole("dev")


def test_changed_lists_are_installed_into_the_same_environment(make: Any) -> None:
    make.install("base")
    (make.VENV / "stays").touch()
    (make.HERE / "requirements" / "base.txt").write_text("# another list\n")
    assert not make.is_whole("base")
    make.install("base")
    assert is_set_up(make)
    assert (make.VENV / "stays").exists()


# Ways to make an environment


@pytest.mark.skipif(util.find_spec("ensurepip") is None, reason="this Python comes without ensurepip")
def test_python_makes_it_with_its_own_parts(tmp_path: Path) -> None:
    make = checkout.load(checkout.scratch(tmp_path / "checkout"))
    make.install("base")
    assert is_set_up(make)


@POSIX
@pytest.mark.parametrize(
    ("program", "told"), [("virtualenv", "--python {python} {venv}"), ("uv", "venv --seed --python {python} {venv}")]
)
def test_a_tool_that_is_there_makes_it_where_python_cannot(
    make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, told: str
) -> None:
    make.WAYS = checkout.load(make.HERE).WAYS
    ways = checkout.load(make.HERE)
    for name in ("HERE", "VENV", "PYTHON"):
        monkeypatch.setattr(ways, name, getattr(make, name))
    monkeypatch.setattr(ways, "has", lambda module: module == "venv")
    packages = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    lines = (
        f"{shlex.quote(sys.executable)} -m venv --without-pip {shlex.quote(str(ways.VENV))}\n"
        f"/bin/ln -s {shlex.quote(str(Path(pip.__file__).parent))} {shlex.quote(f'{ways.VENV}/{packages}/pip')}"
    )
    called = only_on_the_path(monkeypatch, tmp_path / "bin", **{program: lines})
    ways.install("base")
    assert is_set_up(ways)
    assert called.read_text().strip() == told.format(python=sys.executable, venv=ways.VENV)


@POSIX
def test_debian_is_told_which_package_to_install(
    make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make = checkout.load(make.HERE)
    monkeypatch.setattr(make, "has", lambda module: module == "venv")
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    only_on_the_path(monkeypatch, tmp_path / "bin", **{"apt-get": ""})
    with pytest.raises(SystemExit) as refused:
        make.install("base")
    assert f"apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv" in str(refused.value)
    assert not make.VENV.exists()
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    with pytest.raises(SystemExit, match="Install uv or virtualenv"):
        make.install("base")
    assert "Traceback" not in capsys.readouterr().err


def test_what_a_first_way_left_is_removed_before_the_next(make: Any) -> None:
    borrow = make.WAYS[0]

    def half() -> bool:
        make.VENV.mkdir()
        (make.VENV / "left").touch()
        return False

    make.WAYS = (half, borrow)
    make.install("base")
    assert is_set_up(make)
    assert not (make.VENV / "left").exists()


@POSIX
def test_an_old_python_goes_on_with_a_newer_one(
    make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["make.py", "report"])
    called = only_on_the_path(monkeypatch, tmp_path / "bin", python3_13="exit 127", python3_12="")
    assert make.with_newer_python() == 0
    assert called.read_text().strip() == f"{make.HERE / 'make.py'} report"
    assert "Going on with python3.12" in capsys.readouterr().out
    only_on_the_path(monkeypatch, tmp_path / "nothing")
    assert "needs Python 3.11 or newer" in str(make.with_newer_python())


# Half made, moved, upgraded


def unfinished(make: Any) -> None:
    """Leave what Debian's Python left: a Python without pip."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", make.VENV], check=True)


def empty(make: Any) -> None:
    make.VENV.mkdir()


def interrupted_while_installing(make: Any) -> None:
    """Leave an environment in which everything looks installed, but nothing says that it was finished."""
    make.install("base")
    make.mark("base").unlink()


def of_a_python_that_is_gone(make: Any) -> None:
    make.install("base")
    make.PYTHON.unlink()
    make.PYTHON.symlink_to("/nowhere/python3")


def of_another_python(make: Any) -> None:
    make.install("base")
    text = make.mark("base").read_text()
    make.mark("base").write_text(text.replace(f"\n{sys.version_info[0]}.{sys.version_info[1]}\n", "\n3.4\n"))


def a_file(make: Any) -> None:
    make.VENV.touch()


def a_link_to_nowhere(make: Any) -> None:
    make.VENV.symlink_to(make.HERE / "nowhere")


@POSIX
@pytest.mark.parametrize(
    "left",
    [
        unfinished, empty, interrupted_while_installing, of_a_python_that_is_gone, of_another_python, a_file,
        a_link_to_nowhere,
    ],
)  # fmt: skip
def test_what_is_not_whole_is_made_anew(make: Any, left: Any, capsys: pytest.CaptureFixture[str]) -> None:
    left(make)
    if make.VENV.is_dir():
        (make.VENV / "left").touch()
    assert not make.is_whole("base")
    make.install("base")
    assert is_set_up(make)
    assert not (make.VENV / "left").exists()
    assert "Making .venv/ anew" in capsys.readouterr().out


def test_a_folder_that_was_moved_is_set_up_anew(make: Any, tmp_path: Path) -> None:
    make.install("base")
    make.HERE.rename(tmp_path / "moved")
    moved = checkout.quick(checkout.load(tmp_path / "moved"))
    assert not moved.is_whole("base")
    moved.install("base")
    assert is_set_up(moved)


@contextmanager
def running(make: Any) -> Iterator[subprocess.Popen[str]]:
    """Set up in a program of its own."""
    code = checkout.DRIVER.format(root=str(checkout.ROOT), here=str(make.HERE))
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen([sys.executable, "-c", code], text=True, start_new_session=True, **pipes) as program:
        try:
            yield program
        finally:
            (make.HERE / "hold").unlink(missing_ok=True)
            program.kill()


def until(reached: Any) -> None:
    """Wait for something that will come; the test runner's own limit is the only one."""
    while not reached():
        signal.sigtimedwait([], 0.02)


@POSIX
def test_ctrl_c_while_installing_heals_on_the_next_run(make: Any) -> None:
    (make.HERE / "hold").touch()
    with running(make) as program:
        until((make.HERE / "holding").exists)
        os.killpg(program.pid, signal.SIGINT)
        said, _ = program.communicate()
    assert program.returncode == 1
    assert "Stopped. What is half made is made anew the next time." in said
    assert "Traceback" not in said
    assert not make.is_whole("base")
    make.install("base")
    assert is_set_up(make)


@POSIX
def test_a_run_waits_for_what_a_killed_run_left_at_work(make: Any) -> None:
    (make.HERE / "hold").touch()
    with running(make) as first:
        until((make.HERE / "holding").exists)
        first.send_signal(signal.SIGKILL)
        first.wait()
        with running(make) as second:
            assert second.stdout is not None
            # The first run's pip still writes into .venv/: it would be removed under its hands.
            assert "Another run is setting up" in second.stdout.readline()
            (make.HERE / "hold").unlink()
            said = second.stdout.read()
            assert second.wait() == 0, said
    assert "Making .venv/ anew" in said
    assert is_set_up(make)


@POSIX
def test_two_runs_at_once_set_up_once(make: Any) -> None:
    (make.HERE / "hold").touch()
    with running(make) as first:
        until((make.HERE / "holding").exists)
        with running(make) as second:
            assert second.stdout is not None
            assert "Another run is setting up" in second.stdout.readline()
            (make.HERE / "hold").unlink()
            assert second.stdout.read() == ""
            assert second.wait() == 0
        assert first.wait() == 0
    assert is_set_up(make)


# What the machine refuses


def test_a_full_disk_is_named_and_heals(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = make.attempt
    full = subprocess.CompletedProcess([], 1, f"ERROR: OSError: [Errno 28] {os.strerror(errno.ENOSPC)}\n")
    monkeypatch.setattr(make, "attempt", lambda *of, **kw: full if "install" in of else real(*of, **kw))
    with pytest.raises(SystemExit, match="The disk is full"):
        make.install("base")
    assert not make.is_whole("base")
    monkeypatch.setattr(make, "attempt", real)
    make.install("base")
    assert is_set_up(make)


def test_a_full_disk_is_named_where_the_environment_itself_does_not_fit(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.WAYS = (lambda: False,)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 0))
    with pytest.raises(SystemExit, match="The disk is full"):
        make.install("base")


def test_no_network_is_named_with_what_to_do(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = make.HERE / "requirements" / "base.txt"
    wanted.write_text(f"click==8.2.1 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match=r"The package index cannot be reached\..* mirror"):
        make.install("base")
    wanted.write_text("")
    make.install("base")
    assert is_set_up(make)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Have no rights of an administrator for a moment, where these tests run as one."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@POSIX
def test_a_folder_that_cannot_be_written_is_named() -> None:
    # Not below pytest's own folder, which nobody else may enter.
    with tempfile.TemporaryDirectory() as folder:
        make = checkout.load(checkout.scratch(Path(folder) / "checkout"))
        Path(folder).chmod(0o755)
        make.HERE.chmod(0o555)
        with as_nobody(), pytest.raises(SystemExit, match=r"You cannot write into .*checkout\. Copy the folder"):
            make.install("base")
        make.HERE.chmod(0o755)


def test_a_folder_that_was_set_up_is_used_without_writing_into_it(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    make.install("base")

    def refuse() -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(make, "lock_environment", refuse)
    make.install("base")


def test_a_path_that_python_cannot_work_in_is_named(tmp_path: Path) -> None:
    make = checkout.quick(checkout.load(checkout.scratch(tmp_path / f"a{os.pathsep}b")))
    with pytest.raises(SystemExit, match="Rename the folder"):
        make.install("base")


def test_an_environment_is_not_removed_by_the_python_in_it(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    unfinished(make)
    monkeypatch.setattr(sys, "prefix", str(make.VENV))
    with pytest.raises(SystemExit, match="deactivate"):
        make.install("base")
    assert make.VENV.exists()
