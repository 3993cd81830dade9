"""Turn a facilitator's button or form into an event."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from greenshoots.core.instruments.model import Instrument
from greenshoots.web.meet.workshops import events, state_machine
from greenshoots.web.meet.workshops.forms import ChooseForm, DotsForm, PromiseForm, RecordForm


@dataclass(frozen=True, slots=True)
class Pressed:
    """The result of a press: an event, or the form with its errors."""

    event: events.Event | None = None
    form: forms.Form | None = None


PLAIN: dict[str, events.Event] = {
    "begin": events.Begin(),
    "picture": events.Picture(),
    "countdots": events.CountDots(),
    "end": events.End(),
    "undo": events.Undo(),
}


def read(data: QueryDict, state: state_machine.RoomState, instrument: Instrument) -> Pressed:
    """Return the result of a press. An unknown press has neither an event nor a form."""
    kind = data.get("press", "")
    if kind in PLAIN:
        return Pressed(PLAIN[kind])
    reader = READERS.get(kind)
    return reader(data, state, instrument) if reader else Pressed()


def _open(data: QueryDict, state: state_machine.RoomState, _instrument: Instrument) -> Pressed:
    latest = max((turn for name, turn in state.shown if name == state.at), default=0)
    return Pressed(events.Open(latest + 1))


def _reveal(_data: QueryDict, state: state_machine.RoomState, _instrument: Instrument) -> Pressed:
    return Pressed(events.Reveal(state.at, state.turn))


def _go(data: QueryDict, _state: state_machine.RoomState, _instrument: Instrument) -> Pressed:
    return Pressed(events.GoTo(data.get("enabler", "")))


def _extend(data: QueryDict, _state: state_machine.RoomState, _instrument: Instrument) -> Pressed:
    return Pressed(events.Extend(-2 if data.get("by") == "less" else 2))


def _record(data: QueryDict, state: state_machine.RoomState, instrument: Instrument) -> Pressed:
    form = RecordForm(data, instrument=instrument)
    if not form.is_valid():
        return Pressed(form=form)
    # The form names its enabler: if the room has moved on meanwhile, the score must not go to the next one.
    return Pressed(events.Record(data.get("enabler") or state.at, form.score(), form.cleaned_data["note"]))


def _dots(data: QueryDict, _state: state_machine.RoomState, _instrument: Instrument) -> Pressed:
    form = DotsForm(data)
    return Pressed(events.Dots(form.cleaned_data["each"])) if form.is_valid() else Pressed(form=form)


def _promise(data: QueryDict, _state: state_machine.RoomState, _instrument: Instrument) -> Pressed:
    form = PromiseForm(data)
    if not form.is_valid():
        return Pressed(form=form)
    return Pressed(events.Promise(form.cleaned_data["text"], form.cleaned_data["who"]))


def _choose(data: QueryDict, state: state_machine.RoomState, instrument: Instrument) -> Pressed:
    form = choose_form(state, instrument, data)
    return Pressed(events.Choose(tuple(form.cleaned_data["enablers"]))) if form.is_valid() else Pressed(form=form)


def _arrange(data: QueryDict, state: state_machine.RoomState, _instrument: Instrument) -> Pressed:
    """Read the agenda: each enabler's minutes, whether it is on, and the button that moves an enabler up or down."""
    # A disabled checkbox sends nothing, so what the room has started is kept here.
    order = [name for name in data.getlist("order") if f"on-{name}" in data or name in _dealt_with(state)]
    for name, way in ((data.get("up", ""), -1), (data.get("down", ""), 1)):
        if name in order:
            at = order.index(name)
            to = min(max(at + way, 0), len(order) - 1)
            order[at], order[to] = order[to], order[at]
    minutes = tuple(_minutes(data.get(f"minutes-{name}", "")) for name in order)
    return Pressed(events.Arrange(tuple(order), minutes))


def _dealt_with(state: state_machine.RoomState) -> set[str]:
    return {name for name, _turn in state.shown} | set(state.agreed) | ({state.at} if state.at else set())


def _minutes(text: str) -> int:
    # 0 is refused by the state machine, with a sentence about the minutes.
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 4 else 0


READERS = {
    "open": _open,
    "reveal": _reveal,
    "goto": _go,
    "extend": _extend,
    "record": _record,
    "dots": _dots,
    "promise": _promise,
    "choose": _choose,
    "arrange": _arrange,
}


def record_form(state: state_machine.RoomState, instrument: Instrument, *, enabler: str = "") -> RecordForm:
    """Return the form for the agreed score, filled in with what was recorded before."""
    recorded = state.agreed.get(enabler or state.at)
    if recorded is None:
        return RecordForm(instrument=instrument)
    agreed = "none" if recorded.score is None else str(recorded.score)
    return RecordForm(instrument=instrument, initial={"agreed": agreed, "note": recorded.note})


def choose_form(state: state_machine.RoomState, instrument: Instrument, data: QueryDict | None = None) -> ChooseForm:
    """Return the form for the priorities that the room chooses."""
    choices = [(name, instrument.enabler(name).title) for name in state.agenda]
    return ChooseForm(data, choices=choices, initial={"enablers": list(state.chosen)})
