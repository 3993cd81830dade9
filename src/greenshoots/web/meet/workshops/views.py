"""Pages of the facilitators, and the big screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from greenshoots.core.errors import PolicyError, StaleError
from greenshoots.web.base.places import access as places
from greenshoots.web.collect.diagnostics import access as diagnostics
from greenshoots.web.meet.workshops import (
    access,
    actions,
    agenda_choices,
    commands,
    queries,
    summary,
    view_model,
    votes,
)
from greenshoots.web.meet.workshops.forms import DotsForm, NewWorkshopForm, PromiseForm, SheetsForm, SpotForm
from greenshoots.web.meet.workshops.models import Way, Workshop
from greenshoots.web.meet.workshops.state_machine import Phase

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.base.accounts.models import User


def listing(request: HttpRequest, place: str) -> HttpResponse:
    """List the workshops of a place."""
    place_ = places.get_place(request.user, place, to="analyse")
    context = {"place": place_, "workshops": queries.of_place(place_), "diagnostics": agenda_choices.ready(place_)}
    return render(request, "workshops/listing.html", context)


def new(request: HttpRequest, diagnostic: str) -> HttpResponse:
    """Create a workshop about a diagnostic."""
    diagnostic_ = diagnostics.get_diagnostic(request.user, diagnostic, to="run")
    if diagnostic_.instrument is None:
        raise Http404
    orders = agenda_choices.orders(diagnostic_)
    # People who have already responded would be counted twice, and nothing can tell who they are.
    initial = {"title": diagnostic_.subject, "counts": not diagnostic_.rounds.filter(begun=True).exists()}
    form = NewWorkshopForm(request.POST or None, orders=[(key, label) for key, label, _ids in orders], initial=initial)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        chosen = next(ids for key, _label, ids in orders if key == cleaned["first"])
        workshop = actions.make(
            diagnostic_,
            title=cleaned["title"],
            agenda=chosen,
            minutes=[cleaned["minutes"]] * len(chosen),
            way=Way(cleaned["way"]),
            counts=cleaned["counts"],
            by=cast("User", request.user),
        )
        return redirect("workshops:lead", workshop.code)
    context = {"form": form, "diagnostic": diagnostic_, "place": diagnostic_.place}
    return render(request, "workshops/new.html", context, status=422 if form.errors else 200)


def on_the_spot(request: HttpRequest, place: str) -> HttpResponse:
    """Create a workshop and its diagnostic together."""
    place_ = places.get_place(request.user, place, to="run")
    form = SpotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        options = {"subject": cleaned["subject"], "minutes": cleaned["minutes"], "way": Way(cleaned["way"])}
        workshop = actions.make_on_the_spot(place_, by=cast("User", request.user), **options)
        return redirect("workshops:lead", workshop.code)
    context = {"form": form, "place": place_}
    return render(request, "workshops/on_the_spot.html", context, status=422 if form.errors else 200)


@require_POST
def way(request: HttpRequest, code: str) -> HttpResponse:
    """Change how people score, before the workshop starts."""
    workshop = access.get_workshop(request.user, code, to="run")
    chosen = request.POST.get("way", "")
    if chosen not in Way.values:
        raise Http404
    try:
        actions.set_way(workshop, Way(chosen), by=cast("User", request.user))
    except PolicyError as refused:
        messages.error(request, str(refused))
    return redirect("workshops:lead", code)


def lead(request: HttpRequest, code: str) -> HttpResponse:
    """Show the facilitators the current step, and the next."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/lead.html", _lead(workshop))


def now(request: HttpRequest, code: str) -> HttpResponse:
    """Show the part of the facilitators' page that changes with every press."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/lead_now.html", _lead(workshop))


def counts(request: HttpRequest, code: str) -> HttpResponse:
    """Show how many have joined and how many have scored: the only numbers that change between presses."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/counts.html", {"stage": view_model.of(workshop)})


@require_POST
def press(request: HttpRequest, code: str) -> HttpResponse:
    """Apply what a facilitator pressed."""
    workshop = access.get_workshop(request.user, code, to="run")
    state = queries.state(workshop)
    pressed = commands.read(request.POST, state, view_model.of(workshop).instrument)
    if pressed.form is not None:
        return render(request, "workshops/lead.html", _lead(workshop, pressed.form), status=422)
    seen = request.POST.get("seen", "")
    try:
        if pressed.event is not None:
            # No room has the version −1, so a press without one is refused as stale.
            version = int(seen) if seen.isdecimal() else -1
            actions.press(workshop, pressed.event, seen=version, by=cast("User", request.user))
    except StaleError as late:
        messages.warning(request, str(late))
    except PolicyError as refused:
        messages.error(request, str(refused))
    to = "workshops:agenda" if request.POST.get("press") == "arrange" else "workshops:lead"
    return redirect(to, workshop.code)


