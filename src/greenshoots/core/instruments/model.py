"""The questionnaire: groups of enablers, each with statements, and a scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left, by primary subtag."""

ROUND, VIEWPOINT, MODE = "round", "viewpoint", "mode"
"""Names of the three columns that the method itself uses."""


class ScoreEach(StrEnum):
    """The unit that gets one score."""

    ENABLER = "enabler"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Scale:
    """The points a score can take, whole numbers from `minimum` to `maximum`.

    Arguments:
        minimum: The lowest score.
        maximum: The highest score; the scale has 3 to 11 points.
        labels: Labels of points; the two ends always have one.
        unsure: The label of *not sure*, which is never a score.
    """

    minimum: int
    maximum: int
    labels: Mapping[int, str]
    unsure: str

    @property
    def points(self) -> tuple[int, ...]:
        """Return the scores, lowest first."""
        return tuple(range(self.minimum, self.maximum + 1))

    @property
    def size(self) -> int:
        """Return the number of points."""
        return self.maximum - self.minimum + 1

    @property
    def unit(self) -> float:
        """Return the length of one point of a scale from 1 to 5, in points of this scale."""
        return (self.maximum - self.minimum) / 4

    @property
    def bands(self) -> tuple[slice, ...]:
        """Return the bands that nearly unanimous blocks are published in, as slices of counts.

        The scale is split at its middle, the middle point in the lower band; each band needs two points, so a
        three-point scale is one band.

        >>> Scale(1, 5, {}, "").bands
        (slice(0, 3, None), slice(3, 5, None))
        """
        # Each band needs two scores, or people in a band would be known exactly. Of 1 to 5, only 1 to 3 and 4 to 5 have
        # that and put “agree” alone on top.
        middle = (self.size + 1) // 2
        if self.size - middle < 2:
            return (slice(0, self.size),)
        return (slice(0, middle), slice(middle, self.size))

    def label(self, point: int) -> str:
        """Return the label of a score, or the number if it has no label."""
        return self.labels.get(point, str(point))


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to agree or disagree with.

    Arguments:
        text: The sentence.
        reverse: True if agreeing means that the condition is weak. Scores then count from the other end.
    """

    text: str
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A family of enablers, such as *Mindset*."""

    id: str
    title: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Enabler:
    """A condition that helps new practice to start and last.

    Arguments:
        id: Its short name in files, such as ``systems-mindset``.
        number: Its number in the instrument, shown to readers.
        group: The id of its group.
        title: Its full name.
        axis: Its short name on charts, two or three words.
        statements: The sentences that people read before they score it.
        local: True if a place added it to the instrument.
    """

    id: str
    number: int
    group: str
    title: str
    axis: str
    statements: tuple[Statement, ...]
    local: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """An enabler as a whole, or one of its statements: whatever gets one score.

    Arguments:
        enabler: The enabler it belongs to.
        number: The statement's number, counted from 1; None for the enabler as a whole.
    """

    enabler: Enabler
    number: int | None = None

    @property
    def id(self) -> str:
        """Return the name in files: ``systems-mindset`` or ``systems-mindset.2``."""
        return self.enabler.id if self.number is None else f"{self.enabler.id}.{self.number}"

    @property
    def statement(self) -> Statement | None:
        """Return the statement, or None for the enabler as a whole."""
        return None if self.number is None else self.enabler.statements[self.number - 1]

    @property
    def reverse(self) -> bool:
        """Return whether scores count from the other end."""
        return self.statement is not None and self.statement.reverse


@dataclass(frozen=True, slots=True)
class Instrument:
    """A versioned questionnaire. Read one from a file with `greenshoots.core.instruments.parsing`."""

    id: str
    version: str
    title: str
    short_title: str
    source: str
    score_each: ScoreEach
    language: str
    scale: Scale
    groups: tuple[Group, ...]
    enablers: tuple[Enabler, ...]
    draft: bool = False

    @property
    def direction(self) -> str:
        """Return ``rtl`` for a language written from right to left, else ``ltr``."""
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the scored questions in order: 11 enablers or 33 statements in the built-in instrument."""
        if self.score_each is ScoreEach.ENABLER:
            return tuple(Question(enabler) for enabler in self.enablers)
        return tuple(
            Question(enabler, number) for enabler in self.enablers for number in range(1, len(enabler.statements) + 1)
        )

    def group_of(self, enabler: Enabler) -> Group:
        """Return the group that an enabler belongs to."""
        return next(group for group in self.groups if group.id == enabler.group)

    def enabler(self, id: str) -> Enabler:  # noqa: A002 - the field's own name
        """Return the enabler with this id; raise KeyError if there is none."""
        for enabler in self.enablers:
            if enabler.id == id:
                return enabler
        raise KeyError(id)
