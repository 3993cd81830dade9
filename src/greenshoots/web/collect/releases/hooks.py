"""Functions that later rooms register at startup, so that imports point one way."""

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
"""Returns the scores that workshops about a round agreed on."""

rooms_of: Callable[[Round], Mapping[str, Collection[int]]] = _no_rooms
"""Returns how many people scored each question in workshops with the people of a round, where that was shown."""
