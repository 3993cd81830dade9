"""What this room needs from later ones, which hand it in when the program starts: arrows point one way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from greenshoots.web.collect.diagnostics.models import Diagnostic, Round


@dataclass(frozen=True, slots=True)
class Step:
    """An action or an ask, and where it stands."""

    text: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Decided:
    """An enabler that people chose to strengthen after a round, and what became of it."""

    title: str
    url: str
    outcome: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was decided after a round.

    Attributes:
        number: The number of the round.
        decided: What was chosen; empty where nothing was.
        told: True where people who answer the next round are told.
        page: Where that is settled.
    """

    number: int
    decided: tuple[Decided, ...]
    told: bool
    page: str


def _nothing(_round: Round) -> LastTime | None:
    return None


last_time: Callable[[Round], LastTime | None] = _nothing
"""Gives what was decided after a round, for the team; None where nothing was."""


def _none(_diagnostic: Diagnostic) -> bool:
    return False


in_workshops: Callable[[Diagnostic], bool] = _none
"""Tells whether there is a workshop about a diagnostic: its agenda and its votes belong to what is asked now."""
