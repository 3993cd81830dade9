"""The page of a round that everybody with its link may read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from greenshoots.web.act.editing import edit_form
from greenshoots.web.act.plans import access, publishing, queries
from greenshoots.web.act.plans.forms import PageForm
from greenshoots.web.act.priorities import finding_snapshot
from greenshoots.web.collect.diagnostics import access as diagnostics
from greenshoots.web.collect.diagnostics.models import Audience
from greenshoots.web.show.results import public
from greenshoots.web.show.results.views import spoken

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.act.plans.models import PlanPage
    from greenshoots.web.base.accounts.models import User


def edit(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Edit the public page of a round, and turn it on or off."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    page = publishing.page_for(round_)
    form = PageForm(request.POST or None, initial=PageForm.of(page))
    if request.method == "POST" and form.is_valid():
        write = partial(publishing.change, page, **_given(form), read=form.read, by=cast("User", request.user))
        if edit_form.saved(form, page, write, PageForm.of):
            messages.success(request, _saved(page))
            return redirect("plans:page", diagnostic, number)
    context = {
        "round": round_, "diagnostic": round_.diagnostic, "place": round_.place, "form": form, "page": page,
        "address": f"{settings.SITE_URL}/p/{page.code}/", "published": round_.published == Audience.EVERYBODY,
    }  # fmt: skip
    return render(request, "plans/page_edit.html", context, status=edit_form.status(form))


def _given(form: PageForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _saved(page: PlanPage) -> str:
    if page.shown:
        return _("Page saved. Anyone with the link can see it.")
    return _("Page saved. Only your team can see it.")


@require_GET
@spoken
def preview(request: HttpRequest, diagnostic: str, number: int) -> HttpResponse:
    """Show the page to the team before anyone else can see it."""
    round_ = diagnostics.get_round(request.user, diagnostic, number, to="run")
    return _page(request, publishing.page_for(round_), preview=True)


@require_safe
@public.page
@spoken
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """Show what you said, what we are trying, what we asked for and what we found."""
    return _page(request, access.get_page(code))


def _page(request: HttpRequest, page: PlanPage, *, preview: bool = False) -> HttpResponse:
    round_ = page.round
    # The page can be public before the results are. Until then it says nothing about responses (decision 16).
    published = bool(round_.revealed) and round_.published == Audience.EVERYBODY
    chosen = queries.public(queries.of_round(round_))
    context = {
        "page": page,
        "of_round": round_,
        "preview": preview,
        "languages": [get_language_info(code) for code, _name in settings.LANGUAGES if code != get_language()],
        "chosen": chosen,
        "said": finding_snapshot.public_sentences(round_) if published else (),
        "results": f"/r/{round_.results_code}/" if published else "",
        "asks": [ask for item in chosen for ask in item.asks],
        "found": [action for item in chosen for action in item.actions if action.outcome],
        "outcomes": [item for item in chosen if item.priority.outcome],
    }
    return render(request, "plans/page.html", context)
