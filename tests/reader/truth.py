"""What is true of a study: what its release shows, counted anew and naively, and what people really gave.

A *world* is one way in which everybody of a set may stand on the scale: the real one, and others that fit what was
published where scores are known by their band only. A sentence has to be true in all of them.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np
from tests.reader import published
from tests.reader.published import Counts, Ranges
from tests.reader.studies import Case, Held

from greenshoots.core.answers import NOT_GIVEN, SKIPPED, UNSURE
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.instruments.model import Enabler, Scale

World = Mapping[str, tuple[Counts, ...]]
"""The counts of every enabler that somebody scored, question by question."""

SHARE_SEEN = Fraction(4, 5)
FINER_THAN_BANDS = Fraction(1, 10)


@dataclass(frozen=True)
class Seen:
    """One question in one set: what the release shows, and what is really so.

    Arguments:
        state: *shown*, *hidden*, or *empty* where nobody scored.
        exact: Counts of people who are known by their score.
        ranges: How many are known by a range of scores only: its first place, the one after its last, and how many.
        real: Counts of what the same people really gave.
        unsure, skipped: How many of them were not sure, or left it blank.
        coverage: Share of the set's people who are seen.
        likely: The counts that are likely, where some are known by a range only; None where nothing says.
    """

    state: str
    exact: Counts
    ranges: Ranges
    real: Counts
    unsure: int
    skipped: int
    coverage: Fraction
    likely: tuple[Fraction, ...] | None = None

    @property
    def scored(self) -> int:
        return sum(self.exact) + self.ranged

    @property
    def ranged(self) -> int:
        return sum(people for _, _, people in self.ranges)

    @property
    def in_ranges(self) -> bool:
        """Return whether so many are known by a range only that nothing finer than ranges is written."""
        return self.ranged > FINER_THAN_BANDS * self.scored


@dataclass(frozen=True)
class Answered:
    """One enabler in one set: a question, or one for each of its statements."""

    enabler: Enabler
    questions: tuple[Seen, ...]
    statements: bool

    @cached_property
    def state(self) -> str:
        states = {seen.state for seen in self.questions}
        if "hidden" in states:
            return "hidden"
        return "shown" if "shown" in states else "empty"

    @cached_property
    def parts(self) -> tuple[Seen, ...]:
        """Return the questions that somebody scored."""
        return tuple(seen for seen in self.questions if seen.state == "shown")

    @property
    def n(self) -> int:
        return max((seen.scored for seen in self.parts), default=0)

    @property
    def scores(self) -> int:
        return sum(seen.scored for seen in self.parts)

    @property
    def unsure(self) -> int:
        # A statement that nobody scored is left out of its enabler's average, and so are those who were not sure of it.
        seen = self.parts if self.state == "shown" else self.questions
        return sum(found.unsure for found in seen)

    @cached_property
    def exact(self) -> bool:
        return self.state == "shown" and not any(seen.ranges for seen in self.parts)

    @property
    def in_ranges(self) -> bool:
        return any(seen.in_ranges for seen in self.parts)


@dataclass(frozen=True, eq=False)
class People:
    """A set of people: everyone, a group, everyone else, or a round."""

    name: str
    kind: str
    key: tuple[object, ...]
    total: int
    seen: int
    state: str
    asked: int | None
    scale: Scale
    answered: Mapping[str, Answered]

    @property
    def coverage(self) -> Fraction:
        return Fraction(self.seen, self.total) if self.total else Fraction(0)

    @property
    def shown(self) -> list[Answered]:
        return [found for found in self.answered.values() if found.state == "shown"]

    @cached_property
    def exact(self) -> bool:
        return all(found.exact for found in self.shown)

    def worlds(self, *subjects: str) -> Iterator[World]:
        """Return ways to stand on the scale, the real one first; those that are hardest on the subjects among them."""
        yield self._real
        if self.exact:
            return
        for mine, others in itertools.product(self._ends, self._ends):
            yield mine if mine is others else {**others, **{id_: mine[id_] for id_ in subjects if id_ in mine}}
        yield from self._anywhere

    @cached_property
    def _real(self) -> World:
        return self._world(lambda seen: seen.real)

    @cached_property
    def _ends(self) -> list[World]:
        ways: tuple[Way, ...] = (_lowest, _highest, _halved)
        return [self._world(lambda seen, way=way: way(seen, self.scale)) for way in ways]

    @cached_property
    def _anywhere(self) -> list[World]:
        dice = random.Random(len(self.key))
        return [self._world(lambda seen: _anywhere(seen, self.scale, dice)) for _ in range(2)]

    def _world(self, place: Callable[[Seen], Counts]) -> World:
        return {
            id_: tuple(place(seen) for seen in found.parts)
            for id_, found in self.answered.items()
            if found.state == "shown"
        }


Way = Callable[[Seen, Scale], Counts]


def _placed(seen: Seen, scale: Scale, where: Callable[[slice, int], Sequence[int]]) -> Counts:
    counts = list(seen.exact)
    for start, stop, people in seen.ranges:
        for place in where(slice(start, stop), people):
            counts[place] += 1
    return tuple(counts)


def _lowest(seen: Seen, scale: Scale) -> Counts:
    return _placed(seen, scale, lambda band, people: [band.start] * people)


def _highest(seen: Seen, scale: Scale) -> Counts:
    return _placed(seen, scale, lambda band, people: [band.stop - 1] * people)


def _halved(seen: Seen, scale: Scale) -> Counts:
    def half(band: slice, people: int) -> list[int]:
        return [band.start] * (people // 2) + [band.stop - 1] * (people - people // 2)

    return _placed(seen, scale, half)


def _anywhere(seen: Seen, scale: Scale, dice: random.Random) -> Counts:
    return _placed(seen, scale, lambda band, people: [dice.randrange(band.start, band.stop) for _ in range(people)])


class Truth:
    """Everything that is true of a study, computed when it is asked for."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._people: dict[tuple[object, ...], People] = {}
        self._counted: dict[int, Counted] = {}

    @cached_property
    def everyone(self) -> People:
        study = self.case.results.study
        asked = study.asked or study.asked_by_round.get(self.case.last.key)
        return self._of(self.case.last, (), "Everyone", "everyone", asked)

    @cached_property
    def rounds(self) -> list[People]:
        """Return the rounds that have the last one's scale, oldest first; none where there is only one."""
        last = self.case.last
        kept = [held for held in self.case.rounds if _ends(held) == _ends(last)]
        if len(kept) < 2:
            return []
        by_round = self.case.results.study.asked_by_round
        found = [self._of(held, ("round", held.key), held.key, "round", by_round.get(held.key)) for held in kept[:-1]]
        return [*found, self._of(last, ("round", last.key), last.key, "round", self.everyone.asked)]

    def group(self, question: str, *choices: str) -> People:
        asked = self.case.results.study.asked_by_group.get(question, {}).get(choices[0]) if len(choices) == 1 else None
        key = ("in", question, *choices)
        return self._of(self.case.last, key, " + ".join(choices), "group", asked)

    def others(self, question: str, choice: str) -> People:
        return self._of(self.case.last, ("not", question, choice), "Everyone else", "others", None)

    def _of(self, held: Held, key: tuple[object, ...], name: str, kind: str, asked: int | None) -> People:
        if key not in self._people:
            if id(held) not in self._counted:
                self._counted[id(held)] = Counted(held)
            self._people[key] = self._counted[id(held)].people(key, name, kind, asked, self.case.last)
        return self._people[key]


