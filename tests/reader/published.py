"""What the published counts of one question say of some people: read apart from the program, from the same counts."""

from __future__ import annotations

from fractions import Fraction

from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.disclosure.whole_first import Layer
from greenshoots.core.instruments.model import Scale

Counts = tuple[int, ...]
Range = tuple[int, int, int]
"""The first place of a range of scores, the one after its last, and how many people are in it."""
Ranges = tuple[Range, ...]


def of_cells(cells: release.Cells, held: set[int], scale: Scale) -> tuple[Counts, Ranges]:
    """Return who is known by their score and who by their band, where groups are counted in blocks."""
    exact = [sum(int(cells.counts[cell][place]) for cell in held if cells.exact[cell]) for place in range(scale.size)]
    ranges = [
        (band.start, band.stop, sum(int(cells.bands[cell][number]) for cell in held if not cells.exact[cell]))
        for number, band in enumerate(scale.bands)
    ]
    return tuple(exact), tuple(one for one in ranges if one[2])


def of_layers(cells: Layers, held: set[int], scale: Scale) -> tuple[Counts, Ranges]:
    """Return the same where everyone is counted first: of each batch what its counts say of the units that are held."""
    exact, ranges, start = [0] * scale.size, [], 0
    for layer in cells.layers:
        scored = [int(number) for number in cells.scored[start : start + len(layer.exact)]]
        units = [place for place, number in enumerate(scored) if start + place in held and number]
        start += len(scored)
        known, wide = _of_layer(layer, units, scored, scale) if units else ([0] * scale.size, [])
        exact = [a + b for a, b in zip(exact, known, strict=True)]
        for first, after, people in wide:
            if after - first == 1:
                exact[first] += people
            elif people:
                ranges.append((first, after, people))
    return tuple(exact), tuple(ranges)


def _of_layer(layer: Layer, units: list[int], scored: list[int], scale: Scale) -> tuple[list[int], list[Range]]:
    people = sum(scored[place] for place in units)
    if layer.whole is None:
        return [0] * scale.size, _of_bands(layer, people, people == sum(scored), scale)
    known = [sum(int(layer.counts[place][at]) for place in units) for at in range(scale.size)]
    rest = {place for place in range(len(scored)) if not layer.exact[place]}
    mine = rest & set(units)
    left = [int(count) - sum(int(row[at]) for row in layer.counts) for at, count in enumerate(layer.whole)]
    if not mine:
        return known, []
    if mine == rest:
        return [a + b for a, b in zip(known, left, strict=True)], []
    if not layer.runs:
        some = [at for at, count in enumerate(left) if count]
        return known, [(some[0], some[-1] + 1, sum(scored[place] for place in mine))]
    return known, [
        (run.start, run.stop, sum(int(layer.in_runs[place][number]) for place in mine))
        for number, run in enumerate(layer.runs)
    ]


def _of_bands(layer: Layer, people: int, everyone: bool, scale: Scale) -> list[Range]:
    if layer.bands is None:
        return [(0, scale.size, people)]
    numbers = [int(number) for number in layer.bands]
    if everyone:
        return [(band.start, band.stop, number) for band, number in zip(scale.bands, numbers, strict=True)]
    some = [band for band, number in zip(scale.bands, numbers, strict=True) if number]
    return [(some[0].start, some[-1].stop, people)]


def likely_of_layers(cells: Layers, held: set[int], scale: Scale) -> list[Fraction] | None:
    """Return the counts that are likely: who is counted in a run stands in it as everyone does who is counted so."""
    likely, start = [Fraction(0)] * scale.size, 0
    for layer in cells.layers:
        scored = [int(number) for number in cells.scored[start : start + len(layer.exact)]]
        units = {place for place, number in enumerate(scored) if start + place in held and number}
        start += len(scored)
        if not units:
            continue
        if layer.whole is None:
            return None
        left = [int(count) - sum(int(row[at]) for row in layer.counts) for at, count in enumerate(layer.whole)]
        for at in range(scale.size):
            likely[at] += sum(int(layer.counts[place][at]) for place in units)
        mine = [place for place in units if not layer.exact[place]]
        runs = layer.runs or (slice(0, scale.size),)
        for number, run in enumerate(runs):
            people = sum(int(layer.in_runs[place][number]) if layer.runs else scored[place] for place in mine)
            inside = sum(left[run])
            for at in range(run.start, run.stop):
                likely[at] += Fraction(people * left[at], inside) if inside else 0
    return likely
