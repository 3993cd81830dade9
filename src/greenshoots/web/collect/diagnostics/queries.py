"""Reading diagnostics and rounds."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round, RoundState


def of_place(place: Place) -> QuerySet[Diagnostic]:
    """Give the diagnostics of a place, newest first, with their rounds."""
    return Diagnostic.objects.filter(place=place).prefetch_related("rounds")


def is_fixed(diagnostic: Diagnostic) -> bool:
    """Tell whether anybody has answered, so that what they were promised can only be made stricter."""
    return any(one.begun for one in diagnostic.rounds.all())


def is_open(round_: Round, now: dt.datetime) -> bool:
    """Tell whether a round takes answers now.

    Its dates need nobody to press anything: a draft with an opening date opens by itself, an open round closes.
    A set-up that somebody left halfway opens nothing, for nobody has looked it through.
    """
    if round_.state == RoundState.CLOSED or (round_.closes is not None and now >= round_.closes):
        return False
    if round_.state == RoundState.OPEN:
        return True
    return round_.opens is not None and now >= round_.opens and not round_.diagnostic.step


def state(round_: Round, now: dt.datetime) -> RoundState:
    """Tell where a round is now, its dates counted in; the row only says where somebody put it."""
    if is_open(round_, now):
        return RoundState.OPEN
    over = round_.closes is not None and now >= round_.closes
    kept = round_.state == RoundState.DRAFT and not (over and round_.opens and not round_.diagnostic.step)
    return RoundState.DRAFT if kept else RoundState.CLOSED


def may_go_on(diagnostic: Diagnostic) -> bool:
    """Tell whether the next round can begin: the last is revealed, or was erased and opens no more."""
    last = latest_round(diagnostic)
    return last is None or bool(last.revealed) or was_erased(last)


def latest_round(diagnostic: Diagnostic) -> Round | None:
    """Give the round with the highest number."""
    return diagnostic.rounds.order_by("-number").first()


def was_erased(round_: Round) -> bool:
    """Tell whether answers that were too few to show were erased when a round was closed."""
    return round_.erased
