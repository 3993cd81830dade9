"""The frozen, named values that every picture and document reads. This module computes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from greenshoots.core.disclosure.banding import Possible
from greenshoots.core.disclosure.free_text import EnablerWords
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Enabler, Instrument, Statement


class Flag(StrEnum):
    """A named reason to talk about an enabler."""

    LOW = "low"
    SPLIT = "split"
    DIVIDED = "divided"
    GAP = "gap"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """The possible results of a comparison."""

    CLEAR = "clearly differs"
    DIFFERS = "differs"
    NOT_CLEAR = "no clear difference"
    NOT_TESTED = "not tested"


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one question in one set of responses. None where a number may not be shown or does not exist.

    Arguments:
        state: How much may be shown.
        n: People who scored. For an enabler made of statements: the most who scored one of them.
        coverage: Share of the set's people whose answers to this question are counted here, 0 to 1; below 1 to the
            nearest 0.05.
        not_sure: People who said *not sure*; summed over statements, as the scores are.
        skipped: People who left it blank; summed likewise.
        counts: People at each scale point, lowest first. Where the state is approximate they are the nearest
            whole numbers to the expected counts; None where more than a tenth of people are known in bands only.
        low, high: People in the lower and the upper band; None on a scale that has no bands.
        mean: In scale points.
        mean_bounds: The lowest and the highest that the mean can be; the same number twice where it is exact.
        interpolated_median, q1, q3: In scale points, interpolated within a point.
        spread: Leik's D, 0 (one score) to 1 (half at each end).
        agreement: Van der Eijk's A, -1 to 1.
        consensus: Tastle and Wierman's Cns, 0 to 1.
        interval: 90% interval for the mean of everyone who was asked; None where everyone answered, or where the
            scores are sums over statements. It contains the mean.
        split: True where scores are further apart than chance can explain, and most are at one end or the other, for
            all possible scores.
        skewed: True where mean and interpolated median lie more than half a point apart, and all counts are exact.
        scores: The number of scores: n, or the sum over statements.
        divided: True where scores are further apart than chance can explain, without two ends; never with `split`.
        possible: All possible scores of these people.
        distance_bounds: The shortest and the longest that the typical distance from the middle answer can be, in
            scale points; averaged over statements.
        median: The middle answer, for a panel's rule of consensus: half-way between two points where the two middle
            answers differ. None unless all counts are exact.
        at_median: People at most half a point from the median, which is on it where it is a scale point.
        within_one: People at most one point from the median.
        estimate: The mean that is likely where only bounds are known, from what is published of everyone; None where
            the mean is known, or nothing says what is likely.
        shown_in_room: True where it is hidden because a workshop of nearly the same people has shown their scores.
    """

    state: State
    n: int | None = None
    coverage: float = 0.0
    not_sure: int | None = None
    skipped: int | None = None
    counts: tuple[int, ...] | None = None
    low: int | None = None
    high: int | None = None
    mean: float | None = None
    mean_bounds: tuple[float, float] | None = None
    interpolated_median: float | None = None
    q1: float | None = None
    q3: float | None = None
    spread: float | None = None
    agreement: float | None = None
    consensus: float | None = None
    interval: tuple[float, float] | None = None
    split: bool = False
    skewed: bool = False
    scores: int | None = None
    divided: bool = False
    possible: Possible | None = None
    distance_bounds: tuple[float, float] | None = None
    median: float | None = None
    at_median: int | None = None
    within_one: int | None = None
    shown_in_room: bool = False
    estimate: float | None = None

    @property
    def visible(self) -> bool:
        """Return whether anything except the number of people may be shown."""
        return self.state in (State.SHOWN, State.APPROXIMATE)

    @property
    def share_at_median(self) -> float | None:
        """Return the share of people at the median, 0 to 1; None unless all counts are exact."""
        return self.at_median / self.n if self.at_median is not None and self.n else None

    @property
    def share_within_one(self) -> float | None:
        """Return the share of people within one point of the median, 0 to 1; None unless all counts are exact."""
        return self.within_one / self.n if self.within_one is not None and self.n else None

    @property
    def not_sure_share(self) -> float | None:
        """Return *not sure* as a share of all answers except blanks, 0 to 1."""
        # Scores and not people: “not sure” on statements, counted against people, made one in five read as two in five.
        scores = self.n if self.scores is None else self.scores
        if scores is None or self.not_sure is None or scores + self.not_sure == 0:
            return None
        return self.not_sure / (scores + self.not_sure)


