"""Pages of diagnostics: the list, one of them, and its set-up."""

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
    """List the diagnostics of a place, each with where it stands."""
    membership = places.get_membership(request.user, place)
    found = presenters.lines(membership.place, role=membership.role)
    may_run = membership.role in places.MAY["run"]
    shown = {"place": membership.place, "diagnostics": found, "may_run": may_run}
    return render(request, "diagnostics/listing.html", shown)


def new(request: HttpRequest, place: str) -> HttpResponse:
    """Begin a diagnostic with its subject."""
    found = places.get_place(request.user, place, to="run")
    form = forms.NewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.make(
            found, subject=form.cleaned_data["subject"], by=_me(request), language=request.LANGUAGE_CODE or "en"
        )
        return redirect("diagnostics:set_up", made.code, steps.NAMES[0])
    return render(request, "diagnostics/new.html", {"place": found, "form": form}, status=_status(form))


def diagnostic(request: HttpRequest, code: str) -> HttpResponse:
    """Show one diagnostic: its rounds, and what to do next."""
    found = access.get_diagnostic(request.user, code, to="see")
    role = places.get_membership(request.user, found.place.code).role
    return render(request, "diagnostics/diagnostic.html", _facts(found) | presenters.about(found, role=role))


def set_up(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Show and save one step of the set-up."""
    found = access.get_diagnostic(request.user, code, to="run")
    here, round_ = steps.named(step), _latest(found)
    if here is None:
        raise Http404
    if steps.is_locked(here, found):
        return _locked(request, found, here)
    sent = request.method == "POST"
    if sent and here.name == "groups" and request.POST.get("ready"):
        filled = grouping.GroupsForm.with_ready(request.POST.dict(), request.POST["ready"])
        form = steps.make(here, found, round_)
        form.initial = filled
        return _step(request, found, here, form)
    form = steps.make(here, found, round_, request.POST, request.FILES) if sent else steps.make(here, found, round_)
    if sent and form.is_valid() and "again" not in request.POST:
        before = consequences.chosen(found, round_)
        try:
            here.save(form, _me(request), steps.furthest(found, steps.after(step)))
        except (PolicyError, InstrumentError) as refused:
            form.add_error(None, str(refused))
        else:
            _say_what_else_changed(request, found, here.name, before)
            then = steps.after(step) if found.step in steps.NAMES else steps.CHECK
            if then in steps.NAMES:
                return redirect("diagnostics:set_up", code, then)
            return redirect("diagnostics:check", code)
    return _step(request, found, here, form)


def _say_what_else_changed(request: HttpRequest, found: Diagnostic, saved: str, before: consequences.Chosen) -> None:
    """Say on the next page which choices of other steps are not what they were."""
    now = access.get_diagnostic(request.user, found.code, to="run")
    for sentence in consequences.changes(saved, before, consequences.chosen(now, _latest(now))):
        messages.info(request, sentence)


def _step(request: HttpRequest, found: Diagnostic, here: steps.Step, form: forms.StepForm) -> HttpResponse:
    facts: dict[str, Any] = {
        "form": form,
        "step": here,
        "steps": steps.STEPS,
        "number": steps.NAMES.index(here.name) + 1,
        "before": steps.before(here.name),
        "template": f"diagnostics/step_{here.name}.html" if here.name in {"groups", "instrument", "protection"} else "",
        "fixed": queries.is_fixed(found),
        # Until a step is saved for the first time there is no choice to advise on.
        "advice": () if found.step == here.name else presenters.advice(found, form.round),
    }
    return render(request, "diagnostics/set_up.html", _facts(found) | facts, status=_status(form))


def _locked(request: HttpRequest, found: Diagnostic, here: steps.Step) -> HttpResponse:
    """Show what stands and why it cannot be changed, instead of a form."""
    values = next(row.values for row in presenters.rows(found, _latest(found)) if row.step is here)
    return render(request, "diagnostics/locked.html", _facts(found) | {"step": here, "values": values})


def adapt(request: HttpRequest, code: str) -> HttpResponse:
    """Copy the questionnaire: reword statements, and add local enablers."""
    found = access.get_diagnostic(request.user, code, to="run")
    if found.instrument is None or queries.is_fixed(found):
        return _locked(request, found, cast("steps.Step", steps.named("instrument")))
    form = adapting.AdaptForm(
        request.POST if request.method == "POST" else None, instrument=mapping.instrument(found.instrument)
    )
    if request.method == "POST" and form.is_valid():
        before = consequences.chosen(found, _latest(found))
        try:
            adapting.save(found, form, by=_me(request))
        except (PolicyError, InstrumentError) as refused:
            form.add_error(None, str(refused))
        else:
            _say_what_else_changed(request, found, "instrument", before)
            messages.success(request, _("Your version of the questionnaire was saved and chosen."))
            return redirect("diagnostics:set_up", code, steps.after("instrument") if found.step else "instrument")
    return render(request, "diagnostics/adapt.html", _facts(found) | {"form": form}, status=_status(form))


def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show all that was set up, with a way to change each of it, and open the round."""
    found = access.get_diagnostic(request.user, code, to="run")
    latest = _latest(found)
    facts = {"rows": presenters.rows(found, latest), "missing": presenters.missing(found), "latest": latest}
    facts["advice"] = presenters.advice(found, latest)
    return render(request, "diagnostics/check.html", _facts(found) | facts)


@require_POST
def ready(request: HttpRequest, code: str) -> HttpResponse:
    """End the set-up of a round that opens by itself."""
    found = access.get_diagnostic(request.user, code, to="run")
    if presenters.missing(found) or not _latest(found).opens:
        return redirect("diagnostics:check", code)
    actions.complete(found, by=_me(request))
    messages.success(request, _("The round will open automatically on the date you chose."))
    return redirect("diagnostics:diagnostic", code)


@require_POST
def open_round(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Open a round now, or again."""
    round_ = access.get_round(request.user, code, number, to="run")
    if presenters.missing(round_.diagnostic):
        messages.warning(request, _("Before you open the round, say who is asking and why."))
        return redirect("diagnostics:set_up", code, "subject")
    closed_by_itself = round_.closes
    try:
        actions.open_round(round_, by=_me(request))
    except PolicyError as refused:
        messages.error(request, str(refused))
        return redirect("releases:round", code, number)
    round_.refresh_from_db(fields=["closes"])
    if closed_by_itself and round_.closes is None:
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
    here = cast("steps.Step", steps.named(name))
    given = (request.POST,) if request.method == "POST" else ()
    form = steps.make(here, round_.diagnostic, round_, *given)
    if request.method == "POST" and form.is_valid():
        here.save(form, _me(request), "")
        messages.success(request, _("Saved."))
        return redirect("releases:round", code, number)
    shown = _facts(round_.diagnostic) | {"form": form, "step": here, "round": round_}
    return render(request, "diagnostics/round_step.html", shown, status=_status(form))


def next_round(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the next round with the settings of the last."""
    found = access.get_diagnostic(request.user, code, to="run")
    if request.method != "POST":
        latest = _latest(found)
        shown = {"latest": latest, "may_go_on": queries.may_go_on(found), "may_tell": True}
        shown["last_time"] = hooks.last_time(latest) if latest else None
        return render(request, "diagnostics/next_round.html", _facts(found) | shown)
    try:
        made = actions.next_round(found, by=_me(request))
    except PolicyError as refused:
        messages.error(request, str(refused))
        return redirect("diagnostics:diagnostic", code)
    messages.success(
        request, _("Round %(number)s was created. Check the settings, then open it.") % {"number": made.number}
    )
    return redirect("diagnostics:check", code)


def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """Read the questionnaire in full, or fetch its file."""
    found = access.get_diagnostic(request.user, code, to="analyse")
    if found.instrument is None:
        raise Http404
    if "file" in request.GET:
        answer = HttpResponse(found.instrument.text, content_type="application/toml; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{found.instrument.name}.toml"'
        return answer
    asked_in = mapping.instrument(found.instrument, request.GET.get("lang", ""))
    languages = [(one, mapping.name_of(one)) for one in mapping.languages(found.instrument)]
    shown = {"instrument": asked_in, "version": found.instrument, "languages": languages}
    return render(request, "diagnostics/instrument.html", _facts(found) | shown)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a diagnostic, after saying what will be lost and having its subject typed."""
    found = access.get_diagnostic(request.user, code, to="run")
    form = forms.DeleteForm(request.POST if request.method == "POST" else None, wanted=found.subject)
    if request.method == "POST" and form.is_valid():
        actions.delete(found, by=_me(request))
        messages.success(request, _("“%(subject)s” was deleted.") % {"subject": found.subject})
        return redirect("diagnostics:list", found.place.code)
    facts = {"form": form, "lost": presenters.lost(found)}
    return render(request, "diagnostics/delete.html", _facts(found) | facts, status=_status(form))


def _latest(found: Diagnostic) -> Round:
    latest = queries.latest_round(found)
    if latest is None:
        raise Http404
    latest.diagnostic = found
    return latest


def _facts(found: Diagnostic) -> dict[str, Any]:
    return {"diagnostic": found, "place": found.place}


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
