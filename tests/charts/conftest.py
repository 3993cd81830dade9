"""Hand-made instruments and results, so that pictures are tested apart from the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from greenshoots.core import statistics
from greenshoots.core.instrument import Enabler, Group, Instrument, Scale, ScoreEach, Statement
from greenshoots.core.results import (
    Comparison,
    Difference,
    EnablerResult,
    Figures,
    GroupResult,
    SetResult,
    State,
    Verdict,
)

LIKERT = Scale(1, 5, {1: "Strongly disagree", 3: "Neither", 5: "Strongly agree"}, "Not sure")


class Maker:
    """Makes instruments and results by hand."""

    hidden = Figures(State.HIDDEN)
    empty = Figures(State.EMPTY, 0)

    def instrument(
        self,
        axes: Sequence[str] | int = 5,
        groups: Sequence[str] = ("Mindset", "Behaviours, values and relationships", "Infrastructure"),
        *,
        language: str = "en",
        scale: Scale = LIKERT,
    ) -> Instrument:
        names = [f"Axis {number}" for number in range(1, axes + 1)] if isinstance(axes, int) else list(axes)
        families = tuple(Group(f"g{place}", title) for place, title in enumerate(groups))
        size = len(names) / len(families)
        enablers = tuple(
            Enabler(f"e{n}", n + 1, families[min(int(n / size), len(families) - 1)].id, name, name, (Statement(name),))
            for n, name in enumerate(names)
        )
        return Instrument(
            "made", "1", "Made by hand", "Made", "", ScoreEach.ENABLER, language, scale, families, enablers
        )

    def figures(self, *counts: int, minimum: int = 1, not_sure: int = 0) -> Figures:
        n = sum(counts)
        mean = statistics.mean(counts, minimum)
        return Figures(
            State.SHOWN,
            n,
            1.0,
            not_sure,
            0,
            counts,
            mean=mean,
            mean_bounds=None if mean is None else (mean, mean),
            q1=statistics.quantile(counts, 0.25, minimum),
            q3=statistics.quantile(counts, 0.75, minimum),
            spread=statistics.spread(counts),
            split=statistics.is_split(counts),
        )

    def bands(self, low: int, high: int, bounds: tuple[float, float]) -> Figures:
        return Figures(State.APPROXIMATE, low + high, 1.0, 0, 0, low=low, high=high, mean_bounds=bounds)

    def chosen(
        self,
        instrument: Instrument,
        figures: Sequence[Figures],
        name: str = "Everyone",
        *,
        kind: str = "everyone",
        n: int | None = None,
        asked: int | None = None,
        state: State = State.SHOWN,
    ) -> SetResult:
        results = tuple(EnablerResult(e, f) for e, f in zip(instrument.enablers, figures, strict=True))
        people = max((f.n or 0 for f in figures), default=0) if n is None else n
        shown = people if state in (State.SHOWN, State.APPROXIMATE) else None
        return SetResult(name, kind, {}, shown, asked, 1.0, state, results)  # type: ignore[arg-type]  # kind is a plain string here

    def group(self, *sets: SetResult, name: str = "role") -> GroupResult:
        return GroupResult(name, tuple(replace(one, kind="group") for one in sets))

    def rounds(self, later: SetResult, earlier: SetResult, verdicts: Sequence[Verdict]) -> Comparison:
        differences = tuple(
            Difference(
                a.enabler,
                a.figures.mean,
                b.figures.mean,
                verdict=verdict,
                reason="Not compared: too few people on one side." if verdict is Verdict.NOT_TESTED else "",
            )
            for a, b, verdict in zip(later.enablers, earlier.enablers, verdicts, strict=True)
        )
        return Comparison("round", "", later, earlier, differences)


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()
