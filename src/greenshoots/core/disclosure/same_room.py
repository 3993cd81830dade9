"""Combine the votes of one room, each published as a separate question, into a round."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from greenshoots.core.answers import NOT_GIVEN
from greenshoots.core.disclosure.joining import Groups
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.release import Cells, Members, Release
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import Instrument


def beside(
    instrument: Instrument, votes: Mapping[str, Release], *, people: int, policy: Policy, groups: Groups = ()
) -> Release:
    """Return the release of a room that voted on one question after another.

    The room is one block in every vote, so nothing new can be worked out from the votes together: for each question the
    counts that were shown in the room are shown again, or nothing where they do not keep what the round promises now.

    Arguments:
        instrument: What was asked.
        votes: The release of each vote, by question id: one question, one block.
        people: How many people gave any score; no fewer than in any vote.
        policy: What people were promised.
        groups: The respondent groups of the round that the room is added to. The room was not asked for them.

    Raises:
        PolicyError: a vote holds more than its question and one block, more people than the room, or another scale.
    """
    for name, vote in votes.items():
        # The room is one block in every vote. A vote in several blocks, added to others, could be subtracted (decision
        # 14).
        alone = [question.id for question in vote.questions] == [name] and len(vote.sizes) == 1
        if not alone or int(vote.sizes[0]) > people:
            raise PolicyError("These votes were not taken one by one in one room, so they cannot be combined.")
    if people < policy.minimum:
        raise PolicyError(
            f"Fewer than {policy.minimum} people gave a score, so these scores are not added to the results."
        )
    return Release(
        instrument=instrument,
        questions=instrument.questions,
        policy=policy,
        groups=groups,
        sizes=np.array([people], dtype=np.int64),
        members=Members(
            np.zeros(1, dtype=np.int64),
            np.full((1, len(groups)), NOT_GIVEN, dtype=np.int64),
            np.array([people], dtype=np.int64),
        ),
        cells=tuple(_cells(votes.get(question.id), people, policy, instrument) for question in instrument.questions),
    )


def _cells(vote: Release | None, people: int, policy: Policy, instrument: Instrument) -> Cells:
    cells = vote.in_blocks[0] if vote and _keeps(vote, policy) else None
    if cells is None:
        return _unasked(people, instrument)
    here = int(cells.people[0])
    return Cells(
        of_block=np.zeros(1, dtype=np.int64),
        blocks=np.ones(1, dtype=np.int64),
        people=np.array([people], dtype=np.int64),
        scored=cells.scored[:1],
        not_sure=cells.not_sure[:1],
        # People who came late or missed this vote skipped the question: every vote holds those who scored it (decision
        # 14).
        skipped=cells.skipped[:1] + (people - here),
        exact=cells.exact[:1],
        counts=cells.counts[:1],
        bands=cells.bands[:1],
    )


def _keeps(vote: Release, policy: Policy) -> bool:
    """Return whether the published counts of a vote keep a promise that may have become stricter since."""
    scored = vote.in_blocks[0].scored
    enough = bool((scored[scored > 0] >= policy.minimum).all()) and len(scored) > 0
    return enough and (vote.policy.c >= policy.c or not policy.protected)


def _unasked(people: int, instrument: Instrument) -> Cells:
    """Return the cell of a question that the room never voted on: everyone skipped it."""
    none = np.zeros(1, dtype=np.int64)
    return Cells(
        of_block=none,
        blocks=np.ones(1, dtype=np.int64),
        people=np.array([people], dtype=np.int64),
        scored=none,
        not_sure=none,
        skipped=np.array([people], dtype=np.int64),
        exact=np.ones(1, dtype=bool),
        counts=np.zeros((1, instrument.scale.size), dtype=np.int64),
        bands=np.zeros((1, len(instrument.scale.bands)), dtype=np.int64),
    )
