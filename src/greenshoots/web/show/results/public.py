"""Pages for anyone with the link: no account, no cookie, not for search engines."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to anyone with the link."""

    @login_not_required
    @wraps(view)
    def show(request: HttpRequest, **address: Any) -> HttpResponse:
        try:
            response = view(request, **address)
        # A link that was withdrawn and a link that never existed get the same page, so the reply does not say which
        # it was.
        except Http404:
            response = render(request, "results/gone.html", status=404)
        # The link is the only key to these pages, so a search engine must not make it findable.
        response["X-Robots-Tag"] = "noindex, nofollow"
        # The link can be withdrawn, so no proxy may keep a copy.
        response["Cache-Control"] = "no-store"
        return response

    return show
