"""The state of a workshop: a pure fold over the log of its events.

`step` returns the state after an event, or refuses the event with a message; `replay` folds a whole log. Nothing here
knows a clock, a table or a score, so that any order of presses from any number of devices can be tried in a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import singledispatch
from types import MappingProxyType

from django.utils.translation import gettext, gettext_noop

from greenshoots.core.errors import PolicyError, StaleError
from greenshoots.web.meet.workshops import events


class Phase(StrEnum):
    """The steps of a workshop."""

    LOBBY = "lobby"
    READ = "read"
    SCORE = "score"
    SEEN = "seen"
    AGREED = "agreed"
    PICTURE = "picture"
    DOTS = "dots"
    COUNTED = "counted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreed score of an enabler; `score` is None where the room does not agree."""

    score: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoomState:
    """The state of a room.

    Attributes:
        version: How many events the log holds. A press carries the version it saw.
        agenda: The enablers in their order, by id.
        minutes: The minutes of each, in the same order.
        at: The current enabler, or empty.
        turn: Which vote on it is open or was shown last; 0 before the first.
        extra: Minutes added to the current step.
        shown: The votes that were shown, as (enabler, turn). It only ever grows.
        agreed: What was recorded, by enabler.
        dots_each: How many dots each person has; 0 before dot voting.
        dots_shown: True once the dots were counted in front of the room. It never turns back.
        chosen: The priorities that the room chose.
        promises: The next steps: (what, who).
        before: The state before the last press, for undo.
    """

    version: int
    agenda: tuple[str, ...]
    minutes: tuple[int, ...]
    phase: Phase = Phase.LOBBY
    at: str = ""
    turn: int = 0
    extra: int = 0
    shown: frozenset[tuple[str, int]] = frozenset()
    agreed: Mapping[str, Agreed] = field(default_factory=lambda: MappingProxyType({}))
    dots_each: int = 0
    dots_shown: bool = False
    chosen: tuple[str, ...] = ()
    promises: tuple[tuple[str, str], ...] = ()
    # Not compared: it holds the whole history, and rooms are the same whatever led to them.
    before: RoomState | None = field(default=None, repr=False, compare=False)

    @property
    def scoring(self) -> tuple[str, int] | None:
        """The vote that takes scores now; none once it was shown, also after an undo."""
        vote = (self.at, self.turn)
        return vote if self.phase is Phase.SCORE and vote not in self.shown else None

    @property
    def next(self) -> str:
        """The enabler after the current one, or empty after the last."""
        if not self.at:
            return self.agenda[0] if self.agenda else ""
        after = self.agenda.index(self.at) + 1
        return self.agenda[after] if after < len(self.agenda) else ""


MOST_STEPS = 60
LONGEST = 180
"""Minutes of a step, at most."""

MOST_TURNS = 5
"""How often people can score an enabler."""


def start(agenda: tuple[str, ...], minutes: tuple[int, ...]) -> RoomState:
    """Return the state of a workshop that people can join."""
    _check_agenda(agenda, minutes)
    return RoomState(0, agenda, minutes)


def step(state: RoomState, event: events.Event, *, seen: int) -> RoomState:
    """Return the state after an event.

    Arguments:
        seen: The version on the page that held the button.

    Raises:
        StaleError: the room has moved on since.
        PolicyError: the event does not belong to this phase.
    """
    # Two facilitators who press Next at the same moment must move the room once.
    if seen != state.version:
        raise StaleError(
            gettext(
                "The workshop changed after you opened this page, so your change was not made. Check which step the "
                "workshop is on."
            )
        )
    if isinstance(event, events.Undo):
        return _undone(state)
    after = _after(event, state)
    return replace(after, version=state.version + 1, before=state)


def replay(agenda: tuple[str, ...], minutes: tuple[int, ...], log: Iterable[events.Event]) -> RoomState:
    """Fold a log into the state it leads to."""
    state = start(agenda, minutes)
    for event in log:
        state = step(state, event, seen=state.version)
    return state


def _undone(state: RoomState) -> RoomState:
    if state.before is None:
        raise PolicyError(gettext("There is nothing to undo."))
    # What the room has seen cannot be unseen: a vote that was shown stays closed.
    return replace(state.before, version=state.version + 1, shown=state.shown, dots_shown=state.dots_shown)


@singledispatch
def _after(event: object, state: RoomState) -> RoomState:
    raise TypeError(f"{event!r} is not an event of a workshop.")


def _must(holds: bool, otherwise: str, **facts: int) -> None:
    # Translated here only: a page reads the whole log anew, and nearly every rule holds.
    if not holds:
        raise PolicyError(gettext(otherwise) % facts)


def _check_agenda(agenda: tuple[str, ...], minutes: tuple[int, ...]) -> None:
    _must(0 < len(agenda) <= MOST_STEPS, gettext_noop("Add at least one enabler to the agenda."))
    _must(len(set(agenda)) == len(agenda), gettext_noop("An enabler is on the agenda twice. Remove one of them."))
    _must(len(minutes) == len(agenda), gettext_noop("Enter the minutes for each enabler on the agenda."))
    most = gettext_noop("Enter between 1 and %(most)s minutes for each enabler.")
    _must(all(1 <= length <= LONGEST for length in minutes), most, most=LONGEST)


