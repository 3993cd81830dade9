"""Pages about the bodies that read asks, and pages on which these bodies read and answer them."""

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
from greenshoots.web.act.asks.models import AskReply
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
    """List the bodies that were invited to read asks, and invite another."""
    place_ = places.get_place(request.user, place, to="run")
    form = BodyForm(request.POST or None, initial={"level": Level.REGION})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        body, link = actions.invite(place_, name=cleaned["name"], level=Level(cleaned["level"]), by=_me(request))
        return render(request, "asks/body_invited.html", {"place": place_, "body": body, "link": link})
    context = {"place": place_, "bodies": queries.bodies(place_), "form": form, "now": timezone.now()}
    return render(request, "asks/bodies.html", context, status=422 if form.errors else 200)


def body(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """Rename a body, or create a new link for it."""
    body_ = access.get_body(request.user, place, code)
    form = BodyForm(request.POST or None, initial={"name": body_.name, "level": body_.level})
    if request.method == "POST" and "link" in request.POST and body_.reader is None:
        link = actions.new_link(body_, by=_me(request))
        return render(request, "asks/body_invited.html", {"place": body_.place, "body": body_, "link": link})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        actions.rename_body(body_, name=cleaned["name"], level=Level(cleaned["level"]), by=_me(request))
        return redirect("plans:bodies", place)
    context = {"place": body_.place, "body": body_, "form": form}
    return render(request, "asks/body.html", context, status=422 if form.errors else 200)


def end(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """Stop the access of a body, after a page that says what that means."""
    body_ = access.get_body(request.user, place, code)
    if request.method == "POST":
        actions.end(body_, by=_me(request))
        messages.success(request, _("%(body)s can no longer read your asks.") % {"body": body_.name})
        return redirect("plans:bodies", place)
    return render(request, "asks/body_end.html", {"place": body_.place, "body": body_, "asks": body_.asks.count()})


# Open to people without an account: the body that is invited may be new here, and its link lets it create one.
@login_not_required
@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation to read and answer asks, for one of the person's places."""
    body_ = actions.waiting(secret)
    if body_ is None:
        return render(request, "asks/body_link_ended.html", status=404)
    if not request.user.is_authenticated:
        request.session[INVITED] = True  # opens the page that makes an account
        return render(request, "asks/body_join.html", {"body": body_})
    return _join(request, body_)


def _join(request: HttpRequest, body_: Body) -> HttpResponse:
    person = _me(request)
    own_places = [member.place for member in place_queries.of_person(person) if member.role in places.MAY["run"]]
    offered = [place for place in own_places if place.pk != body_.place_id]
    choosing = request.method == "POST" and "name" not in request.POST
    form = JoinForm(request.POST if choosing else None, places=[(place.code, place.name) for place in offered])
    if choosing and form.is_valid():
        reader = next(place for place in offered if place.code == form.cleaned_data["place"])
        try:
            actions.accept(body_, reader, by=person)
        except PolicyError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("You can now read what %(place)s asks of you.") % {"place": body_.place.name})
            request.session.pop(INVITED, None)
            return redirect("plans:asks_to_us", reader.code)
    if request.method == "POST" and "name" in request.POST:
        return _join_as_new(request, body_)
    context = {"body": body_, "form": form, "offered": offered, "new": PlaceForm()}
    return render(request, "asks/body_join.html", context, status=422 if form.errors else 200)


def _join_as_new(request: HttpRequest, body_: Body) -> HttpResponse:
    """Create a place for the body: an invitation allows it, also where other people may not create places."""
    new = PlaceForm(request.POST)
    if not new.is_valid():
        return render(request, "asks/body_join.html", {"body": body_, "new": new, "form": new}, status=422)
    reader = actions.accept_as_new(body_, new.cleaned_data["name"], by=_me(request))
    request.session.pop(INVITED, None)
    return redirect("plans:asks_to_us", reader.code)


def asks_to_us(request: HttpRequest, place: str) -> HttpResponse:
    """Show what others ask of a place, by enabler; combine asks about the same thing."""
    place_ = places.get_place(request.user, place, to="see")
    runs = _runs(request, place_.code)
    groups, bundles = queries.asks_to(place_), queries.bundles(place_)
    form = BundleForm(request.POST or None, bundles)
    picked = request.POST.getlist("ask")
    if request.method == "POST":
        places.get_place(request.user, place, to="run")
        # Codes from the form are looked up among the asks that were sent to this place, so that no other can be
        # picked.
        asks = [ask for ask in access.read_for(place_) if ask.code in picked]
        if not asks:
            form.add_error(None, _("Select the asks you want to combine."))
        elif len(asks) == 1 and not request.POST.get("into"):
            form.add_error(None, _("Select at least 2 asks. To answer just one, open it."))
        elif form.is_valid():
            return redirect("plans:bundle", _bundled(place_, asks, form, _me(request)).code)
    context = {
        "place": place_, "about": groups, "bundles": bundles, "runs": runs, "form": form, "picked": picked,
        "invited": queries.asked_of(place_), "several": bool(bundles) or sum(len(group.asks) for group in groups) > 1,
    }  # fmt: skip
    return render(request, "asks/asks_to_us.html", context, status=422 if form.errors else 200)


def _bundled(place: Place, asks: list[Ask], form: BundleForm, by: User) -> Bundle:
    """Combine asks into a new bundle, or add them to an existing one."""
    into: Bundle | None = form.cleaned_data.get("into")
    if into is None:
        return actions.bundle(place, asks, title=form.cleaned_data["title"], by=by)
    actions.put(into, asks)
    return into


def ask_to_us(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """Show an ask of another place, and answer it."""
    ask_ = access.get_ask_to_us(request.user, place, code, to="run" if request.method == "POST" else "see")
    ours = places.get_place(request.user, place, to="see")
    form = _reply(request, ask_)
    if request.method == "POST" and form.is_valid():
        actions.answer(ask_, **_answered(form), on=timezone.localdate(), by=_me(request), to_us=ours)
        messages.success(request, _("Answer sent. %(place)s can read it now.") % {"place": ask_.place.name})
        return redirect("plans:ask_to_us", place, code)
    priority_title = priority_queries.title(ask_.priority) if ask_.priority else ""
    context = {"place": ours, "ask": ask_, "form": form, "runs": _runs(request, place), "about": priority_title}
    return render(request, "asks/ask_to_us.html", context, status=422 if form.errors else 200)


def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """Show combined asks, and answer them together."""
    bundle_ = access.get_bundle(request.user, code, to="run" if request.method == "POST" else "see")
    asks = queries.in_bundle(bundle_)
    form = _reply(request, asks[0] if asks else None)
    if request.method == "POST" and form.is_valid():
        number = actions.answer_bundle(bundle_, **_answered(form), by=_me(request))
        message = ngettext(
            "Answer sent. %(number)s place can read it now.", "Answer sent. %(number)s places can read it now.", number
        )
        messages.success(request, message % {"number": number})
        return redirect("plans:bundle", code)
    context = {"place": bundle_.place, "bundle": bundle_, "asks": asks, "form": form}
    context["runs"] = _runs(request, bundle_.place.code)
    return render(request, "asks/bundle.html", context, status=422 if form.errors else 200)


@require_POST
def take_out(request: HttpRequest, code: str, ask: str) -> HttpResponse:
    """Remove an ask from a bundle."""
    bundle_ = access.get_bundle(request.user, code, to="run")
    chosen = next((candidate for candidate in queries.in_bundle(bundle_) if candidate.code == ask), None)
    if chosen is None:
        raise Http404
    actions.take_out(chosen)
    return redirect("plans:bundle", code)


@require_POST
def unbundle(request: HttpRequest, code: str) -> HttpResponse:
    """Separate the asks of a bundle."""
    bundle_ = access.get_bundle(request.user, code, to="run")
    actions.unbundle(bundle_, by=_me(request))
    messages.success(request, _("The asks are separate again."))
    return redirect("plans:asks_to_us", bundle_.place.code)


@require_safe
def bundle_document(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Send a bundle as a file."""
    bundle_: Bundle = access.get_bundle(request.user, code, to="see")
    return file(documents.of_bundle(bundle_, queries.in_bundle(bundle_)), kind, bundle_.title)


def _reply(request: HttpRequest, ask: Ask | None) -> ReplyForm:
    initial = {"reply": ask.reply, "answer": ask.answer, "who": ask.answered_by} if ask else {}
    return ReplyForm(request.POST or None, initial=initial)


def _answered(form: ReplyForm) -> dict[str, Any]:
    cleaned = form.cleaned_data
    return {"reply": AskReply(cleaned["reply"]), "text": cleaned["answer"], "who": cleaned["who"]}


def _runs(request: HttpRequest, place: str) -> bool:
    return places.get_membership(request.user, place).role in places.MAY["run"]


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
