"""Pages of diagnostics: the list, a diagnostic, its set-up and its rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from greenshoots.core.errors import InstrumentError, PolicyError
from greenshoots.web.base.places import access as places
from greenshoots.web.collect.diagnostics import (
    access,
    actions,
    adapting,
    consequences,
    forms,
    grouping,
    hooks,
    mapping,
    presenters,
    queries,
    steps,
)
from greenshoots.web.collect.diagnostics.models import Round

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.collect.diagnostics.models import Diagnostic


def listing(request: HttpRequest, place: str) -> HttpResponse:
    """List the diagnostics of a place with their status."""
    membership = places.get_membership(request.user, place)
    lines = presenters.lines(membership.place, role=membership.role)
    may_run = membership.role in places.MAY["run"]
    context = {"place": membership.place, "diagnostics": lines, "may_run": may_run}
    return render(request, "diagnostics/listing.html", context)


def new(request: HttpRequest, place: str) -> HttpResponse:
    """Create a diagnostic with its subject."""
    in_place = places.get_place(request.user, place, to="run")
    form = forms.NewDiagnosticForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        created = actions.make(
            in_place, subject=form.cleaned_data["subject"], by=_me(request), language=request.LANGUAGE_CODE or "en"
        )
        return redirect("diagnostics:set_up", created.code, steps.NAMES[0])
    return render(request, "diagnostics/new.html", {"place": in_place, "form": form}, status=_status(form))


def diagnostic(request: HttpRequest, code: str) -> HttpResponse:
    """Show a diagnostic: its rounds, the next thing to do and the settings."""
    diagnostic_ = access.get_diagnostic(request.user, code, to="see")
    role = places.get_membership(request.user, diagnostic_.place.code).role
    return render(
        request, "diagnostics/diagnostic.html", _context(diagnostic_) | presenters.about(diagnostic_, role=role)
    )


def set_up(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Show and save a step of the set-up."""
    diagnostic_ = access.get_diagnostic(request.user, code, to="run")
    step_, round_ = steps.named(step), _latest(diagnostic_)
    if step_ is None:
        raise Http404
    if steps.is_locked(step_, diagnostic_):
        return _locked(request, diagnostic_, step_)
    submitted = request.method == "POST"
    # A ready-made question only fills in the form; the facilitator can change it before saving.
    if submitted and step_.name == "groups" and request.POST.get("ready"):
        filled = grouping.GroupsForm.with_ready(request.POST.dict(), request.POST["ready"])
        form = steps.make(step_, diagnostic_, round_)
        form.initial = filled
        return _step(request, diagnostic_, step_, form)
    form = (
        steps.make(step_, diagnostic_, round_, request.POST, request.FILES)
        if submitted
        else steps.make(step_, diagnostic_, round_)
    )
    # “Update preview” sends the form without saving it.
    if submitted and form.is_valid() and "again" not in request.POST:
        before = consequences.chosen(diagnostic_, round_)
        try:
            step_.save(form, _me(request), steps.furthest(diagnostic_, steps.after(step)))
        except (PolicyError, InstrumentError) as refused:
            form.add_error(None, str(refused))
        else:
            _report_changes(request, diagnostic_, step_.name, before)
            next_name = steps.after(step) if diagnostic_.step in steps.NAMES else steps.CHECK
            if next_name in steps.NAMES:
                return redirect("diagnostics:set_up", code, next_name)
            return redirect("diagnostics:check", code)
    return _step(request, diagnostic_, step_, form)


def _report_changes(request: HttpRequest, diagnostic_: Diagnostic, saved: str, before: consequences.Chosen) -> None:
    """Add messages about choices of other steps that saving a step changed."""
    now = access.get_diagnostic(request.user, diagnostic_.code, to="run")
    for sentence in consequences.changes(saved, before, consequences.chosen(now, _latest(now))):
        messages.info(request, sentence)


