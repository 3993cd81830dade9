"""The questionnaire: groups of enablers, each with statements, and a scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left, by primary subtag."""

ROUND, VIEWPOINT, MODE = "round", "viewpoint", "mode"
"""Names of the three columns that mean something to the method itself."""


class ScoreEach(StrEnum):
    """What one score is given for."""

    ENABLER = "enabler"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Scale:
    """The points a score can take, whole numbers from `minimum` to `maximum`.

    Arguments:
        minimum: The lowest score.
        maximum: The highest score; the scale has 3 to 11 points.
        labels: Words for points; the two ends always have some.
        unsure: Words for *not sure*, which is never a score.
    """

    minimum: int
    maximum: int
    labels: Mapping[int, str]
    unsure: str

    @property
    def points(self) -> tuple[int, ...]:
        """Give the scores, lowest first."""
        return tuple(range(self.minimum, self.maximum + 1))

    @property
    def size(self) -> int:
        """Give the number of points."""
        return self.maximum - self.minimum + 1

    @property
    def unit(self) -> float:
        """Give what counts as one point of a scale from 1 to 5, in points of this scale."""
        return (self.maximum - self.minimum) / 4

    @property
    def bands(self) -> tuple[slice, ...]:
        """Give the bands that nearly unanimous blocks are published in, as slices of counts.

        The scale is split at its middle, the middle point in the lower band; each band needs two points, so a
        three-point scale is one band.

        >>> Scale(1, 5, {}, "").bands
        (slice(0, 3, None), slice(3, 5, None))
        """
        middle = (self.size + 1) // 2
        if self.size - middle < 2:
            return (slice(0, self.size),)
        return (slice(0, middle), slice(middle, self.size))

    def label(self, point: int) -> str:
        """Give the words for a score, or the number where it has none."""
        return self.labels.get(point, str(point))


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence to agree or disagree with.

    Arguments:
        text: The sentence.
        reverse: True where agreeing means that the condition is weak; such a score counts from the other end.
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
    """One condition that helps new practice to start and last.

    Arguments:
        id: Its short name in files, such as ``systems-mindset``.
        number: Its number in the instrument, shown to readers.
        group: The id of its group.
        title: Its full name.
        axis: Its name on a picture, two or three words.
        statements: What people read before they score it.
        local: True where a place added it to the instrument.
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
    """Something that was given one score: an enabler as a whole, or one of its statements.

    Arguments:
        enabler: The enabler it belongs to.
        number: The statement's number, counted from 1; None for the enabler as a whole.
    """

    enabler: Enabler
    number: int | None = None

    @property
    def id(self) -> str:
        """Give its name in files: ``systems-mindset`` or ``systems-mindset.2``."""
        return self.enabler.id if self.number is None else f"{self.enabler.id}.{self.number}"

    @property
    def statement(self) -> Statement | None:
        """Give the statement it asks about, or None for the enabler as a whole."""
        return None if self.number is None else self.enabler.statements[self.number - 1]

    @property
    def reverse(self) -> bool:
        """Tell whether its scores count from the other end."""
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
        """Give ``rtl`` for a language written from right to left, else ``ltr``."""
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give what is scored, in order: 11 enablers or 33 statements in the built-in instrument."""
        if self.score_each is ScoreEach.ENABLER:
            return tuple(Question(enabler) for enabler in self.enablers)
        return tuple(
            Question(enabler, number) for enabler in self.enablers for number in range(1, len(enabler.statements) + 1)
        )

    def group_of(self, enabler: Enabler) -> Group:
        """Give the group that an enabler belongs to."""
        return next(group for group in self.groups if group.id == enabler.group)

    def enabler(self, id: str) -> Enabler:  # noqa: A002 - the field's own name
        """Give the enabler with this id; raises KeyError where there is none."""
        for enabler in self.enablers:
            if enabler.id == id:
                return enabler
        raise KeyError(id)
