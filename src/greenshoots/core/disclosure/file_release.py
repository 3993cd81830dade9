"""What was published of one file of answers, so that every later look at the file shows the same blocks.

Whoever publishes the same people in two orders of respondent groups, or with another k, publishes them twice: the
whole minus the groups of the other order gives away what a range had hidden. So the first look at a file freezes its
blocks. Rows that come later form blocks of their own, once there are k of them.

Frozen rows are known again by one digest of all of them. It holds no row, and what it says of tiny files can be tried
out by whoever has it; it lies beside the answers, which say more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from greenshoots.core.answers import NOT_GIVEN, Answers
from greenshoots.core.disclosure import joining, release, release_document
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.release import Release
from greenshoots.core.errors import PolicyError, ReleaseError
from greenshoots.core.instruments.model import Instrument

FORMAT = "greenshoots-file-release/1"

_COST = {"n": 2**14, "r": 8, "p": 1}
"""What one guess at the digest costs: some 50 thousandths of a second and 16 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Blocks that were published together.

    Arguments:
        rows: How many rows of the round are in this batch and those before it. They are its first rows in the file.
        released: Their blocks.
    """

    rows: int
    released: Release


@dataclass(frozen=True, slots=True, eq=False)
class FrozenRound:
    """One round of a file as it was published.

    Arguments:
        digest: What its published rows say, all together and in no order.
        batches: The blocks, oldest first.
    """

    digest: str
    batches: tuple[Batch, ...]

    @property
    def rows(self) -> int:
        """Return how many rows are published."""
        return self.batches[-1].rows

    @property
    def released(self) -> Release:
        """Return all blocks of the round."""
        return joining.join([batch.released for batch in self.batches])


@dataclass(frozen=True, slots=True, eq=False)
class FileRelease:
    """What was published of one file, or of one sheet of a workbook.

    Arguments:
        policy: What was promised when the file was first looked at.
        salt: Random, as hexadecimal digits; it goes into the digests.
        rounds: Its rounds by name; a file without rounds has one without a name.
    """

    policy: Policy
    salt: str
    rounds: Mapping[str, FrozenRound]

    @classmethod
    def new(cls, policy: Policy, salt: str) -> Self:
        """Return a release of nothing yet."""
        return cls(policy, salt, {})

    def extended(self, tables: Mapping[str, Answers], wanted: Sequence[str]) -> Self:
        """Return the release with what has come since, where it is enough for blocks.

        Arguments:
            tables: The rows of every round of the file as it is now.
            wanted: The rounds that are to be shown. Others stay as they are.

        Raises:
            PolicyError: rows that were published are no longer there, or say something else.
        """
        rounds = self._named_as_now(tables)
        for name, frozen in rounds.items():
            self._must_be_there(frozen, tables.get(name))
        for name in wanted:
            new = self._new_rows(rounds.get(name), tables[name])
            if len(new) >= self.policy.minimum:
                rounds[name] = self._with_batch(rounds.get(name), tables[name], new)
        return replace(self, rounds=rounds)

    def waiting(self, name: str, table: Answers) -> int:
        """Count the rows of a round that are not published; fewer than k."""
        frozen = self.rounds.get(name)
        return len(table) - (frozen.rows if frozen else 0)

    def released(self, name: str, table: Answers) -> Release:
        """Return the blocks of a round; none where too few have answered."""
        frozen = self.rounds.get(name)
        return frozen.released if frozen else release.publish(table, self.policy)

    def with_words(self, name: str, table: Answers) -> Answers:
        """Return the rows of a round whose words may be shown.

        Words of a few late rows would stand out beside those that were there before, so they wait until as many
        people have come since as words are mixed among. A batch in which nobody wrote mixes nobody's words.
        """
        frozen, fewest = self.rounds.get(name), max(self.policy.k_words, self.policy.minimum)
        wrote = {remark.row for remarks in table.words.values() for remark in remarks}
        before = mixed = since = 0
        for batch in frozen.batches if frozen else ():
            if any(before <= row < batch.rows for row in wrote):
                since += batch.rows - before
            before = batch.rows
            if since >= fewest:
                mixed, since = batch.rows, 0
        # Fewer people than words are mixed among are handed on: the page then says from how many on they are shown.
        return _first(table, mixed or (before if before < fewest else 0))

    def holds(self, tables: Mapping[str, Answers]) -> bool:
        """Tell whether all that was published is in these tables, as it was."""
        try:
            found = self._named_as_now(tables)
            for name, frozen in found.items():
                self._must_be_there(frozen, tables.get(name))
        except PolicyError:
            return False
        return bool(found)

    def _named_as_now(self, tables: Mapping[str, Answers]) -> dict[str, FrozenRound]:
        """Return the frozen rounds by the names that they have in the file now: a column for rounds may be new."""
        found = {name: frozen for name, frozen in self.rounds.items() if name in tables}
        for name, frozen in self.rounds.items():
            if name not in tables:
                free = (other for other in tables if other not in found and other not in self.rounds)
                now = next((other for other in free if self._is_there(frozen, tables[other])), name)
                found[now] = frozen
        return found

    def _is_there(self, frozen: FrozenRound, table: Answers) -> bool:
        if len(table) < frozen.rows:
            return False
        return digest(_first(table, frozen.rows), frozen.batches[0].released, self.salt) == frozen.digest

    def _must_be_there(self, frozen: FrozenRound, table: Answers | None) -> None:
        if table is None or not self._is_there(frozen, table):
            raise PolicyError(
                f"These responses were published before, and some of the {frozen.rows:,} published rows have since "
                "been changed, moved, removed or read differently. Comparing the old and new results could show what "
                "one person answered. Restore these rows, and add new ones below them."
            )

    def _new_rows(self, frozen: FrozenRound | None, table: Answers) -> Answers:
        return table if frozen is None else table.take(np.arange(len(table)) >= frozen.rows)

    def _with_batch(self, frozen: FrozenRound | None, table: Answers, new: Answers) -> FrozenRound:
        if frozen is not None:
            new = _with_questions_of(new, frozen.batches[0].released)
        batch = Batch(len(table), release.publish(new, self.policy))
        batches = (*(frozen.batches if frozen else ()), batch)
        joining.join([one.released for one in batches])
        return FrozenRound(digest(table, batches[0].released, self.salt), batches)


def digest(table: Answers, released: Release, salt: str) -> str:
    """Return a digest of what rows say to the questions and respondent groups of a release, in no order.

    Arguments:
        table: The rows.
        released: Blocks of the same file.
        salt: As in `FileRelease`.
    """
    rows = sorted(hashlib.sha256(row).digest() for row in _rows(table, released))
    asked = "\x1f".join([*(question.id for question in released.questions), *(name for name, _ in released.groups)])
    told = hashlib.sha256(asked.encode() + b"".join(rows)).digest()
    return hashlib.scrypt(told, salt=bytes.fromhex(salt), dklen=32, **_COST).hex()


def _rows(table: Answers, released: Release) -> Iterator[bytes]:
    """Write each row as bytes. A question or a respondent group that the file no longer has is written as blank."""
    place = {question.id: row for row, question in enumerate(table.questions)}
    known = [place[question.id] for question in released.questions if question.id in place]
    scores = np.ascontiguousarray(table.scores[known].T)
    labels = [_labels(table, name) for name, _choices in released.groups]
    for row in range(len(table)):
        told = "\x1f".join(label[row] for label in labels)
        yield scores[row].tobytes() + b"\x1e" + told.encode()


def _labels(table: Answers, name: str) -> list[str]:
    column = table.columns.get(name)
    if column is None:
        return [""] * len(table)
    return ["" if code == NOT_GIVEN else column.choices[code] for code in column.codes]


def _first(table: Answers, number: int) -> Answers:
    return table.take(np.arange(len(table)) < number)


def _with_questions_of(table: Answers, released: Release) -> Answers:
    """Leave out questions that were not in the file when it was first published: its blocks do not have them."""
    place = {question.id: row for row, question in enumerate(table.questions)}
    kept = [place[question.id] for question in released.questions]
    return replace(table, questions=released.questions, scores=table.scores[kept])


def to_document(frozen: FileRelease) -> dict[str, Any]:
    """Write what was published of a file as plain JSON types."""
    return {
        "policy": release_document.policy_document(frozen.policy),
        "salt": frozen.salt,
        "rounds": [
            {
                "name": name,
                "digest": one.digest,
                "batches": [
                    {"rows": batch.rows, "release": release_document.to_document(batch.released)}
                    for batch in one.batches
                ],
            }
            for name, one in frozen.rounds.items()
        ],
    }


def from_document(document: Mapping[str, Any], instrument: Instrument) -> FileRelease:
    """Read it back.

    Raises:
        ReleaseError: it is damaged, or was made for other questions.
    """
    try:
        return FileRelease(
            policy=release_document.policy_of(document["policy"]),
            salt=bytes.fromhex(document["salt"]).hex(),
            rounds={one["name"]: _round(one, instrument) for one in document["rounds"]},
        )
    except (KeyError, TypeError, ValueError, AttributeError, PolicyError) as wrong:
        raise ReleaseError(f"What was published of these answers is damaged ({wrong}).") from wrong


def _round(document: Mapping[str, Any], instrument: Instrument) -> FrozenRound:
    batches = tuple(
        Batch(int(batch["rows"]), release_document.from_document(batch["release"], instrument))
        for batch in document["batches"]
    )
    if not batches:
        raise ValueError("a round without blocks")
    return FrozenRound(str(document["digest"]), batches)
