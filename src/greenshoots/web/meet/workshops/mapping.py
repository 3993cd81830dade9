"""Turn rows of a workshop into values of the method."""

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
    """Return the questionnaire of the room, in a language."""
    version = workshop.diagnostic.instrument
    if version is None:
        raise ValueError("A workshop begins after its diagnostic has an instrument.")
    return diagnostics.instrument(version, language or workshop.language)


def policy(workshop: Workshop) -> Policy:
    """Return the protection promised in the room: the room is one block, and scores of tables are open."""
    protection = Protection.NAMED if workshop.way == Way.TABLES else Protection.PROTECTED
    return Policy(protection, k=workshop.k, c=workshop.c, k_words=workshop.k_words)


def state(workshop: Workshop, log: Sequence[LogEntry]) -> state_machine.RoomState:
    """Replay a log, oldest first."""
    presses = (events.from_json(entry.event) for entry in log)
    return state_machine.replay(tuple(workshop.agenda), tuple(workshop.minutes), presses)


def question(instrument: Instrument, enabler: str) -> Question:
    """Return the question of a vote: the enabler as a whole, also where a survey scores its statements."""
    return Question(instrument.enabler(enabler))


def answers(instrument: Instrument, enabler: str, scores: Sequence[int]) -> Answers:
    """Return the scores of a vote as a table of one question."""
    table = np.array([scores], dtype=np.int8).reshape(1, len(scores))
    return Answers.collect(instrument, (question(instrument, enabler),), table)


def released(vote: Vote, instrument: Instrument) -> release.Release | None:
    """Return what was shown of a vote, or None where too few people scored."""
    return None if vote.document is None else release_document.from_document(vote.document, instrument)


def enablers(instrument: Instrument, chosen: Sequence[str]) -> tuple[Enabler, ...]:
    """Return enablers by their ids, in the order of the ids."""
    return tuple(instrument.enabler(name) for name in chosen)
