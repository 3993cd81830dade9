"""One response as a value, and what can become of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from greenshoots.web.collect.responses.models import Mode, PendingResponse

SKIPPED, UNSURE, BLANK = 254, 255, 255
"""Bytes that stand for a question left out, for *not sure*, and for a respondent group left blank."""


@dataclass(frozen=True, slots=True)
class Response:
    """What one person answered, in the bytes in which it is kept.

    Attributes:
        scores: One byte a question, in the instrument's order: the place on the scale from 0, or `UNSURE`, `SKIPPED`.
        choices: One byte a respondent group, in order: the number of the choice, or `BLANK`.
        viewpoint: The place of the viewpoint among those on offer, or None.
        words: What they wrote, by enabler id.
        words_for: Who may read it.
        name: What they signed with, in the named way.
    """

    scores: bytes
    choices: bytes = b""
    viewpoint: int | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    words_for: int = PendingResponse.WordsFor.RESULTS
    name: str = ""
    mode: int = Mode.ONLINE


class Outcome(StrEnum):
    """What became of a response that was sent."""

    KEPT = "kept"
    CHANGED = "changed"
    SAME = "same"
    PUBLISHED = "published"
    CLOSED = "closed"
    LINK_USED = "link-used"
    LINK_UNKNOWN = "link-unknown"
    EDITION = "edition"


STORED = frozenset({Outcome.KEPT, Outcome.CHANGED, Outcome.SAME})
"""The outcomes after which the response is safely on the disk."""


def outcome_sentence(outcome: Outcome) -> str:
    """Say what became of a response."""
    return {
        Outcome.KEPT: _("Your answers are in."),
        Outcome.CHANGED: _("Your answers are changed."),
        Outcome.SAME: _("Your answers are in. They were sent twice and count once."),
        Outcome.PUBLISHED: _(
            "Your answer is already part of a group total and is no longer stored on its own. It cannot be taken out "
            "or changed without revealing it."
        ),
        Outcome.CLOSED: _("This round takes no answers now, so yours were not kept."),
        Outcome.LINK_USED: _(
            "An answer came in through this personal link before. To change it, come back with the private code you "
            "were given then."
        ),
        Outcome.LINK_UNKNOWN: _("This needs a personal link, and the link you used is not known. Ask who sent it."),
        Outcome.EDITION: _("The questions were changed while you answered. Look them through and send again."),
    }[outcome]
