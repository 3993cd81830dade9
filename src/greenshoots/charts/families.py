"""Runs of neighbouring enablers of one group, for arcs, headings and colours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from greenshoots.core.instruments.model import Group, Instrument


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring enablers of one group.

    Arguments:
        group: The group.
        place: The group's place in the instrument, which chooses its colour.
        first, last: Places of its first and its last enabler.
        named: True for the longest run of its group, which carries the name.
    """

    group: Group
    place: int
    first: int
    last: int
    named: bool


def places(instrument: Instrument) -> tuple[int, ...]:
    """Return the place of each enabler's group."""
    order = {group.id: place for place, group in enumerate(instrument.groups)}
    return tuple(order[enabler.group] for enabler in instrument.enablers)


def runs(instrument: Instrument) -> tuple[Run, ...]:
    """Return the runs in the instrument's order. An enabler that a place added may be separate from its group."""
    spans: list[tuple[int, int, int]] = []
    for place, members in groupby(enumerate(places(instrument)), key=lambda pair: pair[1]):
        places_ = [at for at, _ in members]
        spans.append((place, places_[0], places_[-1]))
    # A group whose enablers lie apart is named once, at its longest run; `max` keeps the first of two equally long
    # ones.
    longest = {place: max((s for s in spans if s[0] == place), key=lambda s: s[2] - s[1]) for place, _, _ in spans}
    return tuple(
        Run(instrument.groups[place], place, first, last, longest[place] == (place, first, last))
        for place, first, last in spans
    )
