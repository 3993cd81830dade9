"""Pages of the plan and its priorities: the list, the board, choosing priorities, and who can act."""

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
    """Show the plan of a place: by priority, as a board, or as a filtered list of actions."""
    place_ = places.get_place(request.user, place, to="see")
    wanted = action_presenters.wanted(request.GET)
    view = request.GET.get("view", "")
    context = {
        "place": place_,
        "view": view if view in ("board", "list") else "",
        "wanted": wanted,
        "filters": action_presenters.filters(place_, wanted),
        "runs": _runs(request, place_),
        "asked_of_us": ask_queries.asked_of(place_),
    }
    if context["view"] or wanted:
        lines = action_presenters.lines(action_queries.actions(place_, wanted), timezone.localdate())
        return render(
            request, "plans/actions.html", context | {"lines": lines, "columns": action_presenters.columns(lines)}
        )
    return render(request, "plans/plan.html", context | presenters.whole(place_, timezone.localdate()))


def choose(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Choose priorities: first which enablers, then why."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    selection = priority_selection.read(round_, request)
    context = {"round": round_, "diagnostic": round_.diagnostic, "place": round_.place} | selection.context()
    if request.method == "POST" and selection.is_valid():
        priorities = priority_actions.choose(round_, selection.chosen(), by=_me(request), workshop=selection.workshop)
        if selection.promises:
            priority_selection.take_over(round_.place, selection, priorities, by=_me(request))
        messages.success(request, _chosen([priority_queries.title(chosen) for chosen in priorities]))
        if len(priorities) == 1:
            return redirect("plans:priority", priorities[0].code)
        return redirect("plans:plan", round_.place.code)
    return render(request, "plans/choose.html", context, status=422 if request.method == "POST" else 200)


def _chosen(names: list[str]) -> str:
    message = ngettext(
        "“%(names)s” is now a priority. What will you do first?",
        "“%(names)s” are now priorities. What will you do first?",
        len(names),
    )
    return message % {"names": "”, “".join(names)}


@require_GET
def priority(request: HttpRequest, code: str) -> HttpResponse:
    """Show a priority: the finding when it was chosen, who can act, actions, asks, and what may help."""
    priority_ = priority_access.get_priority(request.user, code, to="see")
    return render(request, "plans/priority.html", _priority(request, priority_))


def _priority(request: HttpRequest, priority_: Any, **extra: Any) -> dict[str, Any]:
    today = timezone.localdate()
    runs = _runs(request, priority_.place)
    context = _context(priority_) | priority_presenters.finding(request.user, priority_) | {"runs": runs}
    return (
        context
        | presenters.of_priority(priority_, today)
        | {"map": influence_map.of(priority_), "point": PointForm()}
        | extra
    )


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Edit the reasons of a priority."""
    priority_ = priority_access.get_priority(request.user, code, to="run")
    form = PriorityForm(request.POST or None, initial=PriorityForm.of(priority_))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("because", "why", "public")}
        write = partial(priority_actions.change_priority, priority_, **values, read=form.read, by=_me(request))
        if edit_form.saved(form, priority_, write, PriorityForm.of):
            return redirect("plans:priority", code)
    return render(
        request, "plans/edit_priority.html", _context(priority_) | {"form": form}, status=edit_form.status(form)
    )


def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """Edit the outcome of a priority."""
    priority_ = priority_access.get_priority(request.user, code, to="run")
    initial = {"outcome": priority_.outcome, "closed": priority_.closed_on is not None}
    form = OutcomeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        priority_actions.close_priority(priority_, **form.cleaned_data, by=_me(request))
        messages.success(request, _("Outcome saved. It will be shown at the start of the next round."))
        return redirect("plans:priority", code)
    return render(
        request, "plans/outcome.html", _context(priority_) | {"form": form}, status=422 if form.errors else 200
    )


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a priority, after a page that says what will be lost."""
    priority_ = priority_access.get_priority(request.user, code, to="run")
    if request.method == "POST":
        priority_actions.delete_priority(priority_, by=_me(request))
        messages.success(request, _("Priority deleted. Its actions and asks are still in the plan."))
        return redirect("plans:plan", priority_.place.code)
    return render(request, "plans/delete_priority.html", _context(priority_))


@require_POST
def add_point(request: HttpRequest, code: str, reach: str) -> HttpResponse:
    """Add a point to the map of who can act."""
    priority_ = priority_access.get_priority(request.user, code, to="run")
    form = PointForm(request.POST)
    if reach not in Reach.values or not form.is_valid():
        extra = {"point": form, "reach": reach}
        return render(request, "plans/priority.html", _priority(request, priority_, **extra), status=422)
    priority_actions.add_point(priority_, reach=Reach(reach), text=form.cleaned_data["text"])
    return redirect(f"{priority_presenters.address(priority_)}#{reach}")


@require_POST
def change_point(request: HttpRequest, code: str) -> HttpResponse:
    """Edit a point, or move it to another part of the map."""
    point = priority_access.get_point(request.user, code)
    form = PointChangeForm(request.POST)
    if not form.is_valid():
        extra = {"changed": form, "changing": point.code}
        return render(request, "plans/priority.html", _priority(request, point.priority, **extra), status=422)
    reach = Reach(form.cleaned_data["reach"])
    priority_actions.change_point(point, reach=reach, text=form.cleaned_data["text"])
    return redirect(f"{priority_presenters.address(point.priority)}#{reach}")


@require_POST
def delete_point(request: HttpRequest, code: str) -> HttpResponse:
    """Remove a point from the map."""
    point = priority_access.get_point(request.user, code)
    priority_actions.delete_point(point)
    messages.success(request, _("“%(point)s” has been removed.") % {"point": point.text})
    return redirect(f"{priority_presenters.address(point.priority)}#{point.reach}")


def _context(priority_: Any) -> dict[str, Any]:
    """Return the context that all pages of a priority share."""
    enabler = priority_queries.enabler(priority_)
    title = priority_queries.title(priority_)
    return {
        "priority": priority_,
        "title": title,
        "in_full": enabler.title if enabler and enabler.title != title else "",
        "round": priority_.round,
        "diagnostic": priority_.round.diagnostic,
        "place": priority_.place,
        "because": [str(Because(reason).label) for reason in priority_.because if reason in Because.values],
    }


def _runs(request: HttpRequest, place: Any) -> bool:
    return places.get_membership(request.user, place.code).role in places.MAY["run"]


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
