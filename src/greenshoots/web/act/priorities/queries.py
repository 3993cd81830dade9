"""Reading priorities."""

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
    """Give the enabler of a priority, in the reader's language; None where the questionnaire is gone."""
    version = priority.round.diagnostic.instrument
    if version is None:
        return None
    asked = mapping.instrument(version, get_language() or "")
    return next((one for one in asked.enablers if one.id == priority.enabler), None)


def title(priority: Priority) -> str:
    """Give the name of what is to be strengthened."""
    found = enabler(priority)
    return found.axis if found else priority.enabler


def with_priorities(place: Place) -> list[tuple[str, str, str]]:
    """Give the enablers that were chosen in a place: id, name, and the code of the newest priority."""
    found: dict[str, tuple[str, str, str]] = {}
    for one in Priority.objects.filter(place=place).select_related(*WITH):
        found.setdefault(one.enabler, (one.enabler, title(one), one.code))
    return list(found.values())


def diagnostics(place: Place) -> QuerySet[Diagnostic]:
    """Give the diagnostics of a place that something was chosen in."""
    return Diagnostic.objects.filter(place=place, rounds__priorities__isnull=False).distinct()


def before(round_: Round) -> Round | None:
    """Give the round before, of the same diagnostic."""
    earlier = Round.objects.filter(diagnostic=round_.diagnostic_id, number__lt=round_.number)
    return earlier.select_related("diagnostic__instrument", "place").order_by("-number").first()