def _step(request: HttpRequest, diagnostic_: Diagnostic, step_: steps.SetUpStep, form: forms.StepForm) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "step": step_,
        "steps": steps.STEPS,
        "number": steps.NAMES.index(step_.name) + 1,
        "before": steps.before(step_.name),
        "template": f"diagnostics/step_{step_.name}.html"
        if step_.name in {"groups", "instrument", "protection"}
        else "",
        "fixed": queries.is_fixed(diagnostic_),
        # Until a step is saved for the first time there is no choice to advise on.
        "advice": () if diagnostic_.step == step_.name else presenters.advice(diagnostic_, form.round),
    }
    return render(request, "diagnostics/set_up.html", _context(diagnostic_) | context, status=_status(form))


def _locked(request: HttpRequest, diagnostic_: Diagnostic, step_: steps.SetUpStep) -> HttpResponse:
    """Show the saved values and why they cannot be changed, instead of a form."""
    values = next(row.values for row in presenters.rows(diagnostic_, _latest(diagnostic_)) if row.step is step_)
    return render(request, "diagnostics/locked.html", _context(diagnostic_) | {"step": step_, "values": values})


def adapt(request: HttpRequest, code: str) -> HttpResponse:
    """Create a local version: reword statements and add local enablers."""
    diagnostic_ = access.get_diagnostic(request.user, code, to="run")
    if diagnostic_.instrument is None or queries.is_fixed(diagnostic_):
        return _locked(request, diagnostic_, cast("steps.SetUpStep", steps.named("instrument")))
    form = adapting.AdaptForm(
        request.POST if request.method == "POST" else None, instrument=mapping.instrument(diagnostic_.instrument)
    )
    if request.method == "POST" and form.is_valid():
        before = consequences.chosen(diagnostic_, _latest(diagnostic_))
        try:
            adapting.save(diagnostic_, form, by=_me(request))
        except (PolicyError, InstrumentError) as refused:
            form.add_error(None, str(refused))
        else:
            _report_changes(request, diagnostic_, "instrument", before)
            messages.success(request, _("Your version of the questionnaire was saved and chosen."))
            return redirect("diagnostics:set_up", code, steps.after("instrument") if diagnostic_.step else "instrument")
    return render(request, "diagnostics/adapt.html", _context(diagnostic_) | {"form": form}, status=_status(form))


def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show all settings with links to change them, and the button that opens the round."""
    diagnostic_ = access.get_diagnostic(request.user, code, to="run")
    latest = _latest(diagnostic_)
    context = {
        "rows": presenters.rows(diagnostic_, latest),
        "missing": presenters.missing(diagnostic_),
        "latest": latest,
    }
    context["advice"] = presenters.advice(diagnostic_, latest)
    return render(request, "diagnostics/check.html", _context(diagnostic_) | context)


@require_POST
def ready(request: HttpRequest, code: str) -> HttpResponse:
    """End the set-up of a round that opens automatically."""
    diagnostic_ = access.get_diagnostic(request.user, code, to="run")
    # The automatic opening once passed over what opening by hand demands: people have to read who is asking.
    if presenters.missing(diagnostic_) or not _latest(diagnostic_).opens:
        return redirect("diagnostics:check", code)
    actions.complete(diagnostic_, by=_me(request))
    messages.success(request, _("The round will open automatically on the date you chose."))
    return redirect("diagnostics:diagnostic", code)


@require_POST
def open_round(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Open a round now, or again."""
    round_ = access.get_round(request.user, code, number, to="run")
    if presenters.missing(round_.diagnostic):
        messages.warning(request, _("Before you open the round, say who is asking and why."))
        return redirect("diagnostics:set_up", code, "subject")
    closing_date = round_.closes
    try:
        actions.open_round(round_, by=_me(request))
    except PolicyError as refused:
        messages.error(request, str(refused))
        return redirect("releases:round", code, number)
    round_.refresh_from_db(fields=["closes"])
    if closing_date and round_.closes is None:
        messages.info(
            request, _("The closing date had passed, so it was removed. The round stays open until you close it.")
        )
    messages.success(request, _("The round is open. Now invite people."))
    return redirect("invitations:ways_in", code, number)


