"""Run the commands under “Try it” in README.md as they stand there, with the Python that runs this.

A command that serves is one whose output says how to stop it: it has to answer at the address it prints, and to stop.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PORT = 8000
SETTINGS = ("SITE_URL", "SECRET_KEY", "LOCAL", "ALLOWED_HOSTS", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DEBUG")


def main() -> None:
    """Run each command in turn; leave with a sentence at the first that does not work."""
    text = (HERE / "README.md").read_text(encoding="utf-8").partition("## Try it")[2].partition("\n## ")[0]
    found = re.findall(r"^\$ (python3 .+)$", text, re.MULTILINE)
    if [command.split()[2] for command in found] != ["start", "test"]:
        raise SystemExit(f"README.md should name two commands under “Try it”, start and test. It names: {found}")
    for command in found:
        print(f"$ {command}", flush=True)
        arguments = [sys.executable, *shlex.split(command)[1:]]
        if arguments[2] == "start":
            serves(arguments)
        elif status := subprocess.call(arguments, cwd=HERE):
            raise SystemExit(status)


def serves(arguments: list[str]) -> None:
    """Start a server, open what it prints, and stop it as Ctrl+C does."""
    # The first start of somebody who has just cloned it: no data, no settings, no browser that opens.
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS} | {"CI": "1"}
    command = [*arguments, *other_port()]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with tempfile.TemporaryDirectory() as folder:
        environment["GREENSHOOTS_DATA"] = str(Path(folder) / "data")
        with subprocess.Popen(
            command, cwd=HERE, env=environment, text=True, start_new_session=True, **pipes
        ) as program:
            try:
                opens_and_stops(program)
            finally:
                if program.poll() is None:
                    os.killpg(program.pid, signal.SIGKILL)
    print("It serves, its first link opens, and it stops.", flush=True)


def opens_and_stops(program: subprocess.Popen[str]) -> None:
    """Open the link that a server prints, then stop it."""
    said = until_it_serves(program)
    link = re.search(r"http://localhost:\d+/welcome/\S+", said)
    if not link or "<h1" not in opened(link[0]):
        raise SystemExit(f"The link that was printed does not open:\n{said}")
    os.killpg(program.pid, signal.SIGINT)
    if program.stdout and (rest := program.stdout.read()):
        raise SystemExit(f"It does not stop quietly:\n{rest}")
    program.wait()


def other_port() -> list[str]:
    """Return an option for a free port where the usual one is taken on this machine."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", PORT)):
            return []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return ["--port", str(free.getsockname()[1])]


def until_it_serves(program: subprocess.Popen[str]) -> str:
    """Return what a server prints until it says how to stop it."""
    said = ""
    for line in program.stdout or ():
        sys.stdout.write(line)
        said += line
        if "Ctrl+C" in line:
            return said
    raise SystemExit(f"It did not start:\n{said}")


def opened(address: str) -> str:
    """Return a page of our own server, which may still be opening its port."""
    for attempt in range(100):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return str(answer.read().decode())
        except ConnectionRefusedError:
            pass
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
        signal.sigtimedwait([], 0.2 + attempt / 100)
    return ""


if __name__ == "__main__":
    main()
