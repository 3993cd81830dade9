"""The workshop record, for everyone who was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from greenshoots.core.instruments.model import Enabler
from greenshoots.web.meet.workshops import mapping, queries, state_machine, view_model
from greenshoots.web.meet.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One enabler of the agenda: what was shown of each vote, and the agreed score."""

    enabler: Enabler
    spreads: tuple[view_model.Spread, ...]
    agreed: state_machine.Agreed | None
    label: str
    dots: int
    chosen: bool


def of(workshop: Workshop) -> dict[str, Any]:
    """Return the context of the workshop record."""
    state, instrument = queries.state(workshop), mapping.instrument(workshop)
    shown_votes = queries.all_shown(workshop)
    yardstick, lines = queries.yardstick(workshop), []
    for name in state.agenda:
        spreads = tuple(
            view_model.spread(shown_votes[key], instrument, yardstick) for key in sorted(shown_votes) if key[0] == name
        )
        agreed = state.agreed.get(name)
        label = instrument.scale.label(agreed.score) if agreed and agreed.score is not None else ""
        lines.append(
            RecordLine(
                instrument.enabler(name), spreads, agreed, label, workshop.dots.get(name, 0), name in state.chosen
            )
        )
    return {
        "workshop": workshop,
        "state": state,
        "instrument": instrument,
        "lines": lines,
        "left_out": [line.enabler for line in lines if not (line.spreads or line.agreed or line.dots)],
        "chosen": [instrument.enabler(name) for name in state.chosen],
        "spider": view_model.spiders(workshop),
        "narrow": view_model.spiders(workshop, view_model.NARROW),
        "address": queries.summary_address(workshop),
    }
