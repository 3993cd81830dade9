"""A workshop in Northvale, and a room full of phones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.meet.workshops import actions, events, phone_token, queries, votes
from greenshoots.web.meet.workshops.models import Workshop

AGENDA = ("systems-mindset", "reframing-risk", "staff-permission")


class Room:
    """A workshop and the phones in it."""

    def __init__(self, workshop: Workshop, cast: Cast) -> None:
        self.workshop, self.cast = workshop, cast
        self.phones: list[str] = []

    def come(self, people: int) -> None:
        for _ in range(people):
            self.phones.append(phone_token.new())
            votes.join(self.workshop, self.phones[-1])

    def press(self, event: events.Event) -> None:
        actions.press(self.workshop, event, seen=queries.state(self.workshop).version, by=self.cast.alice)

    def score(self, *points: int | None, why: str = "", openly: bool = False) -> list[bool]:
        state = queries.state(self.workshop)
        return [
            votes.score(self.workshop, phone, state.at, state.turn, one, why=why, openly=openly)
            for phone, one in zip(self.phones, points, strict=False)
        ]

    def show(self, *points: int | None) -> None:
        """Open the vote in front of the room, score, and show it."""
        state = queries.state(self.workshop)
        self.press(events.Open(state.turn + 1))
        self.score(*points)
        self.press(events.Reveal(state.at, state.turn + 1))


@pytest.fixture
def room(cast: Cast) -> Callable[..., Room]:
    """Make a workshop: ``room(people=8)``."""

    def make(people: int = 0, **facts: object) -> Room:
        diagnostic = making.diagnostic(cast.northvale)
        made = actions.make(
            diagnostic, title="The whole service", agenda=AGENDA, minutes=(8, 8, 8), by=cast.alice, **facts
        )
        found = Room(made, cast)
        found.come(people)
        return found

    return make