def _ends(held: Held) -> tuple[int, int]:
    return held.instrument.scale.minimum, held.instrument.scale.maximum


class Counted:
    """One round, counted from its published blocks and from its people."""

    def __init__(self, held: Held) -> None:
        self.held, released = held, held.released
        policy = released.policy
        columns = [release.Column(name, dict(released.groups)[name], held.codes[name]) for name in policy.groups]
        self.block = release.arrange(columns, held.scores.shape[1], policy, held.known).block
        self.rows = [
            (int(block), tuple(int(code) for code in codes), int(people))
            for block, codes, people in zip(
                released.members.block, released.members.choices, released.members.people, strict=True
            )
        ]
        self.sizes = [int(size) for size in released.sizes]

    def people(self, key: tuple[object, ...], name: str, kind: str, asked: int | None, last: Held) -> People:
        chosen = self._chooser(key)
        total = sum(people for _, codes, people in self.rows if chosen(codes))
        whole = [
            block for block, _ in enumerate(self.sizes)
            if all(chosen(codes) for found, codes, _ in self.rows if found == block)
        ]  # fmt: skip
        seen = sum(self.sizes[block] for block in whole)
        visible = total > 0 and Fraction(seen, total) >= SHARE_SEEN
        state = "shown" if visible else "hidden" if total else "empty"
        mine = np.array([chosen(codes) for codes in self._each()], dtype=bool)
        answered = {}
        for enabler in last.instrument.enablers:
            places = [
                place for place, question in enumerate(self.held.released.questions)
                if question.enabler.id == enabler.id
            ]  # fmt: skip
            questions = tuple(self._question(place, state, set(whole), total, mine) for place in places)
            statements = bool(places) and self.held.released.questions[places[0]].number is not None
            answered[enabler.id] = Answered(enabler, questions, statements)
        return People(name, kind, key, total, seen if visible else 0, state, asked, last.instrument.scale, answered)

    def _each(self) -> Iterator[tuple[int, ...]]:
        names = self.held.released.policy.groups
        for person in range(self.held.scores.shape[1]):
            yield tuple(int(self.held.codes[name][person]) for name in names)

    def _chooser(self, key: tuple[object, ...]) -> Callable[[tuple[int, ...]], bool]:
        if not key or key[0] == "round":
            return lambda _codes: True
        way, question, *choices = key
        names = list(self.held.released.policy.groups)
        index = names.index(str(question))
        known = dict(self.held.released.groups)[str(question)]
        codes_wanted = {known.index(str(choice)) for choice in choices}
        if way == "in":
            return lambda codes: codes[index] in codes_wanted
        return lambda codes: codes[index] not in codes_wanted

    def _question(self, place: int, state: str, whole: set[int], total: int, mine: np.ndarray) -> Seen:
        cells, scores, scale = self.held.released.cells[place], self.held.scores[place], self.held.instrument.scale
        size = scale.size
        nothing = Seen("hidden", (0,) * size, (), _tally(scores[mine], size), 0, 0, Fraction(0))
        if state != "shown":
            return nothing if state == "hidden" else Seen("empty", (0,) * size, (), (0,) * size, 0, 0, Fraction(0))
        of_block = [int(cell) for cell in cells.of_block]
        held = [
            cell for cell in range(len(cells.blocks))
            if all(block in whole for block, found in enumerate(of_block) if found == cell)
        ]  # fmt: skip
        seen = sum(int(cells.people[cell]) for cell in held)
        if Fraction(seen, total) < SHARE_SEEN:
            return nothing
        here = np.isin(self.block, [block for block, cell in enumerate(of_block) if cell in held])
        real = _tally(scores[here], size)
        if isinstance(cells, Layers):
            exact, ranges = published.of_layers(cells, set(held), scale)
        else:
            exact, ranges = published.of_cells(cells, set(held), scale)
        unsure, skipped = int((scores[here] == UNSURE).sum()), int((scores[here] == SKIPPED).sum())
        found = "shown" if sum(real) else "empty"
        likely = published.likely_of_layers(cells, set(held), scale) if isinstance(cells, Layers) and ranges else None
        kept = None if likely is None else tuple(likely)
        return Seen(found, exact, ranges, real, unsure, skipped, Fraction(seen, total), kept)