def dates(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Change when a round opens and closes."""
    return _round_step(request, code, number, "dates")


def asked(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Change how many people are asked in a round."""
    return _round_step(request, code, number, "asked")


def _round_step(request: HttpRequest, code: str, number: int, name: str) -> HttpResponse:
    round_ = access.get_round(request.user, code, number, to="run")
    step_ = cast("steps.SetUpStep", steps.named(name))
    submitted = (request.POST,) if request.method == "POST" else ()
    form = steps.make(step_, round_.diagnostic, round_, *submitted)
    if request.method == "POST" and form.is_valid():
        step_.save(form, _me(request), "")
        messages.success(request, _("Saved."))
        return redirect("releases:round", code, number)
    context = _context(round_.diagnostic) | {"form": form, "step": step_, "round": round_}
    return render(request, "diagnostics/round_step.html", context, status=_status(form))


def next_round(request: HttpRequest, code: str) -> HttpResponse:
    """Start the next round with the settings of the last."""
    diagnostic_ = access.get_diagnostic(request.user, code, to="run")
    if request.method != "POST":
        latest = _latest(diagnostic_)
        context = {"latest": latest, "may_go_on": queries.may_go_on(diagnostic_), "may_tell": True}
        context["last_time"] = hooks.last_time(latest) if latest else None
        return render(request, "diagnostics/next_round.html", _context(diagnostic_) | context)
    try:
        created = actions.next_round(diagnostic_, by=_me(request))
    except PolicyError as refused:
        messages.error(request, str(refused))
        return redirect("diagnostics:diagnostic", code)
    messages.success(
        request, _("Round %(number)s was created. Check the settings, then open it.") % {"number": created.number}
    )
    return redirect("diagnostics:check", code)


def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """Show the questionnaire in full, or send its file."""
    diagnostic_ = access.get_diagnostic(request.user, code, to="analyse")
    if diagnostic_.instrument is None:
        raise Http404
    if "file" in request.GET:
        download = HttpResponse(diagnostic_.instrument.text, content_type="application/toml; charset=utf-8")
        download["Content-Disposition"] = f'attachment; filename="{diagnostic_.instrument.name}.toml"'
        return download
    translated = mapping.instrument(diagnostic_.instrument, request.GET.get("lang", ""))
    languages = [(code, mapping.name_of(code)) for code in mapping.languages(diagnostic_.instrument)]
    context = {"instrument": translated, "version": diagnostic_.instrument, "languages": languages}
    return render(request, "diagnostics/instrument.html", _context(diagnostic_) | context)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a diagnostic once the facilitator has read what is deleted and typed its subject."""
    diagnostic_ = access.get_diagnostic(request.user, code, to="run")
    form = forms.DeleteForm(request.POST if request.method == "POST" else None, wanted=diagnostic_.subject)
    if request.method == "POST" and form.is_valid():
        actions.delete(diagnostic_, by=_me(request))
        messages.success(request, _("“%(subject)s” was deleted.") % {"subject": diagnostic_.subject})
        return redirect("diagnostics:list", diagnostic_.place.code)
    context = {"form": form, "lost": presenters.lost(diagnostic_)}
    return render(request, "diagnostics/delete.html", _context(diagnostic_) | context, status=_status(form))


def _latest(diagnostic_: Diagnostic) -> Round:
    latest = queries.latest_round(diagnostic_)
    if latest is None:
        raise Http404
    latest.diagnostic = diagnostic_
    return latest


def _context(diagnostic_: Diagnostic) -> dict[str, Any]:
    return {"diagnostic": diagnostic_, "place": diagnostic_.place}


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
