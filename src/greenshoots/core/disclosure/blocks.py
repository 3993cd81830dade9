"""Form blocks of at least k people, by counting only.

No function here receives a score. The contents of a block cannot depend on what people answered, so neither a block
nor a refusal says anything about an answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

NO_BLOCK = -1
"""The code of people who are in no block: fewer than k in all."""

SPARED = 0.2
"""The largest share of a choice of the first respondent group that may be counted with people of other choices.

It is what `release.COVERAGE` allows: with more of its people counted elsewhere the choice could not be shown.
"""


def form(weights: Whole, choices: Whole, k: int) -> Whole:
    """Form blocks by the first respondent group, then the second, and so on.

    At each step the groups with at least k people form separate blocks. Smaller groups are pooled with the people left
    over from the larger groups, and the pool is divided by the next respondent group. The people left over in the end,
    fewer than k, join the smallest block that keeps the choices of the first respondent group whole.

    A choice of the first respondent group passes on at most a fifth of its people. Without that, three services of
    fifteen people would each lose four to the pool, and none of the three could be shown.

    Arguments:
        weights: People in each unit, shape (u,); or several counts of each, shape (u, w), of which each has to reach
            k: everyone first, then everyone whose response a given account did not type in. A unit is never divided:
            people with the same choices, or a whole block.
        choices: The unit's choice for each respondent group, most important first, shape (u, g); any whole
            numbers.
        k: The fewest people in a block.

    Returns:
        The block of each unit, counted from 0 without gaps; shape (u,). All `NO_BLOCK` where there are fewer than
        k people.

    Source: docs/explanation/protection.md.
    """
    weights = weights[:, None] if weights.ndim == 1 else weights
    block = np.full(len(weights), NO_BLOCK, dtype=np.int64)
    all_units = np.arange(len(weights))
    if fewest(weights) < k:
        return block
    formed, left = _cut(all_units, 0, weights, choices, k)
    if len(left):
        _join_smallest(formed, left, weights, _that_keep_whole(formed, left, choices))
    for number, units in enumerate(formed):
        block[units] = number
    return block


def fewest(weights: Whole) -> int:
    """Return the smallest of the counts of a set of units; shape (u, w)."""
    return int(weights.sum(axis=0).min(initial=np.iinfo(np.int64).max)) if len(weights) else 0


def _cut(units: Whole, group: int, weights: Whole, choices: Whole, k: int) -> tuple[list[Whole], Whole]:
    """Divide at least k people by one respondent group and the groups after it; return the blocks and the rest."""
    if group == choices.shape[1]:
        return [units], units[:0]
    formed: list[Whole] = []
    pool: list[Whole] = []
    for part in _by_choice(units, choices[units, group]):
        if fewest(weights[part]) < k:
            pool.append(part)
            continue
        inside, left = _cut(part, group + 1, weights, choices, k)
        # At the first group question only, which matters most. The same limit at each later one would show 7 points
        # more of the second group among 300 people, and nothing of the third (decision 3).
        if group == 0 and weights[left, 0].sum() > SPARED * weights[part, 0].sum():
            _join_smallest(inside, left, weights, range(len(inside)))
            left = left[:0]
        formed += inside
        pool.append(left)
    # Leftovers of all parts go on together: joined to the nearest block instead, the third group question of 300 people
    # in six services was shown to 1% of them and not to 35% (decision 3).
    pooled = np.concatenate(pool)
    if fewest(weights[pooled]) < k:
        return formed, pooled
    inside, left = _cut(pooled, group + 1, weights, choices, k)
    return formed + inside, left


def _by_choice(units: Whole, chosen: Whole) -> list[Whole]:
    """Sort units into one set for each choice, in the order of the choices."""
    # Stable, and no seed anywhere: the difference between two runs that formed other blocks would be an attack
    # (decision 6).
    order = np.argsort(chosen, kind="stable")
    return np.split(units[order], np.flatnonzero(np.diff(chosen[order])) + 1)


def _that_keep_whole(formed: list[Whole], left: Whole, choices: Whole) -> range | list[int]:
    """Return the blocks that a leftover can join without mixing a choice of the first respondent group, or all."""
    if not choices.shape[1]:
        return range(len(formed))
    own = np.unique(choices[left, 0])
    suitable = []
    for number, units in enumerate(formed):
        theirs = np.unique(choices[units, 0])
        # A block of one first choice that took people of another could no longer stand for its own choice.
        if len(theirs) > 1 or (len(own) == 1 and theirs[0] == own[0]):
            suitable.append(number)
    return suitable or range(len(formed))


def _join_smallest(formed: list[Whole], left: Whole, weights: Whole, among: range | list[int]) -> None:
    """Add a leftover to the smallest of some blocks; the lowest number wins a tie."""
    # The number decides a tie: blocks have to be the same whenever the file is read again (decision 6).
    smallest = min(among, key=lambda number: (fewest(weights[formed[number]]), number))
    formed[smallest] = np.concatenate([formed[smallest], left])
