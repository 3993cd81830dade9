"""What this room needs from later ones, which hand it in when the program starts: arrows point one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from greenshoots.core.instruments.model import Question
from greenshoots.core.results import Results
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses.response import Outcome


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed what: one row for each person, one score for each question, in words where there is none."""

    questions: Sequence[Question]
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Since:
    """What people are told of what was decided after the round before.

    Attributes:
        told: Sentences.
        address: The page that tells the rest.
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
"""Gives what people are told of what was decided after the round before, in the language that is active; None where
the team tells nothing."""

page_of: Callable[[Round], str] = _no_page
"""Gives the address of the page that says what became of a round; empty where it is switched off."""


def _unsigned(_round: Round) -> Signed:
    return Signed((), ())


signed_of: Callable[[Round], Signed] = _unsigned
"""Gives who signed which scores, in the named way; no rows before the reveal, and in every other way."""

results_of: Callable[[Round], Results | None] = _nothing
"""Gives what people who answered a round may see of its results; None until it is published to them."""

use_link: Callable[[Round, str], Outcome | None] = _unknown
"""Marks a personal link as used, by its secret, inside the transaction that keeps the response; None where it may be
used, and else why not."""
