"""The published counts of one question where the whole comes first, and what may be seen of a part of them.

A later batch of the same round is published by itself, so a question has a layer for each batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.disclosure import banding, whole_first
from greenshoots.core.disclosure.banding import Possible
from greenshoots.core.disclosure.views import COVERAGE, SHOWN_IN_ROOM, QuestionView
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.disclosure.whole_first import Layer, Units
from greenshoots.core.instruments.model import Scale

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """The published counts of one question, u units over all layers.

    Arguments:
        of_block: The unit of each block, or `NEVER` or `SHOWN_IN_ROOM` where nothing is shown; shape (blocks,).
        blocks, people, scored, not_sure, skipped: How many of each are in the unit; shape (u,).
        layers: What each release published, in the order of the units.
    """

    of_block: Whole
    blocks: Whole
    people: Whole
    scored: Whole
    not_sure: Whole
    skipped: Whole
    layers: tuple[Layer, ...]


def layered(units: Units, published: Layer, sizes: Whole, not_sure: Whole, skipped: Whole) -> Layers:
    """Return what is published of one question, with the people of each block.

    Blocks in which nobody scored are units by themselves: that nobody did is said of them and nothing else.

    Arguments:
        units: Who is counted together of the others.
        published: What is published of them.
        sizes, not_sure, skipped: People, and answers without a score, of each block; shape (blocks,).
    """
    of_block = units.of_block.copy()
    # Nobody scored there, which is no secret: “not sure” and blanks are never protected, only scores are.
    silent = np.flatnonzero((of_block < 0) & (not_sure + skipped == sizes))
    of_block[silent] = units.number + np.arange(len(silent))
    number, shown = units.number + len(silent), of_block >= 0

    def added(values: Whole) -> Whole:
        return np.bincount(of_block[shown], weights=values[shown], minlength=number).astype(np.int64)

    layer = replace(
        published,
        exact=np.append(published.exact, np.ones(len(silent), dtype=bool)),
        counts=_with_rows(published.counts, len(silent)),
        in_runs=_with_rows(published.in_runs, len(silent)),
    )
    scored = np.append(units.scored, np.zeros(len(silent), dtype=np.int64))
    ones = np.ones_like(of_block)
    return Layers(of_block, added(ones), added(sizes), scored, added(not_sure), added(skipped), (layer,))


def _with_rows(table: Whole, more: int) -> Whole:
    return np.vstack([table, np.zeros((more, table.shape[1]), dtype=np.int64)])


def never_shown(layers: Layers) -> Layers:
    """Return a question of which nothing is shown, because a workshop has shown its scores."""
    none = np.zeros(0, dtype=np.int64)
    return Layers(np.full_like(layers.of_block, SHOWN_IN_ROOM), none, none, none, none, none, ())


def cuts(layers: Layers) -> frozenset[int] | None:
    """Return where runs of later releases of the same people may end; None where that is free.

    It is free where every group was published in full, for then runs tell nothing more.
    """
    found: frozenset[int] | None = None
    for layer in layers.layers:
        # Two ways to cut the scale of the same people tell more than either: brute force over groups of 5 and 5 found
        # 10,150 violations. So later releases cut only where all earlier ones did.
        if layer.whole is None or not layer.exact.all():
            here = frozenset(whole_first.runs_key(layer.runs))
            found = here if found is None else found & here
    return found


def joined(parts: Sequence[Layers]) -> Layers:
    """Return batches of one question one after the other; blocks and units count on."""
    shifts = np.cumsum([0, *(len(part.blocks) for part in parts)])[:-1]
    columns = [field.name for field in fields(Layers) if field.name not in ("of_block", "layers")]
    of_block = [
        np.where(part.of_block >= 0, part.of_block + at, part.of_block) for part, at in zip(parts, shifts, strict=True)
    ]
    return Layers(
        of_block=np.concatenate(of_block),
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in columns},
        layers=tuple(layer for part in parts for layer in part.layers),
    )


def view(layers: Layers, inside: NDArray[np.bool_], sizes: Whole, total: int, scale: Scale) -> QuestionView:
    """Add up what was published of one question in one part of a round.

    Arguments:
        layers: What was published.
        inside: True for each block that lies in the part, shape (blocks,).
        sizes: People in each block, shape (blocks,).
        total: People in the part.
        scale: The scale.
    """
    shown = inside & (layers.of_block >= 0)
    # A unit counts only where all of its blocks lie inside: a share of it was never published.
    chosen = np.bincount(layers.of_block[shown], minlength=len(layers.blocks)) == layers.blocks
    coverage = float(layers.people[chosen].sum()) / total
    if coverage < COVERAGE:
        in_room = int(sizes[inside & (layers.of_block == SHOWN_IN_ROOM)].sum())
        return QuestionView(State.HIDDEN, coverage, shown_in_room=coverage + in_room / total >= COVERAGE)
    stands = [_stands(*mine, scale) for mine in _by_layer(layers, chosen)]
    unsure, skipped = int(layers.not_sure[chosen].sum()), int(layers.skipped[chosen].sum())
    if not stands:
        return QuestionView(State.EMPTY, coverage, 0, unsure, skipped)
    possible = banding.together([one.possible for one in stands])
    return QuestionView(
        state=State.SHOWN if possible.exact else State.APPROXIMATE,
        coverage=coverage,
        scored=possible.people,
        not_sure=unsure,
        skipped=skipped,
        counts=possible.known if possible.exact else None,
        bands=_bands(possible, scale),
        bounds=possible.bounds,
        possible=possible,
        estimate=None if possible.exact else _estimate(stands),
    )


def _by_layer(layers: Layers, chosen: NDArray[np.bool_]) -> Iterator[tuple[Layer, NDArray[np.bool_], Whole]]:
    """Yield each layer of which a unit with scores is chosen, with its units that are, and their scores."""
    start = 0
    for layer in layers.layers:
        stop = start + len(layer.exact)
        mine, scored = chosen[start:stop], layers.scored[start:stop]
        if scored[mine].any():
            yield layer, mine, scored
        start = stop


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """How people may stand on the scale, and the counts that are likely; None where everyone is known in bands."""

    possible: Possible
    likely: NDArray[np.float64] | None


def _stands(layer: Layer, chosen: NDArray[np.bool_], scored: Whole, scale: Scale) -> _Standing:
    """Return how the people of chosen units may stand on the scale."""
    people = int(scored[chosen].sum())
    if layer.whole is None:
        return _Standing(_in_bands(layer, people, bool(chosen[scored > 0].all()), scale), None)
    left = layer.whole - layer.counts.sum(axis=0)
    known = layer.counts[chosen].sum(axis=0)
    counted = chosen & ~layer.exact
    if not counted.any():
        return _Standing(_exactly(known), known.astype(float))
    # Together they are the whole minus what is published in full, which any reader can subtract.
    if counted.sum() == (~layer.exact).sum():
        return _Standing(_exactly(known + left), (known + left).astype(float))
    if layer.runs:
        runs, in_runs = layer.runs, layer.in_runs[counted].sum(axis=0)
    else:
        # Nothing is counted by group: that their scores are among those of the others in the same place remains.
        some = np.flatnonzero(left)
        runs, in_runs = (slice(int(some[0]), int(some[-1]) + 1),), scored[counted].sum(keepdims=True)
    likely = known.astype(float)
    for run, number in zip(runs, in_runs, strict=True):
        likely[run] += left[run] * (number / max(left[run].sum(), 1))
        if run.stop - run.start == 1:
            known[run] += number
    wide = [(run, int(number)) for run, number in zip(runs, in_runs, strict=True) if run.stop - run.start > 1]
    found = banding.ranges([run for run, _ in wide], [number for _, number in wide])
    return _Standing(Possible(tuple(known.tolist()), found), likely)


def _in_bands(layer: Layer, people: int, everyone: bool, scale: Scale) -> Possible:
    """Return how people may stand where everyone's scores nearly agree, and are published in bands at the most."""
    nobody = (0,) * scale.size
    if layer.bands is None:
        return Possible(nobody, banding.ranges([slice(0, scale.size)], [people]))
    if everyone:
        return Possible(nobody, banding.ranges(scale.bands, layer.bands))
    held = [band for band, number in zip(scale.bands, layer.bands, strict=True) if number]
    return Possible(nobody, banding.ranges([slice(held[0].start, held[-1].stop)], [people]))


def _exactly(counts: Whole) -> Possible:
    return Possible(tuple(counts.tolist()))


def _estimate(stands: Sequence[_Standing]) -> float | None:
    """Return the mean place on the scale that is likely, counted from 0."""
    each = [one.likely for one in stands if one.likely is not None]
    if len(each) < len(stands):
        return None
    likely = np.sum(each, axis=0)
    return float((likely * np.arange(len(likely))).sum() / likely.sum())


def _bands(possible: Possible, scale: Scale) -> tuple[int, ...]:
    """Return the people in each band of the scale; empty where that is not known."""
    counts = [possible.within(band, scale) for band in scale.bands]
    return tuple(least for least, _ in counts) if all(least == most for least, most in counts) else ()
