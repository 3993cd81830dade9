"""What people can see under two rules for a pool that is still smaller than k.

    python benchmarks/visibility.py [worlds]

*nearest* is the rule of `greenshoots.core.blocks`: the pool joins the smallest block of the set it was split from.
*first group* is the simpler rule: it joins the smallest block with the same choice of the first respondent group.
Both hold the same promise (at least k people in every block); this prints what each of them leaves to be seen, as
the share of people whose choice is shown, beside what a bare minimum of k would show.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenshoots.core import blocks, release

K = 5
Whole = NDArray[np.int64]
Rule = Callable[[Whole, Whole, int], Whole]

SHARES = {
    "role": (0.55, 0.22, 0.13, 0.10),
    "seniority": (0.50, 0.28, 0.15, 0.07),
    "two teams": (0.6, 0.4),
    "team": (0.3, 0.22, 0.18, 0.14, 0.10, 0.06),
    "service": tuple(1 / (place + 3) for place in range(10)),
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
    World(3_000, ("service", "role", "seniority", "organisation")),
    World(50_000, ("organisation", "service", "role", "seniority")),
)


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


def main() -> None:
    """Print the table."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    print(f"Share of people whose choice is shown, k = {K}, average of {repeats} seeded worlds\n")
    print(line(["people and respondent groups in order; rule", "1st", "2nd", "3rd", "4th", "1st×2nd"]))
    for world in WORLDS:
        for name, rule in (("nearest", blocks.form), ("first group", first_group), ("bare minimum", blocks.form)):
            protected, bare = averages(world, rule, repeats)
            shares = bare if name == "bare minimum" else protected
            single, pair = shares[: len(world.groups)], shares[len(world.groups) :]
            cells = [f"{share:.0%}" for share in single] + ["-"] * (4 - len(single)) + [f"{s:.0%}" for s in pair]
            label = f"{world.people:,}: {', '.join(world.groups)}"
            print(line([f"{label if name == 'nearest' else '':<48}{name}", *cells]))


if __name__ == "__main__":
    main()
