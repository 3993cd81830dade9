"""What a phone in the room sees and sends. No account, no cookie: a phone is known by the secret in its own address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from greenshoots.core.errors import PolicyError
from greenshoots.web.invitations import codes as pictures
from greenshoots.web.site import codes
from greenshoots.web.workshops import private, queries, stage, summary, votes
from greenshoots.web.workshops.machine import Phase
from greenshoots.web.workshops.models import Workshop

View = Callable[..., HttpResponse]


def _open_to_all(view: View) -> View:
    """Let everybody in: nobody signs in to score, and there is no cookie that a forged form could use."""
    return never_cache(csrf_exempt(login_not_required(view)))


def _workshop(code: str) -> Workshop:
    found = Workshop.objects.select_related("place", "diagnostic__instrument").filter(code=code.lower()).first()
    if found is None:
        raise Http404
    found.diagnostic.place = found.place
    return found


@_open_to_all
def front(request: HttpRequest) -> HttpResponse:
    """Take the code that stands on the wall."""
    typed = codes.read(request.GET.get("code", "")).lower()
    if typed:
        if Workshop.objects.filter(code=typed).exists():
            return redirect("workshops:join", typed)
        wrong = _("No workshop has this code. Look at the wall again: it has six letters and figures.")
        return render(request, "workshops/front.html", {"wrong": wrong, "typed": request.GET["code"]}, status=404)
    return render(request, "workshops/front.html")


@_open_to_all
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Give a phone its own address."""
    workshop = _workshop(code)
    if workshop.ended_on:
        return redirect("workshops:summary", workshop.summary_code)
    if request.method == "POST":
        token = private.new()
        votes.join(workshop, token)
        answer = HttpResponseRedirect(reverse("workshops:phone", args=[workshop.code, token]))
        answer.status_code = 303
        return answer
    with translation.override(workshop.language):
        return _private(render(request, "workshops/join.html", {"stage": stage.of(workshop), "workshop": workshop}))


@_open_to_all
def phone(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Show a phone what the room does, and take its score or its dots."""
    workshop = _workshop(code)
    if not private.is_one(token):
        raise Http404
    if request.method == "POST":
        return _taken(request, workshop, token)
    votes.join(workshop, token)
    return _page(request, workshop, token, "workshops/phone.html")


@_open_to_all
def now(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Give the part of a phone's page that changes."""
    return _page(request, _workshop(code), token, "workshops/phone_now.html")


def _taken(request: HttpRequest, workshop: Workshop, token: str) -> HttpResponse:
    """Keep what a phone sent; the answer goes out once it is on the disk."""
    data = request.POST
    try:
        if data.get("press") == "dots":
            dots = [name for name in data.getlist("dot") if name]
            kept = votes.lay_dots(workshop, token, dots)
        else:
            points, turn = data.get("score", ""), data.get("turn", "")
            if not points:
                return _page(request, workshop, token, "workshops/phone.html", wrong=_("Choose a score first."))
            kept = votes.score(
                workshop, token, data.get("enabler", ""), int(turn) if turn.isdecimal() else 0,
                None if points == "not-sure" else int(points) if points.isdecimal() else -1,
                why=data.get("why", ""), openly="openly" in data,
            )  # fmt: skip
    except PolicyError as refused:
        return _page(request, workshop, token, "workshops/phone.html", wrong=str(refused))
    if not kept:
        late = _("The room has moved on, so this was not counted.")
        return _page(request, workshop, token, "workshops/phone.html", wrong=late)
    answer = HttpResponseRedirect(reverse("workshops:phone", args=[workshop.code, token]))
    answer.status_code = 303
    return answer


def _page(request: HttpRequest, workshop: Workshop, token: str, template: str, *, wrong: str = "") -> HttpResponse:
    if not private.is_one(token):
        raise Http404
    here = stage.of(workshop)
    shown: dict[str, Any] = {"stage": here, "workshop": workshop, "token": token, "wrong": wrong}
    if here.state.scoring:
        shown |= _scoring(here, token)
    if here.state.phase is Phase.DOTS:
        mine = votes.my_dots(workshop, token)
        laid = [*mine, *[""] * here.state.dots_each][: here.state.dots_each]
        shown |= {"my_dots": mine, "dots": list(enumerate(laid, start=1))}
    if here.state.phase is Phase.ENDED:
        shown["summary"] = reverse("workshops:summary", args=[workshop.summary_code]) if workshop.shared else ""
    if here.state.phase in {Phase.PICTURE, Phase.COUNTED}:
        shown["spider"] = stage.spiders(workshop)
    with translation.override(workshop.language):
        return _private(render(request, template, shown, status=422 if wrong else 200))


def _scoring(here: stage.Stage, token: str) -> dict[str, Any]:
    """Give the points of the scale, and what this phone has chosen among them."""
    enabler, turn = here.state.at, here.state.turn
    mine = votes.mine(here.workshop, token, enabler, turn)
    scale = here.instrument.scale
    chosen = None if mine is None or mine.score < 0 else mine.score + scale.minimum
    points = [(point, scale.label(point), point == chosen) for point in scale.points]
    return {"mine": mine, "points": points, "unsure": mine is not None and mine.score < 0}


def _private(answer: HttpResponse) -> HttpResponse:
    """Keep a phone's address out of what other pages are told."""
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@_open_to_all
def qr(_request: HttpRequest, code: str) -> HttpResponse:
    """Draw the code that phones scan."""
    workshop = _workshop(code)
    drawn = pictures.svg(queries.address(workshop), title=_("Scan to join: %(address)s") % {"address": workshop.code})
    return HttpResponse(drawn, content_type="image/svg+xml")


@_open_to_all
def summary_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show everybody with the link what came out of a workshop."""
    found = Workshop.objects.select_related("place", "diagnostic__instrument").filter(summary_code=code).first()
    if found is None or not found.shared or not found.ended_on:
        raise Http404
    found.diagnostic.place = found.place
    with translation.override(found.language):
        return render(request, "workshops/summary.html", summary.of(found) | {"team": False})
