"""The life of scores and dots: they wait, they are shown as counts, and they are deleted."""

from __future__ import annotations

import secrets
from collections import Counter

import numpy as np
from django.db import transaction
from django.utils import timezone

from greenshoots.core.disclosure import known_scores, release_document
from greenshoots.core.disclosure.release import Release as Released
from greenshoots.core.disclosure.same_room import beside
from greenshoots.web.base.site import secure_delete
from greenshoots.web.collect.diagnostics import mapping as diagnostics
from greenshoots.web.collect.diagnostics import queries as diagnostics_queries
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions as release_actions
from greenshoots.web.collect.releases import mapping as releases
from greenshoots.web.collect.releases import queries as releases_queries
from greenshoots.web.meet.workshops import mapping, phone_token, phone_writes, queries, repeats
from greenshoots.web.meet.workshops.models import (
    PendingDots,
    PendingScore,
    Phone,
    Scorer,
    Vote,
    Way,
    Why,
    Workshop,
)
from greenshoots.web.meet.workshops.phone_writes import PhoneMessage


def join(workshop: Workshop, token: str) -> None:
    """Count a phone, once."""
    # A shared phone joins as its first person: with a key for the phone itself, that person would be counted twice.
    phone_writes.record([PhoneMessage(workshop.pk, phone_token.person(token, 0))])


def score(
    workshop: Workshop, token: str, enabler: str, turn: int, points: int | None, *, why: str = "", openly: bool = False
) -> bool:
    """Keep a score until its vote is shown; the same phone may change it until then.

    Arguments:
        points: The point of the scale, or None for *not sure*.

    Returns:
        False where the vote does not take this score, or is closed.
    """
    return phone_writes.record([PhoneMessage(workshop.pk, token, (enabler, turn), points, why, openly)])[0]


def mine(workshop: Workshop, token: str, enabler: str, turn: int) -> PendingScore | None:
    """Return the score of a phone in an open vote, so that it can be changed."""
    return PendingScore.objects.filter(pk=phone_token.digest(workshop, token, "score", enabler, str(turn))).first()


def my_dots(workshop: Workshop, token: str) -> list[str]:
    """Return the enablers of a phone's dots."""
    pending = PendingDots.objects.filter(pk=phone_token.digest(workshop, token, "dots")).first()
    return list(pending.enablers) if pending else []


MOST_SHARING = 100
"""The most people who score with one phone in one vote."""


