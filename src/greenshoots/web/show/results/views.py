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
    """Use one language for a page and its results, and explain in a sentence that a filter is not offered."""

    @wraps(view)
    def show(request: HttpRequest, **address: Any) -> HttpResponse:
        # Only for published links: their readers have neither an account nor a cookie that could hold the choice.
        wanted = request.GET.get("language", "") if "code" in address else ""
        language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or "en"
        # Pages speak through Django's catalogue and results through our own. With one of the two alone, half a page
        # is English.
        with translation.override(language), core_translation.using(speech.voice(language)):
            try:
                return view(request, **address)
            except Http404 as missing:
                # A sentence explains a filter that is not offered. Without one there is no such page, and the usual
                # reply says so.
                if not missing.args:
                    raise
                context = {"sentence": str(missing), "all": request.path}
                return render(request, "results/not_offered.html", context, status=404)

    return show


def select(request: HttpRequest, diagnostic: str = "", number: int = 0, code: str = "") -> Look:
    """Return what an address selects, for a member of the team or for anyone with the published link."""
    return selection.published(request, code) if code else selection.of_round(request, diagnostic, number)


def page(request: HttpRequest, selected: Look, name: str, **shown: Any) -> HttpResponse:
    """Show a page with its tabs and the filters it offers."""
    context: dict[str, Any] = {
        "selected": selected,
        "tabs": selected.tabs(name),
        "here": request.path,
        "offers": filters.offers(selected.whole, selected.chosen),
    }
    # With these the page would link to pages that need an account, which readers of a published link do not have.
    if not selected.public:
        context |= {"round": selected.round, "diagnostic": selected.round.diagnostic, "place": selected.round.place}
    return render(request, f"results/{name}.html", context | shown)


def nonce(request: HttpRequest) -> str:
    """Return the nonce of the page, with which its content security policy allows the styles of charts."""
    return str(request.csp_nonce)  # type: ignore[attr-defined]


@require_safe
@spoken
def spider(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show the spider chart, and what to talk about first."""
    selected = select(request, **address)
    token = nonce(request)
    shown = {
        "picture": presenters.picture(charts.spider(selected.results), token)
        if selected.results.everyone.visible
        else None,
        "first": page_context.talk_first(selected, token),
        "opening": page_context.opening(selected.results),
        "hidden": page_context.hidden(selected.whole),
        "nothing": page_context.nothing(selected.results),
    }
    return page(request, selected, "spider", **shown)


@require_safe
@spoken
def answers(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show the responses, in the order that the reader chose."""
    selected = select(request, **address)
    order = page_context.order(request.GET.get("order", ""))
    picture = charts.strips(selected.results, order) if selected.results.everyone.visible else None
    shown = {
        "picture": presenters.picture(picture, nonce(request)) if picture else None,
        "nothing": page_context.nothing(selected.results),
        "orders": page_context.orders(selected, order),
        "groups": page_context.enablers(selected),
    }
    return page(request, selected, "answers", **shown)


@require_safe
@spoken
def table(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show the tables of numbers."""
    selected = select(request, **address)
    tables = [presenters.table(numbers) for numbers in page_context.all_tables(selected.results)]
    return page(request, selected, "table", tables=tables, nothing=page_context.nothing(selected.results))


@require_safe
@spoken
def words(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show the summary: what the charts show, in sentences."""
    selected = select(request, **address)
    # No nonce: the summary holds no drawing.
    return page(request, selected, "words", sections=presenters.sections(page_context.in_words(selected.results), ""))


@require_safe
@spoken
def groups(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show where groups differ."""
    selected = select(request, **address)
    sections = presenters.sections(comparisons.groups(selected.whole), nonce(request))
    return page(request, selected, "groups", sections=sections)


@require_safe
@spoken
def rounds(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show what changed between rounds."""
    selected = select(request, **address)
    if len(selected.whole.rounds) < 2:
        raise Http404
    return page(
        request,
        selected,
        "rounds",
        sections=presenters.sections(page_context.between_rounds(selected.whole), nonce(request)),
    )


@require_safe
@spoken
def written(request: HttpRequest, **address: Any) -> HttpResponse:
    """Show the comments on each enabler, in random order."""
    selected = select(request, **address)
    return page(request, selected, "written", enablers=page_context.written(selected))
