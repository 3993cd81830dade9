"""Read texts back into messages, and hold each against the truth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tests.reader import (
    claims_between,
    claims_enablers,
    claims_method,
    claims_pictures,
    claims_sets,
    claims_talk,
    silence,
)
from tests.reader.claims import CLAIMS, Claim, Slot, UnreadError, UntrueError, Where
from tests.reader.grammar import Grammar, Node
from tests.reader.phrases import Form

REGISTERED = (claims_between, claims_enablers, claims_method, claims_pictures, claims_sets, claims_talk, silence)

SUBJECTS = {Form("{set}:"), Form("{set}, {answered}:"), Form("{enabler}:"), Form("{since}:")}
"""What names the subject of the sentences after it in the same text."""

_BETWEEN = re.compile(r"[.:;]?\s*")


@dataclass(frozen=True)
class Problem:
    """A text that could not be read, or that is not true."""

    text: str
    why: str
    section: str

    def __str__(self) -> str:
        return f"[{self.section}] {self.text!r}: {self.why}"


@dataclass
class Reader:
    """Reads one language, with the names of one study."""

    grammar: Grammar
    _index: dict[Slot, dict[str, list[tuple[re.Pattern[str], Claim, int | None]]]] = field(default_factory=dict)
    _read: dict[tuple[str, Slot], tuple[tuple[Claim, Node], ...] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for found in CLAIMS.values():
            slot = self._index.setdefault(found.slot, {})
            for form, number in self.grammar.forms(found.message):
                pattern = re.compile(self.grammar.pattern(form, found.kinds))
                literal = form.partition("{")[0][:2].lower()
                slot.setdefault(literal if len(literal) == 2 else "", []).append((pattern, found, number))

    def read(self, text: str, slot: Slot = "sentence") -> tuple[tuple[Claim, Node], ...]:
        """Read a text, message by message.

        Raises:
            UnreadError: some of it is no message that is registered.
        """
        key = (text, slot)
        if key not in self._read:
            self._read[key] = self._from(text, 0, slot, set())
        found = self._read[key]
        if found is None:
            raise UnreadError("No registered message says this.")
        return found

    def _from(self, text: str, at: int, slot: Slot, dead: set[int]) -> tuple[tuple[Claim, Node], ...] | None:
        if at == len(text):
            return ()
        if at in dead:
            return None
        for end, claim, node in self._at(text, at, slot):
            after = _BETWEEN.match(text, end)
            rest = self._from(text, after.end() if after else end, slot, dead)
            if rest is not None:
                return ((claim, node), *rest)
        dead.add(at)
        return None

    def _at(self, text: str, at: int, slot: Slot) -> Iterator[tuple[int, Claim, Node]]:
        """Return what may stand at a place, the longest first."""
        index = self._index[slot]
        if slot == "drawing":
            # What stands in a drawing may be a sentence too.
            index = {key: [*index.get(key, ()), *self._index["sentence"].get(key, ())]
                     for key in (text[at : at + 2].lower(), "")}  # fmt: skip
        found = []
        for pattern, claim, number in (*index.get(text[at : at + 2].lower(), ()), *index.get("", ())):
            match = pattern.match(text, at)
            if match is not None and match.end() > at:
                found.append((match.end(), claim, match, number))
        for end, claim, match, number in sorted(found, key=lambda entry: -entry[0]):
            node = self.grammar.node(claim.message, claim.kinds, match, number)
            if node is not None:
                yield end, claim, node

    def hold(self, texts: Sequence[str], where: Where, slot: Slot = "sentence") -> Iterator[Problem]:
        """Hold texts that stand in one list against the truth; return those that are wrong or cannot be read."""
        read = []
        for text in texts:
            try:
                read.append((text, self.read(text, slot)))
            except UnreadError as error:
                yield Problem(text, str(error), where.section)
        every = [node for _, found in read for _, node in found]
        for text, found in read:
            yield from self._hold(text, found, replace(where, listed=every))

    def _hold(self, text: str, found: Sequence[tuple[Claim, Node]], where: Where) -> Iterator[Problem]:
        where = where.about(said=[node for _, node in found])
        for claim, node in found:
            if claim.message in SUBJECTS:
                where = _subject(node, where.about(listed=where.said))
            if claim.check is None:
                continue
            try:
                claim.check(node, where)
            except UntrueError as error:
                yield Problem(text, str(error), where.section)
            except (AssertionError, LookupError, ValueError, TypeError) as error:
                yield Problem(text, f"{type(error).__name__}: {error}", where.section)


def _subject(node: Node, where: Where) -> Where:
    if "set" in node.facts:
        return where.about(people=claims_sets.set_named(node["set"], where))
    if node.message == "{enabler}:":
        return where.about(enabler=str(node["enabler"]))
    return where.about(sides=tuple(side for side in claims_between.all_sides(where) if side.kind == "round"))
