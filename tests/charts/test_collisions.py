"""No words leave a drawing or touch other words, whatever people call things."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.charts import change, distribution, gaps, spider, strips
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.core.results import Figures, Verdict

WELSH = "Caniatâd a grymuso staff Perthnasoedd ymddiriedus Cydweithredol Llanfairpwllgwyngyllgogerychwyrndrobwllllan"
GERMAN = "Handlungsermächtigung Veränderungsnotwendigkeit und Rahmenbedingungen der Zusammenarbeitskultur-Förderung"
ARABIC = "عقلية المنظومة إعادة النظر في المخاطر ثقافة التعاون علاقات قائمة على الثقة والمسؤوليات"
WORDS = [word for text in (WELSH, GERMAN, ARABIC, "risk trust 文化を変える") for word in text.split()]
WIDTHS = (320, 720, 1440)

# One number makes one case: drawn value by value, a case of twenty names takes a hundred times as long to make.
cases = given(seed=st.integers(0, 2**32 - 1))
quick = settings(max_examples=25, derandomize=True)


@dataclass
class Case:
    """One made-up instrument with names of any length, and answers to it."""

    make: object
    seed: int

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.width = self.chance.choice(WIDTHS)
        self.instrument = self._instrument()

    def name(self, most: int = 6) -> str:
        return " ".join(self._word() for _ in range(self.chance.randint(1, most)))

    def _word(self) -> str:
        if self.chance.random() < 0.7:
            return self.chance.choice(WORDS)
        return "".join(self.chance.choice("abcdefghijWMŵ-") for _ in range(self.chance.randint(1, 40)))

    def _instrument(self) -> Instrument:
        axes = self.chance.randint(3, 20)
        names = [self.name(self.chance.choice((1, 2, 6))) for _ in range(axes)]
        groups = [self.name() for _ in range(self.chance.randint(1, min(4, axes)))]
        low, size = self.chance.randint(0, 1), self.chance.randint(3, 11)
        scale = Scale(low, low + size - 1, {low: self.name(), low + size - 1: self.name()}, self.name())
        language = self.chance.choice(("en", "cy", "ar"))
        return self.make.instrument(names, groups, language=language, scale=scale)

    def _figures(self, most: int) -> Figures:
        scale, kind = self.instrument.scale, self.chance.random()
        if kind < 0.1:
            return self.make.hidden
        if kind < 0.2 and scale.size > 3:
            return self.make.bands(most, 2, (scale.minimum, scale.maximum - 0.5))
        counts = [self.chance.choice((0, 1, self.chance.randint(0, most))) for _ in scale.points]
        counts[self.chance.randrange(scale.size)] += 1
        return self.make.figures(*counts, minimum=scale.minimum, not_sure=self.chance.randint(0, 3))

    def chosen(self, most: int = 9):
        figures = [self._figures(most) for _ in self.instrument.enablers]
        return self.make.chosen(self.instrument, figures, self.name())


@quick
@cases
def test_names_around_a_spider_never_touch(seed, make, read):
    case = Case(make, seed)
    sets = [case.chosen() for _ in range(case.chance.randint(1, 4))]
    assert read(spider.draw(sets, case.instrument, width=case.width)).faults() == []


@quick
@cases
def test_words_beside_and_beneath_bars_never_touch(seed, make, read):
    case = Case(make, seed)
    chosen = case.chosen(case.chance.choice((1, 40, 300_000)))
    order = case.chance.choice(("instrument", "mean", "spread"))
    assert read(strips.draw(chosen, case.instrument, width=case.width, order=order)).faults() == []


@quick
@cases
def test_words_beside_gaps_never_touch(seed, make, read):
    case = Case(make, seed)
    sets = [case.chosen() for _ in range(case.chance.randint(1, 9))]
    hidden = make.chosen(case.instrument, [make.hidden] * len(case.instrument.enablers), state=State.HIDDEN)
    assert read(gaps.draw(make.group(*sets, hidden), case.instrument, width=case.width)).faults() == []


@quick
@cases
def test_words_beside_changes_never_touch(seed, make, read):
    case = Case(make, seed)
    later, earlier = case.chosen(), case.chosen()
    verdicts = [case.chance.choice(list(Verdict)) for _ in later.enablers]
    comparison = make.rounds(later, earlier, verdicts)
    assert read(change.draw(comparison, case.instrument, width=case.width)).faults() == []


@quick
@cases
def test_words_of_one_distribution_never_touch(seed, make, read):
    case = Case(make, seed)
    chosen = case.chosen(case.chance.choice((1, 40, 300_000)))
    seen = next((result for result in chosen.enablers if result.figures.visible), None)
    if seen is not None:
        assert read(distribution.draw(seen, case.instrument, description="Bars.", width=case.width)).faults() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("axes", [3, 5, 11, 20])
def test_type_is_never_smaller_than_eleven_pixels(axes, width, make, read):
    instrument = make.instrument(axes)
    chosen = make.chosen(instrument, [make.figures(2, 4, 9, 8, 5, not_sure=2)] * axes)
    for svg in (
        spider.draw([chosen], instrument, width=width),
        strips.draw(chosen, instrument, width=width),
        gaps.draw(make.group(chosen, chosen), instrument, width=width),
        change.draw(make.rounds(chosen, chosen, [Verdict.NOT_CLEAR] * axes), instrument, width=width),
        distribution.draw(chosen.enablers[0], instrument, description="Bars.", width=width),
    ):
        assert min(float(node.attrib["font-size"]) for node in read(svg).all("text")) >= 11
