"""How often a list of where to talk first names an enabler by chance, and how often it finds what is there.

Eleven enablers are answered alike, and people of every group alike, so whatever is flagged is a false alarm. Answers
have one of five shapes, and are independent or correlated within a person (0.35, people who tend to score high or low).
Each figure is the worst of these ten. Then one enabler is 0.9 points lower, or half of people give it a low score and
half a high one, and the figure is how often that enabler is flagged, at the worst correlation.

The rules are those of `greenshoots.core`, here for many made-up teams at once; a test holds the two together.

    python benchmarks/flags.py            the table of docs/explanation/method.md, about three minutes
    python benchmarks/flags.py --table    the finer table of greenshoots/core/chance.py, about eight
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.analysis import comparison, flag_rules, representation
from greenshoots.core.statistics import distributions, histogram, rank_tests

Scores = NDArray[np.int8]
Counts = NDArray[np.int64]
Yes = NDArray[np.bool_]

SIZES = (5, 6, 8, 10, 12, 15, 18, 20, 25, 30, 40, 60, 100, 300)
FINER = (*range(5, 31), 40, 60, 100, 300)
"""With few people a rate jumps from one number to the next, so a page that states one needs each of them."""

ENABLERS = 11
WITHIN = (0.0, 0.35)
SHAPES = {
    "usual": (0.05, 0.20, 0.30, 0.30, 0.15),
    "middle": (0.08, 0.22, 0.35, 0.25, 0.10),
    "high": (0.02, 0.05, 0.15, 0.40, 0.38),
    "tight": (0.00, 0.05, 0.25, 0.60, 0.10),
    "wide": (0.12, 0.20, 0.30, 0.22, 0.16),
}
LOWER = (0.23, 0.36, 0.24, 0.12, 0.05)
"""0.9 points below the usual shape."""

HALVED = (0.40, 0.10, 0.00, 0.10, 0.40)
CHOICES = ((0.5, 0.3, 0.2), (0.5, 0.5))
"""The shares of people in the choices of each group question: of three, and of two. The worse of both counts."""

QUESTIONS = 3
POINTS = np.arange(5)
PEOPLE_AT_ONCE = 3_000_000


@dataclass(frozen=True)
class Found:
    """What a rule says of many teams: shape (teams, enablers)."""

    low: Yes
    apart: Yes


def scores(tendency: NDArray[np.float64], shapes: Sequence[Sequence[float]]) -> Scores:
    """Turn standard normal tendencies, shape (teams, enablers, people), into places on the scale."""
    given = np.zeros(tendency.shape, dtype=np.int8)
    for place in range(4):
        cuts = [_cut(sum(shape[: place + 1])) for shape in shapes]
        given += tendency > np.array(cuts)[None, :, None]
    return given


def _cut(share: float) -> float:
    if share <= 0:
        return -math.inf
    return math.inf if share >= 1 else NormalDist().inv_cdf(share)


def tendencies(rng: np.random.Generator, teams: int, people: int, within: float) -> NDArray[np.float64]:
    """Draw how high each person tends to score each enabler, correlated within a person."""
    own = rng.standard_normal((teams, ENABLERS, people))
    return math.sqrt(within) * rng.standard_normal((teams, 1, people)) + math.sqrt(1 - within) * own


def counted(given: Scores, among: Yes | None = None) -> Counts:
    """Count people at each place: shape (teams, enablers, 5); among some of them where given."""
    chosen = [given == place if among is None else (given == place) & among for place in POINTS]
    return np.stack([some.sum(axis=-1) for some in chosen], axis=-1)


def found(counts: Counts) -> Found:
    """Apply the rules of low and of apart to many teams of one size."""
    n = int(counts[0, 0].sum())
    mean = (counts * POINTS).sum(axis=-1) / n
    below = mean.mean(axis=-1, keepdims=True) - mean
    variance = ((counts * POINTS**2).sum(axis=-1) - n * mean**2) / (n - 1)
    deviation = np.sqrt(np.maximum(variance, 1 / n))
    far = below >= flag_rules.LOW_BY - 1e-9
    t = np.where(far, below / (deviation / math.sqrt(n)), 0.0)
    return Found(far & _holm(t, n), leik(counts) >= flag_rules.divided_from(n, ENABLERS) - 1e-9)


def _holm(t: NDArray[np.float64], n: int) -> Yes:
    """Tell which are beyond chance after Holm: the r-th largest t is held against the level divided by what is left."""
    levels = [flag_rules.LOW_LEVEL / (ENABLERS - rank) for rank in range(ENABLERS)]
    limits = np.array([distributions.student_quantile(1 - 2 * level, n - 1) for level in levels if level < 0.5])
    order = np.argsort(-t, axis=-1)
    beyond = np.take_along_axis(t, order, axis=-1)[..., : len(limits)] >= limits
    beyond = np.logical_and.accumulate(beyond, axis=-1)
    kept = np.zeros(t.shape, dtype=bool)
    np.put_along_axis(kept, order[..., : len(limits)], beyond, axis=-1)
    return kept


def leik(counts: Counts) -> NDArray[np.float64]:
    """Give Leik's D."""
    n, below = counts.sum(axis=-1), counts.cumsum(axis=-1)[..., :-1]
    value: NDArray[np.float64] = np.minimum(below, n[..., None] - below).sum(axis=-1) * 2 / (n * 4)
    return value


