"""The status of a round, and what to do next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.diagnostics.models import Audience, Round, RoundState
from greenshoots.web.collect.releases import queries


class Next(StrEnum):
    """The next thing for a facilitator to do."""

    SET_UP = "set_up"
    OPEN = "open"
    INVITE = "invite"
    REVEAL = "reveal"
    LATE = "late"
    TALK = "talk"
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a round.

    Arguments:
        state: Its state now, with its dates taken into account.
        waiting: How many responses are waiting.
        revealed: How many responses are in the results.
        minimum: The fewest people that anything is shown for.
        next: What to do next.
        staying: How many of those waiting would keep waiting, because their scores could be worked out.
    """

    state: RoundState
    waiting: int
    revealed: int
    minimum: int
    next: Next
    staying: int = 0

    @property
    def ready(self) -> int:
        """Return how many responses would be shown."""
        return self.waiting - self.staying

    @property
    def possible(self) -> bool:
        """Return whether enough responses would be shown."""
        return self.ready >= self.minimum

    @property
    def open(self) -> bool:
        """Return whether people can answer."""
        return self.state is RoundState.OPEN

    @property
    def answered(self) -> int:
        """Return how many people have answered."""
        return self.waiting + self.revealed

    @property
    def enough(self) -> bool:
        """Return whether enough responses are waiting to show results."""
        return self.waiting >= self.minimum

    @property
    def leftover(self) -> bool:
        """Return whether some responses are waiting, but too few to show."""
        return 0 < self.waiting < self.minimum

    @property
    def missing(self) -> int:
        """Return how many more responses are needed to show those that are waiting."""
        return max(self.minimum - self.waiting, 0)


def of(round_: Round, now: dt.datetime) -> Standing:
    """Return the status of a round now."""
    state = diagnostics.state(round_, now)
    policy = mapping.policy(round_.diagnostic)
    waiting, minimum = queries.waiting(round_), policy.minimum
    published = queries.revealed(round_)
    # The room has seen the scores that a workshop added; showing results puts them on the pages too.
    enough = waiting >= minimum or (not round_.revealed and published > 0)
    staying = queries.staying(round_, policy)
    return Standing(state, waiting, published, minimum, _next(round_, state, enough), staying)


def _next(round_: Round, state: RoundState, enough: bool) -> Next:
    if round_.revealed:
        return Next.LATE if enough else Next.RESULTS
    if enough:
        return Next.REVEAL
    if state is RoundState.OPEN:
        return Next.INVITE
    if state is RoundState.DRAFT:
        return Next.SET_UP if round_.diagnostic.step else Next.OPEN
    return Next.TALK


def is_published(round_: Round) -> bool:
    """Return whether people outside the team may see the results."""
    return round_.revealed is not None and round_.published != Audience.TEAM
