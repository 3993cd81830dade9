"""What drawings say: titles and descriptions for those who do not see them, notes beside rows, and what marks mean."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.reader import held, studies, surfaces
from tests.reader.claims import Where
from tests.reader.surfaces import Said
from tests.reader.truth import Truth, average, distance

from greenshoots import speech
from greenshoots.charts import change, gaps, legend, rows, strips
from greenshoots.core import translation
from greenshoots.core.instruments.model import Instrument
from greenshoots.reports import pictures

SEEDS = range(3000, 3040)


class Noted:
    """Notes rows and legends as they are laid out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rows: list[rows.Row] = []
        self.legend: list[str] = []
        lay_out, explain = rows.lay_out, legend.lay_out

        def noted(found: list[rows.Row], *arguments: object, **more: object) -> object:
            self.rows += found
            return lay_out(found, *arguments, **more)  # type: ignore[arg-type]

        def explained(items: list[legend.LegendItem], *arguments: object) -> object:
            self.legend += [item.words for item in items]
            return explain(items, *arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(rows, "lay_out", noted)
        monkeypatch.setattr(legend, "lay_out", explained)

    def said(self, svg: str, where: Where, instrument: Instrument) -> Iterator[Said]:
        """Return everything that a drawing says, and forget it."""
        yield from surfaces.drawing(svg, where)
        for row in self.rows:
            mine = where.about(enabler=instrument.enablers[row.place].id)
            # Beside a bar stands a list of notes, beside an arrow one.
            notes = row.note.split(", ") if where.section.startswith("strips") else [row.note]
            yield Said(mine, tuple(filter(None, notes)), slot="drawing")
            if isinstance(row.content, rows.Sentence):
                yield Said(mine, (" ".join(row.content.block.lines),), slot="drawing")
        for words in self.legend:
            yield Said(where, (words,), slot="drawing")
        self.rows, self.legend = [], []


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_that_drawings_say_holds(seed: int, monkeypatch: pytest.MonkeyPatch):
    language = "cy" if seed % 4 == 0 else "en"
    noted = Noted(monkeypatch)
    with translation.using(speech.voice(language)):
        case = studies.make(seed, largest=80)
        truth = Truth(case)
        said = list(_drawn(truth, noted))
    held.none(held.problems(said, seed, language))


def _drawn(truth: Truth, noted: Noted) -> Iterator[Said]:
    results, where = truth.case.results, surfaces.everywhere(truth)
    instrument = results.instrument
    if results.everyone.visible:
        yield from noted.said(pictures.spider(results, alone=True).svg, where.about(section="spider"), instrument)
    yield from noted.said(strips.draw(results.everyone, instrument), where.about(section="strips"), instrument)
    for group in results.groups:
        about = surfaces.group(group.name, where).about(section="gaps")
        yield from noted.said(gaps.draw(group, instrument), about, instrument)
        for part in group.sets:
            mine = where.about(people=truth.group(group.name, part.name), section="strips of a group")
            yield from noted.said(strips.draw(part, instrument), mine, instrument)
    for side, found in zip(where.sides, results.comparisons, strict=True):
        if side.kind == "round":
            yield from noted.said(
                change.draw(found, instrument), where.about(sides=(side,), section="change"), instrument
            )


@pytest.mark.parametrize("order", ["mean", "spread"])
@pytest.mark.parametrize("seed", [*SEEDS][:12])
def test_rows_stand_in_the_order_that_is_said(order: strips.Order, seed: int, monkeypatch: pytest.MonkeyPatch):
    noted = Noted(monkeypatch)
    case = studies.make(seed, largest=80)
    everyone, enablers = Truth(case).everyone, case.results.instrument.enablers
    strips.draw(case.results.everyone, case.results.instrument, order=order)
    world = next(everyone.worlds())
    exact = [enablers[row.place].id for row in noted.rows if everyone.answered[enablers[row.place].id].exact]
    if order == "mean":
        values = [average(world[id_], everyone.scale) for id_ in exact]
    elif any(everyone.answered[id_].statements for id_ in exact):
        pytest.skip("Statements are ordered by the spread of all their scores together.")
    else:
        values = [-distance(world[id_]) for id_ in exact]
    assert values == sorted(values)
