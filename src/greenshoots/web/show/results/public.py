"""Pages that anybody with the link may see: no account, no cookie, not for search engines."""

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
    """Show a page to whoever has the link."""

    @login_not_required
    @wraps(view)
    def show(request: HttpRequest, **address: Any) -> HttpResponse:
        try:
            response = view(request, **address)
        except Http404:
            response = render(request, "results/gone.html", status=404)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # The link can be taken back, so no copy outlives it on the way.
        response["Cache-Control"] = "no-store"
        return response

    return show
