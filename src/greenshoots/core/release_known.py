"""Publish a vote in which somebody knows some of the scores, because they typed them in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from greenshoots.core import release
from greenshoots.core.answers import SKIPPED, Answers
from greenshoots.core.policy import Policy
from greenshoots.core.release import Cells, Release


def publish(answers: Answers, known: NDArray[np.bool_], policy: Policy) -> Release:
    """Publish a room as one block, so that whoever takes the known scores away is left with what is safe by itself.

    What is left is what the others alone would have shown: where fewer than k of them scored, their scores stay out,
    as if skipped; where nearly all of them agree, the room is shown in bands. A block of the others that has its
    counts published has two that differ, and so has the room; the reverse does not hold.

    Arguments:
        answers: The scores of the room; no respondent groups.
        known: True for each response that somebody typed in; shape (n,).
        policy: What people were promised, without groups.
    """
    if not known.any() or known.all():
        return release.publish(answers, policy)
    scores = answers.scores.copy()
    few = ((scores[:, ~known] >= 0).sum(axis=1) < policy.minimum)[:, None] & ~known & (scores >= 0)
    scores[few] = SKIPPED
    everyone = release.publish(replace(answers, scores=scores), policy)
    others = release.publish(answers.take(~known), policy)
    cells = zip(everyone.cells, others.cells, strict=True)
    return replace(everyone, cells=tuple(_no_finer(shown, than) for shown, than in cells))


def _no_finer(shown: Cells, than: Cells) -> Cells:
    """Give the cell of a room in bands, where that of the others is in bands."""
    exact = shown.exact & bool(than.exact.all())
    return replace(shown, exact=exact, counts=np.where(exact[:, None], shown.counts, 0))
