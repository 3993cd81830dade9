"""What this room needs from later ones, which hand it in when the program starts: arrows point one way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from greenshoots.core.instruments.model import Instrument
from greenshoots.core.results import Settled
from greenshoots.web.collect.diagnostics.models import Round


def _nothing(_round: Round, _asked: Instrument) -> tuple[Settled, ...]:
    return ()


def _no_rooms(_round: Round) -> dict[str, set[int]]:
    return {}


settled_of: Callable[[Round, Instrument], tuple[Settled, ...]] = _nothing
"""Gives what rooms settled on in workshops about a round."""

rooms_of: Callable[[Round], Mapping[str, Collection[int]]] = _no_rooms
"""Gives how many people scored each question in workshops of the same people as a round, where that was shown."""
