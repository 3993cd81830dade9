"""Pages of asks: add, send, record the answer and the follow-up."""

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
from greenshoots.web.act.asks.models import AskReply, AskState, Body
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
    """List what a place asks of others."""
    place_ = places.get_place(request.user, place, to="see")
    level, state = request.GET.get("level", ""), request.GET.get("state", "")
    asks = queries.asks(
        place_, level=level if level in Level.values else "", state=state if state in AskState.values else ""
    )
    context = {
        "place": place_,
        "asks": [(ask, priority_queries.title(ask.priority) if ask.priority else "") for ask in asks],
        "levels": Level.choices,
        "states": AskState.choices,
        "level": level,
        "state": state,
        "runs": _runs(request, place_),
        "asked_of_us": queries.asked_of(place_),
    }
    return render(request, "asks/asks.html", context)


def new(request: HttpRequest, place: str) -> HttpResponse:
    """Add an ask."""
    place_ = places.get_place(request.user, place, to="run")
    start, carries = starts.of(request, place_), initial_values.carried(request, place_)
    form = AskForm(request.POST or None, initial=initial_values.fields(start, carries), **_offered(place_))
    if request.method == "POST" and form.is_valid():
        ask_ = actions.make(place_, by=_me(request), point=start.point, carries=carries, **_values(place_, form))
        messages.success(request, _("Ask saved as a draft. Only your team can see it."))
        return redirect("plans:ask", ask_.code)
    context = {"place": place_, "form": form, "start": start, "carries": carries, "people": people.people(place_)}
    return render(request, "asks/ask_new.html", context, status=422 if form.errors else 200)


def _offered(place: Place, keep: Any = None) -> dict[str, Any]:
    return {"priorities": starts.priorities(place, keep=keep), "bodies": Body.objects.filter(place=place)}


def _values(place: Place, form: AskForm) -> dict[str, Any]:
    cleaned = form.cleaned_data
    body = Body.objects.filter(place=place, code=cleaned.get("body") or "").first()
    return form.values() | {"priority": starts.priority(place, cleaned["priority"]), "body": body}


@require_GET
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Show an ask, its status, and the next thing to do."""
    ask_ = access.get_ask(request.user, code, to="see")
    context = {"runs": _runs(request, ask_.place), "send": SendForm(initial={"sent_on": timezone.localdate()})}
    return render(request, "asks/ask.html", _context(ask_) | context)


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Edit an ask."""
    ask_ = access.get_ask(request.user, code, to="run")
    offered = _offered(ask_.place, ask_.priority) | {"fixed": actions.ANSWERED if ask_.in_place else ()}
    form = AskForm(request.POST or None, initial=AskForm.of(ask_), **offered)
    if request.method == "POST" and form.is_valid():
        values_now = _values(ask_.place, form)
        write = partial(actions.change_ask, ask_, read=form.read, by=_me(request), **values_now)
        if edit_form.saved(form, ask_, write, AskForm.of):
            return redirect("plans:ask", code)
    context = _context(ask_) | {"form": form, "people": people.people(ask_.place)}
    return render(request, "asks/ask_edit.html", context, status=edit_form.status(form))


@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Send an ask, or record that it was sent."""
    ask_ = access.get_ask(request.user, code, to="run")
    if ask_.body and ask_.body.reader:
        # The organisation can read it here from this moment, so there is no other day to enter.
        actions.send(ask_, on=timezone.localdate(), by=_me(request))
        messages.success(request, _("Ask sent. %(body)s can read and answer it here.") % {"body": ask_.body.name})
        return redirect("plans:ask", code)
    form = SendForm(request.POST)
    if not form.is_valid():
        context = {"runs": True, "send": form, "form": form}
        return render(request, "asks/ask.html", _context(ask_) | context, status=422)
    actions.send(ask_, on=form.cleaned_data["sent_on"], by=_me(request))
    messages.success(request, _("Ask marked as sent."))
    return redirect("plans:ask", code)


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Make an ask a draft again."""
    ask_ = access.get_ask(request.user, code, to="run")
    try:
        actions.take_back(ask_, by=_me(request))
    except PolicyError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("Ask withdrawn. It is a draft again, and the organisation you asked can no longer read it here.")
        )
    return redirect("plans:ask", code)


def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Record an answer that came by letter, by phone or in a meeting."""
    ask_ = access.get_ask(request.user, code, to="run")
    if ask_.in_place:
        messages.error(request, _("The organisation answered here, so only they can change the answer."))
        return redirect("plans:ask", code)
    form = AnswerForm(request.POST or None, initial=AnswerForm.of(ask_, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        fields = {"reply": AskReply(cleaned["reply"]), "text": cleaned["answer"], "who": cleaned["who"]}
        actions.answer(ask_, **fields, on=cleaned["answered_on"], by=_me(request))
        return redirect("plans:ask", code)
    context = _context(ask_) | {"form": form}
    return render(request, "asks/ask_answer.html", context, status=422 if form.errors else 200)


def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Edit the follow-up of an ask."""
    ask_ = access.get_ask(request.user, code, to="run")
    form = FollowForm(request.POST or None, initial=FollowForm.of(ask_))
    if request.method == "POST" and form.is_valid():
        actions.follow(ask_, **form.cleaned_data, by=_me(request))
        return redirect("plans:ask", code)
    context = _context(ask_) | {"form": form}
    return render(request, "asks/ask_follow.html", context, status=422 if form.errors else 200)


def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete an ask, after a page that says what will be lost."""
    ask_ = access.get_ask(request.user, code, to="run")
    if request.method == "POST":
        actions.delete(ask_, by=_me(request))
        messages.success(request, _("“%(need)s” has been deleted.") % {"need": ask_.need})
        return redirect("plans:asks", ask_.place.code)
    return render(request, "asks/ask_delete.html", _context(ask_))


@require_safe
def document(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Send an ask as a file."""
    ask_ = access.get_ask(request.user, code, to="see")
    return file(documents.of_ask(ask_), kind, ask_.need)


def file(outline: Any, kind: str, name: str) -> HttpResponse:
    """Return a document as a file."""
    if kind not in documents.KINDS:
        raise Http404
    content = documents.render(outline, kind, translation.get_language() or "en")
    response = HttpResponse(content, content_type=documents.KINDS[kind])
    # A need can have 200 letters; the name of a file has to stay short.
    title = f"{values.slug(name)[:60]}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=title) or ""
    return response


def _context(ask_: Ask) -> dict[str, Any]:
    context: dict[str, Any] = {"ask": ask_, "place": ask_.place}
    if ask_.priority:
        round_ = ask_.priority.round
        context |= {"about": priority_queries.title(ask_.priority), "diagnostic": round_.diagnostic, "round": round_}
    return context


def _runs(request: HttpRequest, place: Place) -> bool:
    return places.get_membership(request.user, place.code).role in places.MAY["run"]


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
