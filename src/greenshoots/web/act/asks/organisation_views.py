"""Pages about those who were invited to read asks, and pages on which they read and answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from greenshoots.core.errors import PolicyError
from greenshoots.web.act.asks import access, actions, documents, queries
from greenshoots.web.act.asks.forms import BodyForm, BundleForm, JoinForm, ReplyForm
from greenshoots.web.act.asks.models import Reply
from greenshoots.web.act.asks.views import file
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.priorities import queries as priority_queries
from greenshoots.web.base.accounts.adapters import INVITED
from greenshoots.web.base.places import access as places
from greenshoots.web.base.places import queries as place_queries
from greenshoots.web.base.places.forms import PlaceForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.act.asks.models import Ask, Body, Bundle
    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.places.models import Place


def bodies(request: HttpRequest, place: str) -> HttpResponse:
    """List who was invited to read asks here, and invite somebody."""
    found = places.get_place(request.user, place, to="run")
    form = BodyForm(request.POST or None, initial={"level": Level.REGION})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        body, link = actions.invite(found, name=given["name"], level=Level(given["level"]), by=_me(request))
        return render(request, "asks/body_invited.html", {"place": found, "body": body, "link": link})
    facts = {"place": found, "bodies": queries.bodies(found), "form": form, "now": timezone.now()}
    return render(request, "asks/bodies.html", facts, status=422 if form.errors else 200)


def body(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """Rename somebody who reads asks, or make them a new link."""
    found = access.get_body(request.user, place, code)
    form = BodyForm(request.POST or None, initial={"name": found.name, "level": found.level})
    if request.method == "POST" and "link" in request.POST and found.reader is None:
        link = actions.new_link(found, by=_me(request))
        return render(request, "asks/body_invited.html", {"place": found.place, "body": found, "link": link})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.rename_body(found, name=given["name"], level=Level(given["level"]), by=_me(request))
        return redirect("plans:bodies", place)
    facts = {"place": found.place, "body": found, "form": form}
    return render(request, "asks/body.html", facts, status=422 if form.errors else 200)


def end(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """Let a body read nothing more, once it has been said what that means."""
    found = access.get_body(request.user, place, code)
    if request.method == "POST":
        actions.end(found, by=_me(request))
        messages.success(request, _("%(body)s can no longer read your asks.") % {"body": found.name})
        return redirect("plans:bodies", place)
    return render(request, "asks/body_end.html", {"place": found.place, "body": found, "asks": found.asks.count()})


@login_not_required
@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept to read and answer what is asked, for one of one's own places."""
    found = actions.waiting(secret)
    if found is None:
        return render(request, "asks/body_link_ended.html", status=404)
    if not request.user.is_authenticated:
        request.session[INVITED] = True  # opens the page that makes an account
        return render(request, "asks/body_join.html", {"body": found})
    return _join(request, found)


def _join(request: HttpRequest, found: Body) -> HttpResponse:
    person = _me(request)
    mine = [one.place for one in place_queries.of_person(person) if one.role in places.MAY["run"]]
    offered = [one for one in mine if one.pk != found.place_id]
    choosing = request.method == "POST" and "name" not in request.POST
    form = JoinForm(request.POST if choosing else None, places=[(one.code, one.name) for one in offered])
    if choosing and form.is_valid():
        reader = next(one for one in offered if one.code == form.cleaned_data["place"])
        try:
            actions.accept(found, reader, by=person)
        except PolicyError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("You can now read what %(place)s asks of you.") % {"place": found.place.name})
            request.session.pop(INVITED, None)
            return redirect("plans:asks_to_us", reader.code)
    if request.method == "POST" and "name" in request.POST:
        return _join_as_new(request, found)
    facts = {"body": found, "form": form, "offered": offered, "new": PlaceForm()}
    return render(request, "asks/body_join.html", facts, status=422 if form.errors else 200)


def _join_as_new(request: HttpRequest, found: Body) -> HttpResponse:
    """Make a place for whoever is asked: the invitation is leave enough, also where others may make none."""
    new = PlaceForm(request.POST)
    if not new.is_valid():
        return render(request, "asks/body_join.html", {"body": found, "new": new, "form": new}, status=422)
    reader = actions.accept_as_new(found, new.cleaned_data["name"], by=_me(request))
    request.session.pop(INVITED, None)
    return redirect("plans:asks_to_us", reader.code)


