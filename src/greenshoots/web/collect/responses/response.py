"""One response as a value, and the outcomes of sending it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from greenshoots.web.collect.responses.models import Mode, PendingResponse

# -2 and -1 as bytes: at the reveal the bytes are read as signed numbers, which `core.answers` codes like this.
SKIPPED, UNSURE, BLANK = 254, 255, 255
"""Bytes for a question without an answer, for *not sure*, and for a group question without an answer."""


@dataclass(frozen=True, slots=True)
class Response:
    """What one person answered, in the bytes in which it is stored.

    Attributes:
        scores: One byte a question, in the instrument's order: the place on the scale from 0, or `UNSURE`, `SKIPPED`.
        choices: One byte for each group question, in order: the number of the choice, or `BLANK`.
        viewpoint: The place of the viewpoint among those on offer, or None.
        words: Their comments, by enabler id.
        words_for: Who may read the comments.
        name: Their signature, where people sign their scores.
    """

    scores: bytes
    choices: bytes = b""
    viewpoint: int | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    words_for: int = PendingResponse.WordsFor.RESULTS
    name: str = ""
    mode: int = Mode.ONLINE


class Outcome(StrEnum):
    """The outcome of sending a response."""

    KEPT = "kept"
    CHANGED = "changed"
    SAME = "same"
    PUBLISHED = "published"
    CLOSED = "closed"
    LINK_USED = "link-used"
    LINK_UNKNOWN = "link-unknown"
    EDITION = "edition"


STORED = frozenset({Outcome.KEPT, Outcome.CHANGED, Outcome.SAME})
"""The outcomes after which the response is safely on disk."""


def outcome_sentence(outcome: Outcome) -> str:
    """Return the sentence about an outcome, for the person who answered."""
    return {
        Outcome.KEPT: _("Your answers were sent."),
        Outcome.CHANGED: _("Your answers were changed."),
        Outcome.SAME: _("Your answers were sent. They arrived twice and count once."),
        Outcome.PUBLISHED: _(
            "Your answers are already part of the group results and are no longer stored separately. They can no "
            "longer be changed or deleted, because that would reveal what you answered."
        ),
        Outcome.CLOSED: _("This round is not open, so your answers were not saved."),
        Outcome.LINK_USED: _(
            "This personal link was already used. To change the answers that were sent, use the private code that was "
            "shown then."
        ),
        Outcome.LINK_UNKNOWN: _(
            "You need a personal link to answer, and this link does not work. Ask the person who sent it."
        ),
        Outcome.EDITION: _("The questions changed while you were answering. Check your answers and send them again."),
    }[outcome]
