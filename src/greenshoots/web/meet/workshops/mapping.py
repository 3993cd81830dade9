"""From rows of a workshop to the values of the method."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from greenshoots.core.answers import Answers
from greenshoots.core.disclosure import release, release_document
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.instruments.model import Enabler, Instrument, Question
from greenshoots.web.collect.diagnostics import mapping as diagnostics
from greenshoots.web.meet.workshops import events, state_machine
from greenshoots.web.meet.workshops.models import LogEntry, Vote, Way, Workshop


def instrument(workshop: Workshop, language: str = "") -> Instrument:
    """Give what the room is asked, in a language."""
    version = workshop.diagnostic.instrument
    if version is None:
        raise ValueError("A workshop begins after its diagnostic has an instrument.")
    return diagnostics.instrument(version, language or workshop.language)


def policy(workshop: Workshop) -> Policy:
    """Give what people in the room are promised: the room is one block. What tables agree on is nobody's secret."""
    protection = Protection.NAMED if workshop.way == Way.TABLES else Protection.PROTECTED
    return Policy(protection, k=workshop.k, c=workshop.c, k_words=workshop.k_words)


def state(workshop: Workshop, log: Sequence[LogEntry]) -> state_machine.State:
    """Replay a log, oldest first."""
    presses = (events.from_json(entry.event) for entry in log)
    return state_machine.replay(tuple(workshop.agenda), tuple(workshop.minutes), presses)


def question(asked: Instrument, enabler: str) -> Question:
    """Give the question of a vote: the enabler as a whole, also where a survey scores its statements."""
    return Question(asked.enabler(enabler))


def answers(asked: Instrument, enabler: str, scores: Sequence[int]) -> Answers:
    """Give the scores of one vote as a table of one question."""
    table = np.array([scores], dtype=np.int8).reshape(1, len(scores))
    return Answers.collect(asked, (question(asked, enabler),), table)


def released(vote: Vote, asked: Instrument) -> release.Release | None:
    """Give what was shown of a vote, or None where too few scored."""
    return None if vote.document is None else release_document.from_document(vote.document, asked)


def enablers(asked: Instrument, chosen: Sequence[str]) -> tuple[Enabler, ...]:
    """Give enablers by their ids, in the order of the ids."""
    return tuple(asked.enabler(one) for one in chosen)
