"""What may be shown of one part of a round, added up from what was published."""

from __future__ import annotations

from dataclasses import dataclass

from greenshoots.core.disclosure import banding
from greenshoots.core.disclosure.visibility import State

# `blocks.SPARED` is its complement, so change both: a choice that passes on more than that cannot be shown.
COVERAGE = 0.8
"""The least share of the people of a part whose blocks must lie inside the part for the part to be shown."""

# Without this tenth, one unanimous team of five would take the bars from 800 people (decision 8).
BANDED = 0.1
"""The largest share of people known in bands only for which counts finer than the bands are shown."""

NEVER, SHOWN_IN_ROOM = -1, -2
"""Codes of blocks whose answers are never shown: too few people scored, or a workshop has shown their scores."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """The results of one question in one part of a round that may be shown.

    Arguments:
        state: How much may be shown.
        coverage: Share of the part's people whose answers are counted here, 0 to 1.
        scored, not_sure, skipped: People counted here.
        counts: People at each scale point, whole numbers; None where only bands may be shown. Where some blocks
            are in bands, their people are spread over the band in proportion to the others plus one.
        bands: People in each band of the scale.
        bounds: The lowest and the highest that the mean place on the scale can be, counted from 0.
        possible: All possible scores of the people of `bands`.
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
    """The results of one part of a round that may be shown.

    Arguments:
        state: How much may be shown.
        people: People whose answers are counted.
        coverage: Their share of all people in the part, 0 to 1.
        questions: One view for each question.
        total: All people in the part. The number may be shown only for the whole round.
    """

    state: State
    people: int
    coverage: float
    questions: tuple[QuestionView, ...]
    total: int
