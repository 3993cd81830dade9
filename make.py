"""Set up this checkout and run it. Needs Python 3.11 or newer, and the internet for the first run.

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
import errno
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
SCRIPTS = {"check": "tests/checks.py", "docs": "docs/make_site.py", "lock": "requirements/lock.py"}
LOCKS = {"base": ("build", "base"), "web": ("build", "base", "web"), "dev": ("build", "base", "web", "dev")}


def run(*command: str | Path) -> None:
    """Run a command in this checkout; leave with its status where it fails.

    A server that is stopped still writes what it was told. So it is never killed: it has had the same Ctrl+C, and is
    handed on what a service manager sends.
    """
    program = subprocess.Popen([str(part) for part in command], cwd=HERE)
    before = signal.signal(signal.SIGTERM, lambda number, _frame: program.send_signal(number))
    status = None
    while status is None:
        with contextlib.suppress(KeyboardInterrupt):
            status = program.wait()
    signal.signal(signal.SIGTERM, before)
    if status:
        raise SystemExit(status if status > 0 else 128 - status)


def install(kind: str) -> None:
    """Make .venv/ hold what the locks list. Does nothing where it does already."""
    if is_whole(kind):
        return
    try:
        with lock_environment():
            # Another run may have finished it while this one waited for the lock.
            if not is_whole(kind):
                build(kind)
    except OSError as error:
        raise SystemExit(sentence_for(error)) from error
    except KeyboardInterrupt:
        raise SystemExit("Stopped. What is half made is made anew the next time.") from None


def is_whole(kind: str) -> bool:
    """Return whether .venv/ holds what the locks list and was finished."""
    wider = [name for name, locks in LOCKS.items() if set(LOCKS[kind]) <= set(locks)]
    return any(read_mark(name) == wanted(name) for name in wider if read_mark(name))


def mark(kind: str) -> Path:
    """Return the file that is there only while .venv/ is complete."""
    return VENV / f"installed-{kind}"


def read_mark(kind: str) -> str:
    """Return what a mark holds; nothing where there is none."""
    return mark(kind).read_text(encoding="utf-8") if mark(kind).is_file() else ""


def wanted(kind: str) -> str:
    """Return what a mark holds: a digest of the lists, and where and for which Python they were installed."""
    digest = hashlib.sha256()
    for path in (*lists(kind), HERE / "pyproject.toml"):
        digest.update(path.read_bytes())
    return f"{digest.hexdigest()}\n{made_for()}"


def made_for() -> str:
    """Return the folder and the version of Python that .venv/ was made for: neither can change under it.

    The folder's path is written into its programs. After an upgrade of the system the same name leads to another
    Python, which finds nothing of what was installed.
    """
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        version = subprocess.check_output([PYTHON, "-c", code], stderr=subprocess.DEVNULL, text=True).strip()
    except (OSError, subprocess.CalledProcessError):
        version = "none that runs"
    return f"{HERE}\n{version}\n"


def lists(kind: str) -> list[Path]:
    """Return the locked lists that a kind of environment is installed from."""
    return [HERE / "requirements" / f"{name}.txt" for name in LOCKS[kind]]


@contextlib.contextmanager
def lock_environment() -> Iterator[None]:
    """Let one run at a time change .venv/. The system gives the lock back when a run ends, however it ends."""
    with (HERE / ".venv.lock").open("a") as file:
        os.set_inheritable(file.fileno(), True)
        if os.name == "nt":
            import msvcrt

            # Tries for ten seconds at a time; an installation takes longer.
            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Another run is setting up .venv/. Waiting for it …", flush=True)
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError:
                pass  # Some network drives know no locks: one run at a time is then up to the person.
        yield


def build(kind: str) -> None:
    """Make .venv/ where it is missing or half made, and install into it. The mark is written last."""
    # An interrupted pip may leave a package that looks installed and is not: only what was finished is built upon.
    finished = any(read_mark(name).endswith(f"\n{made_for()}") for name in LOCKS)
    if not (finished and has_pip()):
        make_environment()
    for name in LOCKS:
        mark(name).unlink(missing_ok=True)
    print("Installing what it needs. This takes a minute or two …", flush=True)
    locked = [part for path in lists(kind) for part in ("--requirement", str(path))]
    pip("--require-hashes", *locked)
    pip("--no-deps", "--no-build-isolation", "--editable", ".")
    new = VENV / "installing"
    new.write_text(wanted(kind), encoding="utf-8")
    new.replace(mark(kind))


def has_pip() -> bool:
    """Return whether .venv/ has a Python that runs, and pip for it."""
    try:
        return attempt(PYTHON, "-m", "pip", "--version").returncode == 0
    except OSError:
        return False


def pip(*arguments: str) -> None:
    """Install with the environment's pip; where it fails, show what it wrote and say what to do."""
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    # A setting for the person's own folder would be refused inside an environment.
    done = attempt(*command, environment=os.environ | {"PIP_USER": "0"})
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise SystemExit(sentence_for_pip(done.stdout))


