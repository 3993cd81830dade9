"""What came out of a workshop, for everybody who was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from greenshoots.core.instrument import Enabler
from greenshoots.web.workshops import machine, mapping, queries, stage
from greenshoots.web.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Line:
    """One enabler of the agenda: what was shown of each vote, and what the room settled on."""

    enabler: Enabler
    spreads: tuple[stage.Spread, ...]
    agreed: machine.Agreed | None
    label: str
    dots: int
    chosen: bool


def of(workshop: Workshop) -> dict[str, Any]:
    """Give what the summary says."""
    state, asked = queries.state(workshop), mapping.instrument(workshop)
    shown = queries.all_shown(workshop)
    yardstick, lines = queries.yardstick(workshop), []
    for name in state.agenda:
        spreads = tuple(stage.spread(shown[key], asked, yardstick) for key in sorted(shown) if key[0] == name)
        agreed = state.agreed.get(name)
        label = asked.scale.label(agreed.score) if agreed and agreed.score is not None else ""
        lines.append(
            Line(asked.enabler(name), spreads, agreed, label, workshop.dots.get(name, 0), name in state.chosen)
        )
    return {
        "workshop": workshop,
        "state": state,
        "instrument": asked,
        "lines": lines,
        "left_out": [one.enabler for one in lines if not (one.spreads or one.agreed or one.dots)],
        "chosen": [asked.enabler(name) for name in state.chosen],
        "spider": stage.spiders(workshop),
        "narrow": stage.spiders(workshop, stage.NARROW),
        "address": queries.summary_address(workshop),
    }
