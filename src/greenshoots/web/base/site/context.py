"""Template variables of all pages on the team side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from greenshoots.web.base.site import reach

if TYPE_CHECKING:
    from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Return the address of this installation, who can open its links, and the languages of the interface.

    Pages inside a place pass `place` in their own context; the base template shows its name and its parts.
    """
    codes = [code for code, _name in settings.LANGUAGES]
    return {
        "site_url": settings.SITE_URL,
        "reach": reach.of(settings.SITE_URL).value,
        "local": settings.LOCAL,
        "language_codes": codes,
    }
