"""Pages of a phone in the room. No account, no cookie: a phone is known by the secret in its address."""

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
from greenshoots.web.meet.workshops.phone_writes import PhoneMessage
from greenshoots.web.meet.workshops.state_machine import Phase

View = Callable[..., HttpResponse]


def _open_to_all(view: View) -> View:
    """Open a view to people without an account. There is no cookie that a forged form could use, so no CSRF token."""
    return never_cache(csrf_exempt(login_not_required(view)))


def _workshop(code: str) -> Workshop:
    workshop = Workshop.objects.select_related("place", "diagnostic__instrument").filter(code=code.lower()).first()
    if workshop is None:
        raise Http404
    workshop.diagnostic.place = workshop.place
    return workshop


@_open_to_all
def front(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the big screen."""
    typed = codes.read(request.GET.get("code", "")).lower()
    if typed:
        if Workshop.objects.filter(code=typed).exists():
            return redirect("workshops:join", typed)
        wrong = _("No workshop has this code. Check the code on the big screen: it has 6 letters and numbers.")
        return render(request, "workshops/front.html", {"wrong": wrong, "typed": request.GET["code"]}, status=404)
    return render(request, "workshops/front.html")


@_open_to_all
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Show who sees what, and give a phone its secret address."""
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
    """Show a phone the current step, and receive its score or its dots."""
    workshop = _workshop(code)
    if not phone_token.is_token(token):
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
    """Show the part of a phone's page that changes."""
    if not phone_token.is_token(token):
        raise Http404
    return _private(HttpResponse(own_page(code, token, fragment=True)))


def _back(workshop: Workshop, token: str) -> HttpResponse:
    """Redirect to the phone's page, so that refreshing it sends nothing twice."""
    answer = HttpResponseRedirect(reverse("workshops:phone", args=[workshop.code, token]))
    answer.status_code = 303
    return _private(answer)


def joining(code: str) -> str:
    """Return the page on which people read who sees what before they join."""
    workshop = _workshop(code)
    with translation.override(workshop.language):
        return render_to_string("workshops/join.html", {"stage": view_model.of(workshop), "workshop": workshop})


def own_page(code: str, token: str, *, fragment: bool = False, wrong: str = "") -> str:
    """Return what a phone sees, as a page or as the part of it that changes."""
    workshop = _workshop(code)
    stage = view_model.of(workshop)
    context: dict[str, Any] = {"stage": stage, "workshop": workshop, "token": token, "wrong": wrong}
    if stage.state.scoring:
        context |= _scoring(stage, token)
    if stage.state.phase is Phase.DOTS:
        own_dots = [] if phone_token.is_shared(token) else votes.my_dots(workshop, token)
        placed = [*own_dots, *[""] * stage.state.dots_each][: stage.state.dots_each]
        context |= {"my_dots": own_dots, "dots": list(enumerate(placed, start=1))}
    if phone_token.is_shared(token) and (stage.state.scoring or stage.state.phase is Phase.DOTS):
        vote = stage.state.scoring
        purpose = ("score", vote[0], str(vote[1])) if vote else ("dots",)
        context |= {"shared": True, "turn_of": votes.turns_taken(workshop, token, *purpose)}
    if stage.state.phase is Phase.ENDED:
        context["summary"] = reverse("workshops:summary", args=[workshop.summary_code]) if workshop.shared else ""
    if stage.state.phase in {Phase.PICTURE, Phase.COUNTED}:
        context["spider"] = view_model.spiders(workshop, view_model.NARROW)
    with translation.override(workshop.language):
        return render_to_string(f"workshops/{'phone_now' if fragment else 'phone'}.html", context)


def understood(workshop: int, token: str, body: bytes) -> tuple[PhoneMessage | None, str]:
    """Read what a phone sent; None and an error message where it cannot be used."""
    fields = http.fields(body)
    if fields is None:
        return None, _("We could not read what you sent. Refresh the page and send it again.")
    # The number comes from the page and can be anything, so it is forced into its range.
    token = phone_token.person(token, min(max(_number(fields.get("person", "0")), 0), votes.MOST_SHARING - 1))
    if fields.get("press") == "dots":
        # Not from `fields`, which keeps the last value of a name: each dot is a field of the same name.
        dots = [value for name, value in parse_qsl(body.decode(), max_num_fields=50) if name == "dot"]
        return PhoneMessage(workshop, token, dots=tuple(dots)), ""
    points, turn = fields.get("score", ""), fields.get("turn", "")
    if not points:
        return None, _("Choose a score first.")
    sure = points != "not-sure"
    vote = (fields.get("enabler", ""), _number(turn))
    score = _number(points) if sure else None
    return PhoneMessage(workshop, token, vote, score, fields.get("why", ""), "openly" in fields), ""


def _number(text: str) -> int:
    # ASCII, because isdecimal() is true of digits in other scripts too.
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1


def late() -> str:
    """Return the message for a score or dots that came too late."""
    return _("The workshop has moved on, so this was not counted.")


def again() -> str:
    """Return the message for a failed write."""
    return _("We could not save this just now. Wait a moment, then send it again.")


def _scoring(stage: view_model.Stage, token: str) -> dict[str, Any]:
    """Return the points of the scale, and which of them this phone has chosen."""
    enabler, turn = stage.state.at, stage.state.turn
    # A shared phone must not show the next person what the person before gave.
    own_score = None if phone_token.is_shared(token) else votes.mine(stage.workshop, token, enabler, turn)
    scale = stage.instrument.scale
    chosen = None if own_score is None or own_score.score < 0 else own_score.score + scale.minimum
    points = [(point, scale.label(point), point == chosen) for point in scale.points]
    return {"mine": own_score, "points": points, "unsure": own_score is not None and own_score.score < 0}


def _private(answer: HttpResponse) -> HttpResponse:
    """Keep a phone's secret address out of the Referer header."""
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@_open_to_all
def qr(_request: HttpRequest, code: str) -> HttpResponse:
    """Draw the QR code that phones scan."""
    workshop = _workshop(code)
    image = pictures.svg(queries.address(workshop), title=_("Scan to join: %(address)s") % {"address": workshop.code})
    return HttpResponse(image, content_type="image/svg+xml")


@_open_to_all
def summary_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the workshop record to anyone with the link."""
    workshop = Workshop.objects.select_related("place", "diagnostic__instrument").filter(summary_code=code).first()
    if workshop is None or not workshop.shared or not workshop.ended_on:
        raise Http404
    workshop.diagnostic.place = workshop.place
    with translation.override(workshop.language):
        return render(request, "workshops/summary.html", summary.of(workshop) | {"team": False})
