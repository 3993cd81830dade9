"""The rules by which an enabler is low, split, divided, unknown or differs, written anew from the method's description.

The thresholds are those of the method, for they may be calibrated again; how they are used is not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from statistics import NormalDist

from scipy.special import stdtr
from tests.reader.claims import Side, Truth, insist
from tests.reader.truth import Counts, People, World, average, distance, total

from greenshoots.core.analysis import comparison, flag_rules

FEWEST, MOST_UNSURE = 5, Fraction(1, 4)
SMALLEST_SIDE, MEDIUM, CLEAR_CHANGE = 8, Fraction(33, 100), Fraction(3, 10)
DIFFERS, CLEARLY = comparison.DIFFERS, comparison.CLEARLY

Rule = Callable[[People, str, World], bool]


def unit(people: People) -> Fraction:
    """Return what counts as one point of a scale from 1 to 5."""
    return Fraction(people.scale.size - 1, 4)


def is_far(people: People, enabler: str, world: World) -> bool:
    """Return whether people are further apart than chance can explain, among so many enablers."""
    n, leik = people.answered[enabler].n, distance(world[enabler]) * 2 / (people.scale.size - 1)
    looks = max(len(people.shown), flag_rules.LOOKS)
    z = NormalDist().inv_cdf(1 - flag_rules.DIVIDED_LEVEL / looks)
    enough = max(flag_rules.DIVIDED, flag_rules.USUAL + flag_rules.USUAL_DEVIATION * z / math.sqrt(n))
    return n >= FEWEST and leik >= enough - 1e-9


def two_ends(counts: Counts) -> bool:
    n, half = sum(counts), len(counts) // 2
    low, high = sum(counts[:half]), sum(counts[len(counts) - half :])
    middle = n - low - high
    return min(low, high) >= Fraction(3, 10) * n and middle < min(low, high)


def is_split(people: People, enabler: str, world: World) -> bool:
    found = world[enabler]
    ends = sum(two_ends(counts) for counts in found) * 2 > len(found)
    return ends and two_ends(total(found)) and is_far(people, enabler, world)


def is_divided(people: People, enabler: str, world: World) -> bool:
    """Return whether scores are spread out; where scores are known as ranges it may be a split that is not certain."""
    far = is_far(people, enabler, world)
    return far and (not people.answered[enabler].exact or not is_split(people, enabler, world))


def is_low(people: People, enabler: str, world: World) -> bool:
    """Return whether an enabler is low: half a point below the average of the enablers, and beyond chance."""
    found = {id_: average(counts, people.scale) for id_, counts in world.items()}
    yardstick = sum(found.values(), Fraction(0)) / len(found)
    if yardstick - found[enabler] < unit(people) / 2 or people.answered[enabler].n < FEWEST:
        return False
    chances = sorted((_chance(people, id_, world, found[id_], yardstick), id_ != enabler) for id_ in found)
    # Holm: every smaller chance has to pass as well.
    for place, (chance, other) in enumerate(chances):
        if chance * (len(chances) - place) > flag_rules.LOW_LEVEL + 1e-12:
            return False
        if not other:
            return True
    return False


def _chance(people: People, enabler: str, world: World, mean: Fraction, yardstick: Fraction) -> float:
    n, counts = people.answered[enabler].n, total(world[enabler])
    if n < FEWEST or yardstick - mean < unit(people) / 2:
        return 1.0
    many = sum(counts)
    centre = Fraction(sum(place * count for place, count in enumerate(counts)), many)
    squares = sum((count * (place - centre) ** 2 for place, count in enumerate(counts)), Fraction(0))
    deviation = max(math.sqrt(squares / (many - 1)), float(unit(people)) / math.sqrt(n))
    return float(stdtr(n - 1, -float(yardstick - mean) * math.sqrt(n) / deviation))


def is_unknown(people: People, enabler: str) -> bool:
    found = people.answered[enabler]
    if found.state == "hidden" or not found.unsure:
        return False
    answered = found.scores + found.unsure
    enough = Fraction(found.n + found.unsure, len(found.enabler.statements) if found.statements else 1)
    return Fraction(found.unsure, answered) >= MOST_UNSURE and enough >= FEWEST


def holds(rule: Rule, people: People, enabler: str) -> bool:
    """Return whether a rule holds in every world."""
    return people.answered[enabler].state == "shown" and all(
        rule(people, enabler, world) for world in people.worlds(enabler)
    )


def flagged_are(said: Sequence[str], people: People, rule: Rule) -> None:
    """Object where a rule does not hold for those named, and where it does for others that are known exactly."""
    for id_ in said:
        insist(holds(rule, people, id_), f"That does not hold for “{id_}” in every way that is possible.")
    if people.exact:
        every = [found.enabler.id for found in people.shown if holds(rule, people, found.enabler.id)]
        insist(sorted(said) == sorted(every), f"It holds for {every}.")


def is_round(said: object, people: People) -> None:
    key = str(people.key[1])
    names = {key} if not key.isdecimal() else {f"Round {key}", f"Rownd {key}"}
    insist(said in names, f"That round is called {names}.")


def not_compared(side: Side, enabler: str) -> str | None:
    """Return why an enabler cannot be compared, as the beginning of the reason; None where it can."""
    first, second = side.first.answered[enabler], side.second.answered[enabler]
    if not second.questions:
        return "Not compared, because it was not asked in both rounds."
    if first.state != "shown" or second.state != "shown":
        return "Not compared, because one side has too few people to show."
    if first.in_ranges or second.in_ranges:
        return "Not compared, because too many scores on one side are shown only as a range."
    if min(first.n, second.n) < SMALLEST_SIDE:
        return "Not compared, because fewer than {number} people on one side gave a score."
    return None


def delta(first: Counts, second: Counts) -> Fraction:
    """Return Cliff's delta, pair by pair."""
    pairs = sum(first) * sum(second)
    won = sum(
        a * b * ((i > j) - (i < j)) for i, a in enumerate(first) for j, b in enumerate(second) if a and b
    )  # fmt: skip
    return Fraction(won, pairs)


