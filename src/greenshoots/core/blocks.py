"""Put people into blocks of at least k, by counting only.

Nothing here has ever seen a score. That is the point: what a block holds cannot depend on what people said, so
neither a block nor a refusal tells anything about an answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

NO_BLOCK = -1
"""Stands for people who are in no block: fewer than k in all."""


def form(weights: Whole, choices: Whole, k: int) -> Whole:
    """Form blocks by the first respondent group, then the second, and so on.

    At each step the groups with at least k people stay apart. Those with fewer are pooled and go on to the next
    respondent group together. A pool that is itself under k joins the smallest block that came out of the set it
    was split from: first within the same choices so far, so that the more important respondent groups stay whole.

    Arguments:
        weights: People in each unit, shape (u,). A unit is never divided: people with the same choices, or a
            whole block.
        choices: The unit's choice for each respondent group, most important first, shape (u, g); any whole
            numbers.
        k: The fewest people in a block.

    Returns:
        The block of each unit, counted from 0 without gaps, in the order of their choices; shape (u,). All
        `NO_BLOCK` where there are fewer than k people.

    Source: docs/explanation/protection.md.
    """
    label = np.zeros(len(weights), dtype=np.int64)
    if weights.sum() < k:
        return np.full(len(weights), NO_BLOCK, dtype=np.int64)
    settled = np.ones(len(weights), dtype=bool)
    parents: list[Whole] = []
    pools: list[NDArray[np.bool_]] = []
    for group in choices.T:
        parents.append(label)
        # A pool already under k stays whole: splitting it only makes it smaller, and that pools it again.
        label, pooled = _split(label, group, weights, k)
        pools.append(pooled & settled)
        settled &= ~pooled
    block = np.full(len(weights), NO_BLOCK, dtype=np.int64)
    block[settled] = _number(label[settled])
    for parent, pool in zip(reversed(parents), reversed(pools), strict=True):
        _join_smallest(block, weights, parent, pool)
    return block


def _number(keys: Whole) -> Whole:
    """Replace keys by 0, 1, 2 … in their own order."""
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _split(label: Whole, group: Whole, weights: Whole, k: int) -> tuple[Whole, NDArray[np.bool_]]:
    """Split every set by one respondent group; give the new sets, and the units whose pool is under k."""
    own = _number(group)
    width = int(own.max(initial=0)) + 2
    apart = _number(label * width + own)
    small = np.bincount(apart, weights=weights)[apart] < k
    pooled = _number(label * width + np.where(small, width - 1, own))
    return pooled, np.bincount(pooled, weights=weights)[pooled] < k


def _join_smallest(block: Whole, weights: Whole, parent: Whole, pool: NDArray[np.bool_]) -> None:
    """Let each pool join the smallest block of the set it was split from; the lowest number wins a tie."""
    if not pool.any():
        return
    settled = block >= 0
    sizes = np.bincount(block[settled], weights=weights[settled])
    # One unit of each block stands for it: all units of a block were in the same set up to here.
    representative = np.full(len(sizes), -1, dtype=np.int64)
    representative[block[settled][::-1]] = np.flatnonzero(settled)[::-1]
    number = np.arange(len(sizes))
    order = np.lexsort((number, sizes, parent[representative]))
    sets, first = np.unique(parent[representative][order], return_index=True)
    block[pool] = number[order][first[np.searchsorted(sets, parent[pool])]]
