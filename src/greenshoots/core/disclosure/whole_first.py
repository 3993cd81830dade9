"""Publish one question “as fine as the whole allows”: the overall counts first, then each group as finely as is safe.

In a team of 18 a single group that nearly agrees puts everybody's picture into a range. Here the whole is counted
first, and only what has been published decides how finely each group is counted:

- a group that is large enough beside the whole is published in full;
- the others are counted by runs of neighbouring scale points, the same runs for each of them.

Every choice reads group sizes and histograms that are already published. So a refusal tells nothing, and a reader who
knows some answers cannot tell two people's answers apart. Source: docs/explanation/protection.md and decision 29.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.disclosure.policy import Arrangement, Policy
from greenshoots.core.instruments.model import Scale

Whole = NDArray[np.int64]
Runs = tuple[slice, ...]
"""Runs of neighbouring scale points that together make up the scale, lowest first."""


# In teams of 8, 5 and 5, blocks by group left about a third of the enablers without an exact average (decision 29).
SMALL_TEAM, SMALL_GROUP = 24, 8
"""Below both, one group that nearly agrees often puts everyone's picture into a range: simulated for decision 29."""


def recommended(people: int, sizes: Whole) -> Arrangement:
    """Return which should come first, everyone or the groups. Reads counts of people only.

    Arguments:
        people: How many there are, or are expected.
        sizes: People in each block that would be formed; shape (blocks,).
    """
    small = people < SMALL_TEAM and len(sizes) > 1 and int(sizes.min()) < SMALL_GROUP
    return Arrangement.WHOLE_FIRST if small else Arrangement.BY_GROUP


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """People who are counted together for one question, u units.

    Arguments:
        of_block: The unit of each block, or -1 where nobody's score is counted; shape (blocks,).
        scored: Scores in each unit, shape (u,).
        known: How many of them an attacker may know: c, and the most that one account typed in; shape (u,).
    """

    of_block: Whole
    scored: Whole
    known: Whole

    @property
    def number(self) -> int:
        """Return how many units there are."""
        return len(self.scored)


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What one release published of one question, u units on a scale of S points.

    Arguments:
        whole: All scores at each point, shape (S,); None where they nearly agree.
        bands: All scores in each band of the scale; None where `whole` is known, or only their number is said.
        exact: True for each unit whose counts are published, shape (u,).
        counts: Scores at each point; zeros where not exact; shape (u, S).
        runs: The runs of scale points in which the other units are counted; empty where they are not.
        in_runs: Scores in each run; zeros where exact; shape (u, runs).
    """

    whole: Whole | None
    bands: Whole | None
    exact: NDArray[np.bool_]
    counts: Whole
    runs: Runs
    in_runs: Whole


def form_units(scored: Whole, typed: Whole, first: Whole, policy: Policy) -> Units:
    """Join blocks in which too few people scored, until each unit holds k scores that no account knows.

    Nobody's score is left out of the whole: where all of them together are enough, there is at least one unit.

    Arguments:
        scored: Scores in each block, shape (blocks,).
        typed: How many of them each account typed in, shape (blocks, accounts).
        first: The choice of the first respondent group that a block's people share; shape (blocks,).
        policy: What people were promised.
    """
    of_block = np.where(scored > 0, np.arange(len(scored)), -1).astype(np.int64)
    while True:
        numbers = np.unique(of_block[of_block >= 0])
        sizes = {int(number): _not_known(of_block == number, scored, typed) for number in numbers}
        small = [number for number in sizes if sizes[number] < policy.minimum]
        if not small or len(sizes) == 1:
            break
        # Smallest first and in a fixed order: sizes and choices decide alone, so the joins tell nothing about scores.
        # To leave a small group out instead would give it away: its scores are the whole minus the others.
        joins = min(small, key=lambda number: (sizes[number], number))
        others = [number for number in sizes if number != joins]
        choice = set(first[of_block == joins])
        other = min(others, key=lambda number: (choice != set(first[of_block == number]), sizes[number], number))
        of_block[of_block == joins] = other
    if sum(size < policy.minimum for size in sizes.values()) or not sizes:
        return Units(np.full_like(of_block, -1), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    return _numbered(of_block, scored, typed, policy)


def _not_known(members: NDArray[np.bool_], scored: Whole, typed: Whole) -> int:
    return int(scored[members].sum() - typed[members].sum(axis=0).max(initial=0))


def _numbered(of_block: Whole, scored: Whole, typed: Whole, policy: Policy) -> Units:
    """Return the units numbered from 0 without gaps, in the order of their first blocks."""
    held = of_block >= 0
    numbers = np.unique(of_block[held])
    of_block = np.where(held, np.searchsorted(numbers, of_block), -1).astype(np.int64)
    sums = np.zeros(len(numbers), dtype=np.int64)
    known = np.zeros((len(numbers), typed.shape[1]), dtype=np.int64)
    np.add.at(sums, of_block[held], scored[held])
    np.add.at(known, of_block[held], typed[held])
    return Units(of_block, sums, (policy.c + known.max(axis=1, initial=0)).astype(np.int64))


def publish(units: Units, counts: Whole, scale: Scale, cuts: Collection[int] | None = None) -> Layer:
    """Publish one question.

    Arguments:
        units: Who is counted together.
        counts: Scores at each point of the scale, one row a unit; shape (u, S).
        scale: The scale.
        cuts: Where runs may end: where they did in the first release of the same diagnostic. Two partitions of the
            same people's scores would tell more than either. None where nothing was counted in runs before.
    """
    whole = counts.sum(axis=0)
    none = _without_groups(units, counts)
    if not units.number:
        return none
    margin = int(units.known.sum())
    if not _varied(whole, margin):
        # Bands leave two scores possible only if each has two points and more than twice as many people scored as may
        # be known.
        told = whole.sum() > 2 * margin and len(scale.bands) > 1
        bands = np.array([whole[band].sum() for band in scale.bands], dtype=np.int64) if told else None
        return replace(none, bands=bands)
    exact = _in_full(units, counts)
    rest = ~exact
    shown = np.where(exact[:, None], counts, 0)
    if not rest.any():
        return replace(none, whole=whole, exact=exact, counts=shown)
    runs = _choose_runs(counts[rest].sum(axis=0), units.scored[rest], units.known[rest], scale, cuts)
    in_runs = np.zeros((units.number, len(runs)), dtype=np.int64)
    for place, run in enumerate(runs):
        in_runs[:, place] = counts[:, run].sum(axis=1)
    return Layer(whole, None, exact, shown, runs, np.where(rest[:, None], in_runs, 0))


def _without_groups(units: Units, counts: Whole) -> Layer:
    """Return what is published where nothing but the number of scores is."""
    exact, in_runs = np.zeros(units.number, dtype=bool), np.zeros((units.number, 0), dtype=np.int64)
    return Layer(None, None, exact, np.zeros_like(counts), (), in_runs)


def _varied(counts: Whole, known: int) -> bool:
    """Return whether more people differ from the commonest score than may be known."""
    return bool(counts.sum() - counts.max(initial=0) > known)


def _in_full(units: Units, counts: Whole) -> NDArray[np.bool_]:
    """Return which units are published in full: first the large ones, then the last that is left by subtraction.

    Each step reads the histogram of those that are left, which follows from what has been published, and the sizes.
    """
    exact = np.zeros(units.number, dtype=bool)
    left = counts.sum(axis=0)
    while (remaining := np.flatnonzero(~exact)).size:
        if remaining.size == 1:
            # It follows from the whole and the others; that it may be known was a condition of publishing them.
            exact[remaining] = True
            break
        most = int(left.max(initial=0))
        # With one less in each condition, a test that goes through every small world finds a score (decision 29).
        fits = units.scored[remaining] >= most + units.known[remaining] + 1
        off, stays = list(remaining[fits]), list(remaining[~fits])
        # The units that stay can be subtracted from the whole, so they have to be large enough together. If they are
        # not, groups that could be shown in full join them, the smallest first.
        off.sort(key=lambda number: (int(units.scored[number]), int(number)))
        while stays and off and units.scored[stays].sum() < most + units.known[stays].sum() + 1:
            stays.append(off.pop(0))
        if not off:
            break
        exact[off] = True
        left = left - counts[off].sum(axis=0)
    return exact


def _choose_runs(left: Whole, scored: Whole, known: Whole, scale: Scale, cuts: Collection[int] | None) -> Runs:
    """Return the runs in which units are counted, chosen from the histogram of them all; empty where none is safe.

    Arguments:
        left: Scores of the units at each point, shape (S,).
        scored, known: As in `Units`, of these units.
    """
    allowed = None if cuts is None else {*cuts, scale.size}
    safe = [
        runs
        for runs in _partitions(scale.size)
        # A single run with people in it would say no more than the size of each unit.
        if sum(bool(left[run].sum()) for run in runs) >= 2
        and all(_may_be_counted(left[run], scored, known) for run in runs)
        and (allowed is None or set(runs_key(runs)) <= allowed)
    ]
    # The cut between the halves goes first, because it says who agrees; then the runs that lose least of the scores.
    return min(safe, key=lambda runs: (_place_of_cut(runs, scale), _squares(left, runs), runs_key(runs)), default=())


def _may_be_counted(left: Whole, scored: Whole, known: Whole) -> bool:
    """Return whether a run may be counted by unit.

    People in it differ enough that each may have given another score of the run, or no unit fits into it, so that
    somebody of each unit lies outside.
    """
    inside = int(left.sum())
    return (
        inside == 0
        or inside - int(left.max(initial=0)) >= int(known.sum()) + 1
        or bool((inside <= scored - known - 1).all())
    )


def _partitions(size: int) -> Iterator[Runs]:
    """Yield each way to cut the scale into runs, finest cuts last."""
    # All of them are tried: the longest scale, of 11 points, has 1,024.
    for cuts in range(2 ** (size - 1)):
        stops = [point for point in range(1, size) if cuts >> (point - 1) & 1] + [size]
        yield tuple(slice(start, stop) for start, stop in zip([0, *stops], stops, strict=False))


def _place_of_cut(runs: Runs, scale: Scale) -> int:
    """Return how far the best cut of runs lies from the one between the bands of the scale; lower cuts win ties."""
    middle = scale.bands[0].stop if len(scale.bands) > 1 else scale.size // 2
    cuts = runs_key(runs)[:-1]
    return min(2 * abs(cut - middle) + int(cut > middle) for cut in cuts)


def _squares(left: Whole, runs: Sequence[slice]) -> float:
    """Return the sum of squared distances of scores from the mean of their run."""
    points = np.arange(len(left))
    total = 0.0
    for run in runs:
        if people := left[run].sum():
            mean = (left[run] * points[run]).sum() / people
            total += float((left[run] * (points[run] - mean) ** 2).sum())
    # Rounded, so that equal sums stay a tie, which the fixed order decides, and not the last digit of a float.
    return round(total, 9)


def runs_key(runs: Runs) -> tuple[int, ...]:
    """Return where runs end, as a value that can be ordered and stored."""
    return tuple(run.stop for run in runs)


def runs_of(stops: Sequence[int]) -> Runs:
    """Return the runs that end at these points: the reverse of `runs_key`."""
    return tuple(slice(start, stop) for start, stop in zip([0, *stops], stops, strict=False))