def turns_taken(workshop: Workshop, token: str, *purpose: str) -> int:
    """Count the people who have scored, or placed dots, with a shared phone."""
    table: type[PendingScore | PendingDots] = PendingDots if purpose == ("dots",) else PendingScore
    keys = [phone_token.digest(workshop, phone_token.person(token, number), *purpose) for number in range(MOST_SHARING)]
    known = set(table.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return next((number for number, key in enumerate(keys) if key not in known), MOST_SHARING)


@transaction.atomic
def count_in(workshop: Workshop, hands: list[int | None]) -> int:
    """Add people without a phone, each as a separate person; return how many, 0 where no vote is open."""
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    open_vote = queries.state(workshop).scoring
    if open_vote is None:
        return 0
    # Numbers go on from here: a number that was used in this vote would overwrite the score of that person.
    already_entered = len(queries.typed_in(workshop, *open_vote))
    sheets = [
        PhoneMessage(workshop.pk, phone_token.sheet(number), open_vote, points)
        for number, points in enumerate(hands, start=already_entered)
    ]
    return sum(phone_writes.record(sheets))


def publish(workshop: Workshop, enabler: str, turn: int) -> Vote:
    """Turn the scores of a vote into counts of the whole room, and delete them.

    Where too few people scored, or too few came or left since the same people scored the enabler before, nothing is
    published: the page says so, and the room talks.
    """
    # By key, which is a digest: scores may not come in the order in which people scored.
    waiting = list(PendingScore.objects.filter(workshop=workshop, enabler=enabler, turn=turn).order_by("pk"))
    typed_in = queries.typed_in(workshop, enabler, turn)
    known = np.array([pending.pk in typed_in for pending in waiting], dtype=bool)
    instrument, policy = mapping.instrument(workshop), mapping.policy(workshop)
    answers = mapping.answers(instrument, enabler, [pending.score for pending in waiting])
    scorers = repeats.scorers(waiting, known_scores.left_in(answers, known, policy)[0] >= 0, known)
    document = None
    if workshop.way == Way.TABLES or (
        len(waiting) >= policy.minimum and repeats.can_be_shown(workshop, enabler, scorers, policy)
    ):
        document = release_document.to_document(known_scores.publish(answers, known, policy))
    # After an undo, the same vote can be revealed again: its scores are gone by then, and what was shown has to stay.
    vote, created = Vote.objects.get_or_create(
        workshop=workshop, enabler=enabler, turn=turn, defaults={"people": len(waiting), "document": document}
    )
    if created:
        if document is not None:
            repeats.keep(workshop, enabler, turn, scorers)
        # A paper form has no comment, so comments are mixed among the phones only.
        mixed = len(waiting) - len(typed_in) >= policy.k_words
        with_comment = [pending for pending in waiting if pending.why and (mixed or pending.openly)]
        # A comment that may never be read out is not kept at all.
        whys = [
            Why(id=secrets.randbits(62), vote=vote, text=pending.why, openly=pending.openly) for pending in with_comment
        ]
        # PostgreSQL stores rows as they come: saved in the order of random keys, comments do not follow the scores.
        whys.sort(key=lambda why: why.id)
        Why.objects.bulk_create(whys)
        PendingScore.objects.filter(workshop=workshop, enabler=enabler, turn=turn).delete()
        secure_delete.after_commit(secure_delete.EVERYTHING)
    return vote


def lay_dots(workshop: Workshop, token: str, enablers: list[str]) -> bool:
    """Keep the dots of a phone until they are counted; several may be on the same enabler.

    Returns:
        False where dot voting is closed, or these are more dots than each person has.
    """
    return phone_writes.record([PhoneMessage(workshop.pk, token, dots=tuple(enablers))])[0]


def count_dots(workshop: Workshop) -> dict[str, int]:
    """Add up the dots and delete the rows behind them. Dots of fewer people than the minimum group are not shown."""
    rows = list(PendingDots.objects.filter(workshop=workshop))
    counted = Counter(enabler for row in rows for enabler in row.enablers)
    PendingDots.objects.filter(workshop=workshop).delete()
    secure_delete.after_commit(secure_delete.EVERYTHING)
    return dict(counted) if len(rows) >= mapping.policy(workshop).minimum else {}


def finish(workshop: Workshop) -> None:
    """End the scoring: count who took part, delete what was never shown, and add the first scores to the diagnostic."""
    workshop.people = Phone.objects.filter(workshop=workshop, scored=True).count()
    clear(workshop)
    workshop.round = workshop.diagnostic.rounds.order_by("-number").first()
    if workshop.counts and workshop.way == Way.ALONE and workshop.round is not None:
        enter(workshop, workshop.round)


def clear(workshop: Workshop) -> None:
    """Delete what was never shown, and which phones were here."""
    PendingScore.objects.filter(workshop=workshop).delete()
    PendingDots.objects.filter(workshop=workshop).delete()
    Phone.objects.filter(workshop=workshop).delete()
    Scorer.objects.filter(workshop=workshop).delete()
    secure_delete.after_commit(secure_delete.EVERYTHING)


def enter(workshop: Workshop, target: Round) -> bool:
    """Add the first scores of the room to a round, as the block in which they were shown.

    Exactly the counts that the room saw are added: counted again in other groups, single scores could be worked out by
    subtraction. First scores only, because they were given blind. They appear in the results immediately, unless
    responses of others still arrive or wait: then with the reveal.

    Returns:
        False where nothing was shown, or too few took part for what the round promised.
    """
    instrument = mapping.instrument(workshop)
    votes: dict[str, Released] = {}
    for vote in Vote.objects.filter(workshop=workshop, turn=1, document__isnull=False):
        released = mapping.released(vote, instrument)
        if released is not None:
            votes[vote.enabler] = released
    # A reveal locks the round as well: blocks of a survey and of a room must not be added at the same time.
    round_ = Round.objects.select_for_update().get(pk=target.pk)
    policy = diagnostics.policy(workshop.diagnostic)
    people = max([workshop.people, *(int(released.sizes[0]) for released in votes.values())], default=0)
    if not votes or people < policy.minimum or {q.id for q in instrument.questions}.isdisjoint(votes):
        return False
    groups = releases.group_labels(workshop.diagnostic, policy)
    release = beside(instrument, votes, people=people, policy=policy, groups=groups)
    release_actions.add(round_, release, people=people)
    coming = diagnostics_queries.is_open(round_, timezone.now()) or releases_queries.waiting(round_)
    revealed = round_.revealed or (None if coming else timezone.localdate())
    Round.objects.filter(pk=round_.pk).update(begun=True, revealed=revealed)
    return True
