"""The published blocks as a table: one row for each question and each cell of blocks, nothing finer than was shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from greenshoots.core.disclosure.release import Cells, Release

FACTS = ("question", "cell", "blocks", "people", "scored", "not_sure", "skipped")


def write(released: Release) -> str:
    """Write the blocks of a round as CSV.

    A cell is a block, or several blocks where few people scored. Where nearly all scores in a cell are the same, only
    `low` and `high` are filled in: how many scores are in the lower and in the upper half of the scale. The sum of a
    column over the cells of a question is the number for all people whose scores are shown.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    scale = released.instrument.scale
    bands = ("low", "high") if len(scale.bands) > 1 else ("low",)
    writer.writerow([*FACTS, *(f"score_{point}" for point in scale.points), *bands])
    for question, cells in zip(released.questions, released.cells, strict=True):
        writer.writerows([question.id, *row] for row in _rows(cells))
    return out.getvalue()


def _rows(cells: Cells) -> Iterator[list[int | str]]:
    facts = (cells.blocks, cells.people, cells.scored, cells.not_sure, cells.skipped)
    for place, exact in enumerate(cells.exact.tolist()):
        counts: list[int] = cells.counts[place].tolist()
        yield [
            place + 1,
            *(int(column[place]) for column in facts),
            *(counts if exact else [""] * len(counts)),
            *cells.bands[place].tolist(),
        ]
