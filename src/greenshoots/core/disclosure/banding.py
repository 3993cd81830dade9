"""People whose scores are known by their band only: the scores that are possible."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.instruments.model import Instrument, Scale

Whole = NDArray[np.int64]
Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Possible:
    """All possible scores of a set of people, where the scores of some are known by their band only.

    Arguments:
        lowest: The counts if each of these people gave the lowest score of the band.
        highest: The counts if each gave the highest score of the band; the same counts where all scores are known.
    """

    lowest: Counts
    highest: Counts

    @property
    def exact(self) -> bool:
        """Return whether all scores are known."""
        return self.lowest == self.highest

    @property
    def known(self) -> Counts:
        """Return the counts of the people who are known by their score."""
        # A band has two points or more, so no one is counted at its lowest and its highest point at once.
        return tuple(min(pair) for pair in zip(self.lowest, self.highest, strict=True))

    def banded(self, scale: Scale) -> Counts:
        """Return how many people are known by their band only, one number for each band."""
        known = self.known
        return tuple(self.lowest[band.start] - known[band.start] for band in scale.bands)

    def within(self, places: slice, scale: Scale) -> tuple[int, int]:
        """Return the fewest and the most people who can have given these scores."""
        sure = sum(self.known[places])
        least, most = sure, sure
        for band, people in zip(scale.bands, self.banded(scale), strict=True):
            inside = len(range(max(band.start, places.start), min(band.stop, places.stop)))
            least += people if inside == band.stop - band.start else 0
            most += people if inside else 0
        return least, most

    def distance(self, scale: Scale) -> tuple[float, float]:
        """Return the shortest and the longest typical distance from the middle answer, in scale points.

        The distance is the sum, over the gaps between neighbouring points, of the smaller share of people to either
        side. Each term is bounded separately, so distances outside these bounds are impossible.
        """
        n = sum(self.lowest)
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
        n = sum(self.lowest)
        if n < 2:
            return None
        mean = sum(place * count for place, count in enumerate(self.lowest)) / n
        centres = [mean] if self.exact else [place / 20 for place in range(20 * scale.size)]
        return math.sqrt(min(self._squares(centre, scale) for centre in centres) / (n - 1))

    def _squares(self, centre: float, scale: Scale) -> float:
        known = float(sum(count * (place - centre) ** 2 for place, count in enumerate(self.known)))
        ends = [max((band.start - centre) ** 2, (band.stop - 1 - centre) ** 2) for band in scale.bands]
        return known + math.fsum(people * end for people, end in zip(self.banded(scale), ends, strict=True))


def together(parts: Sequence[Possible]) -> Possible:
    """Add up possible scores, as over the statements of an enabler."""
    lowest, highest = ([sum(column) for column in zip(*side, strict=True)] for side in _both(parts))
    return Possible(tuple(lowest), tuple(highest))


def _both(parts: Sequence[Possible]) -> tuple[list[Counts], list[Counts]]:
    return [part.lowest for part in parts], [part.highest for part in parts]


def possible(exact: Whole, banded: Whole, scale: Scale) -> Possible:
    """Return all possible scores of a set of people.

    Arguments:
        exact: People at each scale point who are known by their score.
        banded: People in each band who are known by the band only.
        scale: The scale.
    """
    lowest, highest = exact.astype(np.int64).copy(), exact.astype(np.int64).copy()
    for band, people in zip(scale.bands, banded, strict=True):
        lowest[band.start] += people
        highest[band.stop - 1] += people
    return Possible(tuple(int(count) for count in lowest), tuple(int(count) for count in highest))


def spread(exact: Whole, banded: Whole, instrument: Instrument) -> tuple[int, ...]:
    """Spread banded people over their band, as whole numbers that keep the band's sum."""
    counts = exact.astype(np.int64).copy()
    for band, people in zip(instrument.scale.bands, banded, strict=True):
        share = (exact[band] + 1) / (exact[band] + 1).sum() * people
        whole = np.floor(share).astype(np.int64)
        rest = int(people - whole.sum())
        whole[np.argsort(whole - share, kind="stable")[:rest]] += 1
        counts[band] += whole
    return tuple(int(count) for count in counts)


def bounds(exact: Whole, banded: Whole, instrument: Instrument) -> tuple[float, float]:
    """Return the lowest and the highest that the mean place on the scale can be, counted from 0."""
    points = np.arange(instrument.scale.size)
    known, n = float((exact * points).sum()), float(exact.sum() + banded.sum())
    lowest = sum(
        int(people) * int(points[band][0]) for band, people in zip(instrument.scale.bands, banded, strict=True)
    )
    highest = sum(
        int(people) * int(points[band][-1]) for band, people in zip(instrument.scale.bands, banded, strict=True)
    )
    return ((known + lowest) / n, (known + highest) / n)
