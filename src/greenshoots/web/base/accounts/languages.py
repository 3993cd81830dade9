"""The language a person chose, in the cookie that Django reads before it knows who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpResponse

    from greenshoots.web.base.accounts.models import User

A_YEAR = 365 * 24 * 3600


def remember(response: HttpResponse, person: User) -> HttpResponse:
    """Set the cookie, or delete it where the browser's language counts."""
    if not person.language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        person.language,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
