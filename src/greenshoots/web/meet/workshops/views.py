"""Pages of the facilitators, and the wall."""

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
from greenshoots.web.meet.workshops.forms import DotsForm, NewForm, PromiseForm, SheetsForm, SpotForm
from greenshoots.web.meet.workshops.models import Way, Workshop
from greenshoots.web.meet.workshops.state_machine import Phase

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.base.accounts.models import User


def listing(request: HttpRequest, place: str) -> HttpResponse:
    """List the workshops of a place."""
    found = places.get_place(request.user, place, to="analyse")
    shown = {"place": found, "workshops": queries.of_place(found), "diagnostics": agenda_choices.ready(found)}
    return render(request, "workshops/listing.html", shown)


def new(request: HttpRequest, diagnostic: str) -> HttpResponse:
    """Set up a workshop about a diagnostic."""
    about = diagnostics.get_diagnostic(request.user, diagnostic, to="run")
    if about.instrument is None:
        raise Http404
    orders = agenda_choices.orders(about)
    # Whoever has answered already would count a second time.
    initial = {"title": about.subject, "counts": not about.rounds.filter(begun=True).exists()}
    form = NewForm(request.POST or None, orders=[(key, label) for key, label, _ids in orders], initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = next(ids for key, _label, ids in orders if key == given["first"])
        made = actions.make(
            about,
            title=given["title"],
            agenda=chosen,
            minutes=[given["minutes"]] * len(chosen),
            way=Way(given["way"]),
            counts=given["counts"],
            by=cast("User", request.user),
        )
        return redirect("workshops:lead", made.code)
    shown = {"form": form, "diagnostic": about, "place": about.place}
    return render(request, "workshops/new.html", shown, status=422 if form.errors else 200)


def on_the_spot(request: HttpRequest, place: str) -> HttpResponse:
    """Set up a workshop about something that nobody has asked about before."""
    found = places.get_place(request.user, place, to="run")
    form = SpotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = {"subject": given["subject"], "minutes": given["minutes"], "way": Way(given["way"])}
        made = actions.make_on_the_spot(found, by=cast("User", request.user), **facts)
        return redirect("workshops:lead", made.code)
    shown = {"form": form, "place": found}
    return render(request, "workshops/on_the_spot.html", shown, status=422 if form.errors else 200)


@require_POST
def way(request: HttpRequest, code: str) -> HttpResponse:
    """Change how the room scores, while people are still coming in."""
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
    """Show the facilitators what the room does, and what comes next."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/lead.html", _lead(workshop))


def now(request: HttpRequest, code: str) -> HttpResponse:
    """Give the part of the facilitators' page that changes with every press."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/lead_now.html", _lead(workshop))


def counts(request: HttpRequest, code: str) -> HttpResponse:
    """Give how many are here and how many have scored: the only numbers that move between presses."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/counts.html", {"stage": view_model.of(workshop)})


@require_POST
def press(request: HttpRequest, code: str) -> HttpResponse:
    """Do what a facilitator pressed."""
    workshop = access.get_workshop(request.user, code, to="run")
    state = queries.state(workshop)
    pressed = commands.read(request.POST, state, view_model.of(workshop).instrument)
    if pressed.form is not None:
        return render(request, "workshops/lead.html", _lead(workshop, pressed.form), status=422)
    seen = request.POST.get("seen", "")
    try:
        if pressed.event is not None:
            version = int(seen) if seen.isdecimal() else -1
            actions.press(workshop, pressed.event, seen=version, by=cast("User", request.user))
    except StaleError as late:
        messages.warning(request, str(late))
    except PolicyError as refused:
        messages.error(request, str(refused))
    to = "workshops:agenda" if request.POST.get("press") == "arrange" else "workshops:lead"
    return redirect(to, workshop.code)


def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """Change the order and the minutes of what the room goes through."""
    workshop = access.get_workshop(request.user, code, to="run")
    here = view_model.of(workshop)
    shown = {"workshop": workshop, "stage": here, "place": workshop.place, "diagnostic": workshop.diagnostic}
    rest = [one for one in here.instrument.enablers if one.id not in here.state.agenda]
    return render(request, "workshops/agenda.html", shown | {"rest": rest})


def screen(request: HttpRequest, code: str) -> HttpResponse:
    """Show the wall."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/screen.html", _screen(workshop))


