"""Pages of actions: add, show, edit, move, annotate and delete them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenshoots.web.act.actions import access, actions, initial_values, presenters
from greenshoots.web.act.actions.forms import ActionForm, ActionNoteForm
from greenshoots.web.act.actions.models import ActionStatus
from greenshoots.web.act.editing import edit_form, people
from greenshoots.web.act.library import queries as library
from greenshoots.web.act.priorities import initial_values as starts
from greenshoots.web.act.priorities import queries as priority_queries
from greenshoots.web.base.places import access as places

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.act.actions.models import Action
    from greenshoots.web.base.accounts.models import User


def new(request: HttpRequest, place: str) -> HttpResponse:
    """Add an action, blank or from a library entry, a point of the map or a priority."""
    place_ = places.get_place(request.user, place, to="run")
    start = starts.of(request, place_)
    form = ActionForm(request.POST or None, initial=initial_values.fields(start), priorities=starts.priorities(place_))
    if request.method == "POST" and form.is_valid():
        priority = starts.priority(place_, form.cleaned_data["priority"])
        action_ = actions.make(
            place_, by=_me(request), point=start.point, priority=priority, entry=start.key, **form.values()
        )
        messages.success(request, _("Action added to the plan."))
        return redirect("plans:priority", priority.code) if priority else redirect("plans:action", action_.code)
    context = {"place": place_, "form": form, "start": start, "people": people.people(place_)}
    return render(request, "actions/action_new.html", context, status=422 if form.errors else 200)


@require_GET
def action(request: HttpRequest, code: str) -> HttpResponse:
    """Show an action with its notes."""
    action_ = access.get_action(request.user, code, to="see")
    return render(request, "actions/action.html", _action(request, action_))


def _action(request: HttpRequest, action_: Action, **extra: Any) -> dict[str, Any]:
    today = timezone.localdate()
    context = {
        "line": presenters.line(action_, today),
        "column": presenters.BoardColumn(ActionStatus(action_.state), ()),
        "notes": action_.notes.select_related("by"),
        "entry": library.entry(action_.entry, action_.place) if action_.entry else None,
        "form": ActionNoteForm(),
        "runs": places.get_membership(request.user, action_.place.code).role in places.MAY["run"],
    }
    return _context(action_) | context | extra


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Edit an action."""
    action_ = access.get_action(request.user, code, to="run")
    offered = starts.priorities(action_.place, keep=action_.priority)
    form = ActionForm(request.POST or None, initial=ActionForm.of(action_), priorities=offered)
    if request.method == "POST" and form.is_valid():
        values = form.values() | {"priority": starts.priority(action_.place, form.cleaned_data["priority"])}
        write = partial(actions.change_action, action_, read=form.read, by=_me(request), **values)
        if edit_form.saved(form, action_, write, ActionForm.of):
            messages.success(request, _("Action saved."))
            return redirect("plans:action", code)
    context = _context(action_) | {"form": form, "people": people.people(action_.place)}
    return render(request, "actions/action_edit.html", context, status=edit_form.status(form))


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Set the state of an action, and return to the page that held the button."""
    action_ = access.get_action(request.user, code, to="run")
    to, previous = request.POST.get("to", ""), action_.state
    if to not in ActionStatus.values:
        raise Http404
    if actions.move(action_, to=ActionStatus(to), by=_me(request)):
        values = {"what": action_.what, "before": ActionStatus(previous).label, "now": ActionStatus(to).label}
        messages.success(request, _("Status of “%(what)s” changed from %(before)s to %(now)s.") % values)
    back = request.POST.get("back", "")
    # Only an address of this site: a form on another site could otherwise send people anywhere.
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back) if safe else redirect("plans:action", code)


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Add a note to an action."""
    action_ = access.get_action(request.user, code, to="run")
    form = ActionNoteForm(request.POST)
    if not form.is_valid():
        return render(request, "actions/action.html", _action(request, action_, form=form), status=422)
    actions.note(action_, form.cleaned_data["text"], by=_me(request))
    messages.success(request, _("Note saved."))
    return redirect("plans:action", code)


@require_POST
def delete_note(request: HttpRequest, code: str, note: str) -> HttpResponse:
    """Delete a note."""
    note_ = access.get_note(request.user, code, note)
    actions.delete_note(note_, by=_me(request))
    messages.success(request, _("Note deleted. It said: “%(text)s”") % {"text": note_.text})
    return redirect("plans:action", code)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete an action, after a page that says what will be lost."""
    action_ = access.get_action(request.user, code, to="run")
    if request.method == "POST":
        actions.delete(action_, by=_me(request))
        messages.success(request, _("“%(what)s” has been deleted.") % {"what": action_.what})
        return redirect("plans:plan", action_.place.code)
    return render(request, "actions/action_delete.html", _context(action_) | {"notes": action_.notes.count()})


def _context(action_: Action) -> dict[str, Any]:
    context: dict[str, Any] = {"action": action_, "place": action_.place}
    if action_.priority:
        round_ = action_.priority.round
        context |= {"about": priority_queries.title(action_.priority), "diagnostic": round_.diagnostic, "round": round_}
    return context


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
