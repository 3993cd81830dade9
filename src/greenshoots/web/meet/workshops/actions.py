"""Change a workshop: create it, and apply what its facilitators press."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.asgi.channels import hub
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.site import secure_delete
from greenshoots.web.collect.diagnostics import actions as diagnostics
from greenshoots.web.collect.diagnostics import instruments
from greenshoots.web.collect.diagnostics import mapping as diagnostics_mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic
from greenshoots.web.meet.workshops import events, mapping, phone_application, queries, state_machine, votes
from greenshoots.web.meet.workshops.models import LogEntry, Way, Workshop

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.places.models import Place


@transaction.atomic
def make(
    diagnostic: Diagnostic,
    *,
    title: str,
    agenda: Sequence[str],
    minutes: Sequence[int],
    by: User,
    way: Way = Way.ALONE,
    counts: bool = True,
    language: str = "",
) -> Workshop:
    """Create a workshop that people can join.

    Raises:
        PolicyError: the agenda is empty, names an enabler twice, or gives it no minutes.
    """
    state_machine.start(tuple(agenda), tuple(minutes))
    workshop = Workshop.objects.create(
        place=diagnostic.place,
        diagnostic=diagnostic,
        title=title,
        agenda=list(agenda),
        minutes=list(minutes),
        way=way,
        # A score of a table is not the score of a person, so it never counts in the diagnostic.
        counts=counts and way == Way.ALONE,
        language=language or diagnostic.language,
        # Copied: the room is promised these numbers, whatever the diagnostic promises later.
        k=diagnostic.k,
        c=diagnostic.c,
        k_words=diagnostic.k_words,
    )
    audit.record(diagnostic.place, by=by, verb="workshop.made", about=title)
    return workshop


@transaction.atomic
def make_on_the_spot(place: Place, *, subject: str, minutes: int, way: Way, by: User) -> Workshop:
    """Create a workshop and its diagnostic in one step: the built-in questionnaire, in its order."""
    diagnostic = diagnostics.make(place, subject=subject, by=by)
    diagnostics.complete(diagnostic, by=by)
    enablers = [enabler.id for enabler in diagnostics_mapping.instrument(instruments.built_in(place)).enablers]
    diagnostic.refresh_from_db()
    return make(diagnostic, title=subject, agenda=enablers, minutes=[minutes] * len(enablers), way=way, by=by)


@transaction.atomic
def set_way(workshop: Workshop, way: Way, *, by: User) -> None:
    """Change how the room scores.

    Raises:
        PolicyError: the workshop has started, so people were told how they score.
    """
    locked = Workshop.objects.select_for_update(of=("self",)).select_related("place").get(pk=workshop.pk)
    if locked.version:
        raise PolicyError(_("The workshop has started, so you can no longer change how people score."))
    Workshop.objects.filter(pk=locked.pk).update(way=way, counts=locked.counts and way == Way.ALONE)
    audit.record(locked.place, by=by, verb="workshop.changed", about=locked.title)
    transaction.on_commit(lambda: _notify(locked, -1))


@transaction.atomic
def press(workshop: Workshop, event: events.Event, *, seen: int, by: User | None) -> state_machine.RoomState:
    """Apply what a facilitator pressed, write it into the log, and notify every open page.

    Arguments:
        seen: The version of the room on the page that held the button.

    Raises:
        StaleError: the room has moved on since.
        PolicyError: it does not belong to what the room does now.
    """
    # The writer of the phones locks the same row, so that each score is in before a reveal or comes too late.
    # of=self, since PostgreSQL cannot lock a joined row that may be missing, as the instrument may.
    rows = Workshop.objects.select_for_update(of=("self",)).select_related("place", "diagnostic__instrument")
    workshop = rows.get(pk=workshop.pk)
    _check(workshop, event)
    state = state_machine.step(queries.state(workshop), event, seen=seen)
    LogEntry.objects.create(workshop=workshop, number=state.version, event=events.to_json(event), by=by)
    workshop.version = state.version
    _apply_effects(workshop, event, by)
    workshop.save(update_fields=["version", "begun_on", "ended_on", "dots", "people", "round"])
    # A page that is told before the commit would read the room as it was.
    transaction.on_commit(lambda: _notify(workshop, state.version))
    return state


def _notify(workshop: Workshop, version: int) -> None:
    """Notify every open page that the room has changed."""
    # The cache is cleared first: a page that follows the stream would otherwise read the old state again.
    phone_application.forget(workshop.code)
    hub.publish(channel(workshop), "step", version)


def channel(workshop: Workshop) -> str:
    """Return the name of the stream that the pages of a workshop follow."""
    return f"workshop-{workshop.code}"


@transaction.atomic
def delete(workshop: Workshop, *, by: User) -> None:
    """Delete a workshop with its scores, agreed scores and notes."""
    audit.record(workshop.place, by=by, verb="workshop.deleted", about=workshop.title)
    workshop.delete()
    secure_delete.after_commit(secure_delete.EVERYTHING, copied=True)


@transaction.atomic
def share(workshop: Workshop, *, shared: bool, by: User) -> None:
    """Open or close the workshop record to anyone with the link."""
    Workshop.objects.filter(pk=workshop.pk).update(shared=shared)
    verb = "workshop.shared" if shared else "workshop.unshared"
    audit.record(workshop.place, by=by, verb=verb, about=workshop.title)


def _check(workshop: Workshop, event: events.Event) -> None:
    """Refuse an event that does not fit this workshop's instrument or its way of scoring."""
    instrument = mapping.instrument(workshop)
    if isinstance(event, events.Arrange):
        known = {enabler.id for enabler in instrument.enablers}
        if not set(event.order) <= known:
            raise PolicyError(_("The agenda has an enabler that is not in the questionnaire."))
    if isinstance(event, events.Record) and event.score is not None and event.score not in instrument.scale.points:
        limits = {"lowest": instrument.scale.minimum, "highest": instrument.scale.maximum}
        raise PolicyError(_("Choose an agreed score between %(lowest)s and %(highest)s.") % limits)
    if isinstance(event, events.Open) and workshop.way == Way.TALK:
        raise PolicyError(_("There are no scores in this workshop. Talk, and record what people think."))


def _apply_effects(workshop: Workshop, event: events.Event, by: User | None) -> None:
    """Apply the effects of an event outside the log: counts, dates, the audit trail."""
    today: dt.date = timezone.localdate()
    if isinstance(event, events.Begin) and workshop.begun_on is None:
        workshop.begun_on = today
        audit.record(workshop.place, by=by, verb="workshop.begun", about=workshop.title)
    elif isinstance(event, events.Reveal):
        votes.publish(workshop, event.enabler, event.turn)
    elif isinstance(event, events.CountDots):
        workshop.dots = votes.count_dots(workshop)
    elif isinstance(event, events.End) and workshop.ended_on is not None:
        # The end was undone and people may have scored since. The first scores have entered the diagnostic already, and
        # a second time would count the same people twice.
        votes.clear(workshop)
    elif isinstance(event, events.End):
        workshop.ended_on = today
        votes.finish(workshop)
        audit.record(workshop.place, by=by, verb="workshop.ended", about=workshop.title)
