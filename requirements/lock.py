"""Write the locked lists, with a hash for every file and no index address: ``python3 make.py lock [uv's options]``.

What is locked stays as it is, where pyproject.toml allows it. ``--upgrade`` takes the newest of everything, and
``--upgrade-package NAME`` of one library.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = ("uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes")
PLAIN = ("--no-emit-index-url", "--no-header", "--quiet")
WEB = ("--extra", "web", "--extra", "postgres")


def write(name: str, *source: str, agree: tuple[str, ...] = ()) -> None:
    """Write one list, which agrees with others about every library that they share."""
    constraints = [part for other in agree for part in ("--constraint", f"requirements/{other}.txt")]
    output = ("--output-file", f"requirements/{name}.txt")
    command = [sys.executable, "-m", *COMPILE, *PLAIN, *sys.argv[1:], *source, *constraints, *output]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    try:
        write("base", "pyproject.toml")
        write("build", "--group", "build")
        write("web", "pyproject.toml", *WEB, agree=("base",))
        write("dev", "--group", "dev", agree=("base", "web"))
    except subprocess.CalledProcessError as error:
        raise SystemExit(error.returncode) from error
