"""Pages of actions: making, following, noting and ending them."""

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
from greenshoots.web.act.actions.forms import ActionForm, NoteForm
from greenshoots.web.act.actions.models import State
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
    """Make an action, blank or from a library entry, a point of the map or a priority."""
    found = places.get_place(request.user, place, to="run")
    start = starts.of(request, found)
    form = ActionForm(request.POST or None, initial=initial_values.fields(start), priorities=starts.priorities(found))
    if request.method == "POST" and form.is_valid():
        priority = starts.priority(found, form.cleaned_data["priority"])
        made = actions.make(
            found, by=_me(request), point=start.point, priority=priority, entry=start.key, **form.values()
        )
        messages.success(request, _("Action added to the plan."))
        return redirect("plans:priority", priority.code) if priority else redirect("plans:action", made.code)
    facts = {"place": found, "form": form, "start": start, "people": people.people(found)}
    return render(request, "actions/action_new.html", facts, status=422 if form.errors else 200)


@require_GET
def action(request: HttpRequest, code: str) -> HttpResponse:
    """Show an action with its notes."""
    found = access.get_action(request.user, code, to="see")
    return render(request, "actions/action.html", _action(request, found))


def _action(request: HttpRequest, found: Action, **shown: Any) -> dict[str, Any]:
    today = timezone.localdate()
    facts = {
        "line": presenters.line(found, today),
        "column": presenters.Column(State(found.state), ()),
        "notes": found.notes.select_related("by"),
        "entry": library.entry(found.entry, found.place) if found.entry else None,
        "form": NoteForm(),
        "runs": places.get_membership(request.user, found.place.code).role in places.MAY["run"],
    }
    return _facts(found) | facts | shown


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an action."""
    found = access.get_action(request.user, code, to="run")
    offered = starts.priorities(found.place, keep=found.priority)
    form = ActionForm(request.POST or None, initial=ActionForm.of(found), priorities=offered)
    if request.method == "POST" and form.is_valid():
        values = form.values() | {"priority": starts.priority(found.place, form.cleaned_data["priority"])}
        write = partial(actions.change_action, found, read=form.read, by=_me(request), **values)
        if edit_form.saved(form, found, write, ActionForm.of):
            messages.success(request, _("Action saved."))
            return redirect("plans:action", code)
    facts = _facts(found) | {"form": form, "people": people.people(found.place)}
    return render(request, "actions/action_edit.html", facts, status=edit_form.status(form))


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Put an action into another state, and lead back to where the button was."""
    found = access.get_action(request.user, code, to="run")
    to, before = request.POST.get("to", ""), found.state
    if to not in State.values:
        raise Http404
    if actions.move(found, to=State(to), by=_me(request)):
        told = {"what": found.what, "before": State(before).label, "now": State(to).label}
        messages.success(request, _("“%(what)s” is now: %(now)s. It was: %(before)s.") % told)
    back = request.POST.get("back", "")
    # Only an address of ours: a form elsewhere could lead people away.
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back) if safe else redirect("plans:action", code)


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Write something down about an action."""
    found = access.get_action(request.user, code, to="run")
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "actions/action.html", _action(request, found, form=form), status=422)
    actions.note(found, form.cleaned_data["text"], by=_me(request))
    messages.success(request, _("Note saved."))
    return redirect("plans:action", code)


@require_POST
def delete_note(request: HttpRequest, code: str, note: str) -> HttpResponse:
    """Delete a note."""
    found = access.get_note(request.user, code, note)
    actions.delete_note(found, by=_me(request))
    messages.success(request, _("Note deleted. It said: “%(text)s”") % {"text": found.text})
    return redirect("plans:action", code)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete an action, once it has been said what is lost."""
    found = access.get_action(request.user, code, to="run")
    if request.method == "POST":
        actions.delete(found, by=_me(request))
        messages.success(request, _("“%(what)s” has been deleted.") % {"what": found.what})
        return redirect("plans:plan", found.place.code)
    return render(request, "actions/action_delete.html", _facts(found) | {"notes": found.notes.count()})


def _facts(found: Action) -> dict[str, Any]:
    facts: dict[str, Any] = {"action": found, "place": found.place}
    if found.priority:
        round_ = found.priority.round
        facts |= {"about": priority_queries.title(found.priority), "diagnostic": round_.diagnostic, "round": round_}
    return facts


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
