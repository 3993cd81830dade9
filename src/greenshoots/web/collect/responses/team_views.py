"""Pages on which the team enters and imports responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.site import codes
from greenshoots.web.collect.diagnostics import access
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.responses import (
    column_mapping,
    file_import,
    private_code,
    queries,
    signed_payload,
    team_actions,
)
from greenshoots.web.collect.responses.errors import FileRefusedError
from greenshoots.web.collect.responses.response import STORED, Outcome, outcome_sentence
from greenshoots.web.collect.responses.team_forms import FileForm, SheetForm

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.collect.diagnostics.models import Round


def enter(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Enter paper forms or interviews, one after the other."""
    round_ = _round(request, diagnostic, number)
    form = SheetForm(round_.diagnostic, request.POST or None)
    # The code is made for the page: the same sheet sent twice counts once.
    code = codes.read(request.POST.get("code", "")) or private_code.new()
    kept, entered = "", _count(request.POST.get("entered", ""))
    if request.method == "POST" and form.is_valid():
        outcome = team_actions.enter_form(round_, form.response(), code=code, by=cast("User", request.user))
        if outcome in STORED:
            # Shown on this page and stored nowhere: a message for the next page would be stored in the session.
            kept, code = codes.spaced(code), private_code.new()
            entered += outcome is Outcome.KEPT
            form = SheetForm(round_.diagnostic, initial={"mode": form.cleaned_data["mode"]})
            form.begin()
        else:
            form.add_error(None, outcome_sentence(outcome))
    shown = {"form": form, "code": code, "kept": kept, "entered": entered}
    return render(request, "responses/enter.html", _context(round_) | shown, status=422 if form.errors else 200)


@require_POST
def remove_form(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Remove one form, by its private code."""
    round_ = _round(request, diagnostic, number)
    outcome = team_actions.remove_form(
        round_, code=codes.read(request.POST.get("sheet", "")), by=cast("User", request.user)
    )
    if outcome:
        messages.success(request, _("The form was removed."))
    else:
        messages.warning(
            request,
            _(
                "There is no form with this number. Check the number. The form may have been removed already, or the "
                "results have been shown."
            ),
        )
    return redirect("responses:enter", diagnostic, number)


def import_file(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Choose a file of answers and check how it is understood."""
    round_ = _round(request, diagnostic, number)
    columns = column_mapping.sent(round_.diagnostic, request.POST)
    in_one_row = False
    # “Change what the columns mean” sends no file, because a page cannot hold one: the person chooses it again, and
    # the form asks without an error.
    form = FileForm() if "settle" in request.POST else FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        content, name = form.cleaned_data["file"].read(), form.cleaned_data["file"].name
        chosen, settled = form.cleaned_data["round"].strip(), columns.settled()
        try:
            found = file_import.read(content, name, round_, chosen_round=chosen, settled=settled)
            packed = signed_payload.pack(round_, found.responses, name)
        except FileRefusedError as error:
            form.add_error("file", str(error))
            in_one_row = error.in_one_row
            columns = column_mapping.again(round_.diagnostic, file_import.header(content, name, round_), settled)
        else:
            return _check(request, round_, found, packed)
    context = {"form": form, "columns": columns, "in_one_row": in_one_row}
    return render(request, "responses/bring_in.html", _context(round_) | context, status=422 if form.errors else 200)


def _check(request: HttpRequest, round_: Round, found: file_import.FilePreview, packed: str) -> HttpResponse:
    context = {"found": found, "packed": packed, "number": len(found.responses)}
    columns = column_mapping.again(round_.diagnostic, found.headers, {})
    return render(request, "responses/bring_in_check.html", _context(round_) | context | {"columns": columns})


@require_GET
def empty_file(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Return a file with the header row alone, to fill in."""
    round_ = _round(request, diagnostic, number)
    response = HttpResponse(file_import.empty_file(round_.diagnostic), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="answers-{round_.code}.csv"'
    return response


@require_POST
def import_all(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Import what was checked."""
    round_ = _round(request, diagnostic, number)
    nonce, responses = signed_payload.unpack(round_, request.POST.get("packed", ""))
    try:
        new = team_actions.import_file(round_, responses, nonce=nonce, by=cast("User", request.user))
    except PolicyError as error:
        messages.error(request, str(error))
        return redirect("responses:bring_in", diagnostic, number)
    context = {"new": new, "number": len(responses), "nonce": nonce, "waiting": queries.waiting(round_)}
    return render(request, "responses/brought_in.html", _context(round_) | context)


@require_POST
def remove_file(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Remove the responses of a file."""
    round_ = _round(request, diagnostic, number)
    how_many = request.POST.get("number", "")
    if not how_many.isdecimal():
        raise BadRequest
    # Bounded, because each response costs a digest, and the number comes from the page.
    number_removed = team_actions.remove_file(
        round_, nonce=request.POST.get("nonce", ""), number=min(int(how_many), 1_000_000), by=cast("User", request.user)
    )
    removed = ngettext("%(n)s response was removed.", "%(n)s responses were removed.", number_removed) % {
        "n": number_removed
    }
    messages.success(request, removed if number_removed else _("There was nothing left to remove."))
    return redirect("responses:bring_in", diagnostic, number)


def _round(request: HttpRequest, diagnostic: str, number: int) -> Round:
    round_ = access.get_round(request.user, diagnostic, number, to="run")
    if round_.diagnostic.instrument is None:
        raise PolicyError(_("This diagnostic has no questions yet. Choose a questionnaire first."))
    return round_


def _count(text: str) -> int:
    """Read how many forms were entered since the page was opened; the page carries the number, nothing stores it."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _context(round_: Round) -> dict[str, Any]:
    return {
        "round": round_,
        "diagnostic": round_.diagnostic,
        "place": round_.place,
        "is_open": diagnostics.is_open(round_, timezone.now()),
    }
