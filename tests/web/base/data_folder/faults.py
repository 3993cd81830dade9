"""Killing the program in the middle of what it does, letting it start again, and looking at what is there then."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.web.base.data_folder import acts
from tests.web.base.data_folder.acts import Case

from greenshoots.web.base.data_folder import layout

ROOT = Path(__file__).resolve().parents[4]
KINDS = ("answers", "reveal", "vote", "delete", "backup", "restore", "move", "update")
"""What is killed. A killed start is tried in each of them: one recovery in three is killed too."""

PUBLISHES = {"reveal", "vote", "delete"}


class Zygote:
    """The process that forks for each run."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.base.data_folder.zygote"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._line() == "ready"

    def order(
        self, act: str, case: Case, *, counts: bool = False, steps: int | None = None, after: float | None = None
    ) -> dict[str, Any]:
        """Run an act; return the status of its process and how long it took."""
        order = {"act": act, "case": json.dumps(acts.encode(case)), "counts": counts, "steps": steps, "after": after}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        found: dict[str, Any] = json.loads(self._line())
        return found

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """End it."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()


@dataclass(slots=True)
class Found:
    """What was there after a kill and a start.

    Attributes:
        killed: False where the act was over before the kill came.
        wrong: What must not be.
        took_effect: True where the act counts as done.
        acknowledged: How many answers were acknowledged in the run.
    """

    kind: str
    killed: bool
    took_effect: bool = False
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Measured:
    """How long an act is when nothing kills it."""

    steps: int
    seconds: float


class Range:
    """Installations to kill: each run gets a copy of the same one.

    Arguments:
        where: An empty folder.
    """

    def __init__(self, where: Path) -> None:
        self.where, self.zygote = where, Zygote()
        self._number = 0
        self._measured: dict[str, Measured] = {}
        made = self._case("template")
        self._must("make", made)
        self.template = made
        # A backup as it was, before what a run adds.
        shutil.copy(self._file(made), where / "backup.sqlite3")
        older = self._case("older")
        self._copy(made, older)
        self._must("make older", older)
        self.older = older

    def close(self) -> None:
        """End the process that forks."""
        self.zygote.close()

    def run(self, kind: str, chance: random.Random) -> Found:
        """Kill one act at some point, start again, and look."""
        measured = self._measure(kind)
        case = self.fresh(kind)
        with self._reader(case, held=kind in {"reveal", "vote"} and chance.random() < 0.3):
            if chance.random() < 0.6:
                ended = self.zygote.order(kind, case, counts=True, steps=chance.randint(1, measured.steps))
            else:
                ended = self.zygote.order(kind, case, after=chance.uniform(0, measured.seconds * 1.1))
        found = Found(kind, killed=ended["status"] == -9)
        if ended["status"] > 0:
            found.wrong.append(f"failed: {self._errors(case)}")
            return found
        return self.look(found, case, chance)

    def look(self, found: Found, case: Case, chance: random.Random) -> Found:
        """Start again, sometimes killed in that too, and look at what is there."""
        case = self._where_it_is(case)
        if chance.random() < 1 / 3:
            self.zygote.order("recover", case, counts=True, steps=chance.randint(1, 60))
        if self.zygote.order("recover", case)["status"] != 0:
            found.wrong.append(f"did not start again: {self._errors(case)}")
            return found
        Look(case, found, found.kind).everything()
        shutil.rmtree(case.beside)
        return found

    def _measure(self, kind: str) -> Measured:
        if kind not in self._measured:
            timed, counted = self.fresh(kind), self.fresh(kind)
            seconds = self._must(kind, timed)["seconds"]
            self._must(kind, counted, counts=True)
            steps = next(int(words[1]) for words in reversed(acts.said(counted.log)) if words[0] == "steps")
            self._measured[kind] = Measured(steps, seconds)
        return self._measured[kind]

    def _must(self, act: str, case: Case, *, counts: bool = False) -> dict[str, Any]:
        ended = self.zygote.order(act, case, counts=counts)
        assert ended["status"] == 0, self._errors(case)
        return ended

    def _errors(self, case: Case) -> str:
        return "\n".join(" ".join(words[1:]) for words in acts.said(case.log) if words[0] == "error")

    def _case(self, name: str) -> Case:
        beside = self.where / name
        (beside / "data").mkdir(parents=True, mode=0o700)
        return Case(layout.of(beside / "data"), beside, beside / "log")

    def fresh(self, kind: str) -> Case:
        """Return a copy of the installation, ready for a kind of run."""
        self._number += 1
        case = self._case(f"run-{self._number}")
        self._copy(self.older if kind == "update" else self.template, case)
        if kind == "restore":
            shutil.copy(self.where / "backup.sqlite3", case.beside / "backup.sqlite3")
            _forget_one(self._file(case))
        return case

    def _copy(self, one: Case, to: Case) -> None:
        shutil.copytree(one.folder.path, to.folder.path, dirs_exist_ok=True)
        shutil.copy(self.where / "template" / "log", to.log)

    def _where_it_is(self, case: Case) -> Case:
        moved = layout.of(case.beside / "moved")
        assert moved.database is not None
        return Case(moved, case.beside, case.log) if moved.database.exists() else case

    @staticmethod
    def _file(case: Case) -> Path:
        return case.folder.path / layout.DATABASE

    @contextmanager
    def _reader(self, case: Case, *, held: bool) -> Iterator[None]:
        """Hold a look at the database, as a backup or a curious administrator does, so that no journal is emptied."""
        if not held:
            yield
            return
        with closing(sqlite3.connect(self._file(case), isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT COUNT(*) FROM responses_pendingresponse").fetchall()
            yield


def _forget_one(database: Path) -> None:
    """Make an installation differ from its backup, so that the two can be told apart; its change is in the journal.

    It is left as a killed server leaves it: a restore that forgot the journal would damage what it puts in place.
    """
    away = database.parent / "away"
    away.mkdir()
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        first = opened.execute("SELECT MIN(id) FROM responses_pendingresponse").fetchone()
        opened.execute("DELETE FROM responses_pendingresponse WHERE id = ?", first)
        for path in layout.files_of(database):
            shutil.copy(path, away)
    for path in away.iterdir():
        path.replace(database.parent / path.name)
    away.rmdir()


class Look:
    """Holds what the log says against what the database and the files say."""

    def __init__(self, case: Case, found: Found, kind: str) -> None:
        self.case, self.found, self.kind = case, found, kind
        self.said = acts.said(case.log)
        self.content = b"".join(
            path.read_bytes() for path in case.folder.path.rglob("*") if path.is_file() and not path.is_symlink()
        )
        self.tried: dict[int, list[str]] = {}
        self.kept: dict[int, str] = {}
        self.unsettled: set[int] = set()
        self._read_log()
        with closing(sqlite3.connect(case.folder.path / layout.DATABASE)) as opened:
            self._read_tables(opened)

    def everything(self) -> None:
        """Look at all that has to hold."""
        self.found.acknowledged = len(self.kept) - acts.PEOPLE
        self._must(self.whole == "ok", f"the database is damaged: {self.whole}")
        if self.kind == "delete":
            self._deleted()
        elif self.kind == "restore":
            self._restored()
        else:
            self._nothing_lost()
        self._nothing_twice()
        self._all_or_nothing()
        self._nothing_readable()
        self._no_crumbs()
        if self.kind == "backup":
            self._backup()

    def _must(self, holds: bool, else_: str) -> None:
        if not holds:
            self.found.wrong.append(else_)

    def _read_log(self) -> None:
        for words in self.said:
            if words[0] in {"try", "kept"}:
                key = int(words[1])
                self.tried.setdefault(key, []).append(words[2])
                if words[0] == "kept":
                    self.kept[key] = words[2]
            elif words[0] == "withdraws":
                self.unsettled.add(int(words[1]))

    def _read_tables(self, opened: sqlite3.Connection) -> None:
        def rows(query: str) -> list[tuple[Any, ...]]:
            return opened.execute(query).fetchall()

        (self.whole,) = rows("PRAGMA integrity_check")[0]
        self.pending = {
            key: bytes(scores).hex() for key, scores in rows("SELECT id, scores FROM responses_pendingresponse")
        }
        spent = rows("SELECT id, withdrawn FROM responses_spentcode")
        self.published = {key for key, withdrawn in spent if not withdrawn}
        self.withdrawn = {key for key, withdrawn in spent if withdrawn}
        self.releases = [people for (people,) in rows("SELECT people FROM releases_release")]
        self.rounds = [revealed for (revealed,) in rows("SELECT revealed FROM diagnostics_round")]
        self.votes = rows("SELECT COUNT(*) FROM workshops_vote")[0][0]
        self.phones = rows("SELECT COUNT(*) FROM workshops_pendingscore")[0][0]
        self.unfinished = rows("SELECT COUNT(*) FROM data_folder_pendingerasure")[0][0]

    def _nothing_lost(self) -> None:
        there = self.pending.keys() | self.published | self.withdrawn
        lost = [key for key in self.kept if key not in there]
        self._must(not lost, f"{len(lost)} acknowledged answers are lost")
        changed = [key for key, scores in self.pending.items() if scores not in self.tried.get(key, ())]
        self._must(not changed, f"{len(changed)} answers hold what nobody sent")
        told = {words[1] for words in self.said if words[0] == "withdrawn"}
        self._must(all(int(key) in self.withdrawn for key in told), "a withdrawn answer is back")

    def _nothing_twice(self) -> None:
        both = self.pending.keys() & (self.published | self.withdrawn)
        self._must(not both, f"{len(both)} answers wait and were counted")
        self._must(sum(self.releases) == len(self.published), "people and spent codes differ")

    def _all_or_nothing(self) -> None:
        done = bool(self.releases)
        self._must(done == bool(self.published) == any(self.rounds), "a reveal is half done")
        if ["revealed"] in self.said:
            self._must(done, "a reveal that was acknowledged is gone")
        self._must(bool(self.votes) != bool(self.phones) or self.kind == "delete", "a vote is half shown")
        if self.kind == "reveal":
            self.found.took_effect = done
        elif self.kind == "vote":
            self.found.took_effect = bool(self.votes)
        elif self.kind not in {"restore", "delete"}:
            self.found.took_effect = not self.found.killed

    def _nothing_readable(self) -> None:
        """No answer that was published, withdrawn or changed can be read in any file of the folder."""
        self._must(not self.unfinished, "erasing is not finished")
        waits = set(self.pending.values())
        gone = {one for key, sent in self.tried.items() for one in sent if self.pending.get(key) != one} - waits
        if self.kind in {"restore", "update"}:
            return  # nothing was published, and what was there before is kept aside on purpose
        found = sum(bytes.fromhex(one) in self.content for one in gone)
        self._must(not found, f"{found} of {len(gone)} erased answers can be read in the files")
        if self.votes:
            said = [" ".join(words[1:]).encode() for words in self.said if words[0] == "why"]
            self._must(not any(one in self.content for one in said), "a sentence of a vote can be read in the files")

    def _no_crumbs(self) -> None:
        crumbs = [*self.case.folder.backups.glob(".*"), self.case.folder.arriving, self.case.folder.ready]
        left = [path.name for path in crumbs if path.exists()]
        self._must(not left, f"left over: {left}")

    def _deleted(self) -> None:
        gone = not self.rounds
        self.found.took_effect = gone
        self._must(gone or set(self.kept) == set(self.pending), "a diagnostic is half deleted")
        self._must(gone or ["deleted"] not in self.said, "a diagnostic that was deleted is back")

    def _restored(self) -> None:
        back = set(self.pending) == set(self.kept)
        before = len(self.pending) == len(self.kept) - 1 and set(self.pending) < set(self.kept)
        self.found.took_effect = back
        self._must(back or before, "neither the backup nor what was there before")
        self._must(back or ["restored"] not in self.said, "a restore that was acknowledged is gone")
        if back:
            aside = [path / layout.DATABASE for path in self.case.folder.replaced]
            self._must(len(aside) == 1 and _answers(aside[0]) == len(self.kept) - 1, "what was there before is gone")

    def _backup(self) -> None:
        copy = self.case.beside / "copy.sqlite3"
        self._must(copy.exists() or ["copied"] not in self.said, "a backup that was acknowledged is not there")
        if copy.exists():
            self._must(_answers(copy) >= acts.PEOPLE, "the backup holds too little")


def _answers(database: Path) -> int:
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(opened.execute("SELECT COUNT(*) FROM responses_pendingresponse").fetchone()[0])