def chances(first: Counts, second: Counts) -> tuple[Fraction, Fraction, Fraction]:
    """Return how often one person of the first set has a higher, the same or a lower score than one of the second."""
    pairs = sum(first) * sum(second)
    same = sum(a * b for a, b in zip(first, second, strict=True))
    higher = sum(a * b for i, a in enumerate(first) for j, b in enumerate(second) if i > j)
    return Fraction(higher, pairs), Fraction(same, pairs), Fraction(pairs - higher - same, pairs)


@lru_cache(maxsize=4096)
def p_value(first: Counts, second: Counts) -> float:
    """Return the chance of a delta as large as this one: by all deals of the scores, or by Mann and Whitney."""
    n, m = sum(first), sum(second)
    observed = abs(delta(first, second) * n * m)
    if n * m <= 400:
        return _by_deals(first, second, int(observed))
    ties = sum((a + b) ** 3 - (a + b) for a, b in zip(first, second, strict=True))
    variance = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)))
    if variance <= 0:
        return 1.0
    z = (float(observed) / 2 - 0.5) / math.sqrt(variance)
    return min(1.0, 2 * (1 - NormalDist().cdf(z))) if z > 0 else 1.0


def _by_deals(first: Counts, second: Counts, observed: int) -> float:
    pooled = [a + b for a, b in zip(first, second, strict=True)]
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    dealt = 0
    for tied in pooled:
        after: dict[tuple[int, int], int] = {}
        for (mine, balance), number in ways.items():
            for taken in range(min(tied, sum(first) - mine) + 1):
                theirs = dealt - mine
                shift = taken * theirs - (tied - taken) * mine
                key = (mine + taken, balance + shift)
                after[key] = after.get(key, 0) + number * math.comb(tied, taken)
        ways, dealt = after, dealt + tied
    ended = {balance: number for (mine, balance), number in ways.items() if mine == sum(first)}
    return sum(number for balance, number in ended.items() if abs(balance) >= observed) / sum(ended.values())


def people_counts(people: People, enabler: str, world: World) -> Counts:
    """Return counts of people; scores of several statements are brought back to as many people as scored one."""
    counts, n = total(world[enabler]), people.answered[enabler].n
    if sum(counts) <= n:
        return counts
    exact = [Fraction(count * n, sum(counts)) for count in counts]
    whole = [int(share) for share in exact]
    rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])[: n - sum(whole)]
    return tuple(number + (place in rest) for place, number in enumerate(whole))


def verdicts(truth: Truth, sides: Sequence[Side]) -> dict[tuple[int, str], str]:
    """Return *clear*, *differs* or *no* for each enabler of each comparison that is known exactly and can be compared.

    All the comparisons given share one allowance for chance. Empty where anything in them is known as a range only:
    then only what holds in every world can be told.
    """
    if not all(part.exact for side in sides for part in (side.first, side.second)):
        return {}
    tested = []
    for place, side in enumerate(sides):
        first, second = next(side.first.worlds()), next(side.second.worlds())
        for id_ in side.first.answered:
            if not_compared(side, id_) is None:
                ours, theirs = people_counts(side.first, id_, first), people_counts(side.second, id_, second)
                tested.append((p_value(ours, theirs), abs(delta(ours, theirs)), place, id_))
    found, highest = {}, 0.0
    for rank, (p, size, place, id_) in enumerate(sorted(tested)):
        highest = max(highest, min(1.0, (len(tested) - rank) * p))
        if size < MEDIUM or highest > DIFFERS:
            found[place, id_] = "no"
        else:
            found[place, id_] = "clear" if highest <= CLEARLY else "differs"
    return found
