"""Pages of asks: writing, sending, answering, and what followed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from greenshoots.core.errors import PolicyError
from greenshoots.reports import values
from greenshoots.web.act.asks import access, actions, documents, initial_values, queries
from greenshoots.web.act.asks.forms import AnswerForm, AskForm, FollowForm, SendForm
from greenshoots.web.act.asks.models import AskState, Body, Reply
from greenshoots.web.act.editing import edit_form, people
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.priorities import initial_values as starts
from greenshoots.web.act.priorities import queries as priority_queries
from greenshoots.web.base.places import access as places

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.act.asks.models import Ask
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.places.models import Place


@require_GET
def listing(request: HttpRequest, place: str) -> HttpResponse:
    """Show what a place asks of others."""
    found = places.get_place(request.user, place, to="see")
    level, state = request.GET.get("level", ""), request.GET.get("state", "")
    asks = queries.asks(
        found, level=level if level in Level.values else "", state=state if state in AskState.values else ""
    )
    facts = {
        "place": found,
        "asks": [(ask, priority_queries.title(ask.priority) if ask.priority else "") for ask in asks],
        "levels": Level.choices,
        "states": AskState.choices,
        "level": level,
        "state": state,
        "runs": _runs(request, found),
        "asked_of_us": queries.asked_of(found),
    }
    return render(request, "asks/asks.html", facts)


def new(request: HttpRequest, place: str) -> HttpResponse:
    """Write an ask."""
    found = places.get_place(request.user, place, to="run")
    start, carries = starts.of(request, found), initial_values.carried(request, found)
    form = AskForm(request.POST or None, initial=initial_values.fields(start, carries), **_offered(found))
    if request.method == "POST" and form.is_valid():
        made = actions.make(found, by=_me(request), point=start.point, carries=carries, **_values(found, form))
        messages.success(request, _("Ask saved as a draft. Only your team can see it."))
        return redirect("plans:ask", made.code)
    facts = {"place": found, "form": form, "start": start, "carries": carries, "people": people.people(found)}
    return render(request, "asks/ask_new.html", facts, status=422 if form.errors else 200)


def _offered(place: Place, keep: Any = None) -> dict[str, Any]:
    return {"priorities": starts.priorities(place, keep=keep), "bodies": Body.objects.filter(place=place)}


def _values(place: Place, form: AskForm) -> dict[str, Any]:
    given = form.cleaned_data
    body = Body.objects.filter(place=place, code=given.get("body") or "").first()
    return form.values() | {"priority": starts.priority(place, given["priority"]), "body": body}


@require_GET
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Show an ask, how it stands, and the one thing to do next."""
    found = access.get_ask(request.user, code, to="see")
    facts = {"runs": _runs(request, found.place), "send": SendForm(initial={"sent_on": timezone.localdate()})}
    return render(request, "asks/ask.html", _facts(found) | facts)


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an ask."""
    found = access.get_ask(request.user, code, to="run")
    offered = _offered(found.place, found.priority) | {"fixed": actions.ANSWERED if found.in_place else ()}
    form = AskForm(request.POST or None, initial=AskForm.of(found), **offered)
    if request.method == "POST" and form.is_valid():
        values_now = _values(found.place, form)
        write = partial(actions.change_ask, found, read=form.read, by=_me(request), **values_now)
        if edit_form.saved(form, found, write, AskForm.of):
            return redirect("plans:ask", code)
    facts = _facts(found) | {"form": form, "people": people.people(found.place)}
    return render(request, "asks/ask_edit.html", facts, status=edit_form.status(form))


@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Write down that an ask was sent."""
    found = access.get_ask(request.user, code, to="run")
    if found.body and found.body.reader:
        actions.send(found, on=timezone.localdate(), by=_me(request))
        messages.success(request, _("Ask sent. %(body)s can read and answer it here.") % {"body": found.body.name})
        return redirect("plans:ask", code)
    form = SendForm(request.POST)
    if not form.is_valid():
        facts = {"runs": True, "send": form, "form": form}
        return render(request, "asks/ask.html", _facts(found) | facts, status=422)
    actions.send(found, on=form.cleaned_data["sent_on"], by=_me(request))
    messages.success(request, _("Ask marked as sent."))
    return redirect("plans:ask", code)


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Make an ask a draft again."""
    found = access.get_ask(request.user, code, to="run")
    try:
        actions.take_back(found, by=_me(request))
    except PolicyError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("Ask withdrawn. It is a draft again, and the organisation you asked can no longer read it here.")
        )
    return redirect("plans:ask", code)


def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Write down the answer that came by letter, in a meeting, by telephone."""
    found = access.get_ask(request.user, code, to="run")
    if found.in_place:
        messages.error(request, _("The organisation answered here, so only they can change the answer."))
        return redirect("plans:ask", code)
    form = AnswerForm(request.POST or None, initial=AnswerForm.of(found, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = {"reply": Reply(given["reply"]), "text": given["answer"], "who": given["who"]}
        actions.answer(found, **told, on=given["answered_on"], by=_me(request))
        return redirect("plans:ask", code)
    facts = _facts(found) | {"form": form}
    return render(request, "asks/ask_answer.html", facts, status=422 if form.errors else 200)


def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what followed."""
    found = access.get_ask(request.user, code, to="run")
    form = FollowForm(request.POST or None, initial=FollowForm.of(found))
    if request.method == "POST" and form.is_valid():
        actions.follow(found, **form.cleaned_data, by=_me(request))
        return redirect("plans:ask", code)
    facts = _facts(found) | {"form": form}
    return render(request, "asks/ask_follow.html", facts, status=422 if form.errors else 200)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete an ask, once it has been said what is lost."""
    found = access.get_ask(request.user, code, to="run")
    if request.method == "POST":
        actions.delete(found, by=_me(request))
        messages.success(request, _("“%(need)s” has been deleted.") % {"need": found.need})
        return redirect("plans:asks", found.place.code)
    return render(request, "asks/ask_delete.html", _facts(found))


@require_safe
def document(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Give an ask as a file to send."""
    found = access.get_ask(request.user, code, to="see")
    return file(documents.of_ask(found), kind, found.need)


def file(outline: Any, kind: str, name: str) -> HttpResponse:
    """Give a document as a file."""
    if kind not in documents.KINDS:
        raise Http404
    made = documents.render(outline, kind, translation.get_language() or "en")
    response = HttpResponse(made, content_type=documents.KINDS[kind])
    title = f"{values.slug(name)[:60]}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=title) or ""
    return response


def _facts(found: Ask) -> dict[str, Any]:
    facts: dict[str, Any] = {"ask": found, "place": found.place}
    if found.priority:
        round_ = found.priority.round
        facts |= {"about": priority_queries.title(found.priority), "diagnostic": round_.diagnostic, "round": round_}
    return facts


def _runs(request: HttpRequest, place: Place) -> bool:
    return places.get_membership(request.user, place.code).role in places.MAY["run"]


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
