"""The published blocks of one file of answers, so that every later analysis of the file shows the same blocks.

Publishing the same people in two orders of respondent groups, or with another k, publishes them twice: the whole minus
the groups of the other order shows what a range had hidden. So the first analysis of a file freezes its blocks. Rows
that are added later form separate blocks, once there are k of them.

Frozen rows are recognised by one digest of all of them. The digest holds no row. The rows of a tiny file could be
guessed from it, but it is stored next to the answers, which say more.
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

# Very few people and questions can be guessed; scrypt makes each guess slow (decision 19).
_COST = {"n": 2**14, "r": 8, "p": 1}
"""The cost of one guess at the digest: about 50 thousandths of a second and 16 MB."""


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
        digest: A digest of the published rows, independent of their order.
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
    """The published blocks of one file, or of one sheet of a workbook.

    Arguments:
        policy: What was promised when the file was first analysed.
        salt: Random hexadecimal digits that go into the digests.
        rounds: Rounds by name; a file without rounds has a single round without a name.
    """

    policy: Policy
    salt: str
    rounds: Mapping[str, FrozenRound]

    @classmethod
    def new(cls, policy: Policy, salt: str) -> Self:
        """Return a release without any rounds."""
        return cls(policy, salt, {})

    def extended(self, tables: Mapping[str, Answers], wanted: Sequence[str]) -> Self:
        """Return the release with rows that were added since, where they are enough for blocks.

        Arguments:
            tables: The rows of every round of the file as it is now.
            wanted: The rounds that will be shown. Other rounds stay as they are.

        Raises:
            PolicyError: published rows are missing or have changed.
        """
        rounds = self._named_as_now(tables)
        # Also the rounds that are not shown now: they were published, and a changed row of theirs could be subtracted.
        for name, frozen in rounds.items():
            self._must_be_there(frozen, tables.get(name))
        for name in wanted:
            # Fewer than k new rows wait: a reader with the earlier report would see what one more row changed.
            new = self._new_rows(rounds.get(name), tables[name])
            if len(new) >= self.policy.minimum:
                rounds[name] = self._with_batch(rounds.get(name), tables[name], new)
        return replace(self, rounds=rounds)

    def waiting(self, name: str, table: Answers) -> int:
        """Return how many rows of a round are not published; fewer than k."""
        frozen = self.rounds.get(name)
        return len(table) - (frozen.rows if frozen else 0)

    def released(self, name: str, table: Answers) -> Release:
        """Return the blocks of a round; no blocks where too few people have answered."""
        frozen = self.rounds.get(name)
        return frozen.released if frozen else release.publish(table, self.policy)

    def with_words(self, name: str, table: Answers) -> Answers:
        """Return the rows of a round whose comments may be shown.

        Comments of a few late rows would stand out from earlier ones, so they wait until `k_words` more people have
        answered. A batch in which no one wrote a comment does not count towards that number.
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
        # Fewer than k_words people are passed on, so that the page says how many are needed before comments are shown.
        return _first(table, mixed or (before if before < fewest else 0))

    def holds(self, tables: Mapping[str, Answers]) -> bool:
        """Return whether all published rows are in these tables, unchanged."""
        try:
            rounds = self._named_as_now(tables)
            for name, frozen in rounds.items():
                self._must_be_there(frozen, tables.get(name))
        except PolicyError:
            return False
        return bool(rounds)

    def _named_as_now(self, tables: Mapping[str, Answers]) -> dict[str, FrozenRound]:
        """Return the frozen rounds by their current names in the file: a column for rounds may have been added."""
        renamed = {name: frozen for name, frozen in self.rounds.items() if name in tables}
        for name, frozen in self.rounds.items():
            if name not in tables:
                free = (other for other in tables if other not in renamed and other not in self.rounds)
                now = next((other for other in free if self._is_there(frozen, tables[other])), name)
                renamed[now] = frozen
        return renamed

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
        # The result is not needed: a batch that cannot be joined is refused here, before it is recorded for good.
        joining.join([published.released for published in batches])
        return FrozenRound(digest(table, batches[0].released, self.salt), batches)


