"""A workshop as a state machine: any presses, in any order, end in one consistent record."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshoots.core.errors import PolicyError, RecordError, StaleError
from greenshoots.web.meet.workshops import events, state_machine
from greenshoots.web.meet.workshops.state_machine import Phase, RoomState

AGENDA = ("a", "b", "c")
MINUTES = (8, 8, 8)
ENABLERS = st.sampled_from((*AGENDA, "unknown"))
EVENTS = st.one_of(
    st.just(events.Begin()),
    st.builds(events.Open, st.integers(0, 4)),
    st.builds(events.Reveal, ENABLERS, st.integers(0, 4)),
    st.builds(events.Record, ENABLERS, st.none() | st.integers(1, 5), st.text(max_size=5)),
    st.builds(events.GoTo, ENABLERS),
    st.builds(
        events.Arrange,
        st.lists(ENABLERS, max_size=4).map(tuple),
        st.lists(st.integers(0, 200), max_size=4).map(tuple),
    ),
    st.builds(events.Extend, st.integers(-200, 200)),
    st.just(events.Picture()),
    st.builds(events.Dots, st.integers(0, 12)),
    st.just(events.CountDots()),
    st.builds(events.Choose, st.lists(ENABLERS, max_size=2).map(tuple)),
    st.builds(events.Promise, st.text(max_size=5)),
    st.just(events.End()),
    st.just(events.Undo()),
)
PRESSES = st.lists(st.tuples(EVENTS, st.integers(0, 1)), max_size=60)


def play(presses: list[tuple[events.Event, int]]) -> tuple[RoomState, list[events.Event], list[RoomState]]:
    """Press as devices do that saw the room now, or one press ago; give the end, the log and every state."""
    state, log, states = state_machine.start(AGENDA, MINUTES), [], []
    for event, late in presses:
        states.append(state)
        try:
            state = state_machine.step(state, event, seen=state.version - late)
        except PolicyError:
            continue
        log.append(event)
    return state, log, [*states, state]


@given(PRESSES)
def test_replaying_the_log_gives_the_same_state(presses: list[tuple[events.Event, int]]) -> None:
    end, log, _states = play(presses)
    through_json = [events.from_json(events.to_json(event)) for event in log]
    assert state_machine.replay(AGENDA, MINUTES, through_json) == end
    assert end.version == len(log)


@given(PRESSES)
def test_every_state_is_consistent(presses: list[tuple[events.Event, int]]) -> None:
    _end, _log, states = play(presses)
    for state in states:
        in_front = state.phase in {Phase.READ, Phase.SCORE, Phase.SEEN, Phase.AGREED}
        assert bool(state.at) == in_front
        assert len(state.agenda) == len(state.minutes)
        assert not state.at or state.at in state.agenda
        assert {name for name, _turn in state.shown} | set(state.agreed) | set(state.chosen) <= set(AGENDA)
        assert state.scoring is None or state.scoring not in state.shown


@given(PRESSES)
def test_what_was_shown_stays_shown_and_takes_no_more_scores(presses: list[tuple[events.Event, int]]) -> None:
    _end, _log, states = play(presses)
    for before, after in pairwise(states):
        assert before.shown <= after.shown
        assert after.dots_shown >= before.dots_shown
        assert after.version - before.version in {0, 1}


@given(PRESSES)
def test_a_press_that_saw_an_older_room_changes_nothing(presses: list[tuple[events.Event, int]]) -> None:
    end, _log, _states = play(presses)
    if end.version:
        with pytest.raises(StaleError):
            state_machine.step(end, events.Begin(), seen=end.version - 1)


def after(*log: events.Event) -> RoomState:
    return state_machine.replay(AGENDA, MINUTES, log)


def test_two_facilitators_who_press_next_together_move_the_room_once() -> None:
    room = after(events.Begin())
    moved = state_machine.step(room, events.GoTo("b"), seen=room.version)
    with pytest.raises(StaleError, match="The workshop changed after you opened this page"):
        state_machine.step(moved, events.GoTo("c"), seen=room.version)
    assert moved.at == "b"


def test_an_enabler_is_read_scored_seen_scored_again_and_agreed() -> None:
    log = [events.Begin(), events.Open(1), events.Reveal("a", 1), events.Open(2), events.Reveal("a", 2)]
    room = after(*log, events.Record("a", 3, "More than we thought."))
    assert room.phase is Phase.AGREED
    assert room.shown == {("a", 1), ("a", 2)}
    assert room.agreed["a"].score == 3
    assert room.next == "b"


def test_taking_back_a_reveal_does_not_open_the_vote_again() -> None:
    room = after(events.Begin(), events.Open(1), events.Reveal("a", 1), events.Undo())
    assert room.phase is Phase.SCORE
    assert room.scoring is None
    again = state_machine.step(room, events.Reveal("a", 1), seen=room.version)
    assert again.phase is Phase.SEEN


def test_taking_back_goes_one_press_at_a_time_to_the_lobby() -> None:
    room = after(events.Begin(), events.Open(1), events.Undo(), events.Undo())
    assert room.phase is Phase.LOBBY
    with pytest.raises(PolicyError, match="nothing to undo"):
        state_machine.step(room, events.Undo(), seen=room.version)


def test_coming_back_to_an_enabler_shows_how_far_the_room_got() -> None:
    room = after(events.Begin(), events.Open(1), events.Reveal("a", 1), events.GoTo("b"), events.GoTo("a"))
    assert (room.phase, room.turn) == (Phase.SEEN, 1)


def test_what_was_dealt_with_stays_on_the_agenda() -> None:
    room = after(events.Begin(), events.Open(1), events.Reveal("a", 1), events.GoTo("b"))
    with pytest.raises(PolicyError, match="cannot remove an enabler"):
        state_machine.step(room, events.Arrange(("b", "c"), (5, 5)), seen=room.version)
    arranged = state_machine.step(room, events.Arrange(("b", "a"), (5, 5)), seen=room.version)
    assert arranged.next == "a"


def test_a_log_of_another_version_is_refused_with_a_sentence() -> None:
    with pytest.raises(RecordError, match="does not know"):
        events.from_json({"kind": "dance"})
    with pytest.raises(RecordError, match="damaged"):
        events.from_json({"kind": "open"})
