"""Set up this checkout and run it. Needs Python 3.11 or newer and nothing else.

    python3 make.py start     run a diagnostic in the browser; with --demo, a fictional place to click through
    python3 make.py report    write a report on the sample answers
    python3 make.py check     run what two minutes allow: style, types, layers, and the tests of the method
    python3 make.py test      run every check and test
    python3 make.py docs      build the documentation as a site, in out/docs/
    python3 make.py run …     run any greenshoots command, such as: run draw answers.csv
    python3 make.py lock      write requirements/ anew from pyproject.toml

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


CHECKS = {
    "lint": [(PYTHON, "-m", "ruff", "check", "."), (PYTHON, "-m", "ruff", "format", "--check", ".")],
    "types": [(PYTHON, "-m", "mypy")],
    "contracts": [(BIN / "lint-imports",)],
    "core": [(PYTHON, "-m", "pytest", "tests/core", "--quiet", "--numprocesses", "auto")],
}
"""What can be checked while one writes, by name, in the order of the commands that fail soonest."""


def check(names: list[str]) -> None:
    """Run the checks that take two minutes together; with names, those alone."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        raise SystemExit(f"There is no check “{unknown[0]}”. There are: {', '.join(CHECKS)}.")
    install("dev")
    for name in names or CHECKS:
        for command in CHECKS[name]:
            run(*command)


def docs() -> None:
    """Build the documentation as a site."""
    install("dev")
    run(PYTHON, "docs/make_site.py")
    print(f"The documentation is {HERE / 'out' / 'docs' / 'index.html'}")


def test(arguments: list[str]) -> None:
    """Run every check and test; with arguments, the tests they choose."""
    install("dev")
    browser()
    if not arguments:
        check(["lint", "types", "contracts"])
        run(PYTHON, "-m", "pytest", "--numprocesses", "auto")
        run(PYTHON, "tests/on_postgres.py")
    else:
        run(PYTHON, "-m", "pytest", *arguments)


def lock() -> None:
    """Write the locked lists anew, with a hash for every file and no index address."""
    install("dev")
    compile_ = (PYTHON, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes")
    plain = ("--no-emit-index-url", "--no-header", "--quiet", "--upgrade")
    run(*compile_, *plain, "pyproject.toml", "--output-file", "requirements/base.txt")
    run(*compile_, *plain, "--group", "build", "--output-file", "requirements/build.txt")
    agree = ("--constraint", "requirements/base.txt")
    extras = ("--extra", "web", "--extra", "postgres")
    run(*compile_, *plain, "pyproject.toml", *extras, *agree, "--output-file", "requirements/web.txt")
    agree = (*agree, "--constraint", "requirements/web.txt")
    run(*compile_, *plain, "--group", "dev", *agree, "--output-file", "requirements/dev.txt")


def main() -> None:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python runs this line and gets a sentence
        raise SystemExit("Greenshoots needs Python 3.11 or newer.")
    verb, *arguments = sys.argv[1:] or ["help"]
    if verb == "start":
        start(arguments)
    elif verb == "report":
        report()
    elif verb == "check":
        check(arguments)
    elif verb == "test":
        test(arguments)
    elif verb == "docs":
        docs()
    elif verb == "run":
        install("web" if {"start", "backup"} & set(arguments) else "base")
        run(PYTHON, "-m", "greenshoots.cli", *arguments)
    elif verb == "lock":
        lock()
    else:
        print(__doc__)


if __name__ == "__main__":
    main()
