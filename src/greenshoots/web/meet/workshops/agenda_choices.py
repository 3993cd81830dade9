"""Agendas to choose from: all enablers, or those that the results of a survey point to."""

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
"""How many enablers an agenda from a survey has; the rest can be added."""


def ready(place: Place) -> QuerySet[Diagnostic]:
    """Return the diagnostics that a workshop can be about, newest first."""
    return Diagnostic.objects.filter(place=place, instrument__isnull=False).order_by("-id")


def orders(diagnostic: Diagnostic) -> list[Order]:
    """Return the agendas to choose from: a key, a label, and the ids of the enablers."""
    if diagnostic.instrument is None:
        return []
    whole = tuple(enabler.id for enabler in mapping.instrument(diagnostic.instrument).enablers)
    offers: list[Order] = [("all", _("All enablers, in the order of the questionnaire"), whole)]
    last = diagnostic.rounds.filter(revealed__isnull=False).order_by("-number").first()
    if last is None:
        return offers
    results = releases.results(last)
    seen = [result for result in results.everyone.enablers if result.figures.visible]
    apart = sorted(seen, key=lambda result: -(result.figures.spread or 0.0))
    low = sorted(seen, key=_mean)
    talk = [result.enabler.id for result in results.talk_first]
    offers.append(("talk", _("The enablers to talk about first, based on the responses"), _with_rest(talk, apart)))
    offers.append(("apart", _("The enablers where scores are furthest apart"), _ids(apart)))
    offers.append(("low", _("The enablers with the lowest average scores"), _ids(low)))
    return offers


def _mean(result: EnablerResult) -> float:
    figures = result.figures
    if figures.mean is not None:
        return figures.mean
    return sum(figures.mean_bounds) / 2 if figures.mean_bounds else float("inf")


def _ids(results: list[EnablerResult]) -> tuple[str, ...]:
    return tuple(result.enabler.id for result in results)[:FIRST]


def _with_rest(first: list[str], others: list[EnablerResult]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *(result.enabler.id for result in others))))[:FIRST]
