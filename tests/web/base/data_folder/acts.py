"""What a process is killed in the middle of. Each act runs in a process of its own, on a copy of one installation.

It writes into a log what it is about to do and what it was told: what the log says was acknowledged has to be there
afterwards.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from greenshoots.web.base.data_folder import backup, layout, lock, move, restore
from greenshoots.web.base.data_folder.layout import Folder

PEOPLE, PHONES = 60, 8
TABLES_BEFORE = (("plans", "0002"), ("results", "0001"), ("invitations", "0001"), ("responses", "0001"))
"""Migrations that are taken back, so that there is something to update."""


@dataclass(frozen=True, slots=True)
class Case:
    """One run: the folder it happens in, what lies beside it, and the log."""

    folder: Folder
    beside: Path
    log: Path

    def say(self, *words: object) -> None:
        """Write a line that outlives this process."""
        handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(handle, (" ".join(map(str, words)) + "\n").encode())
        os.close(handle)


def make(case: Case) -> None:
    """Make the installation that every run starts from, and note what is in it."""
    from tests.web import cast, making

    from greenshoots.web.base.site import tables
    from greenshoots.web.meet.workshops import actions, events, votes

    tables.bring_up_to_date(case.folder, lambda _sentence: None)
    people = cast.assemble()
    made = making.diagnostic(people.northvale)
    round_ = made.rounds.get()
    rows = making.people_answer(round_, PEOPLE, seed=secrets.randbits(32))
    room = actions.make(made, title="Room", agenda=["systems-mindset"], minutes=[8], by=people.alice)
    actions.press(room, events.Begin(), seen=0, by=people.alice)
    actions.press(room, events.Open(1), seen=1, by=people.alice)
    for number in range(PHONES):
        why = f"A sentence of phone {number}: {secrets.token_hex(12)}"
        assert votes.score(room, f"{number:020d}", "systems-mindset", 1, number % 5 + 1, why=why)
        case.say("why", why)
    for row in rows:
        case.say("kept", row.pk, bytes(row.scores).hex())
    case.folder.key.write_text("k" * 50)
    _leave()


def make_older(case: Case) -> None:
    """Take tables back to what an earlier version had."""
    from django.core.management import call_command

    for room, name in TABLES_BEFORE:
        call_command("migrate", room, name, verbosity=0)
    call_command("migrate", "data_folder", "zero", verbosity=0)
    _leave()


def answers(case: Case) -> None:
    """Take answers from four people at a time; some change theirs, some withdraw."""
    from greenshoots.web.base.site import secure_delete

    secure_delete.start()
    _people(case, 4, 25)
    secure_delete.stop()
    _leave()


def reveal(case: Case) -> None:
    """Reveal while people go on answering."""
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.site import secure_delete
    from greenshoots.web.collect.diagnostics.models import Round
    from greenshoots.web.collect.releases import actions

    secure_delete.start()
    answering = threading.Thread(target=_people, args=(case, 1, 6))
    answering.start()
    actions.reveal(Round.objects.get(), by=User.objects.get(email="alice@example.org"))
    case.say("revealed")
    answering.join()
    secure_delete.stop()
    _leave()


def vote(case: Case) -> None:
    """Show the spread of a vote in a room."""
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.meet.workshops import actions, events
    from greenshoots.web.meet.workshops.models import Workshop

    alice = User.objects.get(email="alice@example.org")
    actions.press(Workshop.objects.get(), events.Reveal("systems-mindset", 1), seen=2, by=alice)
    case.say("shown")
    _leave()


def delete(case: Case) -> None:
    """Delete the diagnostic with everything in it."""
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.collect.diagnostics import actions
    from greenshoots.web.collect.diagnostics.models import Diagnostic

    actions.delete(Diagnostic.objects.get(), by=User.objects.get(email="alice@example.org"))
    case.say("deleted")
    _leave()


def copy(case: Case) -> None:
    """Make a backup while people answer."""
    answering = threading.Thread(target=_people, args=(case, 1, 6))
    answering.start()
    backup.make(case.folder, case.beside / "copy.sqlite3", force=True)
    case.say("copied")
    answering.join()


def put_back(case: Case) -> None:
    """Restore a backup over an installation that has gone on since."""
    with lock.acquire(case.folder, "restore"):
        restore.restore(case.folder, case.beside / "backup.sqlite3", force=True)
    case.say("restored")


def carry(case: Case) -> None:
    """Move the installation to another folder."""
    with lock.acquire(case.folder, "move"):
        move.move(case.folder, case.beside / "moved")
    case.say("moved")


def recover(case: Case) -> None:
    """Start: put the folder in order, bring the tables up to date, finish erasing, and stop again."""
    from greenshoots.web import start
    from greenshoots.web.base.site import secure_delete, tables

    with start.take(case.folder, "recover", lambda _sentence: None):
        tables.bring_up_to_date(case.folder, lambda _sentence: None)
        finished = secure_delete.attempt()
        _leave()
    case.say("recovered" if finished else "pending")


ACTS: dict[str, Callable[[Case], None]] = {
    "make": make,
    "make older": make_older,
    "answers": answers,
    "reveal": reveal,
    "vote": vote,
    "delete": delete,
    "backup": copy,
    "restore": put_back,
    "move": carry,
    "update": recover,
    "recover": recover,
}


def settle(folder: Path) -> None:
    """Point the program, which is loaded already, at a folder."""
    from django.conf import settings
    from django.db import connections

    database = str(folder / layout.DATABASE)
    settings.GREENSHOOTS_DATA = folder
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = database
    os.environ["GREENSHOOTS_DATA"] = str(folder)


def _people(case: Case, at_once: int, each: int) -> None:
    threads = [threading.Thread(target=_person, args=(case, each)) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _person(case: Case, times: int) -> None:
    """Send a number of responses, each as a different person."""
    from django.db import connection

    from greenshoots.web.collect.diagnostics.models import Round
    from greenshoots.web.collect.responses import actions, private_code
    from greenshoots.web.collect.responses.actions import Sent
    from greenshoots.web.collect.responses.response import Outcome, Response
    from greenshoots.web.collect.responses.writer import writer

    chance = random.Random(secrets.randbits(64))
    round_ = Round.objects.get()

    def send(key: int) -> None:
        scores = bytes(chance.choice((0, 1, 2, 3, 4)) for _ in range(11))
        case.say("try", key, scores.hex())
        done = writer.write(Sent(round_.pk, key, Response(scores=scores, choices=bytes([chance.randrange(4)]))))
        if done.result() in {Outcome.KEPT, Outcome.CHANGED}:
            case.say("kept", key, scores.hex())

    for _ in range(times):
        code = private_code.new()
        key = private_code.digest(round_, code)
        send(key)
        if chance.random() < 0.3:
            send(key)
        elif chance.random() < 0.15:
            case.say("withdraws", key)
            if actions.withdraw(round_, code):
                case.say("withdrawn", key)
    connection.close()


def _leave() -> None:
    from greenshoots.web import start
    from greenshoots.web.collect.responses.writer import writer

    writer.stop()
    start.leave()


def said(log: Path) -> list[list[str]]:
    """Return the lines of a log in words; the last may have been cut."""
    lines = log.read_text(encoding="utf-8").split("\n")[:-1] if log.exists() else []
    return [line.split(" ") for line in lines]


def encode(case: Case) -> dict[str, str]:
    """Write a case so that it passes between processes."""
    return {"folder": str(case.folder.path), "beside": str(case.beside), "log": str(case.log)}


def decode(text: str) -> Case:
    """Read what `encode` wrote."""
    found = json.loads(text)
    return Case(layout.of(Path(found["folder"])), Path(found["beside"]), Path(found["log"]))
