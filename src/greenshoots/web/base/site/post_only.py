"""Addresses that accept only POST, opened with GET: after signing in again, or from a bookmark."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _


class BackToThePage:
    """Redirect to the page with the form, and say that nothing was changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect where GET is not allowed."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET":
            return response
        messages.info(request, _("Nothing was changed. If you entered anything, enter it again."))
        return HttpResponseRedirect(next(_above(request.path_info), "/"), status=303)


def _above(path: str) -> Iterator[str]:
    """Yield the existing addresses above an address, the nearest first."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        yield f"{path}/"
