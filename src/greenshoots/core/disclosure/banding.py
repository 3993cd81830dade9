"""People whose scores are known by their band only: the scores that are possible."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.instruments.model import Instrument, Scale

Whole = NDArray[np.int64]
Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """People of whom it is known only that their scores lie between two points of the scale.

    Arguments:
        start, stop: The first point, counted from 0, and the one after the last.
        people: How many.
    """

    start: int
    stop: int
    people: int


@dataclass(frozen=True, slots=True)
class Possible:
    """All the ways in which people may stand on the scale, where some are known by a range only.

    Arguments:
        known: People who are known by their score, at each scale point.
        ranges: The others, by the ranges in which their scores lie. Ranges may overlap: each batch of a round and each
            statement of an enabler has its own.
    """

    known: Counts
    ranges: tuple[Range, ...] = ()

    @property
    def exact(self) -> bool:
        """Return whether there is one way only."""
        return not self.ranges

    @property
    def people(self) -> int:
        """Return how many people there are."""
        return sum(self.known) + sum(one.people for one in self.ranges)

    @property
    def lowest(self) -> Counts:
        """Return the counts if each person stood at the lowest point of their range."""
        return self._at([one.start for one in self.ranges])

    @property
    def highest(self) -> Counts:
        """Return the counts if each person stood at the highest point of their range."""
        return self._at([one.stop - 1 for one in self.ranges])

    def _at(self, places: Sequence[int]) -> Counts:
        counts = list(self.known)
        for place, one in zip(places, self.ranges, strict=True):
            counts[place] += one.people
        return tuple(counts)

    @property
    def bounds(self) -> tuple[float, float]:
        """Return the lowest and the highest that the mean place on the scale can be, counted from 0."""
        low, high = (sum(place * count for place, count in enumerate(side)) for side in (self.lowest, self.highest))
        return low / self.people, high / self.people

    def within(self, places: slice, scale: Scale) -> tuple[int, int]:
        """Return the fewest and the most people who can stand at these places of the scale."""
        start, stop, _ = places.indices(scale.size)
        least = most = sum(self.known[places])
        for one in self.ranges:
            least += one.people if start <= one.start and one.stop <= stop else 0
            most += one.people if max(one.start, start) < min(one.stop, stop) else 0
        return least, most

    def distance(self, scale: Scale) -> tuple[float, float]:
        """Return the shortest and the longest typical distance from the middle answer, in scale points.

        The distance is the sum, over the gaps between neighbouring points, of the smaller share of people to either
        side. Each term is bounded separately, so distances outside these bounds are impossible.
        """
        n = self.people
        short = long = 0.0
        for place in range(1, scale.size):
            least, most = self.within(slice(0, place), scale)
            short += min(least, n - most, most, n - least)
            long += n / 2 if 2 * least <= n <= 2 * most else max(min(least, n - least), min(most, n - most))
        return (short / n, long / n) if n else (0.0, 0.0)

    def deviation(self, scale: Scale) -> float | None:
        """Return the largest possible standard deviation, in scale points; None below two people.

        The squares are taken around the best of many centres. Around any other centre than the mean they are
        larger, so the result is never too small.
        """
        n = self.people
        if n < 2:
            return None
        mean = sum(place * count for place, count in enumerate(self.lowest)) / n
        # Any centre gives a deviation that is large enough, so a coarse grid will do: twenty steps a point.
        centres = [mean] if self.exact else [place / 20 for place in range(20 * scale.size)]
        return math.sqrt(min(self._squares(centre) for centre in centres) / (n - 1))

    def _squares(self, centre: float) -> float:
        known = float(sum(count * (place - centre) ** 2 for place, count in enumerate(self.known)))
        ends = (one.people * max((one.start - centre) ** 2, (one.stop - 1 - centre) ** 2) for one in self.ranges)
        return known + math.fsum(ends)


def together(parts: Sequence[Possible]) -> Possible:
    """Add up ways to stand on the scale, as over the statements of an enabler.

    >>> together([Possible((1, 0, 2)), Possible((0, 0, 0), (Range(0, 2, 4),))])
    Possible(known=(1, 0, 2), ranges=(Range(start=0, stop=2, people=4),))
    """
    people: dict[tuple[int, int], int] = {}
    for one in (one for part in parts for one in part.ranges):
        people[one.start, one.stop] = people.get((one.start, one.stop), 0) + one.people
    known = tuple(sum(column) for column in zip(*(part.known for part in parts), strict=True))
    return Possible(known, ranges((slice(*ends) for ends in sorted(people)), (people[ends] for ends in sorted(people))))


def ranges(runs: Iterable[slice], people: Iterable[int]) -> tuple[Range, ...]:
    """Return runs of the scale with the people in them, without those in which nobody is."""
    pairs = zip(runs, people, strict=True)
    return tuple(Range(int(run.start), int(run.stop), int(number)) for run, number in pairs if number)


def possible(exact: Whole, banded: Whole, scale: Scale) -> Possible:
    """Return all possible scores of a set of people.

    Arguments:
        exact: People at each scale point who are known by their score.
        banded: People in each band who are known by the band only.
        scale: The scale.
    """
    return Possible(tuple(int(count) for count in exact), ranges(scale.bands, banded))


def spread(exact: Whole, banded: Whole, instrument: Instrument) -> tuple[int, ...]:
    """Spread banded people over their band, as whole numbers that keep the band's sum."""
    counts = exact.astype(np.int64).copy()
    for band, people in zip(instrument.scale.bands, banded, strict=True):
        # Plus one, so that a point that nobody is known to have given can hold people of the band as well.
        share = (exact[band] + 1) / (exact[band] + 1).sum() * people
        # Whole people: nobody believes in 2.4 people, and the exact test needs whole ones (decision 8).
        whole = np.floor(share).astype(np.int64)
        rest = int(people - whole.sum())
        # Stable, so that the lower point wins a tie and the same file always gives the same picture (decision 8).
        whole[np.argsort(whole - share, kind="stable")[:rest]] += 1
        counts[band] += whole
    return tuple(int(count) for count in counts)
