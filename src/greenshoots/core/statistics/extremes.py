"""The lowest and the highest of several quantities, where each may be known as a range only.

A quantity is known by its bounds: the same number twice where it is exact. Every superlative on a page, in a picture's
description or in a document goes through here, so that none names an enabler that another might beat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Bounds = tuple[float, float]
Item = TypeVar("Item")

# Averages that read alike must be tied: “lowest: 2.3” next to another 2.3 looks false (decision 17).
TENTH = 10
"""Steps in a whole at which two averages count as tied: the one decimal that readers see."""

EXACT = 0
"""Compare numbers without rounding, for shares that are written as whole people."""


@dataclass(frozen=True, slots=True)
class Extreme(Generic[Item]):
    """The items with the lowest or the highest value.

    Arguments:
        holders: The items with this value, in the order given: more than one where they are tied.
        bounds: The value; two different numbers only where a single holder is known as a range.
        certain: True where no item can beat it; False where that holds only among the items that are known exactly.
        everything: True where every item has this value, or, if not certain, every item that is known exactly.
    """

    holders: tuple[Item, ...]
    bounds: Bounds
    certain: bool
    everything: bool


def lowest(
    items: Sequence[Item], bounds: Callable[[Item], Bounds | None], *, steps: int = TENTH
) -> Extreme[Item] | None:
    """Return the items with the lowest value.

    Arguments:
        items: The items to compare.
        bounds: The lowest and the highest that an item's value can be; None where nothing is known of the item, which
            then might be the lowest.
        steps: Values that are equal when rounded to this part of a whole are tied; 0 compares without rounding.

    Returns:
        None where fewer than two items are known exactly and no item is certain to be the lowest.

    >>> lowest(["a", "b", "c"], {"a": (2.04, 2.04), "b": (2.0, 2.0), "c": (3, 4)}.get).holders
    ('a', 'b')
    """
    known = [(item, _rounded(known_bounds, steps)) for item in items if (known_bounds := bounds(item)) is not None]
    if len(items) < 2 or not known:
        return None
    # What is hidden might always be lower. A report had named a lowest average that another undercut (decision 18).
    all_known = len(known) == len(items)
    reach = min(high for _, (_, high) in known)
    possible = [(item, known_bounds) for item, known_bounds in known if known_bounds[0] <= reach]
    tied = all(low == high for _, (low, high) in possible)
    if all_known and (tied or len(possible) == 1):
        holders = tuple(item for item, _ in possible)
        return Extreme(holders, possible[0][1], True, len(holders) == len(items))
    return _among_exact(known)


def highest(
    items: Sequence[Item], bounds: Callable[[Item], Bounds | None], *, steps: int = TENTH
) -> Extreme[Item] | None:
    """Return the items with the highest value; see `lowest`."""
    mirrored = lowest(items, lambda item: _mirrored(bounds(item)), steps=steps)
    if mirrored is None:
        return None
    low, high = mirrored.bounds
    return Extreme(mirrored.holders, (-high, -low), mirrored.certain, mirrored.everything)


def _among_exact(known: Sequence[tuple[Item, Bounds]]) -> Extreme[Item] | None:
    exact = [(item, low) for item, (low, high) in known if low == high]
    if len(exact) < 2:
        return None
    value = min(low for _, low in exact)
    holders = tuple(item for item, low in exact if low == value)
    return Extreme(holders, (value, value), False, len(holders) == len(exact))


def _mirrored(bounds: Bounds | None) -> Bounds | None:
    return None if bounds is None else (-bounds[1], -bounds[0])


def _rounded(bounds: Bounds, steps: int) -> Bounds:
    if not steps:
        return bounds
    low, high = (_half_up(end, steps) for end in bounds)
    return (low, high)


def _half_up(value: float, steps: int) -> float:
    """Round half away from zero, as `quantities.number` does, so that a tie here is a tie on the page."""
    rounded = int(abs(value) * steps + 0.5 + 1e-9) / steps
    return -rounded if value < 0 else rounded