@dataclass(frozen=True, slots=True)
class StatementResult:
    """The numbers of one statement, shown as detail beneath its enabler."""

    number: int
    statement: Statement
    figures: Figures


@dataclass(frozen=True, slots=True)
class EnablerResult:
    """The numbers of one enabler in one set of responses."""

    enabler: Enabler
    figures: Figures
    flags: tuple[Flag, ...] = ()
    statements: tuple[StatementResult, ...] = ()


@dataclass(frozen=True, slots=True)
class SetResult:
    """One set of responses: everyone, one respondent group, everyone else, or one round.

    Arguments:
        name: The name that readers see: *Everyone*, *Frontline*, *Round 1*.
        kind: What kind of set it is.
        filter: The choices that define the set: ``{"role": "Frontline"}``; empty for everyone.
        n: People whose answers are counted in the set; where the state is hidden, None, unless it is everyone.
        asked: People who were asked, if known.
        coverage: Share of the set's people whose answers are counted, 0 to 1; below 1 to the nearest 0.05.
        state: How much of the set may be shown.
        enablers: One result for each enabler, in the instrument's order.
    """

    name: str
    kind: Literal["everyone", "group", "others", "round", "agreed"]
    filter: Mapping[str, str]
    n: int | None
    asked: int | None
    coverage: float
    state: State
    enablers: tuple[EnablerResult, ...]

    @property
    def visible(self) -> bool:
        """Return whether anything except the number of people may be shown."""
        return self.state in (State.SHOWN, State.APPROXIMATE)

    @property
    def rate(self) -> float | None:
        """Return the share of people asked who answered, 0 to 1, or None where either number is not known."""
        return self.n / self.asked if self.n is not None and self.asked else None

    @property
    def over(self) -> bool:
        """Return whether more people answered than were asked."""
        return self.n is not None and self.asked is not None and self.n > self.asked

    def enabler(self, id: str) -> EnablerResult:  # noqa: A002 - the field's own name
        """Return the result of the enabler with this id."""
        return next(result for result in self.enablers if result.enabler.id == id)