def differing(rng: np.random.Generator, given: Scores, counts: Counts, shares: Sequence[float]) -> list[Yes]:
    """Tell in which teams any group differs, with one, two and three group questions: shape (teams,)."""
    teams, _, people = given.shape
    # With two choices the second comparison is the first one seen in a mirror.
    compared = len(shares) if len(shares) > 2 else 1
    sides = []
    for _question in range(QUESTIONS):
        chosen = rng.choice(len(shares), p=shares, size=(teams, people))
        inside = [counted(given, (chosen == choice)[:, None, :]) for choice in range(compared)]
        sides.append([(some, counts - some) for some in inside])
    return [_any(sides[: number + 1]) for number in range(QUESTIONS)]


def _any(questions: Sequence[Sequence[tuple[Counts, Counts]]]) -> Yes:
    pairs = [pair for question in questions for pair in question]
    first, second = (np.stack([pair[side] for pair in pairs], axis=1) for side in (0, 1))
    enough = np.minimum(first.sum(axis=-1), second.sum(axis=-1)).min(axis=-1) >= comparison.SMALLEST
    looks = enough.sum(axis=-1) * ENABLERS
    delta, z = _dominance(first, second)
    level = comparison.DIFFERS / np.maximum(looks, 1)
    # A generous bound on the asymptotic p picks those whose real p has to be worked out.
    likely = _beyond(z) <= 4 * level[:, None, None]
    candidates = enough[..., None] & (np.abs(delta) >= comparison.MEDIUM) & likely
    telling = np.zeros(len(looks), dtype=bool)
    for team, side, enabler in np.argwhere(candidates):
        if not telling[team]:
            p = _chance(tuple(first[team, side, enabler].tolist()), tuple(second[team, side, enabler].tolist()))
            telling[team] = p * looks[team] <= comparison.DIFFERS
    return telling


