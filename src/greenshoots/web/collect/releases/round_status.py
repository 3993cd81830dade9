"""How a round stands, and the one thing to do next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.diagnostics.models import Audience, Round, RoundState
from greenshoots.web.collect.releases import queries


class Next(StrEnum):
    """What a facilitator does next."""

    SET_UP = "set_up"
    OPEN = "open"
    INVITE = "invite"
    REVEAL = "reveal"
    LATE = "late"
    TALK = "talk"
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a round stands.

    Arguments:
        state: Where it is now, its dates counted in.
        waiting: How many answers wait to be revealed.
        revealed: How many have been revealed.
        minimum: From how many on anything is shown.
        next: What to do next.
        staying: How many of those who wait would wait on, as they could be worked out.
    """

    state: RoundState
    waiting: int
    revealed: int
    minimum: int
    next: Next
    staying: int = 0

    @property
    def ready(self) -> int:
        """Give how many would be revealed."""
        return self.waiting - self.staying

    @property
    def possible(self) -> bool:
        """Tell whether those are enough."""
        return self.ready >= self.minimum

    @property
    def open(self) -> bool:
        """Tell whether it takes answers."""
        return self.state is RoundState.OPEN

    @property
    def answered(self) -> int:
        """Give how many people have answered."""
        return self.waiting + self.revealed

    @property
    def enough(self) -> bool:
        """Tell whether those who wait are enough to be shown."""
        return self.waiting >= self.minimum

    @property
    def leftover(self) -> bool:
        """Tell whether answers wait that are too few to be shown."""
        return 0 < self.waiting < self.minimum

    @property
    def missing(self) -> int:
        """Give how many more answers it takes until those who wait can be shown."""
        return max(self.minimum - self.waiting, 0)


def of(round_: Round, now: dt.datetime) -> Standing:
    """Tell how a round stands now."""
    state = diagnostics.state(round_, now)
    policy = mapping.policy(round_.diagnostic)
    waiting, minimum = queries.waiting(round_), policy.minimum
    published = queries.revealed(round_)
    # What a workshop brought in is published in its room; the reveal lets it stand in the results too.
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
    """Tell whether people besides the team may see the results."""
    return round_.revealed is not None and round_.published != Audience.TEAM
