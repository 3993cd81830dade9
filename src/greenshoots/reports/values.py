"""Table values as text, the same in all formats for reading."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core import translation
from greenshoots.core.language import quantities
from greenshoots.reports.outline import Table, Value

EMPTY = "–"
"""Shown instead of a number that does not exist or cannot be shown."""


def written(value: Value, decimals: int = 1) -> str:
    """Return a value as text.

    >>> written(3.85), written(1204), written(None), written("3.1 to 3.7")
    ('3.9', '1,204', '–', '3.1 to 3.7')
    """
    if value is None:
        return EMPTY
    if isinstance(value, float):
        return quantities.number(value, decimals)
    return translation.count(value) if isinstance(value, int) else value


def row(table: Table, cells: Sequence[Value]) -> list[str]:
    """Return the values of a row as text."""
    decimals = table.decimals or (1,) * len(cells)
    return [written(value, places) for value, places in zip(cells, decimals, strict=True)]


def number_columns(table: Table) -> frozenset[int]:
    """Return the places of columns with numbers, which are aligned right; the first column names the row."""
    return frozenset(
        place
        for place in range(1, len(table.header))
        if any(isinstance(cells[place], int | float) for cells in table.rows)
    )


def slug(text: str) -> str:
    """Return a short name for an address, from a group's name.

    >>> slug("Job role?")
    'job-role'
    """
    # A name of punctuation alone would leave an empty address.
    return "-".join("".join(char if char.isalnum() else " " for char in text.casefold()).split()) or "group"
