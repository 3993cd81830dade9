"""What a phone in the room sees and sends. No account, no cookie: a phone is known by the secret in its own address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from greenshoots.web.base.asgi import http
from greenshoots.web.base.site import codes
from greenshoots.web.collect.invitations import qr_code as pictures
from greenshoots.web.meet.workshops import phone_token, phone_writes, queries, summary, view_model, votes
from greenshoots.web.meet.workshops.models import Workshop
from greenshoots.web.meet.workshops.phone_writes import Sent
from greenshoots.web.meet.workshops.state_machine import Phase

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
        wrong = _("No workshop has this code. Check the code on the big screen: it has 6 letters and numbers.")
        return render(request, "workshops/front.html", {"wrong": wrong, "typed": request.GET["code"]}, status=404)
    return render(request, "workshops/front.html")


@_open_to_all
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Give a phone its own address."""
    workshop = _workshop(code)
    if workshop.ended_on:
        return redirect("workshops:summary", workshop.summary_code)
    if request.method == "POST":
        token = phone_token.new(shared="shared" in request.POST)
        votes.join(workshop, token)
        return _back(workshop, token)
    return _private(HttpResponse(joining(code)))


@_open_to_all
def phone(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Show a phone what the room does, and take its score or its dots."""
    workshop = _workshop(code)
    if not phone_token.is_one(token):
        raise Http404
    if request.method != "POST":
        votes.join(workshop, token)
        return _private(HttpResponse(own_page(code, token)))
    sent, wrong = understood(workshop.pk, token, request.POST.urlencode().encode())
    if sent is not None and phone_writes.record([sent])[0]:
        return _back(workshop, token)
    return _private(HttpResponse(own_page(code, token, wrong=wrong or late()), status=422))


@_open_to_all
def now(_request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Give the part of a phone's page that changes."""
    if not phone_token.is_one(token):
        raise Http404
    return _private(HttpResponse(own_page(code, token, part=True)))


def _back(workshop: Workshop, token: str) -> HttpResponse:
    """Lead to the phone's own page, so that loading it again sends nothing twice."""
    answer = HttpResponseRedirect(reverse("workshops:phone", args=[workshop.code, token]))
    answer.status_code = 303
    return _private(answer)


def joining(code: str) -> str:
    """Give the page on which people read who will see what before they join."""
    workshop = _workshop(code)
    with translation.override(workshop.language):
        return render_to_string("workshops/join.html", {"stage": view_model.of(workshop), "workshop": workshop})


def own_page(code: str, token: str, *, part: bool = False, wrong: str = "") -> str:
    """Give what a phone sees, as a page or as the part of it that changes."""
    workshop = _workshop(code)
    here = view_model.of(workshop)
    shown: dict[str, Any] = {"stage": here, "workshop": workshop, "token": token, "wrong": wrong}
    if here.state.scoring:
        shown |= _scoring(here, token)
    if here.state.phase is Phase.DOTS:
        mine = [] if phone_token.is_shared(token) else votes.my_dots(workshop, token)
        laid = [*mine, *[""] * here.state.dots_each][: here.state.dots_each]
        shown |= {"my_dots": mine, "dots": list(enumerate(laid, start=1))}
    if phone_token.is_shared(token) and (here.state.scoring or here.state.phase is Phase.DOTS):
        vote = here.state.scoring
        purpose = ("score", vote[0], str(vote[1])) if vote else ("dots",)
        shown |= {"shared": True, "turn_of": votes.turns_taken(workshop, token, *purpose)}
    if here.state.phase is Phase.ENDED:
        shown["summary"] = reverse("workshops:summary", args=[workshop.summary_code]) if workshop.shared else ""
    if here.state.phase in {Phase.PICTURE, Phase.COUNTED}:
        shown["spider"] = view_model.spiders(workshop, view_model.NARROW)
    with translation.override(workshop.language):
        return render_to_string(f"workshops/{'phone_now' if part else 'phone'}.html", shown)


def understood(workshop: int, token: str, body: bytes) -> tuple[Sent | None, str]:
    """Read what a phone sent; None with a sentence where it is nothing that can be kept."""
    found = http.fields(body)
    if found is None:
        return None, _("We could not read what you sent. Refresh the page and send it again.")
    token = phone_token.person(token, min(max(_number(found.get("person", "0")), 0), votes.MOST_SHARING - 1))
    if found.get("press") == "dots":
        dots = [value for name, value in parse_qsl(body.decode(), max_num_fields=50) if name == "dot"]
        return Sent(workshop, token, dots=tuple(dots)), ""
    points, turn = found.get("score", ""), found.get("turn", "")
    if not points:
        return None, _("Choose a score first.")
    sure = points != "not-sure"
    vote = (found.get("enabler", ""), _number(turn))
    given = _number(points) if sure else None
    return Sent(workshop, token, vote, given, found.get("why", ""), "openly" in found), ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1


def late() -> str:
    """Say that what a phone sent came too late."""
    return _("The workshop has moved on, so this was not counted.")


def again() -> str:
    """Say that nothing could be written."""
    return _("We could not save this just now. Wait a moment, then send it again.")


def _scoring(here: view_model.Stage, token: str) -> dict[str, Any]:
    """Give the points of the scale, and what this phone has chosen among them."""
    enabler, turn = here.state.at, here.state.turn
    # A phone that people share shows nobody what the person before gave.
    mine = None if phone_token.is_shared(token) else votes.mine(here.workshop, token, enabler, turn)
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
