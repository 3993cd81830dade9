"""A checkout with nothing in its lists: setting it up runs the real make.py and the real pip, without a network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import pip

ROOT = Path(__file__).resolve().parent.parent

BACKEND = '''
"""Builds the scratch checkout without anything installed; waits first where it is told to."""
import os, time, zipfile

def prepare_metadata_for_build_editable(folder, settings=None):
    os.makedirs(f"{folder}/scratch-1.dist-info")
    with open(f"{folder}/scratch-1.dist-info/METADATA", "w") as file:
        file.write("Metadata-Version: 2.1\\nName: scratch\\nVersion: 1\\n")
    return "scratch-1.dist-info"

def build_editable(folder, settings=None, metadata=None):
    if os.path.exists("hold"):
        open("holding", "w").close()
    while os.path.exists("hold"):
        time.sleep(0.02)
    with zipfile.ZipFile(f"{folder}/scratch-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("scratch.pth", os.getcwd())
        wheel.writestr("scratch-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: scratch\\nVersion: 1\\n")
        tags = "Wheel-Version: 1.0\\nGenerator: scratch\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr("scratch-1.dist-info/WHEEL", tags)
        wheel.writestr("scratch-1.dist-info/RECORD", "")
    return "scratch-1-py3-none-any.whl"
'''
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "scratch"
version = "1"
"""
RUNNER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from tests import checkout
checkout.load(Path({here!r})).run(*{arguments!r})
"""
DRIVER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from tests import checkout
checkout.quick(checkout.load(Path({here!r}))).install("base")
"""


def load(here: Path, script: str = "make.py") -> Any:
    """Load a script of a folder, as running it there does."""
    spec = util.spec_from_file_location(script.removesuffix(".py"), here / script)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def quick(make: ModuleType) -> Any:
    """Let environments borrow the pip that is installed here: nothing is unpacked, nothing is fetched."""

    def borrow() -> bool:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", make.VENV], check=True)
        lend_pip(make.VENV)
        return True

    make.WAYS = (borrow,)
    return make


def lend_pip(environment: Path) -> None:
    packages = next(environment.glob("lib/python3.*/site-packages"), environment / "Lib" / "site-packages")
    (packages / "pip").symlink_to(Path(pip.__file__).parent)


def scratch(folder: Path) -> Path:
    """Make a checkout with nothing in its lists, so that setting it up needs no network."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "make.py", folder)
    (folder / "requirements").mkdir()
    for name in ("build", "base", "web", "dev"):
        (folder / "requirements" / f"{name}.txt").touch()
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "backend.py").write_text(BACKEND)
    return folder