def screen_now(request: HttpRequest, code: str) -> HttpResponse:
    """Give the part of the wall that changes."""
    workshop = access.get_workshop(request.user, code, to="run")
    return render(request, "workshops/screen_now.html", _screen(workshop))


def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """Count in people without a phone: a show of hands, or sheets."""
    workshop = access.get_workshop(request.user, code, to="run")
    here = view_model.of(workshop)
    form = SheetsForm(request.POST if request.method == "POST" else None, instrument=here.instrument)
    if request.method == "POST" and form.is_valid():
        counted = votes.count_in(workshop, form.hands())
        if counted:
            told = ngettext("%(n)s score added.", "%(n)s scores added.", counted) % {"n": counted}
            messages.success(request, told)
            return redirect("workshops:sheets", workshop.code)
        form.add_error(None, _("Scoring is not open, so no scores were added. Start scoring first."))
    shown = {"form": form, "stage": here, "workshop": workshop, "place": workshop.place}
    status = 422 if form.errors else 200
    return render(request, "workshops/sheets.html", shown | {"diagnostic": workshop.diagnostic}, status=status)


def record(request: HttpRequest, code: str) -> HttpResponse:
    """Show the team what came out of a workshop."""
    workshop = access.get_workshop(request.user, code, to="analyse")
    runs = places.get_membership(request.user, workshop.place.code).role in places.MAY["run"]
    shown = {"place": workshop.place, "diagnostic": workshop.diagnostic, "team": True, "runs": runs}
    return render(request, "workshops/summary.html", summary.of(workshop) | shown | {"carried": _carried(workshop)})


def _carried(workshop: Workshop) -> int:
    """Give the number of the round whose plan takes up what a workshop chose; 0 where there is none."""
    round_ = workshop.round or workshop.diagnostic.rounds.order_by("-number").first()
    return round_.number if round_ else 0


@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    """Let everybody with the link read the summary, or nobody."""
    workshop = access.get_workshop(request.user, code, to="run")
    actions.share(workshop, shared=request.POST.get("shared") == "yes", by=cast("User", request.user))
    return redirect("workshops:record", workshop.code)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a workshop, after saying what will be lost."""
    workshop = access.get_workshop(request.user, code, to="run")
    if request.method == "POST":
        actions.delete(workshop, by=cast("User", request.user))
        messages.success(request, _("“%(title)s” has been deleted.") % {"title": workshop.title})
        return redirect("workshops:listing", workshop.place.code)
    shown = {"workshop": workshop, "place": workshop.place, "diagnostic": workshop.diagnostic}
    return render(request, "workshops/delete.html", shown)


def _lead(workshop: Workshop, wrong: forms.Form | None = None) -> dict[str, Any]:
    here = view_model.of(workshop)
    given: dict[str, Any] = {
        "record": commands.record_form(here.state, here.instrument) if here.state.at else None,
        "dots": DotsForm(),
        "promise": PromiseForm(),
        "choose": commands.choose_form(here.state, here.instrument),
    }
    if wrong is not None:
        given |= {type(wrong).__name__.removesuffix("Form").lower(): wrong, "form": wrong}
    spider = view_model.spiders(workshop) if here.state.phase in {Phase.PICTURE, Phase.DOTS, Phase.COUNTED} else ""
    about = {"stage": here, "workshop": workshop, "place": workshop.place, "diagnostic": workshop.diagnostic}
    return given | about | {"spider": spider, "address": queries.address(workshop)}


def _screen(workshop: Workshop) -> dict[str, Any]:
    here = view_model.of(workshop)
    wants = {Phase.PICTURE, Phase.DOTS, Phase.COUNTED, Phase.ENDED}
    spider = view_model.spiders(workshop) if here.state.phase in wants else ""
    return {"stage": here, "workshop": workshop, "spider": spider, "address": queries.address(workshop)}
