"""Random studies of every shape: who was asked, who answered, in which groups and rounds, and what each person gave."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from tests.reader.grammar import Vocabulary

from greenshoots.core.analysis import findings
from greenshoots.core.answers import NOT_GIVEN, SKIPPED, UNSURE, Answers, Column
from greenshoots.core.disclosure import free_text, release
from greenshoots.core.disclosure.policy import Arrangement, Policy, Protection
from greenshoots.core.disclosure.release import Release
from greenshoots.core.instruments.model import VIEWPOINT, Enabler, Group, Instrument, Scale, ScoreEach, Statement
from greenshoots.core.results import Results, Settled, Study

STONES = ("Agate", "Beryl", "Coral", "Garnet", "Jasper", "Onyx", "Opal", "Pearl", "Ruby", "Topaz", "Zircon")
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "role": ("Crimson team", "Indigo", "Leaders and partners", "Violet", "Elected member"),
    "level": ("Junior", "Senior", "In between"),
    "site": ("Harbour", "Hillside"),
}
ROUNDS = (("1", "2", "3"), ("Spring 2025", "Autumn 2025", "Spring 2026"))
UNSURE_WORDS = "Cannot tell"
PLACE = "Northvale Council"
NOTE = "Everybody wants to try it"
ENDS = (("Strongly disagree", "Strongly agree"), ("Poor", "Excellent"))

VOCABULARY = Vocabulary(
    enablers={stone: stone.lower() for stone in STONES},
    choices=tuple(choice for choices in QUESTIONS.values() for choice in choices),
    questions=(*QUESTIONS, *(name.capitalize() for name in QUESTIONS)),
    rounds=(*(f"Round {n}" for n in "123"), *(f"Rownd {n}" for n in "123"), *ROUNDS[1]),
    labels=(*(word for ends in ENDS for word in ends), UNSURE_WORDS),
    places=(PLACE,),
    titles=(NOTE, "Made up", "Made up in full", "Made for a test", *(f"{stone} in full" for stone in STONES)),
)


@dataclass(frozen=True, eq=False)
class Held:
    """One round: what was asked, what every person gave, and what was released of it.

    Arguments:
        scores: Places on the scale after turning reversed statements round; shape (questions, people).
        codes: Each person's choice, by respondent group.
        known: Who was typed in, or None.
    """

    key: str
    instrument: Instrument
    scores: np.ndarray
    codes: Mapping[str, np.ndarray]
    known: np.ndarray | None
    released: Release


@dataclass(frozen=True, eq=False)
class Case:
    """A study with everything that was really answered, and what is said of it."""

    seed: int
    rounds: tuple[Held, ...]
    results: Results
    viewpoints: int
    words: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def last(self) -> Held:
        return self.rounds[-1]


def make(seed: int, *, largest: int = 130) -> Case:
    """Make up a study; the same seed gives the same."""
    return _Maker(random.Random(seed), np.random.default_rng(seed), seed, largest).case()


@dataclass
class _Maker:
    dice: random.Random
    rng: np.random.Generator
    seed: int
    largest: int

    def case(self) -> Case:
        dice = self.dice
        policy = self._policy()
        instrument = self._instrument()
        number = dice.choices((1, 2, 3), (6, 4, 1))[0]
        keys = dice.choice(ROUNDS)[:number]
        gone = dice.choices((0.0, 0.05, 0.3, 0.9), (10, 5, 3, 1))[0]
        moves, shapes = dice.random() < 0.5, [self._shape() for _ in instrument.enablers]
        rounds = []
        for place, key in enumerate(keys):
            if moves and place:
                shapes = [shape if dice.random() < 0.6 else self._shape() for shape in shapes]
            asked = instrument if place == number - 1 else self._earlier(instrument)
            rounds.append(self._round(key, asked, shapes, policy, gone))
        views = int(VIEWPOINT in rounds[-1].codes and len(set(rounds[-1].codes[VIEWPOINT].tolist()) - {-1})) or 1
        released = {held.key: held.released for held in rounds}
        words = self._words(rounds[-1])
        written = free_text.choose_texts(instrument, words, rounds[-1].scores.shape[1], policy)
        results = findings.summarise(released, self._study(rounds), words=written, viewpoints=views)
        results = replace(results, settled=self._settled(instrument))
        return Case(self.seed, tuple(rounds), results, views, words)

    def _words(self, held: Held) -> dict[str, list[str]]:
        """Write comments for some people, some with contact details."""
        dice = self.dice
        most = dice.choice((0, 0, 1, 3, 6))
        return {
            enabler.id: [
                f"It depends ({n})." if dice.random() < 0.8 else f"Ask me on 01632 960 00{n}."
                for n in range(min(dice.randint(0, most), held.scores.shape[1]))
            ]
            for enabler in held.instrument.enablers
        }

    def _settled(self, instrument: Instrument) -> tuple[Settled, ...]:
        dice = self.dice
        if dice.random() < 0.8:
            return ()
        points = (None, *instrument.scale.points)
        return tuple(Settled(enabler, dice.choice(points), NOTE) for enabler in instrument.enablers[::2])

    def _policy(self) -> Policy:
        dice = self.dice
        way = Protection(dice.choices(("protected", "open", "none", "named"), (14, 2, 3, 1))[0])
        groups = () if way is Protection.OPEN else tuple(QUESTIONS)[: dice.choices((0, 1, 2, 3), (4, 5, 2, 1))[0]]
        k = dice.choice((3, 5, 5, 5, 8))
        c = 2 if k >= 5 and dice.random() < 0.2 else 1
        # Not drawn from the dice: the studies before there was a choice stay the same.
        arranged = Arrangement.WHOLE_FIRST if groups and self.seed % 2 else Arrangement.BY_GROUP
        return Policy(way, k=k, c=c, groups=groups, arrangement=arranged)

    def _instrument(self) -> Instrument:
        dice = self.dice
        points, minimum = dice.choice((3, 4, 5, 5, 5, 5, 7, 10, 11)), dice.choice((0, 1, 1, 1))
        number = dice.choices((1, 2, 3, 4, 5, 11), (1, 4, 6, 5, 3, 1))[0]
        each = ScoreEach(dice.choices(("enabler", "statement"), (4, 1))[0])
        lowest, highest = dice.choice(ENDS)
        enablers = tuple(
            Enabler(
                stone.lower(), place, "g", f"{stone} in full", stone,
                tuple(
                    Statement(f"Statement {n + 1} about {stone}.", reverse=dice.random() < 0.3)
                    for n in range(dice.choice((1, 2, 3)) if each is ScoreEach.STATEMENT else 1)
                ),
            )
            for place, stone in enumerate(STONES[:number], start=1)
        )  # fmt: skip
        scale = Scale(minimum, minimum + points - 1, {minimum: lowest, minimum + points - 1: highest}, UNSURE_WORDS)
        return Instrument(
            "made", "1", "Made up in full", "Made up", "Made for a test", each, "en", scale,
            (Group("g", "All of them"),), enablers,
        )  # fmt: skip

    def _earlier(self, instrument: Instrument) -> Instrument:
        """Ask something else in an earlier round, now and then."""
        what = self.dice.choices(("same", "fewer", "scale", "words"), (12, 1, 1, 1))[0]
        if what == "fewer" and len(instrument.enablers) > 1:
            return replace(instrument, enablers=instrument.enablers[:-1])
        if what == "scale":
            low, high = instrument.scale.minimum, instrument.scale.maximum + 1
            return replace(instrument, scale=Scale(low, high, {low: "Poor", high: "Excellent"}, UNSURE_WORDS))
        if what == "words":
            first, *others = instrument.enablers
            reworded = tuple(replace(found, text=f"Once: {found.text}") for found in first.statements)
            return replace(instrument, enablers=(replace(first, statements=reworded), *others))
        return instrument

    def _shape(self) -> tuple[str, float]:
        kinds = ("same", "nearly", "ends", "flat", "around", "around", "around", "copy", "pocket")
        return self.dice.choice(kinds), self.dice.random()

    def _people(self) -> int:
        low, high = self.dice.choices(((0, 4), (5, 9), (10, 29), (30, 99), (100, 130)), (2, 6, 7, 4, 1))[0]
        return min(self.dice.randint(max(low, 1) if self.dice.random() < 0.9 else low, high), self.largest)

    def _round(
        self, key: str, instrument: Instrument, shapes: list[tuple[str, float]], policy: Policy, gone: float
    ) -> Held:
        n = self._people()
        codes = self._codes(n, policy)
        given = np.zeros((len(instrument.questions), n), dtype=np.int8)
        for row, question in enumerate(instrument.questions):
            given[row] = self._scores(n, question.enabler.number - 1, instrument, shapes, codes, gone)
        self._copies(given, instrument, shapes)
        scores = given.copy()
        for row, question in zip(scores, instrument.questions, strict=True):
            if question.reverse:
                row[row >= 0] = instrument.scale.size - 1 - row[row >= 0]
        columns = {name: Column(name, QUESTIONS[name], code) for name, code in codes.items() if name in QUESTIONS}
        answers = Answers.collect(instrument, instrument.questions, given, columns=columns)
        known = None
        if policy.protected and n and self.dice.random() < 0.12:
            known = self.rng.random(n) < 0.2
        return Held(key, instrument, scores, codes, known, release.publish(answers, policy, known))

    def _codes(self, n: int, policy: Policy) -> dict[str, np.ndarray]:
        codes = {}
        for name in policy.groups:
            number = len(QUESTIONS[name])
            shares = self.rng.dirichlet([1.5] * number)
            blank = self.dice.choice((0.0, 0.0, 0.1))
            found = self.rng.choice(number, p=shares, size=n).astype(np.int32)
            found[self.rng.random(n) < blank] = NOT_GIVEN
            codes[name] = found
        if self.dice.random() < 0.1:
            codes[VIEWPOINT] = self.rng.integers(-1, 2, size=n).astype(np.int32)
        return codes

    def _scores(
        self, n: int, place: int, instrument: Instrument, shapes: list[tuple[str, float]],
        codes: Mapping[str, np.ndarray], gone: float,
    ) -> np.ndarray:  # fmt: skip
        size, (kind, where) = instrument.scale.size, shapes[place]
        points = np.arange(size)
        if kind in ("same", "nearly"):
            found = np.full(n, round(where * (size - 1)))
            if kind == "nearly" and n:
                found[: self.dice.randint(1, 2)] = self.dice.randrange(size)
        else:
            weights = {
                "ends": np.where((points == 0) | (points == size - 1), 5.0, 0.4),
                "flat": np.ones(size),
            }.get(kind, np.exp(-(((points - where * (size - 1)) / (size / 5)) ** 2)))
            found = self.rng.choice(size, p=weights / weights.sum(), size=n)
        if kind == "pocket" and "role" in codes:
            # One group is of one mind, so some of its blocks are published in bands and the rest is exact.
            found[codes["role"] == self.dice.randrange(len(QUESTIONS["role"]))] = self.dice.randrange(size)
        elif "role" in codes and self.dice.random() < 0.35:
            apart = codes["role"] == self.dice.randrange(len(QUESTIONS["role"]))
            found = np.clip(found + apart * self.dice.choice((-3, -2, 2, 3)), 0, size - 1)
        unsure = self.dice.choices((gone, gone / 2, 1.0), (8, 8, 1 if gone else 0))[0]
        found[self.rng.random(n) < unsure] = UNSURE
        found[self.rng.random(n) < gone / 3] = SKIPPED
        return found

    def _copies(self, given: np.ndarray, instrument: Instrument, shapes: list[tuple[str, float]]) -> None:
        """Copy the scores of an enabler to others, so that they are tied."""
        if instrument.score_each is ScoreEach.STATEMENT:
            return
        for place in range(1, len(given)):
            if shapes[place][0] == "copy":
                given[place] = self.rng.permutation(given[place - 1])

    def _study(self, rounds: list[Held]) -> Study:
        dice = self.dice

        def asked(n: int) -> int | None:
            what = dice.choices(("unknown", "all", "more", "fewer"), (8, 3, 8, 1))[0]
            more = n + dice.randint(1, max(2, n))
            return {"unknown": None, "all": n or None, "more": more, "fewer": max(1, n - dice.randint(1, 5))}[what]

        by_round = {held.key: number for held in rounds if (number := asked(held.scores.shape[1])) is not None}
        by_group = {}
        for name in rounds[-1].released.policy.groups:
            counts = np.bincount(rounds[-1].codes[name] + 1, minlength=len(QUESTIONS[name]) + 1)[1:]
            numbers = {choice: asked(int(n)) for choice, n in zip(QUESTIONS[name], counts, strict=True)}
            if dice.random() < 0.5:
                by_group[name] = {choice: number for choice, number in numbers.items() if number is not None}
        return Study(
            "Adult social care", dice.choice(("", PLACE)), asked=asked(rounds[-1].scores.shape[1]),
            asked_by_round=by_round, asked_by_group=by_group,
        )  # fmt: skip
