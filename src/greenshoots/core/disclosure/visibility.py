"""How much of a set of responses may be seen."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How much of a set of responses may be seen.

    SHOWN: exact counts. APPROXIMATE: some blocks were published in bands. HIDDEN: too few people; their answers
    count in wider groups. EMPTY: no one answered.
    """

    SHOWN = "shown"
    APPROXIMATE = "approximate"
    HIDDEN = "hidden"
    EMPTY = "empty"
