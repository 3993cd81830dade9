"""Read diagnostics and rounds."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round, RoundState


def of_place(place: Place) -> QuerySet[Diagnostic]:
    """Return the diagnostics of a place, newest first, with their rounds."""
    return Diagnostic.objects.filter(place=place).prefetch_related("rounds")


def is_fixed(diagnostic: Diagnostic) -> bool:
    """Return whether anyone has answered, so that protection can only become stricter."""
    # `begun`, not a count of responses: a response that was withdrawn was still given under these promises.
    return any(round_.begun for round_ in diagnostic.rounds.all())


def is_open(round_: Round, now: dt.datetime) -> bool:
    """Return whether people can answer a round now.

    Dates need no one to press a button: a draft with an opening date opens automatically, and an open round closes.
    A set-up that is not complete opens nothing, because no facilitator has checked it.
    """
    if round_.state == RoundState.CLOSED or (round_.closes is not None and now >= round_.closes):
        return False
    if round_.state == RoundState.OPEN:
        return True
    return round_.opens is not None and now >= round_.opens and not round_.diagnostic.step


def state(round_: Round, now: dt.datetime) -> RoundState:
    """Return the state of a round now, with its dates taken into account; the table holds only what was pressed."""
    if is_open(round_, now):
        return RoundState.OPEN
    # A draft with both dates opened and closed automatically. Without an opening date it never opened.
    over = round_.closes is not None and now >= round_.closes
    is_draft = round_.state == RoundState.DRAFT and not (over and round_.opens and not round_.diagnostic.step)
    return RoundState.DRAFT if is_draft else RoundState.CLOSED


def may_go_on(diagnostic: Diagnostic) -> bool:
    """Return whether the next round can start: the results of the last are shown, or its responses were erased."""
    last = latest_round(diagnostic)
    # A round whose few responses were erased before any results were shown once led nowhere.
    return last is None or bool(last.revealed) or was_erased(last)


def latest_round(diagnostic: Diagnostic) -> Round | None:
    """Return the round with the highest number."""
    return diagnostic.rounds.order_by("-number").first()


def was_erased(round_: Round) -> bool:
    """Return whether responses that were too few to show were erased when a round closed."""
    return round_.erased