def _tally(scores: np.ndarray, size: int) -> Counts:
    return tuple(int(count) for count in np.bincount(scores[scores >= 0], minlength=size))


def blank(held: Held, question: str) -> bool:
    """Return whether any person left a group question blank."""
    return bool((held.codes[question] == NOT_GIVEN).any())


def average(counts: tuple[Counts, ...], scale: Scale) -> Fraction:
    """Return the mean of an enabler: the mean of its questions' means."""
    return scale.minimum + _average_place(counts)


@lru_cache(maxsize=4096)
def _average_place(counts: tuple[Counts, ...]) -> Fraction:
    means = [Fraction(sum(place * n for place, n in enumerate(found)), sum(found)) for found in counts]
    return sum(means, Fraction(0)) / len(means)


@lru_cache(maxsize=4096)
def distance(counts: tuple[Counts, ...]) -> Fraction:
    """Return how far people are from the middle answer, on average; averaged over statements."""
    found = []
    for row in counts:
        people = [place for place, n in enumerate(row) for _ in range(n)]
        middle = people[len(people) // 2]
        found.append(Fraction(sum(abs(place - middle) for place in people), len(people)))
    return sum(found, Fraction(0)) / len(found)


def total(counts: tuple[Counts, ...]) -> Counts:
    """Return the counts of all questions together."""
    return tuple(sum(column) for column in zip(*counts, strict=True))


def shown_as(value: Fraction, decimals: int = 1) -> Fraction:
    """Round half up to the decimals that readers see."""
    step = 10**decimals
    return Fraction(math.floor(abs(value) * step + Fraction(1, 2)), step) * (1 if value >= 0 else -1)
