"""What the screens of a workshop show: a value, made once for each version of the room, that all of them read.

Until a vote is shown it holds how many have scored, and nothing else of the vote.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from greenshoots.charts import distribution, spider
from greenshoots.core.analysis import flag_rules, talking_points
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Enabler, Instrument
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import EnablerResult, Figures, Results, SetResult
from greenshoots.web.meet.workshops import mapping, queries, state_machine
from greenshoots.web.meet.workshops.models import Way, Workshop
from greenshoots.web.meet.workshops.state_machine import Phase

WIDE, NARROW = 720.0, 330.0
"""Widths of pictures: the big screen and a phone."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What the room saw of one vote.

    Attributes:
        picture: The distribution as SVG; empty where too few scored.
        said: The sentences that describe the picture.
        counts: How many gave each point, for the table; empty where only a range may be shown.
        prompt: A question to talk about.
        people: How many took part.
        withheld: True where enough people scored, but too few came or left since the same people scored before.
    """

    turn: int
    people: int
    withheld: bool = False
    picture: str = ""
    narrow: str = ""
    said: tuple[str, ...] = ()
    counts: tuple[tuple[int, int], ...] = ()
    not_sure: int = 0
    mean: float | None = None
    prompt: str = ""
    whys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """One enabler of the agenda."""

    enabler: Enabler
    minutes: int
    begins: int
    agreed: state_machine.Agreed | None
    seen: bool
    here: bool
    movable: bool
    dots: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """The state of the room, in the words and pictures of its screens.

    Attributes:
        enabler: The current enabler; None in the lobby and at the end.
        shows: The votes on it that were shown, oldest first.
        scored: How many have scored in the vote that is open.
        ends: When the minutes of this step are over.
        enough: The fewest scores that are shown.
    """

    workshop: Workshop
    state: state_machine.RoomState
    instrument: Instrument
    steps: tuple[AgendaStep, ...]
    enabler: Enabler | None
    group: str
    shows: tuple[Spread, ...]
    agreed: state_machine.Agreed | None
    joined: int
    scored: int
    laid: int
    enough: int
    ends: dt.datetime | None

    @property
    def phase(self) -> str:
        """The phase, as templates compare it."""
        return self.state.phase.value

    @property
    def next_step(self) -> AgendaStep | None:
        """The step after this one."""
        return next((step for step in self.steps if step.enabler.id == self.state.next), None)

    @property
    def latest(self) -> Spread | None:
        """The spread that was shown last."""
        return self.shows[-1] if self.shows else None

    @property
    def moved(self) -> str:
        """How the average moved between the first scores and the last, where both may be shown."""
        if len(self.shows) < 2 or self.shows[0].mean is None or self.shows[-1].mean is None:
            return ""
        before, after = self.shows[0].mean, self.shows[-1].mean
        averages = {"before": quantities.number(before), "after": quantities.number(after)}
        # Compared as they are shown: otherwise the room reads that the average moved from 3.0 to 3.0.
        if quantities.number(before) == quantities.number(after):
            return _("The average stayed at %(after)s.") % averages
        return _("The average moved from %(before)s to %(after)s.") % averages

    @property
    def total(self) -> int:
        """The minutes of the whole agenda."""
        return sum(step.minutes for step in self.steps)

    @property
    def is_small(self) -> bool:
        """True where fewer phones have joined than the spread needs scores."""
        return self.workshop.way == Way.ALONE and self.joined < self.enough


def of(workshop: Workshop) -> Stage:
    """Return what the screens show now."""
    state, instrument = queries.state(workshop), mapping.instrument(workshop)
    enabler = instrument.enabler(state.at) if state.at else None
    open_vote = state.scoring
    return Stage(
        workshop=workshop,
        state=state,
        instrument=instrument,
        steps=_steps(workshop, state, instrument),
        enabler=enabler,
        group=instrument.group_of(enabler).title if enabler else "",
        shows=_spreads(workshop, state, instrument) if enabler and state.phase in {Phase.SEEN, Phase.AGREED} else (),
        agreed=state.agreed.get(state.at),
        joined=queries.joined(workshop),
        scored=queries.scored(workshop, *open_vote) if open_vote else 0,
        laid=queries.laid(workshop) if state.phase is Phase.DOTS else 0,
        # What a table agreed on is no person's secret. With the minimum of people, a few tables saw nothing.
        enough=mapping.policy(workshop).minimum if workshop.way == Way.ALONE else 1,
        ends=_ends(workshop, state),
    )


def _steps(workshop: Workshop, state: state_machine.RoomState, instrument: Instrument) -> tuple[AgendaStep, ...]:
    steps, begins = [], 0
    seen = {name for name, _turn in state.shown}
    for name, minutes in zip(state.agenda, state.minutes, strict=True):
        dealt_with = name in seen or name in state.agreed or name == state.at
        steps.append(
            AgendaStep(
                enabler=instrument.enabler(name),
                minutes=minutes,
                begins=begins,
                agreed=state.agreed.get(name),
                seen=name in seen,
                here=name == state.at,
                movable=not dealt_with,
                dots=workshop.dots.get(name, 0),
                chosen=name in state.chosen,
            )
        )
        begins += minutes
    return tuple(steps)


def _ends(workshop: Workshop, state: state_machine.RoomState) -> dt.datetime | None:
    if not state.at:
        return None
    since = queries.arrived(workshop, state.at) or timezone.now()
    minutes = state.minutes[state.agenda.index(state.at)] + state.extra
    return since + dt.timedelta(minutes=minutes)


def _spreads(workshop: Workshop, state: state_machine.RoomState, instrument: Instrument) -> tuple[Spread, ...]:
    turns = sorted(turn for name, turn in state.shown if name == state.at)
    yardstick = queries.yardstick(workshop)
    votes = (queries.shown(workshop, state.at, turn) for turn in turns)
    return tuple(spread(vote, instrument, yardstick) for vote in votes if vote)


def spread(shown: queries.ShownVote, instrument: Instrument, yardstick: talking_points.Bounds) -> Spread:
    """Return what the room sees of a vote: its picture, its sentences and a question to talk about.

    All the people who could score are in the room, so there is no interval and no comparison with other people.

    Arguments:
        shown: The vote.
        asked: What the room is asked.
        yardstick: What the vote is compared with.
    """
    vote, results = shown.vote, shown.results
    if results is None:
        return Spread(vote.turn, vote.people, withheld=shown.withheld)
    result = _flagged(of_enabler(results, vote.enabler), instrument, yardstick)
    texts = sentences.enabler_sentences(result, instrument, results.everyone, room=True)
    figures = result.figures
    counts = tuple(zip(instrument.scale.points, figures.counts, strict=True)) if figures.counts is not None else ()
    pictures = [
        distribution.draw(result, instrument, description=" ".join(texts), theme="light", width=width)
        for width in ((WIDE, NARROW) if figures.visible else ())
    ]
    wide, narrow = pictures or ("", "")
    prompt = talking_points.prompt(result, yardstick, instrument.scale)
    return Spread(
        vote.turn,
        vote.people,
        picture=wide,
        narrow=narrow,
        said=texts,
        counts=counts,
        not_sure=figures.not_sure or 0,
        mean=figures.mean,
        prompt=prompt,
        whys=shown.whys,
    )


def _flagged(result: EnablerResult, instrument: Instrument, yardstick: talking_points.Bounds) -> EnablerResult:
    """Add the reasons to talk about a vote, allowing for all the enablers that the room may vote on."""
    looks = len(instrument.enablers)
    settled = replace(result, figures=flag_rules.settled(result.figures, instrument.scale, looks))
    return replace(
        settled, flags=talking_points.flags([settled], instrument.scale, yardstick=yardstick, looks=looks)[0]
    )


def of_enabler(results: Results, enabler: str) -> EnablerResult:
    """Return the numbers of an enabler among results."""
    return next(result for result in results.everyone.enablers if result.enabler.id == enabler)


def spiders(workshop: Workshop, width: float = WIDE) -> str:
    """Draw the spider of the room: first scores, second scores where there are some, and what was agreed."""
    instrument, turns = mapping.instrument(workshop), queries.by_turn(workshop)
    names = {1: _("First scores"), 2: _("Scored again")}
    sets = [replace(turns[turn].everyone, name=names[turn]) for turn in sorted(turns)]
    agreed = agreed_set(queries.state(workshop), instrument)
    if agreed is not None:
        sets.append(agreed)
    return spider.draw(sets, instrument, title=workshop.title, theme="light", width=width) if sets else ""


def agreed_set(state: state_machine.RoomState, instrument: Instrument) -> SetResult | None:
    """Return the agreed scores as a set, with a mark for each enabler; None where nothing was agreed."""
    scores = {name: agreed.score for name, agreed in state.agreed.items() if agreed.score is not None}
    if not scores:
        return None
    enablers = tuple(EnablerResult(enabler, _settled(scores.get(enabler.id))) for enabler in instrument.enablers)
    return SetResult(_("Agreed"), "agreed", {}, None, None, 1.0, State.SHOWN, enablers)


def _settled(score: int | None) -> Figures:
    """Return the figures of an agreed score: a number, and no count of people."""
    if score is None:
        return Figures(State.EMPTY, 0)
    return Figures(State.SHOWN, mean=float(score))
