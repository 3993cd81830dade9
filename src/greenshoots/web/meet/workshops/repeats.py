"""Decide whether a vote may be shown although the same people have scored the question before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from greenshoots.core.disclosure import repeated_votes
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.errors import PolicyError
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import queries as releases
from greenshoots.web.meet.workshops import phone_token
from greenshoots.web.meet.workshops.models import PendingScore, Scorer, Vote, Way, Workshop

Scorers = Mapping[int, bool]
"""The people counted in a vote, by `Scorer.person`; True for a form that a facilitator entered."""


def scorers(waiting: Sequence[PendingScore], counted: NDArray[np.bool_], known: NDArray[np.bool_]) -> Scorers:
    """Return the people counted in a vote.

    Arguments:
        waiting: The scores of the vote.
        counted: True for each that is a score and stays in, shape (n,).
        known: True for each that a facilitator entered, shape (n,).
    """
    # Rows from before the update have no person. Their key is used instead, which matches no row of another vote.
    return {
        score.pk if score.person is None else score.person: bool(typed)
        for score, counts, typed in zip(waiting, counted, known, strict=True)
        if counts
    }


def can_be_shown(workshop: Workshop, enabler: str, now: Scorers, policy: Policy) -> bool:
    """Return whether no score can be worked out by comparing this vote with earlier ones or with a survey."""
    earlier = _earlier(workshop, enabler)
    if earlier is None:
        return False
    typed = {person for vote in (now, *earlier) for person, typed in vote.items() if typed}
    if not repeated_votes.can_be_shown(now.keys(), [vote.keys() for vote in earlier], policy.minimum, known=typed):
        return False
    # A room that enters no round may hold people who answered the survey: survey minus room could be a single person.
    surveyed = () if workshop.counts else _surveyed(workshop, enabler)
    return all(repeated_votes.numbers_are_apart(len(now), number, policy.minimum) for number in surveyed)


def keep(workshop: Workshop, enabler: str, turn: int, now: Scorers) -> None:
    """Keep the people counted in a vote that is shown, until the workshop ends."""
    rows = [
        Scorer(
            id=phone_token.key(workshop.code, str(person), "scorer", enabler, str(turn)),
            workshop=workshop,
            enabler=enabler,
            turn=turn,
            person=person,
            typed_in=typed,
        )
        for person, typed in now.items()
    ]
    Scorer.objects.bulk_create(sorted(rows, key=lambda row: row.id), ignore_conflicts=True)


def _earlier(workshop: Workshop, enabler: str) -> list[Scorers] | None:
    """Return the people counted in each shown vote on the enabler; None where that is no longer known."""
    shown_votes = Vote.objects.filter(workshop=workshop, enabler=enabler, document__isnull=False).order_by("turn")
    turns: dict[int, dict[int, bool]] = {}
    for row in Scorer.objects.filter(workshop=workshop, enabler=enabler):
        turns.setdefault(row.turn, {})[row.person] = row.typed_in
    earlier: list[Scorers] = [turns.get(vote.turn, {}) for vote in shown_votes]
    numbers = [sum(vote.document["cells"][0]["scored"]) for vote in shown_votes if vote.document]
    # After an update in the middle of a workshop, or an end that was undone, the scorers are not known: withhold.
    return earlier if [len(vote) for vote in earlier] == numbers else None


def _surveyed(workshop: Workshop, enabler: str) -> Iterable[int]:
    """Return how many scored the question in the latest round that was revealed, where it asked the same."""
    round_ = Round.objects.filter(diagnostic=workshop.diagnostic_id, revealed__isnull=False).order_by("number").last()
    if round_ is None:
        return ()
    try:
        released = releases.releases_of(round_, language=workshop.language)
    except PolicyError:
        return ()
    place = next((place for place, question in enumerate(released.questions) if question.id == enabler), None)
    return () if place is None else (int(released.cells[place].scored.sum()),)


def rooms_of(round_: Round) -> dict[str, set[int]]:
    """Return how many people scored each enabler in workshops about a round, where it was shown."""
    # A workshop has its round once it is over; one that runs now is about the round that is revealed now.
    of_round = Q(workshop__round=round_) | Q(workshop__round=None, workshop__diagnostic=round_.diagnostic_id)
    shown_votes = Vote.objects.filter(of_round, workshop__counts=False, workshop__way=Way.ALONE, document__isnull=False)
    numbers: dict[str, set[int]] = {}
    for enabler, document in shown_votes.values_list("enabler", "document"):
        if document is not None:
            numbers.setdefault(enabler, set()).add(sum(document["cells"][0]["scored"]))
    return numbers