@_after.register
def _(_event: events.Begin, state: RoomState) -> RoomState:
    _must(state.phase is Phase.LOBBY, gettext_noop("The workshop has already started."))
    return _at(state, state.agenda[0])


def _at(state: RoomState, enabler: str) -> RoomState:
    latest = max((turn for name, turn in state.shown if name == enabler), default=0)
    phase = Phase.AGREED if enabler in state.agreed else Phase.SEEN if latest else Phase.READ
    return replace(state, phase=phase, at=enabler, turn=latest, extra=0)


@_after.register
def _(event: events.Open, state: RoomState) -> RoomState:
    _must(state.phase in {Phase.READ, Phase.SEEN, Phase.AGREED}, gettext_noop("Finish the current step first."))
    latest = max((turn for name, turn in state.shown if name == state.at), default=0)
    _must(event.turn == latest + 1, gettext_noop("People have already scored this."))
    _must(
        event.turn <= MOST_TURNS,
        gettext_noop(
            "People have scored this %(most)s times, so they cannot score it again. Talk, and record what they think."
        ),
        most=MOST_TURNS,
    )
    return replace(state, phase=Phase.SCORE, turn=event.turn)


@_after.register
def _(event: events.Reveal, state: RoomState) -> RoomState:
    vote = (event.enabler, event.turn)
    scored_now = state.phase is Phase.SCORE and vote == (state.at, state.turn)
    _must(scored_now, gettext_noop("People are not scoring this at the moment."))
    return replace(state, phase=Phase.SEEN, shown=state.shown | {vote})


@_after.register
def _(event: events.Record, state: RoomState) -> RoomState:
    in_front = state.phase in {Phase.READ, Phase.SEEN, Phase.AGREED} and event.enabler == state.at
    later = state.phase in {Phase.PICTURE, Phase.DOTS, Phase.COUNTED} and event.enabler in state.agenda
    _must(in_front or later, gettext_noop("This is not the current enabler."))
    agreed = MappingProxyType({**state.agreed, event.enabler: Agreed(event.score, event.note)})
    return replace(state, phase=Phase.AGREED if in_front else state.phase, agreed=agreed)


@_after.register
def _(event: events.GoTo, state: RoomState) -> RoomState:
    _must(state.phase not in {Phase.LOBBY, Phase.ENDED}, gettext_noop("The workshop is not in progress."))
    _must(event.enabler in state.agenda, gettext_noop("This enabler is not on the agenda."))
    return _at(state, event.enabler)


@_after.register
def _(event: events.Arrange, state: RoomState) -> RoomState:
    _must(state.phase is not Phase.ENDED, gettext_noop("The workshop has ended."))
    _check_agenda(event.order, event.minutes)
    started = {name for name, _turn in state.shown} | set(state.agreed) | ({state.at} if state.at else set())
    _must(started <= set(event.order), gettext_noop("You cannot remove an enabler that you have already started."))
    return replace(state, agenda=event.order, minutes=event.minutes)


@_after.register
def _(event: events.Extend, state: RoomState) -> RoomState:
    _must(bool(state.at) and state.phase is not Phase.ENDED, gettext_noop("No step is in progress."))
    total = state.extra + event.minutes
    _must(abs(total) <= LONGEST, gettext_noop("You can add or remove at most %(most)s minutes."), most=LONGEST)
    return replace(state, extra=total)


@_after.register
def _(_event: events.Picture, state: RoomState) -> RoomState:
    _must(state.phase not in {Phase.LOBBY, Phase.ENDED}, gettext_noop("The workshop is not in progress."))
    return replace(state, phase=Phase.PICTURE, at="", turn=0, extra=0)


@_after.register
def _(event: events.Dots, state: RoomState) -> RoomState:
    _must(state.phase is Phase.PICTURE, gettext_noop("Show the whole picture first."))
    _must(not state.dots_shown, gettext_noop("The dots have already been counted."))
    _must(1 <= event.each <= 10, gettext_noop("Give each person between 1 and 10 dots."))
    return replace(state, phase=Phase.DOTS, dots_each=event.each)


@_after.register
def _(_event: events.CountDots, state: RoomState) -> RoomState:
    _must(state.phase is Phase.DOTS, gettext_noop("Dot voting is not open."))
    return replace(state, phase=Phase.COUNTED, dots_shown=True)


@_after.register
def _(event: events.Choose, state: RoomState) -> RoomState:
    _must(state.phase in {Phase.PICTURE, Phase.COUNTED}, gettext_noop("Show the whole picture first."))
    _must(set(event.enablers) <= set(state.agenda), gettext_noop("This enabler is not on the agenda."))
    return replace(state, chosen=event.enablers)


@_after.register
def _(event: events.Promise, state: RoomState) -> RoomState:
    _must(state.phase in {Phase.PICTURE, Phase.COUNTED}, gettext_noop("Show the whole picture first."))
    _must(bool(event.text.strip()), gettext_noop("Enter the next step."))
    return replace(state, promises=(*state.promises, (event.text, event.who)))


@_after.register
def _(_event: events.End, state: RoomState) -> RoomState:
    _must(state.phase not in {Phase.LOBBY, Phase.ENDED}, gettext_noop("The workshop is not in progress."))
    return replace(state, phase=Phase.ENDED, at="", turn=0, extra=0)
