"""Change a diagnostic and its rounds. Settings that protect people are fixed from the first response on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.errors import PolicyError
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.site import secure_delete
from greenshoots.web.collect.diagnostics import hooks, instruments, mapping, queries, respondent_groups
from greenshoots.web.collect.diagnostics.models import (
    Asked,
    Diagnostic,
    InstrumentVersion,
    Protection,
    RespondentGroup,
    Round,
    RoundState,
)
from greenshoots.web.collect.diagnostics.respondent_groups import GroupChoices

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.places.models import Place

# From the loosest to the strictest: once people have answered, protection moves only to the right.
STRICTER = (Protection.NAMED, Protection.OPEN, Protection.PROTECTED)


@transaction.atomic
def make(place: Place, *, subject: str, by: User, language: str = "en") -> Diagnostic:
    """Create a diagnostic with the built-in instrument and a first round that is not open yet."""
    version = instruments.built_in(place)
    offered = mapping.languages(version)
    diagnostic = Diagnostic.objects.create(
        place=place,
        subject=subject,
        instrument=version,
        language=language if language in offered else version.language,
        viewpoints=["organisation"],
        step="subject",
    )
    Round.objects.create(place=place, diagnostic=diagnostic, number=1)
    audit.record(place, by=by, verb="diagnostic.made", about=subject)
    return diagnostic


@transaction.atomic
def change(diagnostic: Diagnostic, *, by: User, step: str = "", **fields: object) -> None:
    """Change fields of a diagnostic; a change that participants read makes a new edition.

    Arguments:
        step: The set-up step that comes next, while the set-up is not complete.

    Raises:
        PolicyError: the viewpoints would change although people have answered.
    """
    diagnostic = _locked(diagnostic)
    if "viewpoints" in fields and list(_strings(fields["viewpoints"])) != diagnostic.viewpoints:
        _must_be_free(diagnostic)
    changed = {name: value for name, value in fields.items() if getattr(diagnostic, name) != value}
    for name, value in changed.items():
        setattr(diagnostic, name, value)
    _save(diagnostic, changed, step)
    if changed and not diagnostic.step:
        audit.record(diagnostic.place, by=by, verb="diagnostic.changed", about=diagnostic.subject)


@transaction.atomic
def set_instrument(diagnostic: Diagnostic, version: InstrumentVersion, *, by: User, step: str = "") -> None:
    """Choose the instrument of a diagnostic.

    Raises:
        PolicyError: people have answered, or a workshop uses the questions of the present instrument.
    """
    diagnostic = _locked(diagnostic)
    if diagnostic.instrument_id != version.pk:
        _must_be_free(diagnostic)
        # A workshop's agenda and votes name enablers: other questions broke its pages and its summary. A translation
        # has the same text and may change.
        differs = diagnostic.instrument is None or diagnostic.instrument.text != version.text
        if differs and hooks.in_workshops(diagnostic):
            raise PolicyError(
                _("A workshop uses these questions. Delete the workshop before you choose another questionnaire.")
            )
        diagnostic.instrument = version
        if diagnostic.language not in mapping.languages(version):
            diagnostic.language = version.language
        audit.record(diagnostic.place, by=by, verb="instrument.chosen", about=f"{diagnostic.subject}: {version}")
        _save(diagnostic, {"instrument": version, "language": diagnostic.language}, step)
    else:
        _save(diagnostic, {}, step)


@transaction.atomic
def set_groups(
    diagnostic: Diagnostic, groups: Sequence[GroupChoices], *, by: User, order_is_chosen: bool = False, step: str = ""
) -> None:
    """Save the group questions. They form the blocks in this order until an order is chosen.

    Arguments:
        order_is_chosen: True where the order of groups that may be shown was chosen already: it stays.

    Raises:
        PolicyError: people have answered.
    """
    diagnostic = _locked(diagnostic)
    changed = list(groups) != respondent_groups.of(diagnostic)
    if changed:
        _must_be_free(diagnostic)
        respondent_groups.replace(diagnostic, groups, new_are_shown=not order_is_chosen)
        audit.record(diagnostic.place, by=by, verb="diagnostic.groups", about=diagnostic.subject)
    _save(diagnostic, {"groups": groups} if changed else {}, step)


@transaction.atomic
def set_protection(
    diagnostic: Diagnostic,
    *,
    by: User,
    way: Protection,
    k: int,
    c: int,
    k_words: int,
    order: Sequence[str],
    step: str = "",
) -> None:
    """Save how people who answer are protected.

    Arguments:
        order: The names of the respondent groups that may be shown, most important first.

    Raises:
        PolicyError: the numbers protect no one, or people have answered and protection would be looser.
    """
    diagnostic = _locked(diagnostic)
    shown = () if way == Protection.OPEN else tuple(order)
    # Made only to be checked: it raises `PolicyError` where the numbers protect no one.
    Policy(mapping.WAYS[way], k, c, shown, k_words)
    before = (
        diagnostic.protection,
        diagnostic.k,
        diagnostic.c,
        diagnostic.k_words,
        list(mapping.shown_groups(diagnostic)),
    )
    after = (way, k, c, k_words, list(shown))
    if after != before and queries.is_fixed(diagnostic):
        _must_be_stricter(diagnostic, way, k, c, k_words, list(shown))
    # An open room shows no groups. The order stays saved for a facilitator who changes back.
    for group in diagnostic.groups.all() if way != Protection.OPEN else ():
        place = shown.index(group.name) + 1 if group.name in shown else None
        RespondentGroup.objects.filter(pk=group.pk).update(place_in_order=place)
    diagnostic.protection, diagnostic.k, diagnostic.c, diagnostic.k_words = way, k, c, k_words
    if after != before:
        audit.record(diagnostic.place, by=by, verb="diagnostic.protection", about=diagnostic.subject, way=str(way), k=k)
    _save(diagnostic, {"protection": way} if after != before else {}, step)


def _must_be_stricter(diagnostic: Diagnostic, way: Protection, k: int, c: int, k_words: int, order: list[str]) -> None:
    before = list(mapping.shown_groups(diagnostic))
    looser = (
        STRICTER.index(way) < STRICTER.index(Protection(diagnostic.protection))
        or k < diagnostic.k
        or c < diagnostic.c
        or k_words < diagnostic.k_words
        # Leaving out the last groups shows less. Another order would show groups that people were not told about.
        or order != before[: len(order)]
    )
    if looser:
        raise PolicyError(
            _(
                "People have already answered, so you cannot make protection looser. You can still make it stricter: "
                "raise the number of people a group needs, or compare fewer groups."
            )
        )


def _must_be_free(diagnostic: Diagnostic) -> None:
    if queries.is_fixed(diagnostic):
        raise PolicyError(
            _(
                "People have already answered, so you cannot change this. To ask something else, create another "
                "diagnostic."
            )
        )


@transaction.atomic
def set_asked(round_: Round, *, number: int | None, by_choice: Mapping[int, int], by: User, step: str = "") -> None:
    """Save how many people are asked, in all and by choice, for response rates and the preview."""
    Round.objects.filter(pk=round_.pk).update(asked=number)
    Asked.objects.filter(round=round_).delete()
    Asked.objects.bulk_create(Asked(round=round_, choice_id=key, number=n) for key, n in by_choice.items() if n)
    _save(_locked(round_.diagnostic), {}, step)
    if not round_.diagnostic.step:
        audit.record(round_.place, by=by, verb="round.asked", about=str(round_))


@transaction.atomic
def set_dates(
    round_: Round, *, opens: dt.datetime | None, closes: dt.datetime | None, by: User, step: str = ""
) -> None:
    """Save when a round opens and closes automatically.

    Raises:
        PolicyError: the round would close before it opens.
    """
    if opens and closes and closes <= opens:
        raise PolicyError(_("The closing date must be after the opening date."))
    # A longer round has its own entry in the log, which explains responses after the first closing date.
    later = round_.closes is not None and (closes is None or closes > round_.closes)
    Round.objects.filter(pk=round_.pk).update(opens=opens, closes=closes)
    _save(_locked(round_.diagnostic), {}, step)
    if not round_.diagnostic.step:
        audit.record(round_.place, by=by, verb="round.extended" if later else "round.dates", about=str(round_))


@transaction.atomic
def complete(diagnostic: Diagnostic, *, by: User) -> None:
    """End the set-up once a facilitator has checked all settings."""
    diagnostic = _locked(diagnostic)
    if diagnostic.step:
        Diagnostic.objects.filter(pk=diagnostic.pk).update(step="")
        audit.record(diagnostic.place, by=by, verb="diagnostic.ready", about=diagnostic.subject)


@transaction.atomic
def open_round(round_: Round, *, by: User) -> None:
    """Open a round, or open it again.

    Raises:
        PolicyError: the diagnostic has no instrument yet, or responses were erased when the round was closed.
    """
    round_ = Round.objects.select_for_update(of=("self",)).select_related("diagnostic", "place").get(pk=round_.pk)
    if round_.diagnostic.instrument_id is None:
        raise PolicyError(_("This diagnostic has no questionnaire yet. Choose one first."))
    if queries.was_erased(round_):
        raise PolicyError(
            _(
                "You cannot reopen this round. When it closed, some responses were erased because there were too few "
                "of them to show. Start the next round instead."
            )
        )
    again = round_.state == RoundState.CLOSED
    now = timezone.now()
    round_.state, round_.closed_on = RoundState.OPEN, None
    round_.opened_on = round_.opened_on or timezone.localdate()
    # With a closing date in the past the round would close again at once.
    if round_.closes and round_.closes <= now:
        round_.closes = None
    round_.save(update_fields=["state", "closed_on", "opened_on", "closes"])
    complete(round_.diagnostic, by=by)
    audit.record(round_.place, by=by, verb="round.reopened" if again else "round.opened", about=str(round_))


@transaction.atomic
def next_round(diagnostic: Diagnostic, *, by: User) -> Round:
    """Create the next round with the settings of the last.

    Raises:
        PolicyError: the results of the last round are not shown yet.
    """
    diagnostic = _locked(diagnostic)
    last = queries.latest_round(diagnostic)
    if not queries.may_go_on(diagnostic):
        raise PolicyError(_("Show the results of the last round first, so that you can compare them with the next."))
    # Settings are carried over, answers never: people answer again, because a copied answer makes the few who join or
    # leave stand out between two rounds (protection.md).
    round_ = Round.objects.create(
        place=diagnostic.place,
        diagnostic=diagnostic,
        number=last.number + 1 if last else 1,
        asked=last.asked if last else None,
        personal_only=last.personal_only if last else False,
        shared_device=last.shared_device if last else False,
    )
    for asked in Asked.objects.filter(round=last) if last else ():
        Asked.objects.create(round=round_, choice_id=asked.choice_id, number=asked.number)
    audit.record(diagnostic.place, by=by, verb="round.made", about=str(round_))
    return round_


@transaction.atomic
def delete(diagnostic: Diagnostic, *, by: User) -> None:
    """Delete a diagnostic with its rounds, responses, results, notes and personal links."""
    # The entry comes first: afterwards there is no subject to name in it.
    audit.record(diagnostic.place, by=by, verb="diagnostic.deleted", about=diagnostic.subject)
    diagnostic.delete()
    secure_delete.after_commit(secure_delete.EVERYTHING, copied=True)


def _locked(diagnostic: Diagnostic) -> Diagnostic:
    rows = Diagnostic.objects.select_for_update(of=("self",)).select_related("place", "instrument")
    return rows.get(pk=diagnostic.pk)


def _save(diagnostic: Diagnostic, changed: Mapping[str, object], step: str) -> None:
    if changed:
        # Only for a change: a new edition asks everyone who is answering at the moment to check and send again.
        diagnostic.edition += 1
    if diagnostic.step and step:
        diagnostic.step = step
    diagnostic.save()


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else []
