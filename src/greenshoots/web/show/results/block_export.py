"""The published blocks as a table: one row for each question and each cell of blocks, nothing finer than was shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.disclosure.release import Cells, Release
from greenshoots.core.disclosure.whole_first import Layer
from greenshoots.core.instruments.model import Scale

FACTS = ("question", "cell", "blocks", "people", "scored", "not_sure", "skipped")


EVERYONE, RUNS = "everyone", "runs"


def write(released: Release) -> str:
    """Write the blocks of a round as CSV.

    A cell is a block, or several blocks where few people scored. Where nearly all scores in a cell are the same, only
    `low` and `high` are filled in: how many scores are in the lower and in the upper half of the scale. The sum of a
    column over the cells of a question is the number for all people whose scores are shown.

    Where everyone is counted first, a question begins with a row for all people of a batch; a group that is counted in
    runs of scale points has them in the last column, such as `1-3: 4, 4-5: 6`.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    scale = released.instrument.scale
    # A scale of three points is a single band, because each band needs two points to leave a score open.
    bands = ("low", "high") if len(scale.bands) > 1 else ("low",)
    layered = any(isinstance(cells, Layers) for cells in released.cells)
    header = [*FACTS, *(f"score_{point}" for point in scale.points), *bands]
    writer.writerow([*header, RUNS] if layered else header)
    for question, cells in zip(released.questions, released.cells, strict=True):
        rows = _layered_rows(cells, scale) if isinstance(cells, Layers) else _rows(cells)
        writer.writerows([question.id, *row] for row in rows)
    return out.getvalue()


def _layered_rows(cells: Layers, scale: Scale) -> Iterator[list[int | str]]:
    facts = [cells.blocks, cells.people, cells.scored, cells.not_sure, cells.skipped]
    start = 0
    for layer in cells.layers:
        units = range(start, start + len(layer.exact))
        start = units.stop
        yield [EVERYONE, *(int(column[units.start : units.stop].sum()) for column in facts), *_whole(layer, scale), ""]
        for place, unit in enumerate(units):
            yield [unit + 1, *(int(column[unit]) for column in facts), *_unit(layer, place, scale)]


def _whole(layer: Layer, scale: Scale) -> list[int | str]:
    if layer.whole is not None:
        return [*layer.whole.tolist(), *(int(layer.whole[band].sum()) for band in scale.bands)]
    bands = [""] * len(scale.bands) if layer.bands is None else layer.bands.tolist()
    return [*([""] * scale.size), *bands]


def _unit(layer: Layer, place: int, scale: Scale) -> list[int | str]:
    if layer.exact[place]:
        counts = layer.counts[place]
        return [*counts.tolist(), *(int(counts[band].sum()) for band in scale.bands), ""]
    points = scale.points
    runs = [
        f"{points[run.start]}-{points[run.stop - 1]}: {people}"
        for run, people in zip(layer.runs, layer.in_runs[place].tolist(), strict=True)
    ]
    return [*([""] * (scale.size + len(scale.bands))), ", ".join(runs)]


def _rows(cells: Cells) -> Iterator[list[int | str]]:
    facts = (cells.blocks, cells.people, cells.scored, cells.not_sure, cells.skipped)
    for place, exact in enumerate(cells.exact.tolist()):
        counts: list[int] = cells.counts[place].tolist()
        yield [
            place + 1,
            *(int(column[place]) for column in facts),
            # Blank and never 0: the scores of this cell are not published, and a 0 would be read as a count.
            *(counts if exact else [""] * len(counts)),
            *cells.bands[place].tolist(),
        ]
