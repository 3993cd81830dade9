"""What can happen in a workshop: the presses of its facilitators.

Scores are not events. They wait in a pool apart, so that the log can be kept and read without holding a score.

An event is a frozen value that goes into the log as plain JSON and comes back the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from greenshoots.core.errors import RecordError


@dataclass(frozen=True, slots=True)
class Begin:
    """Leave the lobby for the first enabler of the agenda."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open scoring of the current enabler; `turn` is 1 the first time, 2 when people score again."""

    turn: int


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show the spread of a vote, or that it was too small to show."""

    enabler: str
    turn: int


@dataclass(frozen=True, slots=True)
class Record:
    """Record the agreed score of an enabler.

    Attributes:
        score: The agreed score, or None where the room does not agree.
        note: Notes from the discussion, in the facilitator's words.
    """

    enabler: str
    score: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Take the room to an enabler of the agenda: the next one, or any other."""

    enabler: str


@dataclass(frozen=True, slots=True)
class Arrange:
    """Change the rest of the agenda: its order, what is on it, and the minutes for each."""

    order: tuple[str, ...]
    minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Extend:
    """Add minutes to the current step, or remove some."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Show the spider of what was scored and agreed."""


@dataclass(frozen=True, slots=True)
class Dots:
    """Open dot voting; each person has this many dots."""

    each: int


@dataclass(frozen=True, slots=True)
class CountDots:
    """Count the dots and show the totals."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Record the priorities that the room chose; people decide ties, not the program."""

    enablers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """Record a next step, and who will do it."""

    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """End the workshop; its record stays."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Undo the last press. What the room has seen stays in the record: it cannot be unseen."""


Event = (
    Begin
    | Open
    | Reveal
    | Record
    | GoTo
    | Arrange
    | Extend
    | Picture
    | Dots
    | CountDots
    | Choose
    | Promise
    | End
    | Undo
)

# Logs and archives hold these names: a class that is renamed makes the workshops of earlier versions unreadable.
KINDS: dict[str, Callable[..., Event]] = {
    kind.__name__.lower(): kind
    for kind in (
        Begin, Open, Reveal, Record, GoTo, Arrange, Extend, Picture, Dots, CountDots, Choose, Promise, End, Undo,
    )
}  # fmt: skip


def to_json(event: Event) -> dict[str, Any]:
    """Write an event as plain values, tuples as lists."""
    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(event).items()}
    return {"kind": type(event).__name__.lower(), **fields}


def from_json(written: Mapping[str, Any]) -> Event:
    """Read an event back.

    Raises:
        RecordError: it is of a kind that this version does not know, or lacks a part.
    """
    kind = KINDS.get(str(written.get("kind")))
    if kind is None:
        raise RecordError(
            f"The record of this workshop holds “{written.get('kind')}”, which this version does not know."
        )
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in written.items()}
    del values["kind"]
    try:
        return kind(**values)
    except TypeError as error:
        raise RecordError("The record of this workshop is damaged. Restore it from a backup.") from error
