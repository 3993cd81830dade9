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
from greenshoots.core import translation as core_translation
from greenshoots.reports.contents import comparisons
from greenshoots.web.show.results import charts, filters, page_context, presenters, selection

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.show.results.selection import Look


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page and the results on it speak one language, and say so where a part is not offered."""

    @wraps(view)
    def show(request: HttpRequest, **address: Any) -> HttpResponse:
        wanted = request.GET.get("language", "") if "code" in address else ""
        language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or "en"
        with translation.override(language), core_translation.using(speech.voice(language)):
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
    return selection.published(request, code) if code else selection.of_round(request, diagnostic, number)


def page(request: HttpRequest, look: Look, name: str, **shown: Any) -> HttpResponse:
    """Show a page with its tabs and with the parts that may be chosen."""
    facts: dict[str, Any] = {
        "look": look,
        "tabs": look.tabs(name),
        "here": request.path,
        "offers": filters.offers(look.whole, look.chosen),
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
        "picture": presenters.picture(charts.spider(look.results), token) if look.results.everyone.visible else None,
        "first": page_context.talk_first(look, token),
        "opening": page_context.opening(look.results),
        "hidden": page_context.hidden(look.whole),
        "nothing": page_context.nothing(look.results),
    }
    return page(request, look, "spider", **shown)


@require_safe
@spoken
def answers(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show every answer, in the order that the reader likes."""
    look = look_at(request, **address)
    order = page_context.order(request.GET.get("order", ""))
    picture = charts.strips(look.results, order) if look.results.everyone.visible else None
    shown = {
        "picture": presenters.picture(picture, nonce(request)) if picture else None,
        "nothing": page_context.nothing(look.results),
        "orders": page_context.orders(look, order),
        "groups": page_context.enablers(look),
    }
    return page(request, look, "answers", **shown)


@require_safe
@spoken
def table(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show the numbers."""
    look = look_at(request, **address)
    found = [presenters.table(one) for one in page_context.all_tables(look.results)]
    return page(request, look, "table", tables=found, nothing=page_context.nothing(look.results))


@require_safe
@spoken
def words(request: HttpRequest, **address: Any) -> HttpResponse:
    """Say in words what the pictures show."""
    look = look_at(request, **address)
    return page(request, look, "words", sections=presenters.sections(page_context.in_words(look.results), ""))


@require_safe
@spoken
def groups(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show where respondent groups differ."""
    look = look_at(request, **address)
    found = presenters.sections(comparisons.groups(look.whole), nonce(request))
    return page(request, look, "groups", sections=found)


@require_safe
@spoken
def rounds(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show what changed between rounds."""
    look = look_at(request, **address)
    if len(look.whole.rounds) < 2:
        raise Http404
    return page(
        request, look, "rounds", sections=presenters.sections(page_context.between_rounds(look.whole), nonce(request))
    )


@require_safe
@spoken
def written(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show what people wrote, enabler by enabler, in an order that says nothing."""
    look = look_at(request, **address)
    return page(request, look, "written", enablers=page_context.written(look))
