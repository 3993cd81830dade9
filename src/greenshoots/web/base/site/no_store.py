"""Keep pages of people who are signed in out of the browser's cache: the next person at the desk may press *back*."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class NoStore:
    """Mark all replies to browsers with a session. Files under /static/ are served before this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the reply."""
        response = self.get_response(request)
        # A person who has just signed in sent no cookie yet, and gets it with this reply.
        if {settings.SESSION_COOKIE_NAME} & {*request.COOKIES, *response.cookies}:
            del response["Cache-Control"]
            patch_cache_control(response, no_store=True, private=True)
        return response
