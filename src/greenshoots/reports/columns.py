"""How wide the columns of a table are and how tall its rows, measured before any format draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenshoots.reports import office, values
from greenshoots.reports.outline import Table

LINE = 1.22
"""Line height, in type sizes."""


UNBROKEN = 11
"""The most letters of a cell that stays on one line."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table as text with its measurements in points.

    Arguments:
        header, rows: The cells as they are read.
        widths: One a column; they add up to the room.
        header_height, heights: Of the header and of each row.
        numbers: Places of the columns that hold numbers.
        cut: True if a word had to be cut because a column is too narrow.
        size: The type size it was measured at.
        across: Free room left and right of the words of a cell, together.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    header_height: float
    heights: tuple[float, ...]
    numbers: frozenset[int]
    cut: bool
    size: float
    across: float

    @property
    def height(self) -> float:
        """Return the height of the whole table."""
        return self.header_height + sum(self.heights)


def fit(table: Table, room: float, sizes: Sequence[float], *, across: float = 10, down: float = 7) -> Fitted:
    """Lay a table out at the first type size at which no word is cut, or at the last size.

    Arguments:
        table: The table.
        room: Its width in points.
        sizes: Type sizes to try, largest first.
        across, down: Free room left and right, and above and below the words of a cell, together, in points.
    """
    fitted = _fit(table, room, sizes[0], across, down)
    for size in sizes[1:]:
        if not fitted.cut:
            break
        fitted = _fit(table, room, size, across, down)
    return fitted


def _fit(table: Table, room: float, size: float, across: float, down: float) -> Fitted:
    rows = tuple(tuple(values.row(table, row)) for row in table.rows)
    everything = (table.header, *rows)
    widths = _widths(list(zip(*everything, strict=True)), room, size, across)
    heights, cut = [], False
    for place, row in enumerate(everything):
        bold = place == 0
        lines = [office.lines(cell, size, width - across, bold=bold) for cell, width in zip(row, widths, strict=True)]
        cut = cut or any(block.broken for block in lines)
        heights.append(max(len(block.lines) or 1 for block in lines) * size * LINE + down)
    numbers = values.number_columns(table)
    return Fitted(table.header, rows, tuple(widths), heights[0], tuple(heights[1:]), numbers, cut, size, across)


def _widths(columns: Sequence[Sequence[str]], room: float, size: float, across: float) -> list[float]:
    """Return column widths: room for each longest word, the rest shared by how much text still wraps."""
    minimum = [
        max(_longest_word(cell, size, header=not at) for at, cell in enumerate(column)) + across for column in columns
    ]
    preferred = [max(office.width(cell, size, bold=True) for cell in column) + across + 1 for column in columns]
    # The first column names the row and is read most, so it wraps last.
    minimum[0] = max(minimum[0], min(preferred[0], room * 0.3))
    minimum = [min(low, high) for low, high in zip(minimum, preferred, strict=True)]
    if sum(minimum) >= room:
        # Too narrow for whole words: all columns shrink alike, and `cut` makes the caller try a smaller type size.
        return [low * room / sum(minimum) for low in minimum]
    missing = [high - low for low, high in zip(minimum, preferred, strict=True)]
    spare = room - sum(minimum)
    if sum(missing) >= spare:
        return [low + lack * spare / sum(missing) for low, lack in zip(minimum, missing, strict=True)]
    # Every cell fits on one line: the first column, which names the row, takes the remaining width.
    spare -= sum(missing)
    widths = [high + spare / len(columns) * 0.6 for high in preferred]
    widths[0] += room - sum(widths)
    return widths


def _longest_word(cell: str, size: float, *, header: bool) -> float:
    """Return the width of the longest word; a short cell such as *1.0 to 3.0* is never broken."""
    if not header and len(cell) <= UNBROKEN:
        return office.width(cell, size, bold=True) + 1
    return max((office.width(word, size, bold=True) for word in cell.split()), default=0.0) + 1