def asks_to_us(request: HttpRequest, place: str) -> HttpResponse:
    """Show what others ask of a place, by enabler; put asks together that are about one thing."""
    found = places.get_place(request.user, place, to="see")
    runs = _runs(request, found.code)
    about, bundles = queries.asks_to(found), queries.bundles(found)
    form = BundleForm(request.POST or None, bundles)
    picked = request.POST.getlist("ask")
    if request.method == "POST":
        places.get_place(request.user, place, to="run")
        asks = [ask for ask in access.read_for(found) if ask.code in picked]
        if not asks:
            form.add_error(None, _("Select the asks you want to combine."))
        elif len(asks) == 1 and not request.POST.get("into"):
            form.add_error(None, _("Select at least 2 asks. To answer just one, open it."))
        elif form.is_valid():
            return redirect("plans:bundle", _bundled(found, asks, form, _me(request)).code)
    facts = {
        "place": found, "about": about, "bundles": bundles, "runs": runs, "form": form, "picked": picked,
        "invited": queries.asked_of(found), "several": bool(bundles) or sum(len(one.asks) for one in about) > 1,
    }  # fmt: skip
    return render(request, "asks/asks_to_us.html", facts, status=422 if form.errors else 200)


def _bundled(place: Place, asks: list[Ask], form: BundleForm, by: User) -> Bundle:
    """Put asks together by themselves, or into a bundle that is there."""
    into: Bundle | None = form.cleaned_data.get("into")
    if into is None:
        return actions.bundle(place, asks, title=form.cleaned_data["title"], by=by)
    actions.put(into, asks)
    return into


def ask_to_us(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """Show one ask of somebody else, and answer it."""
    found = access.get_ask_to_us(request.user, place, code, to="run" if request.method == "POST" else "see")
    ours = places.get_place(request.user, place, to="see")
    form = _reply(request, found)
    if request.method == "POST" and form.is_valid():
        actions.answer(found, **_answered(form), on=timezone.localdate(), by=_me(request), to_us=ours)
        messages.success(request, _("Answer sent. %(place)s can read it now.") % {"place": found.place.name})
        return redirect("plans:ask_to_us", place, code)
    about = priority_queries.title(found.priority) if found.priority else ""
    facts = {"place": ours, "ask": found, "form": form, "runs": _runs(request, place), "about": about}
    return render(request, "asks/ask_to_us.html", facts, status=422 if form.errors else 200)


def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """Show asks that belong together, and answer them together."""
    found = access.get_bundle(request.user, code, to="run" if request.method == "POST" else "see")
    asks = queries.in_bundle(found)
    form = _reply(request, asks[0] if asks else None)
    if request.method == "POST" and form.is_valid():
        number = actions.answer_bundle(found, **_answered(form), by=_me(request))
        told = ngettext(
            "Answer sent. %(number)s place can read it now.", "Answer sent. %(number)s places can read it now.", number
        )
        messages.success(request, told % {"number": number})
        return redirect("plans:bundle", code)
    facts = {"place": found.place, "bundle": found, "asks": asks, "form": form}
    facts["runs"] = _runs(request, found.place.code)
    return render(request, "asks/bundle.html", facts, status=422 if form.errors else 200)


@require_POST
def take_out(request: HttpRequest, code: str, ask: str) -> HttpResponse:
    """Take an ask out of a bundle."""
    found = access.get_bundle(request.user, code, to="run")
    chosen = next((one for one in queries.in_bundle(found) if one.code == ask), None)
    if chosen is None:
        raise Http404
    actions.take_out(chosen)
    return redirect("plans:bundle", code)


@require_POST
def unbundle(request: HttpRequest, code: str) -> HttpResponse:
    """Take a bundle apart."""
    found = access.get_bundle(request.user, code, to="run")
    actions.unbundle(found, by=_me(request))
    messages.success(request, _("The asks are separate again."))
    return redirect("plans:asks_to_us", found.place.code)


@require_safe
def bundle_document(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Give a bundle as a file."""
    found: Bundle = access.get_bundle(request.user, code, to="see")
    return file(documents.of_bundle(found, queries.in_bundle(found)), kind, found.title)


def _reply(request: HttpRequest, ask: Ask | None) -> ReplyForm:
    told = {"reply": ask.reply, "answer": ask.answer, "who": ask.answered_by} if ask else {}
    return ReplyForm(request.POST or None, initial=told)


def _answered(form: ReplyForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {"reply": Reply(given["reply"]), "text": given["answer"], "who": given["who"]}


def _runs(request: HttpRequest, place: str) -> bool:
    return places.get_membership(request.user, place).role in places.MAY["run"]


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
