"""Responses that the team enters or imports, and removing them again until they are published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.site import secure_delete
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.diagnostics.models import Protection, Round
from greenshoots.web.collect.responses import actions, file_import, private_code, typists
from greenshoots.web.collect.responses.models import PendingResponse, SpentCode
from greenshoots.web.collect.responses.response import Outcome, Response

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User


@transaction.atomic
def enter_form(round_: Round, response: Response, *, code: str, by: User) -> Outcome:
    """Store one paper form or interview that a member of the team entered.

    The audit trail records that they entered a form, never which one.
    """
    typist = typists.number(round_, by)
    outcome = actions.record_response(round_, response, code, by_team=True, typist=typist)
    if outcome is Outcome.KEPT:
        audit.record(round_.place, by=by, verb="responses.entered", about=str(round_))
    return outcome


@transaction.atomic
def import_file(round_: Round, responses: Sequence[Response], *, nonce: str, by: User) -> int:
    """Store all responses of a file, or none; return how many are new.

    Arguments:
        nonce: Random, made when the file was read: sent twice, a file counts once.

    Raises:
        PolicyError: the round is not open, or people sign their scores in it.
    """
    round_ = Round.objects.select_for_update().select_related("diagnostic").get(pk=round_.pk)
    if not diagnostics.is_open(round_, timezone.now()):
        raise PolicyError(_("This round is not open, so it cannot take responses. Open it first."))
    if round_.diagnostic.protection == Protection.NAMED:
        raise PolicyError(
            _(
                "In this diagnostic people sign their scores, and a file cannot be matched to names. Enter the forms "
                "one by one instead."
            )
        )
    ids = _ids(round_, nonce, len(responses))
    known = set(PendingResponse.objects.filter(pk__in=ids).values_list("pk", flat=True))
    # Results may have been shown since the page was made. Sent again, it must not bring the same responses back.
    known |= set(SpentCode.objects.filter(pk__in=ids).values_list("pk", flat=True))
    typist = typists.number(round_, by)
    new = [
        actions.pending(round_, key, response, typist)
        for key, response in zip(ids, responses, strict=True)
        if key not in known
    ]
    actions.add(new)
    if new:
        audit.record(round_.place, by=by, verb="responses.brought_in", about=str(round_), number=len(new))
    return len(new)


@transaction.atomic
def remove_file(round_: Round, *, nonce: str, number: int, by: User) -> int:
    """Remove the responses of a file from the pool; return how many. What was published stays."""
    removed, _rows = PendingResponse.objects.filter(round=round_, pk__in=_ids(round_, nonce, number)).delete()
    if removed:
        secure_delete.after_commit()
        audit.record(round_.place, by=by, verb="responses.taken_out", about=str(round_), number=removed)
    return removed


def _ids(round_: Round, nonce: str, number: int) -> list[int]:
    return [private_code.digest(round_, file_import.code_for(nonce, place)) for place in range(number)]


@transaction.atomic
def remove_form(round_: Round, *, code: str, by: User) -> bool:
    """Remove one form from the pool, by the number that was written on it."""
    removed = private_code.is_one(code) and actions.withdraw(round_, code)
    if removed:
        audit.record(round_.place, by=by, verb="responses.taken_out", about=str(round_), number=1)
    return bool(removed)
