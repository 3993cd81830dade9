"""Hand-made instruments and results, so that pictures are tested apart from the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from greenshoots.charts import typesetting
from greenshoots.charts.geometry import Box
from greenshoots.core.analysis import flag_rules
from greenshoots.core.disclosure import banding
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Enabler, Group, Instrument, Scale, ScoreEach, Statement
from greenshoots.core.results import Comparison, Difference, EnablerResult, Figures, GroupResult, SetResult, Verdict
from greenshoots.core.statistics import histogram

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
        mean = histogram.mean(counts, minimum)
        scale = Scale(minimum, minimum + len(counts) - 1, {}, "")
        return Figures(
            State.SHOWN,
            n,
            1.0,
            not_sure,
            0,
            counts,
            mean=mean,
            mean_bounds=None if mean is None else (mean, mean),
            q1=histogram.quantile(counts, 0.25, minimum),
            q3=histogram.quantile(counts, 0.75, minimum),
            spread=histogram.spread(counts),
            split=n > 0 and flag_rules.has_two_ends(banding.Possible(tuple(counts)), scale),
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


SVG = "{http://www.w3.org/2000/svg}"


class Drawing:
    """A finished drawing, read back."""

    def __init__(self, svg: str) -> None:
        self.root = ET.fromstring(svg)  # noqa: S314 - our own drawing
        self.width, self.height = (float(part) for part in self.root.attrib["viewBox"].split()[2:])

    def all(self, tag: str, **attributes: str) -> list[ET.Element]:
        wanted = {key.replace("_", "-"): value for key, value in attributes.items()}
        return [node for node in self.root.iter(f"{SVG}{tag}") if wanted.items() <= node.attrib.items()]

    @property
    def lines(self) -> list[tuple[str, Box]]:
        """Return each line of text and its box in the widest of the usual typefaces."""
        return [self._line(node) for node in self.all("text")]

    @staticmethod
    def _line(node: ET.Element) -> tuple[str, Box]:
        words = (node.text or "").strip("\u2067\u2069")
        size, x, y = (float(node.attrib[key]) for key in ("font-size", "x", "y"))
        width = typesetting.width(words, size)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[node.get("text-anchor", "start")]
        left, top = x - width * share, y - typesetting.BASELINE * size
        return words, Box(left, top, left + width, top + typesetting.LINE * size)

    @property
    def words(self) -> str:
        return " ".join(words for words, _ in self.lines)

    def faults(self) -> list[str]:
        """Name each line of words that leaves the drawing or touches another."""
        lines, slack = self.lines, -0.05
        found = [
            f"{words!r} leaves the drawing: {box}"
            for words, box in lines
            if box.left < slack or box.top < slack or box.right > self.width - slack or box.bottom > self.height - slack
        ]
        for place, (words, box) in enumerate(lines):
            found += [f"{words!r} touches {other!r}" for other, taken in lines[:place] if box.overlaps(taken, slack)]
        return found


@pytest.fixture(scope="session")
def read() -> type[Drawing]:
    return Drawing


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()
