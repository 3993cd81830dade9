"""What a workshop may go through: everything, or where a survey says that talking is worth most."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenshoots.core.results import EnablerResult
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic
from greenshoots.web.collect.releases import queries as releases

Order = tuple[str, str | Promise, tuple[str, ...]]

FIRST = 5
"""How many enablers an agenda from a survey takes up; the rest can be added."""


def ready(place: Place) -> QuerySet[Diagnostic]:
    """Give the diagnostics that a workshop can be about."""
    return Diagnostic.objects.filter(place=place, instrument__isnull=False).order_by("-id")


def orders(diagnostic: Diagnostic) -> list[Order]:
    """Give the agendas on offer: a name, what it says, and the enablers."""
    if diagnostic.instrument is None:
        return []
    whole = tuple(enabler.id for enabler in mapping.instrument(diagnostic.instrument).enablers)
    found: list[Order] = [("all", _("All enablers, in the order of the questionnaire"), whole)]
    last = diagnostic.rounds.filter(revealed__isnull=False).order_by("-number").first()
    if last is None:
        return found
    results = releases.results(last)
    seen = [one for one in results.everyone.enablers if one.figures.visible]
    apart = sorted(seen, key=lambda one: -(one.figures.spread or 0.0))
    low = sorted(seen, key=_mean)
    talk = [one.enabler.id for one in results.talk_first]
    found.append(("talk", _("The enablers to talk about first, based on the responses"), _with_rest(talk, apart)))
    found.append(("apart", _("The enablers where scores are furthest apart"), _ids(apart)))
    found.append(("low", _("The enablers with the lowest average scores"), _ids(low)))
    return found


def _mean(result: EnablerResult) -> float:
    figures = result.figures
    if figures.mean is not None:
        return figures.mean
    return sum(figures.mean_bounds) / 2 if figures.mean_bounds else float("inf")


def _ids(found: list[EnablerResult]) -> tuple[str, ...]:
    return tuple(one.enabler.id for one in found)[:FIRST]


def _with_rest(first: list[str], rest: list[EnablerResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *(one.enabler.id for one in rest))))[:FIRST]
