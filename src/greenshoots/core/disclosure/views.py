"""What may be seen of one part of a round, added up from what was published."""

from __future__ import annotations

from dataclasses import dataclass

from greenshoots.core.disclosure import banding
from greenshoots.core.disclosure.visibility import State

COVERAGE = 0.8
"""A part of a round is shown where its blocks hold at least this share of its people."""

BANDED = 0.1
"""Where more than this share of people is known in bands only, nothing finer than the bands is said."""


NEVER, SHOWN_IN_ROOM = -1, -2
"""Stand for the cell of a block whose answers are never shown: too few scored, or a workshop has shown their scores."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What may be seen of one question in one part of a round.

    Arguments:
        state: How much.
        coverage: Share of the part's people whose answers are seen here, 0 to 1.
        scored, not_sure, skipped: People seen here.
        counts: People at each scale point, whole numbers; None where only bands may be said. Where some blocks
            are in bands, their people are spread over the band in proportion to the others plus one.
        bands: People in each band of the scale.
        bounds: The lowest and the highest that the mean place on the scale can be, counted from 0.
        possible: All the ways in which the people of `bands` may stand on the scale.
        shown_in_room: True where it is hidden because a workshop of nearly the same people has shown their scores.
        estimate: The mean place on the scale, counted from 0, that is likely from what is published of everyone; None
            where the counts are known.
    """

    state: State
    coverage: float = 0.0
    scored: int = 0
    not_sure: int = 0
    skipped: int = 0
    counts: tuple[int, ...] | None = None
    bands: tuple[int, ...] = ()
    bounds: tuple[float, float] | None = None
    possible: banding.Possible | None = None
    shown_in_room: bool = False
    estimate: float | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What may be seen of one part of a round.

    Arguments:
        state: How much.
        people: People whose answers are seen.
        coverage: Their share of all people in the part, 0 to 1.
        questions: One view a question.
        total: All people in the part. Only for the whole round may it be said.
    """

    state: State
    people: int
    coverage: float
    questions: tuple[QuestionView, ...]
    total: int