def attempt(*command: str | Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command without showing what it writes.

    It inherits the lock: where this run is killed and the command goes on, the next run waits for its end.
    """
    return subprocess.run(
        [str(part) for part in command], cwd=HERE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", close_fds=False, check=False,
    )  # fmt: skip


def sentence_for_pip(said: str) -> str:
    """Return the sentence that goes with what pip wrote."""
    again = "Then run the same command again: it begins anew by itself."
    if os.strerror(errno.ENOSPC) in said:
        return f"The disk is full. Make room: the tests need about 1 GB, everything else about 400 MB. {again}"
    if any(sign in said for sign in ("NewConnectionError", "ConnectTimeout", "from versions: none")):
        return (
            "The package index cannot be reached. Setting up needs the internet once, or the mirror of your"
            f" organisation (pip config set global.index-url ADDRESS). {again}"
        )
    return f"Not everything could be installed: the lines above say why. {again}"


def sentence_for(error: OSError) -> str:
    """Return the sentence for a folder in which .venv/ cannot be made."""
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return f"You cannot write into {HERE}. Copy the folder to a place of your own, and run the command there."
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return sentence_for_pip(os.strerror(errno.ENOSPC))
    return f".venv/ cannot be made: {error.strerror or error}."


def make_environment() -> None:
    """Make .venv/ with pip in it, by the first way that works on this machine."""
    if os.pathsep in str(HERE):
        raise SystemExit(f"Python cannot work in {HERE}. Rename the folder so that no “{os.pathsep}” is in its path.")
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SystemExit("This runs inside .venv/, which has to be made anew. Leave it with: deactivate")
    print("Making .venv/ anew …" if os.path.lexists(VENV) else "Making .venv/ …", flush=True)
    for way in WAYS:
        remove_environment()
        if way() and has_pip():
            return
    remove_environment()
    if shutil.disk_usage(HERE).free < 50_000_000:  # not every way says so itself
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    raise SystemExit(sentence_without_a_way())


def remove_environment() -> None:
    """Remove .venv/, whatever it is."""
    if VENV.is_dir() and not VENV.is_symlink():
        shutil.rmtree(VENV)
    else:
        VENV.unlink(missing_ok=True)


def with_venv() -> bool:
    """Make it with Python's own parts, which Debian and Ubuntu keep in a package apart."""
    return has("venv") and has("ensurepip") and worked(sys.executable, "-m", "venv", VENV)


def with_virtualenv() -> bool:
    """Make it with virtualenv, which brings pip along."""
    return with_tool("virtualenv", "--python", sys.executable, VENV)


def with_uv() -> bool:
    """Make it with uv, which fetches pip."""
    return with_tool("uv", "venv", "--seed", "--python", sys.executable, VENV)


def with_tool(name: str, *arguments: str | Path) -> bool:
    """Make it with a tool that is there as a module or as a program."""
    found = [sys.executable, "-m", name] if has(name) else [shutil.which(name) or ""]
    return found != [""] and worked(*found, *arguments)


def with_pip() -> bool:
    """Make it with a pip that came without ensurepip: it installs a copy of itself."""
    if not (has("venv") and has("pip")):
        return False
    made = worked(sys.executable, "-m", "venv", "--without-pip", VENV)
    return made and worked(sys.executable, "-m", "pip", "--python", PYTHON, "install", "pip")


WAYS = (with_venv, with_virtualenv, with_uv, with_pip)


def has(module: str) -> bool:
    """Return whether the Python that runs this has a module."""
    return importlib.util.find_spec(module) is not None


def worked(*command: str | Path) -> bool:
    """Run a command; show what it wrote only where it fails. Return whether it went well."""
    try:
        done = attempt(*command)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return False
    if done.returncode:
        sys.stderr.write(done.stdout)
    return done.returncode == 0


def sentence_without_a_way() -> str:
    """Return what to install where no way to make an environment is there."""
    if has("ensurepip"):
        return ".venv/ could not be made: the lines above say why."
    if shutil.which("apt-get") and sys.base_prefix == "/usr":
        first = "" if os.geteuid() == 0 else "sudo "
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        told = "Debian and Ubuntu keep one part of Python in a package of its own. Install it, then run this again:"
        return f"{told}\n\n    {first}apt install {package}\n"
    return (
        "This Python comes without ensurepip, which makes environments. Install uv or virtualenv, or a Python from"
        " python.org, then run the same command again."
    )


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


def test(arguments: list[str]) -> None:
    """Run every check and test; with arguments, the tests they choose."""
    install("dev")
    run(PYTHON, "tests/programs.py")
    if not arguments:
        run(PYTHON, SCRIPTS["check"], "lint", "types", "contracts")
        run(PYTHON, "-m", "pytest", "--numprocesses", "auto")
        run(PYTHON, "tests/on_postgres.py")
    else:
        run(PYTHON, "-m", "pytest", *arguments)


WITHOUT_WEB = ("check", "analyse", "draw", "report", "form", "sample", "--help", "--version")


def main() -> None:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python runs this line and gets a sentence
        raise SystemExit(with_newer_python())
    verb, *arguments = sys.argv[1:] or ["help"]
    if verb == "start":
        start(arguments)
    elif verb == "report":
        report()
    elif verb == "test":
        test(arguments)
    elif verb == "run":
        install("base" if not arguments or arguments[0] in WITHOUT_WEB else "web")
        run(PYTHON, "-m", "greenshoots.cli", *arguments)
    elif verb in SCRIPTS:
        install("dev")
        run(PYTHON, SCRIPTS[verb], *arguments)
    else:
        print(__doc__)


def with_newer_python() -> int | str:
    """Run this with a newer Python that is beside this one, as on Ubuntu 22.04; without one, say what is needed."""
    recent = "import sys; raise SystemExit(sys.version_info < (3, 11))"
    for name in (f"python3.{minor}" for minor in (14, 13, 12, 11)):
        found = shutil.which(name)
        # A name on the PATH may lead nowhere: a version switcher has one for every Python it knows.
        if found and subprocess.call([found, "-c", recent], stderr=subprocess.DEVNULL) == 0:
            print(f"This Python is {sys.version.split()[0]}, which is too old. Going on with {name}.", flush=True)
            return subprocess.call([found, str(HERE / "make.py"), *sys.argv[1:]])
    return f"Greenshoots needs Python 3.11 or newer. This is {sys.version.split()[0]}, and no newer one is here."


if __name__ == "__main__":
    main()
