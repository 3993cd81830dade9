"""The register of messages: what each claims and how that is held against the truth, or why it claims nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from tests.reader.grammar import Node
from tests.reader.phrases import Form, Message
from tests.reader.truth import Answered, Counts, People, Truth, average, shown_as

from greenshoots.core.instruments.model import Scale

HALF_A_TENTH = Fraction(1, 20)
Slot = Literal["sentence", "title", "drawing", "heading"]
"""Whether words stand in a sentence, alone as a title or a fact of the title page, in a drawing, or above a part."""


class UntrueError(AssertionError):
    """A sentence that does not hold."""


class UnreadError(AssertionError):
    """A sentence that no registered message explains."""


@dataclass(frozen=True, eq=False)
class Side:
    """Two sets that are compared: a group and everyone else, or a later round and an earlier one."""

    kind: Literal["group", "round"]
    question: str
    first: People
    second: People


@dataclass(frozen=True, eq=False)
class Where:
    """Where a sentence stands, which says what it is about.

    Arguments:
        truth: Of the study.
        people: The set that is spoken of.
        enabler: The enabler whose page or row it is, if any.
        sides: The comparisons that are spoken of.
        yardstick: What a vote of a room is held against; None for the average of the enablers.
        listed: All that was read in the same list, so that “the other enablers” can be told.
        said: All that was read in the same text.
        section: The section, for the message.
    """

    truth: Truth
    people: People
    enabler: str | None = None
    sides: tuple[Side, ...] = ()
    section: str = ""
    yardstick: Fraction | None = None
    listed: list[Node] = field(default_factory=list)
    said: list[Node] = field(default_factory=list)

    @property
    def scale(self) -> Scale:
        return self.people.scale

    @property
    def answered(self) -> Answered:
        assert self.enabler is not None, "The place of this sentence names no enabler."
        return self.people.answered[self.enabler]

    def about(self, **facts: object) -> Where:
        return replace(self, **facts)  # type: ignore[arg-type]


Check = Callable[[Node, Where], None]


@dataclass(frozen=True)
class Claim:
    """A message, the kinds of its facts, and how it is checked; without a check it claims nothing, for a reason."""

    message: Message | Form
    kinds: Mapping[str, str]
    slot: Slot
    check: Check | None
    reason: str = ""


CLAIMS: dict[tuple[Message | Form, Slot], Claim] = {}


def claim(*messages: Message | Form, slot: Slot = "sentence", **kinds: str) -> Callable[[Check], Check]:
    """Register how messages are checked; keyword arguments give the kinds of facts that differ from the usual."""

    def register(check: Check) -> Check:
        for message in messages:
            assert (message, slot) not in CLAIMS, f"{message} is registered twice."
            CLAIMS[message, slot] = Claim(message, kinds, slot, check)
        return check

    return register


def silent(reason: str, *messages: Message | Form, slot: Slot = "sentence", **kinds: str) -> None:
    """Register messages that say nothing about results."""
    for message in messages:
        assert (message, slot) not in CLAIMS, f"{message} is registered twice."
        CLAIMS[message, slot] = Claim(message, kinds, slot, None, reason)


def insist(holds: bool, why: str) -> None:
    """Object to a sentence."""
    if not holds:
        raise UntrueError(why)


def near(said: object, value: Fraction | float, why: str, *, by: Fraction = HALF_A_TENTH) -> None:
    """Object to a number that is not the true one, rounded."""
    assert isinstance(said, Fraction | int)
    insist(abs(Fraction(said) - Fraction(value)) <= by + Fraction(1, 10**8), f"{why}: it is {float(value):.4f}.")


def ends(said: object) -> tuple[Fraction, Fraction]:
    """Return the ends of a number or a range that was read."""
    if isinstance(said, Node):
        low, high = said["low"], said["high"]
        assert isinstance(low, Fraction)
        assert isinstance(high, Fraction)
        return low, high
    assert isinstance(said, Fraction)
    return said, said


def is_about(said: object) -> bool:
    return isinstance(said, Node) and said.message == "about {number}"


def value_is(said: object, values: Iterable[Fraction], why: str) -> None:
    """Object to a value that is not what all worlds have, to one decimal; a range must reach as far as they do."""
    found = list(values)
    if is_about(said):
        assert isinstance(said, Node)
        number = said["number"]
        assert isinstance(number, Fraction)
        held = min(found) - HALF_A_TENTH <= number <= max(found) + HALF_A_TENTH
        insist(held, f"{why}: it lies between {float(min(found)):.3f} and {float(max(found)):.3f}.")
        return
    low, high = ends(said)
    real = shown_as(min(found)), shown_as(max(found))
    insist((low, high) == real, f"{why}: it lies between {float(min(found)):.4f} and {float(max(found)):.4f}.")


def means(people: People, enabler: str) -> list[Fraction]:
    """Return the average of an enabler in every world."""
    return [average(world[enabler], people.scale) for world in people.worlds(enabler)]


def upper(counts: Counts) -> int:
    """Return how many stand above the middle of the scale."""
    return sum(counts[(len(counts) + 1) // 2 :])


def lower(counts: Counts) -> int:
    return sum(counts[: len(counts) // 2])


@dataclass(frozen=True)
class Part:
    """So many of so many people, as it was read."""

    number: int
    whole: int
    share: Node | None
    about: bool


def count(node: object) -> int:
    """Return the number of a phrase that counts people."""
    if isinstance(node, int):
        return node
    assert isinstance(node, Node)
    found = node.facts.get("n", node.facts.get("number"))
    assert isinstance(found, int)
    return found


def part(node: object) -> Part:
    """Return a share as it was read, and object to a per cent that does not belong to its number."""
    assert isinstance(node, Node)
    share = None
    if "words" in node.facts:
        words, share = node["words"], node["share"]
        assert isinstance(words, Node)
        assert isinstance(share, Node)
        node = words
    number, whole = node["number"], count(node["people"])
    assert isinstance(number, int)
    found = Part(number, whole, share, node.message == "about {number} of {people}")
    if share is not None:
        per_cent_is(share, number, whole)
    return found


def per_cent_is(share: Node, number: int, whole: int) -> None:
    """Object to a per cent below 30 people, and to one that is not the share of the numbers beside it."""
    insist(whole >= 30, f"A per cent of {whole} people.")
    said, real, step = share["number"], Fraction(number * 100, max(whole, 1)), 5 if whole < 100 else 1
    assert isinstance(said, int)
    insist(said % step == 0, f"{said}% is finer than {whole} people allow.")
    if share.message == "less than {number}%":
        insist(0 < real < said, f"{float(real):.2f}% is not less than {said}%.")
    elif share.message == "more than {number}%":
        insist(said < real < 100, f"{float(real):.2f}% is not more than {said}%.")
    else:
        insist((share.message == "about {number}%") == (step == 5), "A per cent is as exact as it is said to be.")
        insist(abs(real - said) <= Fraction(step, 2), f"The share is {float(real):.2f}%.")
        insist((said == 0) == (number == 0), "0% of some.")
        insist((said == 100) == (number == whole), "100% of not all.")


def part_is(node: object, values: Iterable[tuple[int, int]], why: str) -> None:
    """Object to a share that is not the one of all worlds; *about* may be any that is possible."""
    said, found = part(node), list(values)
    wholes = {whole for _, whole in found}
    numbers = [number for number, _ in found]
    insist(wholes == {said.whole}, f"{why}: of {wholes} people.")
    if said.about:
        insist(
            min(numbers) <= said.number <= max(numbers), f"{why}: it lies between {min(numbers)} and {max(numbers)}."
        )
    else:
        insist(set(numbers) == {said.number}, f"{why}: it is {sorted(set(numbers))}.")
