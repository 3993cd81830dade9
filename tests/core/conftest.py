"""Made-up instruments, people and answers for the tests of the core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Literal

import numpy as np
import pytest

from greenshoots.core.analysis import figures
from greenshoots.core.answers import SKIPPED, UNSURE, Answers, Column
from greenshoots.core.disclosure.release import Release
from greenshoots.core.disclosure.views import QuestionView, View
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Enabler, Group, Instrument, Scale, ScoreEach, Statement
from greenshoots.core.results import EnablerResult, Figures, SetResult
from greenshoots.core.statistics import histogram

Kind = Literal["everyone", "group", "others", "round"]


@dataclass(frozen=True)
class Maker:
    """Makes what a test needs, in as few words as possible."""

    def instrument(
        self, enablers: int = 1, *, points: int = 5, minimum: int = 1, statements: Sequence[bool] = ()
    ) -> Instrument:
        """Return an instrument; with `statements`, one score for each statement, reversed where True."""
        asked = tuple(Statement(f"Statement {n}.", reverse) for n, reverse in enumerate(statements or [False], 1))
        scale = Scale(minimum, minimum + points - 1, {}, "Not sure")
        each = ScoreEach.STATEMENT if statements else ScoreEach.ENABLER
        found = tuple(Enabler(f"e{n}", n, "g", f"Enabler {n}", f"E{n}", asked) for n in range(1, enablers + 1))
        return Instrument("made", "1", "Made up", "Made up", "", each, "en", scale, (Group("g", "All"),), found)

    def answers(
        self, scores: Sequence[Sequence[int]] | np.ndarray, instrument: Instrument, **columns: Sequence[str]
    ) -> Answers:
        """Return answers from places on the scale, a row for each question; columns hold choices, "" for none."""
        table = np.array(scores, dtype=np.int8)
        made = {name: self.column(name, values) for name, values in columns.items()}
        return Answers.collect(instrument, instrument.questions, table, columns=made)

    def column(self, name: str, values: Sequence[str]) -> Column:
        choices = tuple(sorted({value for value in values if value}))
        codes = [choices.index(value) if value else -1 for value in values]
        return Column(name, choices, np.array(codes, dtype=np.int32))

    def scores(self, counts: Sequence[int], unsure: int = 0, skipped: int = 0) -> list[int]:
        """Return the scores of people who are counted by place on the scale."""
        given = [place for place, count in enumerate(counts) for _ in range(count)]
        return given + [UNSURE] * unsure + [SKIPPED] * skipped

    def people(
        self, rng: np.random.Generator, n: int, choices: Mapping[str, int], *, points: int = 5, unsure: float = 0.0
    ) -> tuple[np.ndarray, dict[str, list[str]]]:
        """Make up n people: one question's scores, and uneven respondent groups with some left blank."""
        scores = rng.choice(points, p=rng.dirichlet([0.8] * points), size=n)
        scores[rng.random(n) < unsure] = UNSURE
        columns = {}
        for name, number in choices.items():
            shares = np.append(0.04, rng.dirichlet([1.0] * number) * 0.96)
            columns[name] = [str(value) for value in rng.choice(["", *"ABCDEFGH"[:number]], p=shares, size=n)]
        return scores, columns

    def figures(self, *counts: int, unsure: int = 0, minimum: int = 1) -> Figures:
        """Return the numbers of a question that is shown in full."""
        scale = Scale(minimum, minimum + len(counts) - 1, {}, "")
        mean = histogram.mean(counts, 0) or 0.0
        bands = tuple(sum(counts[band]) for band in scale.bands)
        view = QuestionView(State.SHOWN, 1.0, sum(counts), unsure, 0, counts, bands, (mean, mean))
        return figures.of_question(view, scale)

    def chosen(
        self, *found: Figures, name: str = "Everyone", kind: Kind = "everyone", asked: int | None = None
    ) -> SetResult:
        """Return a set of responses with these numbers, an enabler for each."""
        enablers = self.instrument(len(found)).enablers
        results = tuple(EnablerResult(enabler, one) for enabler, one in zip(enablers, found, strict=True))
        return SetResult(name, kind, {}, max(one.n or 0 for one in found), asked, 1.0, State.SHOWN, results)

    def selections(self, release: Release, *, unions: bool = True) -> Iterator[tuple[dict[str, tuple[str, ...]], bool]]:
        """Return every filter: all unions of choices of all groups, and everyone who is not in them."""
        options = []
        for _, choices in release.groups:
            sizes = range(1, len(choices) + 1) if unions else (1,)
            options.append([None, *chain.from_iterable(combinations(choices, size) for size in sizes)])
        for chosen in product(*options):
            wanted = {name: some for (name, _), some in zip(release.groups, chosen, strict=True) if some is not None}
            yield wanted, False
            yield wanted, True

    def views(self, release: Release, *, unions: bool = True) -> list[View]:
        return [release.view(wanted, others=others) for wanted, others in self.selections(release, unions=unions)]


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()
