"""Functions that later rooms provide when the program starts, because rooms import in one direction only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from greenshoots.web.collect.diagnostics.models import Diagnostic, Round


@dataclass(frozen=True, slots=True)
class PlanStep:
    """An action or an ask, with its status."""

    text: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A priority that was chosen after a round, with its outcome."""

    title: str
    url: str
    outcome: str
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was decided after a round.

    Attributes:
        number: The number of the round.
        decided: The priorities; empty where none were chosen.
        told: True where people who answer the next round see the decisions.
        page: The address of the settings of the public page.
    """

    number: int
    decided: tuple[Decided, ...]
    told: bool
    page: str


def _nothing(_round: Round) -> LastTime | None:
    return None


last_time: Callable[[Round], LastTime | None] = _nothing
"""Return what was decided after a round, for the team; None where nothing was."""


def _none(_diagnostic: Diagnostic) -> bool:
    return False


in_workshops: Callable[[Diagnostic], bool] = _none
"""Return whether a diagnostic has a workshop, whose agenda and votes belong to the present instrument."""
