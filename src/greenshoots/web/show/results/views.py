"""Pages of results: the same for the team and, once they are published, for people without an account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from greenshoots import speech
from greenshoots.core import voice
from greenshoots.reports import contents_between
from greenshoots.web.results import drawn, looks, pages, parts, showing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.results.looks import Look


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page and the results on it speak one language, and say so where a part is not offered."""

    @wraps(view)
    def show(request: HttpRequest, **address: Any) -> HttpResponse:
        wanted = request.GET.get("language", "") if "code" in address else ""
        language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or "en"
        with translation.override(language), voice.using(speech.voice(language)):
            try:
                return view(request, **address)
            except Http404 as missing:
                if not missing.args:
                    raise
                told = {"sentence": str(missing), "all": request.path}
                return render(request, "results/not_offered.html", told, status=404)

    return show


def look_at(request: HttpRequest, diagnostic: str = "", number: int = 0, code: str = "") -> Look:
    """Give what an address names, to a member of the team or to whoever has the published link."""
    return looks.published(request, code) if code else looks.of_round(request, diagnostic, number)


def page(request: HttpRequest, look: Look, name: str, **shown: Any) -> HttpResponse:
    """Show a page with its tabs and with the parts that may be chosen."""
    facts: dict[str, Any] = {
        "look": look,
        "tabs": look.tabs(name),
        "here": request.path,
        "offers": parts.offers(look.whole, look.chosen),
    }
    if not look.public:
        facts |= {"round": look.round, "diagnostic": look.round.diagnostic, "place": look.round.place}
    return render(request, f"results/{name}.html", facts | shown)


def nonce(request: HttpRequest) -> str:
    """Give the word that lets our own styles on this page pass its policy."""
    return str(request.csp_nonce)  # type: ignore[attr-defined]


@require_safe
@spoken
def spider(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show the whole picture, and where to talk first."""
    look = look_at(request, **address)
    token = nonce(request)
    shown = {
        "picture": showing.picture(drawn.spider(look.results), token) if look.results.everyone.visible else None,
        "first": pages.talk_first(look, token),
        "opening": pages.opening(look.results),
        "hidden": pages.hidden(look.whole),
        "nothing": pages.nothing(look.results),
    }
    return page(request, look, "spider", **shown)


@require_safe
@spoken
def answers(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show every answer, in the order that the reader likes."""
    look = look_at(request, **address)
    order = pages.order(request.GET.get("order", ""))
    picture = drawn.strips(look.results, order) if look.results.everyone.visible else None
    shown = {
        "picture": showing.picture(picture, nonce(request)) if picture else None,
        "nothing": pages.nothing(look.results),
        "orders": pages.orders(look, order),
        "groups": pages.enablers(look),
    }
    return page(request, look, "answers", **shown)


@require_safe
@spoken
def table(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show the numbers."""
    look = look_at(request, **address)
    found = [showing.table(one) for one in pages.all_tables(look.results)]
    return page(request, look, "table", tables=found, nothing=pages.nothing(look.results))


@require_safe
@spoken
def words(request: HttpRequest, **address: Any) -> HttpResponse:
    """Say in words what the pictures show."""
    look = look_at(request, **address)
    return page(request, look, "words", sections=showing.sections(pages.in_words(look.results), ""))


@require_safe
@spoken
def groups(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show where respondent groups differ."""
    look = look_at(request, **address)
    found = showing.sections(contents_between.groups(look.whole), nonce(request))
    return page(request, look, "groups", sections=found)


@require_safe
@spoken
def rounds(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show what changed between rounds."""
    look = look_at(request, **address)
    if len(look.whole.rounds) < 2:
        raise Http404
    return page(request, look, "rounds", sections=showing.sections(pages.between_rounds(look.whole), nonce(request)))


@require_safe
@spoken
def written(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show what people wrote, enabler by enabler, in an order that says nothing."""
    look = look_at(request, **address)
    return page(request, look, "written", enablers=pages.written(look))
