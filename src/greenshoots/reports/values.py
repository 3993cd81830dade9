"""How the values of a table are written, the same in every format that is read and not calculated with."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.language import quantities
from greenshoots.reports.outline import Table, Value

EMPTY = "–"
"""Stands where a number may not or cannot be told."""


def written(value: Value, decimals: int = 1) -> str:
    """Write one value.

    >>> written(3.85), written(1204), written(None), written("3.1 to 3.7")
    ('3.9', '1,204', '–', '3.1 to 3.7')
    """
    if value is None:
        return EMPTY
    if isinstance(value, float):
        return quantities.number(value, decimals)
    return translation.count(value) if isinstance(value, int) else value


def row(table: Table, cells: Sequence[Value]) -> list[str]:
    """Write one row of a table."""
    decimals = table.decimals or (1,) * len(cells)
    return [written(value, places) for value, places in zip(cells, decimals, strict=True)]


def number_columns(table: Table) -> frozenset[int]:
    """Give the places of columns that hold numbers, which are set at the right; the first one names the row."""
    return frozenset(
        place
        for place in range(1, len(table.header))
        if any(isinstance(cells[place], int | float) for cells in table.rows)
    )


def slug(text: str) -> str:
    """Give a short name for an address from a group's name.

    >>> slug("Job role?")
    'job-role'
    """
    return "-".join("".join(char if char.isalnum() else " " for char in text.casefold()).split()) or "group"
