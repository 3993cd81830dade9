"""Read a workshop. Before a vote is shown, nothing here returns more of it than how many have scored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from greenshoots.core.analysis import findings, talking_points
from greenshoots.core.disclosure.release import Release as Released
from greenshoots.core.disclosure.same_room import beside
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.results import Results, Settled
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round
from greenshoots.web.collect.releases import queries as releases
from greenshoots.web.meet.workshops import mapping, phone_token, state_machine
from greenshoots.web.meet.workshops.models import (
    LogEntry,
    PendingDots,
    PendingScore,
    Phone,
    Vote,
    Why,
    Workshop,
)


def of_place(place: Place) -> list[Workshop]:
    """Return the workshops of a place, newest first."""
    return list(Workshop.objects.filter(place=place).select_related("diagnostic"))


def is_about(diagnostic: Diagnostic) -> bool:
    """Return whether a diagnostic has a workshop."""
    return Workshop.objects.filter(diagnostic=diagnostic).exists()


def log(workshop: Workshop) -> list[LogEntry]:
    """Return the log of presses, oldest first."""
    return list(LogEntry.objects.filter(workshop=workshop).order_by("number"))


def state(workshop: Workshop) -> state_machine.RoomState:
    """Return the state of the room."""
    return mapping.state(workshop, log(workshop))


def joined(workshop: Workshop) -> int:
    """Count the phones that joined."""
    return Phone.objects.filter(workshop=workshop).count()


def scored(workshop: Workshop, enabler: str, turn: int) -> int:
    """Count the scores that wait in a vote."""
    return PendingScore.objects.filter(workshop=workshop, enabler=enabler, turn=turn).count()


def typed_in(workshop: Workshop, enabler: str, turn: int) -> set[int]:
    """Return the keys of the scores that a facilitator entered, and therefore knows."""
    waiting = PendingScore.objects.filter(workshop=workshop, enabler=enabler, turn=turn)
    keys = set(waiting.values_list("pk", flat=True))
    return keys & {
        phone_token.digest(workshop, phone_token.sheet(number), "score", enabler, str(turn))
        for number in range(len(keys))
    }


def laid(workshop: Workshop) -> int:
    """Count the people who have placed their dots."""
    return PendingDots.objects.filter(workshop=workshop).count()


@dataclass(frozen=True, slots=True)
class ShownVote:
    """What the room has seen of one vote.

    Attributes:
        results: The spread, or None where too few scored to show one.
        whys: Comments that may be shown; empty where they are too few.
        withheld: True where enough people scored, but the score of a person who came or left could be worked out.
    """

    vote: Vote
    results: Results | None
    whys: tuple[str, ...]
    withheld: bool = False


def shown(workshop: Workshop, enabler: str, turn: int) -> ShownVote | None:
    """Return what was shown of a vote, or None where it was not."""
    vote = Vote.objects.filter(workshop=workshop, enabler=enabler, turn=turn).first()
    return None if vote is None else _shown(workshop, vote)


def all_shown(workshop: Workshop) -> dict[tuple[str, int], ShownVote]:
    """Return what was shown of all votes, by enabler and turn."""
    votes = Vote.objects.filter(workshop=workshop)
    return {(vote.enabler, vote.turn): _shown(workshop, vote) for vote in votes}


def _shown(workshop: Workshop, vote: Vote) -> ShownVote:
    released = mapping.released(vote, mapping.instrument(workshop))
    results = findings.summarise({"1": released}) if released is not None else None
    withheld = released is None and vote.people >= mapping.policy(workshop).minimum
    return ShownVote(vote, results, whys(workshop, vote), withheld)


def yardstick(workshop: Workshop) -> talking_points.Bounds:
    """Return what a vote is compared with: the average of the last survey with results, or the middle of the scale.

    It does not depend on the vote: compared with itself, a vote would be a strength at any height.
    """
    scale = mapping.instrument(workshop).scale
    surveys = workshop.diagnostic.rounds.filter(revealed__isnull=False).order_by("-number")
    # Once the votes of this room have entered a round, that round would compare them with themselves.
    last = next((survey for survey in surveys if survey.pk != workshop.round_id), None)
    results = releases.results(last) if last is not None else None
    if results is None or results.instrument.scale.points != scale.points:
        return talking_points.middle_of(scale)
    return talking_points.average(results.everyone.enablers) or talking_points.middle_of(scale)


def whys(workshop: Workshop, vote: Vote) -> tuple[str, ...]:
    """Return the comments of a vote that may be shown: mixed among enough people, or allowed word for word."""
    # By their random keys: any other order would say who wrote first, or who gave which score.
    comments = list(Why.objects.filter(vote=vote).order_by("id"))
    policy = mapping.policy(workshop)
    # The rule for comments of a survey: enough people who may have written them, and at least three comments.
    if vote.people >= policy.k_words and len(comments) >= 3:
        return tuple(comment.text for comment in comments)
    return tuple(comment.text for comment in comments if comment.openly) if vote.people >= policy.minimum else ()


def arrived(workshop: Workshop, enabler: str) -> dt.datetime | None:
    """Return when the room last came to an enabler: its minutes count from then."""
    kinds = ("begin", "goto")
    last = LogEntry.objects.filter(workshop=workshop, event__kind__in=kinds).order_by("-number").first()
    return last.at if last and (last.event.get("enabler", enabler) == enabler) else None


def by_turn(workshop: Workshop) -> dict[int, Results]:
    """Return the results of all first votes together, and of all later ones: each vote as it was shown in the room."""
    instrument, policy = mapping.instrument(workshop), mapping.policy(workshop)
    turns: dict[int, dict[str, Released]] = {}
    for vote in Vote.objects.filter(workshop=workshop, document__isnull=False):
        released = mapping.released(vote, instrument)
        if released is not None:
            # Every vote after the first counts as “scored again”, and the last of them is the one that stays.
            turns.setdefault(min(vote.turn, 2), {})[vote.enabler] = released
    results = {}
    for turn, votes in turns.items():
        people = max(int(released.sizes[0]) for released in votes.values())
        if people >= policy.minimum:
            results[turn] = findings.summarise({"1": beside(instrument, votes, people=people, policy=policy)})
    return results


def address(workshop: Workshop) -> str:
    """Return the address that people type or scan to join."""
    return f"{settings.SITE_URL}/w/{workshop.code}/"


def summary_address(workshop: Workshop) -> str:
    """Return the address of the workshop record."""
    return f"{settings.SITE_URL}/w/s/{workshop.summary_code}/"


def settled_of(round_: Round, instrument: Instrument) -> tuple[Settled, ...]:
    """Return the agreed scores of workshops about a round; for each enabler the last workshop counts."""
    settled: dict[str, Settled] = {}
    known = {enabler.id: enabler for enabler in instrument.enablers}
    for workshop in Workshop.objects.filter(round=round_, ended_on__isnull=False).order_by("pk"):
        for name, agreed in state(workshop).agreed.items():
            if name in known:
                settled[name] = Settled(known[name], agreed.score, agreed.note)
    return tuple(settled[enabler.id] for enabler in instrument.enablers if enabler.id in settled)
