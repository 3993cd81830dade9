"""Read priorities."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import get_language

from greenshoots.core.instruments.model import Enabler
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round

WITH = ("round__diagnostic__instrument", "round__place", "place")


OF_PRIORITY = tuple(f"priority__{name}" for name in WITH)


def enabler(priority: Priority) -> Enabler | None:
    """Return the enabler of a priority, in the reader's language; None where the questionnaire is gone."""
    version = priority.round.diagnostic.instrument
    if version is None:
        return None
    instrument = mapping.instrument(version, get_language() or "")
    return next((candidate for candidate in instrument.enablers if candidate.id == priority.enabler), None)


def title(priority: Priority) -> str:
    """Return the name of the enabler of a priority."""
    enabler_ = enabler(priority)
    return enabler_.axis if enabler_ else priority.enabler


def with_priorities(place: Place) -> list[tuple[str, str, str]]:
    """Return the enablers that are priorities of a place: id, name, and the code of the newest priority."""
    newest: dict[str, tuple[str, str, str]] = {}
    for row in Priority.objects.filter(place=place).select_related(*WITH):
        # The model's order has the newest round first, so the first row of an enabler is its newest.
        newest.setdefault(row.enabler, (row.enabler, title(row), row.code))
    return list(newest.values())


def diagnostics(place: Place) -> QuerySet[Diagnostic]:
    """Return the diagnostics of a place that have priorities."""
    return Diagnostic.objects.filter(place=place, rounds__priorities__isnull=False).distinct()


def before(round_: Round) -> Round | None:
    """Return the previous round of the same diagnostic."""
    earlier = Round.objects.filter(diagnostic=round_.diagnostic_id, number__lt=round_.number)
    return earlier.select_related("diagnostic__instrument", "place").order_by("-number").first()
