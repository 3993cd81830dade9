"""Pages of people who are signed in stay out of the browser's store: the next person at the desk presses *back*."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class NoStore:
    """Mark every answer to a browser that has a session. Files under /static/ are answered before this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        response = self.get_response(request)
        # Whoever has just signed in brought no cookie yet, and gets one with this answer.
        if {settings.SESSION_COOKIE_NAME} & {*request.COOKIES, *response.cookies}:
            del response["Cache-Control"]
            patch_cache_control(response, no_store=True, private=True)
        return response
