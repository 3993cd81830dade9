"""Set up this checkout and run it. Needs Python 3.11 or newer and nothing else.

    python3 make.py start     run a diagnostic in the browser; with --demo, a fictional place to click through
    python3 make.py report    write a report on the sample answers
    python3 make.py check     check style, types and layers, and test the method, in two minutes
    python3 make.py test      run every check and test
    python3 make.py docs      build the documentation as a site, in out/docs/
    python3 make.py run …     run any greenshoots command, such as: run draw answers.csv
    python3 make.py lock      write what pyproject.toml asks for into requirements/; with --upgrade, all of it anew

Everything it installs goes into .venv/ beside this file, from the locked and hashed lists in requirements/.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
SCRIPTS = {"check": "tests/checks.py", "docs": "docs/make_site.py", "lock": "requirements/lock.py"}
LOCKS = {"base": ("build", "base"), "web": ("build", "base", "web"), "dev": ("build", "base", "web", "dev")}


def run(*command: str | Path) -> None:
    """Run a command in this checkout; leave with its status where it fails."""
    status = subprocess.call([str(part) for part in command], cwd=HERE)
    if status:
        raise SystemExit(status)


def install(kind: str) -> None:
    """Make .venv/ hold what the locks say. Does nothing where it does already."""
    locks = [HERE / "requirements" / f"{name}.txt" for name in LOCKS[kind]]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in [*locks, HERE / "pyproject.toml"])).hexdigest()
    mark = VENV / f"installed-{kind}"
    if PYTHON.exists() and mark.exists() and mark.read_text() == wanted:
        return
    if not PYTHON.exists():
        print("Setting up .venv/ …", flush=True)
        venv.create(VENV, with_pip=True)
    quiet = ("--quiet", "--disable-pip-version-check")
    lists = [part for path in locks for part in ("--requirement", str(path))]
    run(PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", *lists)
    run(PYTHON, "-m", "pip", "install", *quiet, "--no-deps", "--no-build-isolation", "--editable", ".")
    mark.write_text(wanted)


def start(arguments: list[str]) -> None:
    """Serve a diagnostic on the web until somebody stops it."""
    install("web")
    run(PYTHON, "-m", "greenshoots.cli", "start", *arguments)


def report() -> None:
    """Write a report on the sample answers and open it where there is a screen."""
    install("base")
    (HERE / "out").mkdir(exist_ok=True)
    run(PYTHON, "-m", "greenshoots.cli", "sample", "--force", "--out", "out/northvale.csv")
    shown = ["--open"] if sys.stdout.isatty() and not os.environ.get("CI") else []
    about = ["--place", "Northvale Council (fictional)", "--subject", "Adult social care", "--asked", "60"]
    run(
        PYTHON, "-m", "greenshoots.cli", "report", "out/northvale.csv", "--group", "role",
        "--out", "out/northvale-report.pdf", *about, *shown,
    )  # fmt: skip
    print(f"The report is {HERE / 'out' / 'northvale-report.pdf'}")


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser() -> None:
    """Install Chromium for the browser tests where it can be: Debian's as root, else Playwright's own copy."""
    if os.environ.get("GREENSHOOTS_CHROMIUM") or any(map(shutil.which, BROWSERS)):
        return
    print("No Chromium here: installing it for the browser tests …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        install_it = [apt, "install", "--yes", "--no-install-recommends", "chromium"]
        waiting = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "timeout": 420}
        with contextlib.suppress(subprocess.TimeoutExpired):
            if subprocess.call([apt, "update"], **quiet, **waiting) == 0:
                subprocess.call(install_it, **quiet, **waiting)
    if not any(map(shutil.which, BROWSERS)):
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.call([PYTHON, "-m", "playwright", "install", "chromium"], **quiet, timeout=300)


def test(arguments: list[str]) -> None:
    """Run every check and test; with arguments, the tests they choose."""
    install("dev")
    browser()
    if not arguments:
        run(PYTHON, SCRIPTS["check"], "lint", "types", "contracts")
        run(PYTHON, "-m", "pytest", "--numprocesses", "auto")
        run(PYTHON, "tests/on_postgres.py")
    else:
        run(PYTHON, "-m", "pytest", *arguments)


def main() -> None:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python runs this line and gets a sentence
        raise SystemExit("Greenshoots needs Python 3.11 or newer.")
    verb, *arguments = sys.argv[1:] or ["help"]
    if verb == "start":
        start(arguments)
    elif verb == "report":
        report()
    elif verb == "test":
        test(arguments)
    elif verb == "run":
        install("web" if {"start", "backup"} & set(arguments) else "base")
        run(PYTHON, "-m", "greenshoots.cli", *arguments)
    elif verb in SCRIPTS:
        install("dev")
        run(PYTHON, SCRIPTS[verb], *arguments)
    else:
        print(__doc__)


if __name__ == "__main__":
    main()
