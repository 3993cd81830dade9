"""Killing the program 200 times in the middle of what it does, and looking at what is there after the next start.

    python benchmarks/faults.py [kills]

Each kill is SIGKILL to a process: at a statement to SQLite or a change of a file chosen by chance, or at a moment
chosen by chance. One run in nine kills a server that people answer over HTTP; the others fork one that is loaded
already. One start in three after a kill is killed too, and some reveals happen while something else reads the database.
Printed are how many kills came before the end, in how many of those the act counts as done, how many answers were
acknowledged meanwhile, and in how many runs anything was wrong afterwards.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import random
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.web.base.data_folder import faults  # noqa: E402
from tests.web.base.data_folder.acts import Case  # noqa: E402
from tests.web.base.data_folder.faults import Found, Range  # noqa: E402

from greenshoots import instruments  # noqa: E402 - the paths are set above
from greenshoots.web.base.data_folder import layout  # noqa: E402

SERVER = "a server under load"
PEOPLE, LONGEST = 6, 4.0
"""People who answer at once, and seconds after which the server is killed at the latest."""

NAMES = {
    "answers": "taking, changing and withdrawing answers",
    "reveal": "a reveal while people answer",
    "vote": "showing a vote in a workshop",
    "delete": "deleting a diagnostic",
    "backup": "a backup while people answer",
    "restore": "a restore",
    "move": "a move",
    "update": "an update of the tables",
    SERVER: "a server that people answer over HTTP",
}


class Person(threading.Thread):
    """Somebody who answers again and again, each time as another person, until the server is gone."""

    def __init__(self, case: Case, address: str, code: str, enablers: tuple[str, ...]) -> None:
        super().__init__(daemon=True)
        self.case, self.address, self.code, self.enablers = case, f"{address}/a/{code}", code, enablers

    def run(self) -> None:
        """Answer until nobody replies."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                self._answer()

    def _answer(self) -> None:
        with urllib.request.urlopen(self.address, timeout=10) as page:  # noqa: S310 - our own server
            fields = dict(re.findall(r'name="(code|edition)"[^>]* value="([^"]*)"', page.read().decode()))
        salt = f"greenshoots response {self.code}".encode()
        made = hashlib.scrypt(re.sub(r"[^0-9A-Za-z]", "", fields["code"]).encode(), salt=salt, n=16, r=1, p=1)
        key = int.from_bytes(made[:8]) >> 2
        scores = [random.randint(0, 4) for _ in self.enablers]
        self.case.say("try", key, bytes(scores).hex())
        fields |= {f"s-{enabler}": str(score + 1) for enabler, score in zip(self.enablers, scores, strict=True)}
        sent = urllib.parse.urlencode(fields | {"do": "send"}).encode()
        with urllib.request.urlopen(self.address, sent, timeout=10) as reply:  # noqa: S310
            if "Thank you" in reply.read().decode():
                self.case.say("kept", key, bytes(scores).hex())


def kill_a_server(shooting: Range, chance: random.Random) -> Found:
    """Start a server, let people answer, kill it, start again, and look."""
    case = shooting.fresh("answers")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "greenshoots.cli", "start", "--data", str(case.folder.path), "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "CI": "1"}
    with subprocess.Popen(
        [*command, "--no-open"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            while True:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert server.poll() is None, "the server did not start"
                time.sleep(0.05)
            with closing(sqlite3.connect(case.folder.path / layout.DATABASE)) as opened:
                (code,) = opened.execute("SELECT code FROM diagnostics_round").fetchone()
            enablers = tuple(question.id for question in instruments.load("enabling-conditions").questions)
            people = [Person(case, f"http://127.0.0.1:{port}", code, enablers) for _ in range(PEOPLE)]
            for person in people:
                person.start()
            time.sleep(chance.uniform(0.2, LONGEST))
        finally:
            server.send_signal(signal.SIGKILL)
            server.wait()
        for person in people:
            person.join()
    return shooting.look(Found("answers", killed=True), case, chance)


def main() -> None:
    """Kill so many, and print what was found."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    kinds = (*faults.KINDS, SERVER)
    seed = secrets.randbits(32)
    chance = random.Random(seed)
    found: dict[str, list[Found]] = {kind: [] for kind in kinds}
    where = Path(tempfile.mkdtemp(prefix="greenshoots-faults-"))
    try:
        shooting = Range(where)
        for number in range(kills):
            kind = kinds[number % len(kinds)]
            one = kill_a_server(shooting, chance) if kind == SERVER else shooting.run(kind, chance)
            found[kind].append(one)
            for wrong in one.wrong:
                print(f"seed {seed}, run {number}, {kind}: {wrong}", file=sys.stderr)
        shooting.close()
    finally:
        shutil.rmtree(where, ignore_errors=True)
    print(
        "| killed during | runs | killed before its end | of those, done all the same | answers acknowledged | wrong |"
    )
    print("|---|---|---|---|---|---|")
    for kind in kinds:
        print(row(NAMES[kind], found[kind]))
    print(row("**all**", [one for runs in found.values() for one in runs]))


def row(name: str, runs: list[Found]) -> str:
    """Write one line of the table."""
    killed = [one for one in runs if one.killed]
    done, wrong = sum(one.took_effect for one in killed), sum(bool(one.wrong) for one in runs)
    acknowledged = sum(one.acknowledged for one in runs)
    return f"| {name} | {len(runs)} | {len(killed)} | {done} | {acknowledged:,} | {wrong} |"


if __name__ == "__main__":
    main()
