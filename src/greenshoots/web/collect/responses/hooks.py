"""Functions of later rooms that this room calls. They are set when the program starts, as arrows point one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from greenshoots.core.instruments.model import Question
from greenshoots.core.results import Results
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses.response import Outcome


@dataclass(frozen=True, slots=True)
class SignedTable:
    """Who signed what: one row for each person, one score for each question, in words where there is none."""

    questions: Sequence[Question]
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Since:
    """What was decided after the round before, for people who answer.

    Attributes:
        told: Sentences.
        address: The page with the rest.
    """

    told: tuple[str, ...]
    address: str


def _nothing(_round: Round) -> Results | None:
    return None


def _unknown(_round: Round, _secret: str) -> Outcome | None:
    return Outcome.LINK_UNKNOWN


def _no_since(_round: Round) -> Since | None:
    return None


def _no_page(_round: Round) -> str:
    return ""


since: Callable[[Round], Since | None] = _no_since
"""Returns what was decided after the round before, in the active language; None where the team publishes nothing."""

page_of: Callable[[Round], str] = _no_page
"""Returns the address of the page about what happened after a round; empty where it is turned off."""


def _unsigned(_round: Round) -> SignedTable:
    return SignedTable((), ())


signed_of: Callable[[Round], SignedTable] = _unsigned
"""Returns who signed which scores; no rows before the reveal, or where people do not sign."""

results_of: Callable[[Round], Results | None] = _nothing
"""Returns the results of a round that people who answered may see; None until they are published to them."""

use_link: Callable[[Round, str], Outcome | None] = _unknown
"""Marks a personal link as used, by its secret, inside the transaction that stores the response. Returns None where it
may be used, and else why not."""
