"""Getting a diagnostic or a round, for somebody who wants to do something with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from greenshoots.web.base.places import access
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User


def get_diagnostic(user: User | AnonymousUser, code: str, *, to: access.To) -> Diagnostic:
    """Give a diagnostic.

    Raises:
        Http404: there is none, or it belongs to a place they are no member of.
        PermissionDenied: their role may not.
    """
    found = Diagnostic.objects.select_related("place", "instrument").filter(code=code).first()
    if found is None:
        raise Http404
    access.get_place(user, found.place.code, to=to)
    return found


def get_round(user: User | AnonymousUser, code: str, number: int, *, to: access.To) -> Round:
    """Give a round of a diagnostic, by its number; raises as `get_diagnostic` does."""
    diagnostic = get_diagnostic(user, code, to=to)
    found = Round.objects.filter(diagnostic=diagnostic, number=number).first()
    if found is None:
        raise Http404
    found.diagnostic, found.place = diagnostic, diagnostic.place
    return found