def _beyond(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bound the two-sided p of a normal z from above by 2 exp(-z²/2), up to a factor that the caller allows for."""
    return np.where(z <= 0, 1.0, np.exp(-(z**2) / 2))


@cache
def _chance(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    return rank_tests.difference(first, second)


def _dominance(first: Counts, second: Counts) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give Cliff's delta and the z of Mann and Whitney, ties corrected."""
    n, m = first.sum(axis=-1).astype(float), second.sum(axis=-1).astype(float)
    below = second.cumsum(axis=-1) - second
    above = second.sum(axis=-1, keepdims=True) - second.cumsum(axis=-1)
    pairs = np.maximum(n * m, 1)
    delta = (first * (below - above)).sum(axis=-1) / pairs
    everyone, together = n + m, (first + second).astype(float)
    ties = (together**3 - together).sum(axis=-1)
    variance = pairs / 12 * (everyone + 1 - ties / (everyone * (everyone - 1)))
    distance = np.abs(delta) * pairs / 2 - 0.5
    return delta, np.where(variance > 0, distance / np.sqrt(np.maximum(variance, 1e-12)), 0.0)


@dataclass(frozen=True)
class Row:
    """What is known of one size, as shares of teams.

    Attributes:
        low, apart: How often any enabler is called low, divided or split by chance.
        flagged: How often any is flagged at all, for 0 to 3 group questions.
        drop, halves: How often a drop of 0.9 points and a half-and-half split are found.
        teams: How many teams were made up for each of these.
    """

    people: int
    low: float
    apart: float
    flagged: tuple[float, ...]
    drop: float
    halves: float
    teams: int


def row(people: int, seed: int = 1, *, teams: int = 0) -> Row:
    """Make up many teams of one size."""
    rng = np.random.default_rng([seed, people])
    teams = teams or max(1500, min(5000, PEOPLE_AT_ONCE // (ENABLERS * people) // 500 * 500))
    alarms: list[tuple[float, ...]] = []
    power: list[tuple[float, float]] = []
    for within in WITHIN:
        drawn = tendencies(rng, teams, people, within)
        alarms += [_alarms(rng, scores(drawn, [shape] * ENABLERS)) for shape in SHAPES.values()]
        different = [SHAPES["usual"]] * (ENABLERS - 1)
        lower, halved = (found(counted(scores(drawn, [*different, shape]))) for shape in (LOWER, HALVED))
        power.append((float(lower.low[:, -1].mean()), float(halved.apart[:, -1].mean())))
    low, apart, *flagged = (max(column) for column in zip(*alarms, strict=True))
    drop, halves = (min(column) for column in zip(*power, strict=True))
    return Row(people, low, apart, tuple(flagged), drop, halves, teams)


def _alarms(rng: np.random.Generator, given: Scores) -> tuple[float, ...]:
    counts = counted(given)
    flags = found(counts)
    low, apart = flags.low.any(axis=-1), flags.apart.any(axis=-1)
    alone = low | apart
    if given.shape[-1] < 2 * comparison.SMALLEST:
        return (float(low.mean()), float(apart.mean()), *[float(alone.mean())] * (1 + QUESTIONS))
    either = [differing(rng, given, counts, shares) for shares in CHOICES]
    groups = [max(float((alone | some[number]).mean()) for some in either) for number in range(QUESTIONS)]
    return (float(low.mean()), float(apart.mean()), float(alone.mean()), *groups)


def never_worse(share: float, teams: int) -> float:
    """Add two standard errors of the simulation to a share, and round it up to half a per cent."""
    error = math.sqrt(max(share * (1 - share), 1 / teams) / teams)
    return math.ceil((share + 2 * error) * 200) / 200


ASKED = (
    (10, 10), (8, 10, 10), (5, 15), (5, 5, 5, 5), (5, 5, 10, 10), (8,) * 5, (5,) * 8, (20, 20), (5, 30), (5, 5, 60),
    (12,) * 10,
)  # fmt: skip


def leaning(seed: int = 1, teams: int = 4000) -> Iterator[tuple[tuple[int, ...], float, float]]:
    """Return how often R is low by chance in groups of such sizes, and how often it warns; the worst of seven rates."""
    rng = np.random.default_rng(seed)
    for asked in ASKED:
        before, now = [], []
        for rate in (0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9):
            answered = [list(map(int, one)) for one in rng.binomial(asked, rate, size=(teams, len(asked)))]
            plain = [histogram.representativeness(asked, one) or 0.0 for one in answered]
            before.append(sum(value < representation.LOW_REPRESENTATIVENESS for value in plain) / teams)
            now.append(sum(representation.warns(asked, one, 1) for one in answered) / teams)
        yield asked, max(before), max(now)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", action="store_true", help="print the table of greenshoots/core/chance.py")
    asked = parser.parse_args()
    if not asked.table:
        print("| people | low | divided or split | any flag | with 1, 2, 3 group questions | drop | halves |")
        print("|---|---|---|---|---|---|---|")
    for people in FINER if asked.table else SIZES:
        made = row(people)
        if asked.table:
            print(f"    {people}: {tuple(never_worse(share, made.teams) for share in made.flagged)},", flush=True)
            continue
        none, *groups = (f"{share:.1%}" for share in made.flagged)
        cells = (f"{made.low:.1%}", f"{made.apart:.1%}", none, ", ".join(groups), f"{made.drop:.0%}")
        print(f"| {people} | {' | '.join(cells)} | {made.halves:.0%} |")
    if not asked.table:
        print("\n| groups asked | R below 0.7 | warning now |\n|---|---|---|")
        for sizes, before, now in leaning():
            print(f"| {', '.join(map(str, sizes))} | {before:.1%} | {now:.1%} |")


if __name__ == "__main__":
    main()
