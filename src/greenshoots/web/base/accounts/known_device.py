"""A device that has signed in before: wrong attempts by strangers do not count against it.

The cookie is set on the team side only. It holds a random number and a mark of each account that signed in with this
browser, signed. It does not sign a person in, and people who answer never get it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

NAME = "__Host-greenshoots-device" if settings.HTTPS else "greenshoots-device"
SALT = "greenshoots.accounts.known_device"
DAYS = 180
MOST = 5
"""Accounts that one browser remembers; the account used longest ago is dropped first."""


def of(request: HttpRequest, email: str) -> str:
    """Return the device's number if this account has signed in on it, or an empty text."""
    device, marks = _read(request)
    return device if _mark(email) in marks else ""


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, *marks = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT, max_age=DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(device), marks


def _mark(email: str) -> str:
    # A mark instead of the address: the cookie stays for 180 days and may not name the people who use the computer.
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:24]


class KnownDevice:
    """Remember the device of the person who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the cookie on the reply where it is missing."""
        response = self.get_response(request)
        # Only where a session is open or was just opened: the public pages of the team side set no cookie.
        names = {settings.SESSION_COOKIE_NAME} & {*request.COOKIES, *response.cookies}
        if not names and not request.session.modified:
            return response
        if request.user.is_authenticated and not of(request, request.user.email):
            device, marks = _read(request)
            newest_marks = [*marks, _mark(request.user.email)][-MOST:]
            response.set_cookie(
                NAME,
                signing.dumps([device or secrets.token_urlsafe(12), *newest_marks], salt=SALT),
                max_age=DAYS * 24 * 3600,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response
