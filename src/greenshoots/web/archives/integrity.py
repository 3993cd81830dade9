"""Check that imported rows fit together, so that all pages can show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet

from greenshoots.core.analysis import findings
from greenshoots.core.disclosure import joining
from greenshoots.core.errors import GreenshootsError
from greenshoots.web.act.library.models import Entry, Level
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.archives import reader
from greenshoots.web.archives.errors import ArchiveError
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics import mapping as diagnostics
from greenshoots.web.collect.diagnostics.models import Asked, Choice, Diagnostic, InstrumentVersion, Round
from greenshoots.web.collect.diagnostics.steps import CHECK, NAMES
from greenshoots.web.collect.releases import mapping as releases
from greenshoots.web.collect.releases.models import SignedResponse
from greenshoots.web.meet.workshops import mapping as workshops
from greenshoots.web.meet.workshops import queries as workshop_queries
from greenshoots.web.meet.workshops.models import Vote, Workshop

WRONG = (GreenshootsError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
"""What reading a damaged document raises; the person who imports it gets the same message for each."""


def check(place: Place) -> None:
    """Read everything once, as pages read it.

    Raises:
        ArchiveError: something cannot be read, or belongs to two things at once.
    """
    for name, check_table in CHECKS.items():
        try:
            check_table(place)
        except WRONG as wrong:
            if isinstance(wrong, ArchiveError):
                raise
            raise ArchiveError(reader.damaged(f"“{name}”")) from wrong


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError


def _none(wrong_rows: QuerySet[Any]) -> None:
    _must(not wrong_rows.exists())


def _instruments(place: Place) -> None:
    for version in InstrumentVersion.objects.filter(place=place):
        for language in diagnostics.languages(version):
            read = diagnostics.instrument(version, language)
            _must((read.id, read.version) == (version.name, version.version))


def _diagnostics(place: Place) -> None:
    for diagnostic in Diagnostic.objects.filter(place=place).select_related("instrument"):
        diagnostics.policy(diagnostic)
        _must(diagnostic.step in {"", CHECK, *NAMES})
        groups = [group.position for group in diagnostic.groups.all()]
        _must(groups == list(range(len(groups))))
        # A choice is one byte of a stored answer, and 255 is none.
        _must(not Choice.objects.filter(group__diagnostic=diagnostic, number__gte=255).exists())


def _rounds(place: Place) -> None:
    _none(Asked.objects.filter(round__place=place).exclude(choice__group__diagnostic=F("round__diagnostic")))
    for round_ in Round.objects.filter(place=place).select_related("diagnostic__instrument"):
        rows = list(round_.releases.select_related("round__diagnostic__instrument").order_by("number"))
        _must([row.number for row in rows] == list(range(1, len(rows) + 1)))
        _must(bool(rows) or not round_.revealed)
        if rows:
            # Not through the queries: they keep in memory what they read, and all of this may yet be refused.
            released = [releases.released(row) for row in rows]
            _must([row.people for row in rows] == [int(release.members.people.sum()) for release in released])
            findings.summarise({"1": joining.join(released)}, diagnostics.study(round_))


def _signed(place: Place) -> None:
    for signed in SignedResponse.objects.filter(place=place).select_related("round__diagnostic__instrument"):
        asked = releases.instrument_of(signed.round.diagnostic)
        _must(len(signed.scores) == len(asked.questions))
        releases.signed_scores(signed.round.diagnostic, bytes(signed.scores))


def _workshops(place: Place) -> None:
    all_workshops = Workshop.objects.filter(place=place)
    _none(all_workshops.filter(round__isnull=False).exclude(round__diagnostic=F("diagnostic")))
    for workshop in all_workshops.select_related("diagnostic__instrument"):
        asked, log = workshops.instrument(workshop), workshop_queries.log(workshop)
        _must(len(workshop.agenda) == len(workshop.minutes))
        _must([entry.number for entry in log] == list(range(1, workshop.version + 1)))
        state = workshops.state(workshop, log)
        if log:
            # A workshop that has not started may have an agenda from an earlier choice of questions.
            workshops.enablers(asked, [*state.agenda, *state.agreed, *state.chosen, *workshop.dots])
        votes = {(vote.enabler, vote.turn): vote for vote in Vote.objects.filter(workshop=workshop)}
        _must(state.shown <= set(votes))
        for vote in votes.values():
            workshops.released(vote, asked)
        workshop_queries.all_shown(workshop)
        workshop_queries.by_turn(workshop)


def _priorities(place: Place) -> None:
    priorities = Priority.objects.filter(place=place)
    _none(priorities.filter(workshop__isnull=False).exclude(workshop__diagnostic=F("round__diagnostic")))


def _entries(place: Place) -> None:
    for entry in Entry.objects.filter(place=place):
        _must(set(entry.who.split()) <= set(Level.values))


CHECKS: dict[str, Callable[[Place], None]] = {
    "instruments": _instruments,
    "diagnostics": _diagnostics,
    "rounds": _rounds,
    "signed": _signed,
    "workshops": _workshops,
    "priorities": _priorities,
    "entries": _entries,
}
"""The checks, by the table that the message names."""