def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """Edit the order and the minutes of the agenda."""
    workshop = access.get_workshop(request.user, code, to="run")
    stage = view_model.of(workshop)
    context = {"workshop": workshop, "stage": stage, "place": workshop.place, "diagnostic": workshop.diagnostic}
    others = [enabler for enabler in stage.instrument.enablers if enabler.id not in stage.state.agenda]
    return render(request, "workshops/agenda.html", context | {"rest": others})


def screen(request: HttpRequest, code: str) -> HttpResponse:
    """Show the big screen."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/screen.html", _screen(workshop))


def screen_now(request: HttpRequest, code: str) -> HttpResponse:
    """Show the part of the big screen that changes."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/screen_now.html", _screen(workshop))


def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """Add people without a phone: a show of hands, or paper forms."""
    workshop = access.get_workshop(request.user, code, to="run")
    stage = view_model.of(workshop)
    form = SheetsForm(request.POST if request.method == "POST" else None, instrument=stage.instrument)
    if request.method == "POST" and form.is_valid():
        counted = votes.count_in(workshop, form.hands())
        if counted:
            message = ngettext("%(n)s score added.", "%(n)s scores added.", counted) % {"n": counted}
            messages.success(request, message)
            return redirect("workshops:sheets", workshop.code)
        form.add_error(None, _("Scoring is not open, so no scores were added. Start scoring first."))
    context = {"form": form, "stage": stage, "workshop": workshop, "place": workshop.place}
    status = 422 if form.errors else 200
    return render(request, "workshops/sheets.html", context | {"diagnostic": workshop.diagnostic}, status=status)


def record(request: HttpRequest, code: str) -> HttpResponse:
    """Show the workshop record to the team."""
    workshop = access.get_workshop(request.user, code, to="analyse")
    runs = places.get_membership(request.user, workshop.place.code).role in places.MAY["run"]
    context = {"place": workshop.place, "diagnostic": workshop.diagnostic, "team": True, "runs": runs}
    context["plan_round"] = _plan_round(workshop)
    return render(request, "workshops/summary.html", summary.of(workshop) | context)


def _plan_round(workshop: Workshop) -> int:
    """Return the number of the round for whose plan the workshop chose priorities; 0 where there is none."""
    round_ = workshop.round or workshop.diagnostic.rounds.order_by("-number").first()
    return round_.number if round_ else 0


@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    """Open or close the workshop record to anyone with the link."""
    workshop = access.get_workshop(request.user, code, to="run")
    actions.share(workshop, shared=request.POST.get("shared") == "yes", by=cast("User", request.user))
    return redirect("workshops:record", workshop.code)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a workshop, after a page that says what will be lost."""
    workshop = access.get_workshop(request.user, code, to="run")
    if request.method == "POST":
        actions.delete(workshop, by=cast("User", request.user))
        messages.success(request, _("“%(title)s” has been deleted.") % {"title": workshop.title})
        return redirect("workshops:listing", workshop.place.code)
    context = {"workshop": workshop, "place": workshop.place, "diagnostic": workshop.diagnostic}
    return render(request, "workshops/delete.html", context)


def _lead(workshop: Workshop, wrong: forms.Form | None = None) -> dict[str, Any]:
    stage = view_model.of(workshop)
    page_forms: dict[str, Any] = {
        "record": commands.record_form(stage.state, stage.instrument) if stage.state.at else None,
        "dots": DotsForm(),
        "promise": PromiseForm(),
        "choose": commands.choose_form(stage.state, stage.instrument),
    }
    if wrong is not None:
        page_forms |= {type(wrong).__name__.removesuffix("Form").lower(): wrong, "form": wrong}
    spider = view_model.spiders(workshop) if stage.state.phase in {Phase.PICTURE, Phase.DOTS, Phase.COUNTED} else ""
    context = {"stage": stage, "workshop": workshop, "place": workshop.place, "diagnostic": workshop.diagnostic}
    return page_forms | context | {"spider": spider, "address": queries.address(workshop)}


def _screen(workshop: Workshop) -> dict[str, Any]:
    stage = view_model.of(workshop)
    wants = {Phase.PICTURE, Phase.DOTS, Phase.COUNTED, Phase.ENDED}
    spider = view_model.spiders(workshop) if stage.state.phase in wants else ""
    return {"stage": stage, "workshop": workshop, "spider": spider, "address": queries.address(workshop)}