def digest(table: Answers, released: Release, salt: str) -> str:
    """Return a digest of the rows' answers to the questions and groups of a release, independent of their order.

    Arguments:
        table: The rows.
        released: Blocks of the same file.
        salt: As in `FileRelease`.
    """
    # Sorted, because rows may be put in another order. One digest of all: digests of single rows would tell which of a
    # few thousand answers each person gave (decision 19). Comments are not in it, since the holder must be able to
    # delete them.
    rows = sorted(hashlib.sha256(row).digest() for row in _rows(table, released))
    asked = "\x1f".join([*(question.id for question in released.questions), *(name for name, _ in released.groups)])
    content = hashlib.sha256(asked.encode() + b"".join(rows)).digest()
    return hashlib.scrypt(content, salt=bytes.fromhex(salt), dklen=32, **_COST).hex()


def _rows(table: Answers, released: Release) -> Iterator[bytes]:
    """Write each row as bytes. A question or a respondent group that the file no longer has is written as blank."""
    place = {question.id: row for row, question in enumerate(table.questions)}
    known = [place[question.id] for question in released.questions if question.id in place]
    scores = np.ascontiguousarray(table.scores[known].T)
    labels = [_labels(table, name) for name, _choices in released.groups]
    for row in range(len(table)):
        choices = "\x1f".join(label[row] for label in labels)
        # Control characters part the fields: reading a file removes them from choices, so no two rows are written
        # alike.
        yield scores[row].tobytes() + b"\x1e" + choices.encode()


def _labels(table: Answers, name: str) -> list[str]:
    column = table.columns.get(name)
    if column is None:
        return [""] * len(table)
    return ["" if code == NOT_GIVEN else column.choices[code] for code in column.codes]


def _first(table: Answers, number: int) -> Answers:
    return table.take(np.arange(len(table)) < number)


def _with_questions_of(table: Answers, released: Release) -> Answers:
    """Return the table without questions that were added to the file later: its first blocks do not have them."""
    place = {question.id: row for row, question in enumerate(table.questions)}
    kept = [place[question.id] for question in released.questions]
    return replace(table, questions=released.questions, scores=table.scores[kept])


def to_document(frozen: FileRelease) -> dict[str, Any]:
    """Write the published blocks of a file as plain JSON types."""
    return {
        "policy": release_document.policy_document(frozen.policy),
        "salt": frozen.salt,
        "rounds": [
            {
                "name": name,
                "digest": round_.digest,
                "batches": [
                    {"rows": batch.rows, "release": release_document.to_document(batch.released)}
                    for batch in round_.batches
                ],
            }
            for name, round_ in frozen.rounds.items()
        ],
    }


def from_document(document: Mapping[str, Any], instrument: Instrument) -> FileRelease:
    """Read the published blocks of a file.

    Raises:
        ReleaseError: the document is damaged, or was written for other questions.
    """
    try:
        return FileRelease(
            policy=release_document.policy_of(document["policy"]),
            # There and back, so that a damaged salt is refused here and not at the next digest.
            salt=bytes.fromhex(document["salt"]).hex(),
            rounds={entry["name"]: _round(entry, instrument) for entry in document["rounds"]},
        )
    except (KeyError, TypeError, ValueError, AttributeError, PolicyError) as wrong:
        raise ReleaseError(f"The published results of these responses are damaged ({wrong}).") from wrong


def _round(document: Mapping[str, Any], instrument: Instrument) -> FrozenRound:
    batches = tuple(
        Batch(int(batch["rows"]), release_document.from_document(batch["release"], instrument))
        for batch in document["batches"]
    )
    if not batches:
        raise ValueError("a round without blocks")
    return FrozenRound(str(document["digest"]), batches)