@dataclass(frozen=True, slots=True)
class GroupResult:
    """All the sets of one respondent group.

    Arguments:
        name: The question, such as ``role``.
        sets: One set for each choice, in order.
        combined: The choices that are too small to be shown separately, together, where that is safe; else None.
        not_given: True where some people left the question blank.
        representativeness: R, corrected for small groups; 1 where every choice answered at the same rate. None
            where the rates are unknown.
        leans: True where the rates differ by more than chance can explain, and by enough for a warning.
    """

    name: str
    sets: tuple[SetResult, ...]
    combined: SetResult | None = None
    not_given: bool = False
    representativeness: float | None = None
    leans: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """How one enabler differs between two sets.

    Arguments:
        enabler: The enabler.
        first_mean, second_mean: In scale points; None where only bounds are known.
        delta: Cliff's delta of the first against the second, -1 to 1; above 0 where the first is higher.
        delta_interval: Its 95% interval.
        higher, same, lower: Chances that a person picked from the first set gave a higher, the same, a lower score
            than a person picked from the second; they add up to 1.
        size: *negligible*, *small*, *medium* or *large*.
        p: Two-sided; exact permutation for small sets, Mann-Whitney with ties for larger ones. Where some people are
            known by their band only, p for the possible scores in which the sets differ least.
        p_holm: p after Holm over every enabler of every comparison between groups, or of the comparison of rounds.
        p_brunner_munzel: A cross-check for the export; None where it is not defined.
        verdict: The result of the comparison.
        reason: Why the enabler was not tested, as a sentence; empty where it was.
    """

    enabler: Enabler
    first_mean: float | None = None
    second_mean: float | None = None
    delta: float | None = None
    delta_interval: tuple[float, float] | None = None
    higher: float | None = None
    same: float | None = None
    lower: float | None = None
    size: str | None = None
    p: float | None = None
    p_holm: float | None = None
    p_brunner_munzel: float | None = None
    verdict: Verdict = Verdict.NOT_TESTED
    reason: str = ""

    @property
    def says_something(self) -> bool:
        """Return whether the two sets differ, clearly or not."""
        return self.verdict in (Verdict.CLEAR, Verdict.DIFFERS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of two disjoint sets: a group and everyone else, or a later round and an earlier one."""

    kind: Literal["group", "round"]
    group: str
    first: SetResult
    second: SetResult
    differences: tuple[Difference, ...]

    def difference(self, id: str) -> Difference:  # noqa: A002 - the field's own name
        """Return the difference on the enabler with this id."""
        return next(difference for difference in self.differences if difference.enabler.id == id)


@dataclass(frozen=True, slots=True)
class TalkFirst:
    """An enabler to talk about first.

    Arguments:
        enabler: The enabler.
        flags: The reasons, strongest first; empty where no enabler is flagged and this one is the lowest.
        reason: The reasons as a sentence.
        prompt: A question to open the conversation with.
    """

    enabler: Enabler
    flags: tuple[Flag, ...]
    reason: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The score that a room agreed for one enabler, in a workshop about the round.

    Arguments:
        enabler: The enabler.
        score: The agreed score, or None where the room did not agree on one.
        note: The facilitator's note of what was said.
    """

    enabler: Enabler
    score: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """Where the answers came from, for readers of the results. Every field may be empty.

    Arguments:
        subject: The subject: *Adult social care*.
        place: The place that asked: *Northvale Council*.
        viewpoint: The viewpoint of the answers: *view of our organisation*.
        dates: The dates, in words.
        asked: How many people were asked, in the last round.
        asked_by_round: How many were asked in each round, by its name.
        asked_by_group: How many people of each choice were asked: ``{"role": {"Frontline": 40}}``.
    """

    subject: str = ""
    place: str = ""
    viewpoint: str = ""
    dates: str = ""
    asked: int | None = None
    asked_by_round: Mapping[str, int] = field(default_factory=dict)
    asked_by_group: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """All results of one diagnostic that may be shown, computed once.

    Arguments:
        instrument: What was asked.
        policy: How the people who answered are protected.
        study: Where the answers came from.
        everyone: All responses of the last round.
        groups: The respondent groups that are shown, most important first.
        rounds: All rounds, oldest first; empty where there is only one.
        comparisons: Each choice of each group with everyone else; the last round with the round before.
        talk_first: At most three enablers, in order.
        unknown: Enablers that many people were not sure about.
        words: Comments of the last round, by enabler, in the instrument's order.
        warnings: Sentences to show with the results, such as a warning about a low response.
        settled: Scores that rooms agreed in workshops about the last round, in the order of the agendas.
    """

    instrument: Instrument
    policy: Policy
    study: Study
    everyone: SetResult
    groups: tuple[GroupResult, ...] = ()
    rounds: tuple[SetResult, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    talk_first: tuple[TalkFirst, ...] = ()
    unknown: tuple[TalkFirst, ...] = ()
    words: tuple[EnablerWords, ...] = ()
    warnings: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()

    @property
    def previous(self) -> SetResult | None:
        """Return the round before the last, or None."""
        return self.rounds[-2] if len(self.rounds) > 1 else None
