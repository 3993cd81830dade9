"""Check while you write: ``python3 make.py check``, or by name: ``python3 make.py check lint types``.

Two minutes on two cores. ``python3 make.py test`` runs the first three as well, and then every test.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

CHECKS = {
    "lint": (
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "djlint", "--check", "--quiet", "src/greenshoots/web"),
    ),
    "types": (("-m", "mypy"),),
    "contracts": (("-c", LAYERS),),
    "core": (("-m", "pytest", "tests/core", "--quiet", "--numprocesses", "auto"),),
}
"""The checks by name. What fails soonest comes first."""


def main(names: list[str]) -> int:
    """Run the checks, and return the status of the first that fails."""
    for name in names:
        if name not in CHECKS:
            print(f"There is no check “{name}”. There are: {', '.join(CHECKS)}.", file=sys.stderr)
            return 2
    for name in names or CHECKS:
        began = time.monotonic()
        for command in CHECKS[name]:
            status = subprocess.call([sys.executable, *command], cwd=ROOT)
            if status:
                return status
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
