"""Pages of the plan and its priorities: the list, the board, choosing, and who can act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from greenshoots.web.act.actions import presenters as action_presenters
from greenshoots.web.act.actions import queries as action_queries
from greenshoots.web.act.asks import queries as ask_queries
from greenshoots.web.act.editing import edit_form
from greenshoots.web.act.plans import influence_map, presenters, priority_selection
from greenshoots.web.act.priorities import access as priority_access
from greenshoots.web.act.priorities import actions as priority_actions
from greenshoots.web.act.priorities import presenters as priority_presenters
from greenshoots.web.act.priorities import queries as priority_queries
from greenshoots.web.act.priorities.forms import OutcomeForm, PointChangeForm, PointForm, PriorityForm
from greenshoots.web.act.priorities.models import Because, Reach
from greenshoots.web.base.places import access as places
from greenshoots.web.collect.diagnostics import access as diagnostics

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.base.accounts.models import User


@require_GET
def plan(request: HttpRequest, place: str) -> HttpResponse:
    """Show everything that was decided in a place: by priority, as a board, or those actions that fit."""
    found = places.get_place(request.user, place, to="see")
    wanted = action_presenters.wanted(request.GET)
    view = request.GET.get("view", "")
    shown = {
        "place": found,
        "view": view if view in ("board", "list") else "",
        "wanted": wanted,
        "filters": action_presenters.filters(found, wanted),
        "runs": _runs(request, found),
        "asked_of_us": ask_queries.asked_of(found),
    }
    if shown["view"] or wanted:
        lines = action_presenters.lines(action_queries.actions(found, wanted), timezone.localdate())
        return render(
            request, "plans/actions.html", shown | {"lines": lines, "columns": action_presenters.columns(lines)}
        )
    return render(request, "plans/plan.html", shown | presenters.whole(found, timezone.localdate()))


def choose(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Choose what to strengthen: first which enablers, then why."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    asked = priority_selection.asked(round_, request)
    facts = {"round": round_, "diagnostic": round_.diagnostic, "place": round_.place} | asked.facts()
    if request.method == "POST" and asked.is_valid():
        made = priority_actions.choose(round_, asked.chosen(), by=_me(request), workshop=asked.workshop)
        if asked.promises:
            priority_selection.take_over(round_.place, asked, made, by=_me(request))
        messages.success(request, _chosen([priority_queries.title(one) for one in made]))
        if len(made) == 1:
            return redirect("plans:priority", made[0].code)
        return redirect("plans:plan", round_.place.code)
    return render(request, "plans/choose.html", facts, status=422 if request.method == "POST" else 200)


def _chosen(names: list[str]) -> str:
    told = ngettext(
        "“%(names)s” is now a priority. What will you do first?",
        "“%(names)s” are now priorities. What will you do first?",
        len(names),
    )
    return told % {"names": "”, “".join(names)}


@require_GET
def priority(request: HttpRequest, code: str) -> HttpResponse:
    """Show a priority: the finding as it stood, who can act, actions, asks, and what may help."""
    found = priority_access.get_priority(request.user, code, to="see")
    return render(request, "plans/priority.html", _priority(request, found))


def _priority(request: HttpRequest, found: Any, **shown: Any) -> dict[str, Any]:
    today = timezone.localdate()
    runs = _runs(request, found.place)
    facts = _facts(found) | priority_presenters.finding(request.user, found) | {"runs": runs}
    return facts | presenters.of_priority(found, today) | {"map": influence_map.of(found), "point": PointForm()} | shown


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Say anew why an enabler was chosen."""
    found = priority_access.get_priority(request.user, code, to="run")
    form = PriorityForm(request.POST or None, initial=PriorityForm.of(found))
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("because", "why", "public")}
        write = partial(priority_actions.change_priority, found, **told, read=form.read, by=_me(request))
        if edit_form.saved(form, found, write, PriorityForm.of):
            return redirect("plans:priority", code)
    return render(request, "plans/edit_priority.html", _facts(found) | {"form": form}, status=edit_form.status(form))


def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what became of a priority."""
    found = priority_access.get_priority(request.user, code, to="run")
    initial = {"outcome": found.outcome, "closed": found.closed_on is not None}
    form = OutcomeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        priority_actions.close_priority(found, **form.cleaned_data, by=_me(request))
        messages.success(request, _("Outcome saved. It will be shown at the start of the next round."))
        return redirect("plans:priority", code)
    return render(request, "plans/outcome.html", _facts(found) | {"form": form}, status=422 if form.errors else 200)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a priority, once it has been said what is lost."""
    found = priority_access.get_priority(request.user, code, to="run")
    if request.method == "POST":
        priority_actions.delete_priority(found, by=_me(request))
        messages.success(request, _("Priority deleted. Its actions and asks are still in the plan."))
        return redirect("plans:plan", found.place.code)
    return render(request, "plans/delete_priority.html", _facts(found))


@require_POST
def add_point(request: HttpRequest, code: str, reach: str) -> HttpResponse:
    """Put a point on the map of who can act."""
    found = priority_access.get_priority(request.user, code, to="run")
    form = PointForm(request.POST)
    if reach not in Reach.values or not form.is_valid():
        shown = {"point": form, "reach": reach}
        return render(request, "plans/priority.html", _priority(request, found, **shown), status=422)
    priority_actions.add_point(found, reach=Reach(reach), text=form.cleaned_data["text"])
    return redirect(f"{priority_presenters.address(found)}#{reach}")


@require_POST
def change_point(request: HttpRequest, code: str) -> HttpResponse:
    """Say a point in other words, or move it to another part of the map."""
    point = priority_access.get_point(request.user, code)
    form = PointChangeForm(request.POST)
    if not form.is_valid():
        shown = {"changed": form, "changing": point.code}
        return render(request, "plans/priority.html", _priority(request, point.priority, **shown), status=422)
    reach = Reach(form.cleaned_data["reach"])
    priority_actions.change_point(point, reach=reach, text=form.cleaned_data["text"])
    return redirect(f"{priority_presenters.address(point.priority)}#{reach}")


@require_POST
def delete_point(request: HttpRequest, code: str) -> HttpResponse:
    """Take a point off the map."""
    point = priority_access.get_point(request.user, code)
    priority_actions.delete_point(point)
    messages.success(request, _("“%(point)s” has been removed.") % {"point": point.text})
    return redirect(f"{priority_presenters.address(point.priority)}#{point.reach}")


def _facts(found: Any) -> dict[str, Any]:
    """Give what every page of a priority knows."""
    enabler = priority_queries.enabler(found)
    title = priority_queries.title(found)
    return {
        "priority": found,
        "title": title,
        "in_full": enabler.title if enabler and enabler.title != title else "",
        "round": found.round,
        "diagnostic": found.round.diagnostic,
        "place": found.place,
        "because": [str(Because(one).label) for one in found.because if one in Because.values],
    }


def _runs(request: HttpRequest, place: Any) -> bool:
    return places.get_membership(request.user, place.code).role in places.MAY["run"]


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
