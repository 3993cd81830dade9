"""What people can see under three rules for a pool that is still smaller than k.

    python benchmarks/visibility.py [worlds]

*passed on* is the rule of `greenshoots.core.disclosure.blocks`: what is left over in a group is pooled with other
leftovers, and the pool is cut by the next respondent group, as long as the group keeps four fifths of its people.
*nearest* was the rule before: the pool stays as it is and joins the smallest block of the set it was split from.
*first group* is the simplest rule: it joins the smallest block with the same choice of the first respondent group.
All hold the same promise (at least k people in every block); this prints what each of them leaves to be seen, as the
share of people whose choice is shown, beside what a bare minimum of k would show.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.disclosure import blocks, release

K = 5
Whole = NDArray[np.int64]
Rule = Callable[[Whole, Whole, int], Whole]

SHARES = {
    "role": (0.55, 0.22, 0.13, 0.10),
    "seniority": (0.50, 0.28, 0.15, 0.07),
    "two teams": (0.6, 0.4),
    "team": (0.3, 0.22, 0.18, 0.14, 0.10, 0.06),
    "service": tuple(1 / (place + 3) for place in range(10)),
    "six services": tuple(1 / (place + 3) for place in range(6)),
    "organisation": tuple(1 / (place + 2) for place in range(8)),
}
"""How people spread over the choices of each respondent group: uneven, as they do."""


@dataclass(frozen=True, slots=True)
class World:
    """How many people, and what they are asked, most important first."""

    people: int
    groups: tuple[str, ...]


WORLDS = (
    World(8, ("role",)),
    World(16, ("two teams",)),
    World(60, ("team", "role", "seniority")),
    World(60, ("role", "team")),
    World(300, ("service", "role", "seniority")),
    World(300, ("six services", "role", "seniority")),
    World(3_000, ("service", "role", "seniority", "organisation")),
    World(50_000, ("organisation", "service", "role", "seniority")),
)


def nearest(weights: Whole, choices: Whole, k: int) -> Whole:
    """Form blocks by the rule before: a yardstick."""
    label = np.zeros(len(weights), dtype=np.int64)
    if weights.sum() < k:
        return np.full(len(weights), blocks.NO_BLOCK, dtype=np.int64)
    settled = np.ones(len(weights), dtype=bool)
    parents: list[Whole] = []
    pools: list[NDArray[np.bool_]] = []
    for group in choices.T:
        parents.append(label)
        # A pool already under k stays whole: splitting it only makes it smaller, and that pools it again.
        label, pooled = split(label, group, weights, k)
        pools.append(pooled & settled)
        settled &= ~pooled
    block = np.full(len(weights), blocks.NO_BLOCK, dtype=np.int64)
    block[settled] = number_of(label[settled])
    for parent, pool in zip(reversed(parents), reversed(pools), strict=True):
        join_smallest(block, weights, parent, pool)
    return block


def number_of(keys: Whole) -> Whole:
    """Replace keys by 0, 1, 2 … in their own order."""
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def split(label: Whole, group: Whole, weights: Whole, k: int) -> tuple[Whole, NDArray[np.bool_]]:
    """Split every set by one respondent group; also the units whose pool is under k."""
    own = number_of(group)
    width = int(own.max(initial=0)) + 2
    apart = number_of(label * width + own)
    small = np.bincount(apart, weights=weights)[apart] < k
    pooled = number_of(label * width + np.where(small, width - 1, own))
    return pooled, np.bincount(pooled, weights=weights)[pooled] < k


def join_smallest(block: Whole, weights: Whole, parent: Whole, pool: NDArray[np.bool_]) -> None:
    """Add each pool to the smallest block of the set it was split from."""
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


def first_group(weights: Whole, choices: Whole, k: int) -> Whole:
    """Form blocks by the simpler rule, written plainly: it is only a yardstick."""
    if weights.sum() < k:
        return np.full(len(weights), blocks.NO_BLOCK, dtype=np.int64)
    sets: list[list[int]] = [list(range(len(weights)))]
    left: list[list[int]] = []
    for group in choices.T:
        grown: list[list[int]] = []
        for units in sets:
            parts: dict[int, list[int]] = {}
            for unit in units:
                parts.setdefault(int(group[unit]), []).append(unit)
            pool = [unit for part in parts.values() if weights[part].sum() < k for unit in part]
            grown += [part for part in parts.values() if weights[part].sum() >= k]
            if pool:
                (grown if weights[pool].sum() >= k else left).append(pool)
        sets = grown
    sizes = [int(weights[units].sum()) for units in sets]
    homes = [{int(choices[unit, 0]) for unit in units} for units in sets] if choices.shape[1] else []
    block = np.full(len(weights), blocks.NO_BLOCK, dtype=np.int64)
    for number, units in enumerate(sets):
        block[units] = number
    for units in left:
        own = {int(choices[unit, 0]) for unit in units}
        same = [number for number, home in enumerate(homes) if home == own] or list(range(len(sets)))
        smallest = min(same, key=lambda number: (sizes[number], number))
        block[units] = smallest
        sizes[smallest] += int(weights[units].sum())
    return block


def seen(world: World, rule: Rule, rng: np.random.Generator) -> tuple[list[float], list[float]]:
    """Give the share of people whose choice is shown: for each group, then for the first two together.

    Returns:
        Under the rule, and under a bare minimum of k.
    """
    drawn = [
        rng.choice(len(SHARES[name]), world.people, p=np.array(SHARES[name]) / sum(SHARES[name]))
        for name in world.groups
    ]
    choices, people = np.unique(np.column_stack(drawn), axis=0, return_counts=True)
    block = rule(people, choices, K)
    sizes = np.bincount(block[block >= 0], weights=people[block >= 0]).astype(np.int64)
    members = release.Members(block, choices, people)
    protected, bare = [], []
    questions = [(place,) for place in range(len(world.groups))] + ([(0, 1)] if len(world.groups) > 1 else [])
    for places in questions:
        shown = enough = 0
        for wanted in np.unique(choices[:, places], axis=0):
            chosen = (choices[:, places] == wanted).all(axis=1)
            inside, total = members.inside(chosen, sizes)
            shown += total if sizes[inside].sum() >= release.COVERAGE * total else 0
            enough += total if total >= K else 0
        protected.append(shown / world.people)
        bare.append(enough / world.people)
    return protected, bare


def averages(world: World, rule: Rule, repeats: int) -> tuple[list[float], list[float]]:
    """Give the averages over seeded worlds; both rules meet the same people."""
    found = [seen(world, rule, np.random.default_rng(seed)) for seed in range(repeats)]
    protected, bare = zip(*found, strict=True)
    return list(np.mean(protected, axis=0)), list(np.mean(bare, axis=0))


def line(cells: Sequence[str]) -> str:
    """Write a row of the table."""
    return f"{cells[0]:<62}" + "".join(f"{cell:>8}" for cell in cells[1:])


RULES: dict[str, Rule] = {
    "passed on": blocks.form,
    "nearest": nearest,
    "first group": first_group,
    "bare minimum": blocks.form,
}


def main() -> None:
    """Print the table."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    print(f"Share of people whose choice is shown, k = {K}, average of {repeats} seeded worlds\n")
    print(line(["people and respondent groups in order; rule", "1st", "2nd", "3rd", "4th", "1st×2nd"]))
    for world in WORLDS:
        for name, rule in RULES.items():
            protected, bare = averages(world, rule, repeats)
            shares = bare if name == "bare minimum" else protected
            single, pair = shares[: len(world.groups)], shares[len(world.groups) :]
            cells = [f"{share:.0%}" for share in single] + ["-"] * (4 - len(single)) + [f"{s:.0%}" for s in pair]
            label = f"{world.people:,}: {', '.join(world.groups)}"
            print(line([f"{label if name == 'passed on' else '':<48}{name}", *cells]))


if __name__ == "__main__":
    main()
