"""People of whom only the band is known: how they may stand on the scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.instrument import Instrument

Whole = NDArray[np.int64]


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
    """Give the lowest and the highest that the mean place on the scale can be."""
    points = np.arange(instrument.scale.size)
    known, n = float((exact * points).sum()), float(exact.sum() + banded.sum())
    lowest = sum(
        int(people) * int(points[band][0]) for band, people in zip(instrument.scale.bands, banded, strict=True)
    )
    highest = sum(
        int(people) * int(points[band][-1]) for band, people in zip(instrument.scale.bands, banded, strict=True)
    )
    return ((known + lowest) / n, (known + highest) / n)
