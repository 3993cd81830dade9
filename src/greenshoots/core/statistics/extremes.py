"""Which of several quantities is the lowest or the highest, where each may be known as a range only.

A quantity is known by its bounds: the same number twice where it is exact. Every superlative on a page, in a picture's
description or in a document goes through here, so that none is said of an enabler that another might beat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Bounds = tuple[float, float]
Item = TypeVar("Item")

TENTH = 10
"""Steps in a whole at which two averages count as tied: the one decimal that readers see."""

EXACT = 0
"""Compare as the numbers are, for shares that are told as whole people."""


@dataclass(frozen=True, slots=True)
class Extreme(Generic[Item]):
    """Who holds a lowest or a highest value.

    Arguments:
        holders: All that hold it, in the order given: more than one where they are tied.
        bounds: The value; two different numbers only where a single holder is known as a range.
        certain: True where nothing that was given can beat it; False where that holds only among the items that are
            known exactly.
        everything: True where every item holds it, or where it is not certain every item that is known exactly.
    """

    holders: tuple[Item, ...]
    bounds: Bounds
    certain: bool
    everything: bool


def lowest(
    items: Sequence[Item], bounds: Callable[[Item], Bounds | None], *, steps: int = TENTH
) -> Extreme[Item] | None:
    """Return who holds the lowest value.

    Arguments:
        items: What is compared.
        bounds: The lowest and the highest that an item's value can be; None where nothing is known of it, and then
            it might be the lowest.
        steps: Values that are the same when rounded to this part of a whole are tied; 0 compares them as they are.

    Returns:
        None where nothing true can be said: fewer than two items are known exactly, and no item is certain.

    >>> lowest(["a", "b", "c"], {"a": (2.04, 2.04), "b": (2.0, 2.0), "c": (3, 4)}.get).holders
    ('a', 'b')
    """
    known = [(item, _rounded(found, steps)) for item in items if (found := bounds(item)) is not None]
    if len(items) < 2 or not known:
        return None
    everyone_known = len(known) == len(items)
    reach = min(high for _, (_, high) in known)
    possible = [(item, found) for item, found in known if found[0] <= reach]
    tied = all(low == high for _, (low, high) in possible)
    if everyone_known and (tied or len(possible) == 1):
        holders = tuple(item for item, _ in possible)
        return Extreme(holders, possible[0][1], True, len(holders) == len(items))
    return _among_exact(known)


def highest(
    items: Sequence[Item], bounds: Callable[[Item], Bounds | None], *, steps: int = TENTH
) -> Extreme[Item] | None:
    """Return who holds the highest value; see `lowest`."""
    found = lowest(items, lambda item: _mirrored(bounds(item)), steps=steps)
    if found is None:
        return None
    low, high = found.bounds
    return Extreme(found.holders, (-high, -low), found.certain, found.everything)


def _among_exact(known: Sequence[tuple[Item, Bounds]]) -> Extreme[Item] | None:
    exact = [(item, low) for item, (low, high) in known if low == high]
    if len(exact) < 2:
        return None
    value = min(low for _, low in exact)
    holders = tuple(item for item, low in exact if low == value)
    return Extreme(holders, (value, value), False, len(holders) == len(exact))


def _mirrored(found: Bounds | None) -> Bounds | None:
    return None if found is None else (-found[1], -found[0])


def _rounded(found: Bounds, steps: int) -> Bounds:
    if not steps:
        return found
    low, high = (_half_up(end, steps) for end in found)
    return (low, high)


def _half_up(value: float, steps: int) -> float:
    """Round half away from zero, as `wording.number` does, so that a tie here is a tie on the page."""
    rounded = int(abs(value) * steps + 0.5 + 1e-9) / steps
    return -rounded if value < 0 else rounded
