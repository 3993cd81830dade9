"""Write what phones send, many in one transaction: joining, a score, dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from greenshoots.core.answers import UNSURE
from greenshoots.core.instruments.model import Scale
from greenshoots.web.base.asgi.group_commit import Writer
from greenshoots.web.meet.workshops import mapping, phone_token, queries
from greenshoots.web.meet.workshops.models import PendingDots, PendingScore, Phone, Workshop
from greenshoots.web.meet.workshops.state_machine import Phase, RoomState

LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """What one phone sent.

    Attributes:
        workshop: The key of the workshop.
        vote: The enabler and the turn of a score; None for a phone that joins, or for dots.
        points: The point of the scale, or None for *not sure*.
        dots: The enablers of the dots; None for anything else.
    """

    workshop: int
    token: str
    vote: tuple[str, int] | None = None
    points: int | None = None
    why: str = ""
    openly: bool = False
    dots: tuple[str, ...] | None = None


@transaction.atomic
def record(batch: Sequence[PhoneMessage]) -> list[bool]:
    """Write many in one transaction; return False for what came too late or does not fit."""
    keys = {sent.workshop for sent in batch}
    # In the order of keys, so that two processes that lock several rooms never wait for each other.
    rows = Workshop.objects.select_for_update(of=("self",)).select_related("diagnostic__instrument").order_by("pk")
    # A facilitator's press locks the same row, so a score is written wholly before a reveal, or comes too late.
    rooms = {room.pk: (room, queries.state(room), mapping.instrument(room).scale) for room in rows.filter(pk__in=keys)}
    # By key, with the latest of a phone: PostgreSQL refuses a statement that would update the same row twice.
    scores: dict[int, PendingScore] = {}
    dots: dict[int, PendingDots] = {}
    phones: dict[int, Phone] = {}
    accepted = []
    for sent in batch:
        if sent.workshop not in rooms:
            accepted.append(False)
            continue
        room, state, scale = rooms[sent.workshop]
        phone = phone_token.digest(room, sent.token)
        if sent.vote is not None:
            row = _score(sent, room, state, scale)
            if row is not None:
                scores[row.pk] = row
                phones[phone] = Phone(pk=phone, workshop=room, scored=True)
            accepted.append(row is not None)
        elif sent.dots is not None:
            laid = _dots(sent, room, state)
            if laid is not None:
                dots[laid.pk] = laid
            accepted.append(laid is not None)
        else:
            phones.setdefault(phone, Phone(pk=phone, workshop=room))
            accepted.append(state.phase is not Phase.ENDED)
    _write(scores, dots, phones)
    return accepted


def _score(sent: PhoneMessage, room: Workshop, state: RoomState, scale: Scale) -> PendingScore | None:
    fits = sent.points is None or sent.points in scale.points
    if sent.vote is None or state.scoring != sent.vote or not fits:
        return None
    enabler, turn = sent.vote
    return PendingScore(
        pk=phone_token.digest(room, sent.token, "score", enabler, str(turn)),
        workshop=room,
        enabler=enabler,
        turn=turn,
        person=phone_token.digest(room, sent.token, "person", enabler),
        score=UNSURE if sent.points is None else sent.points - scale.minimum,
        why=" ".join(sent.why.split())[:LONGEST_WHY],
        openly=sent.openly,
    )


def _dots(sent: PhoneMessage, room: Workshop, state: RoomState) -> PendingDots | None:
    laid = sent.dots or ()
    if state.phase is not Phase.DOTS or state.dots_shown or len(laid) > state.dots_each:
        return None
    if not set(laid) <= set(state.agenda):
        return None
    return PendingDots(pk=phone_token.digest(room, sent.token, "dots"), workshop=room, enablers=sorted(laid))


def _write(scores: dict[int, PendingScore], dots: dict[int, PendingDots], phones: dict[int, Phone]) -> None:
    """Write in the order of keys, so that the order of rows says nothing about who came first."""
    PendingScore.objects.bulk_create(
        [scores[key] for key in sorted(scores)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["score", "why", "openly"],
    )
    PendingDots.objects.bulk_create(
        [dots[key] for key in sorted(dots)], update_conflicts=True, unique_fields=["id"], update_fields=["enablers"]
    )
    # In two steps: a phone that only opens its page again must not lose the mark that it has scored.
    known = [phones[key] for key in sorted(phones) if phones[key].scored]
    Phone.objects.bulk_create(known, update_conflicts=True, unique_fields=["id"], update_fields=["scored"])
    Phone.objects.bulk_create([phones[key] for key in sorted(phones) if not phones[key].scored], ignore_conflicts=True)


writer: Writer[PhoneMessage, bool] = Writer(record, "workshops-writer")
"""The writer of this process for what phones send."""
