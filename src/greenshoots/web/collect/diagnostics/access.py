"""Fetch a diagnostic or a round for a user, after checking what the role of the user allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from greenshoots.web.base.places import access
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from greenshoots.web.base.accounts.models import User


def get_diagnostic(user: User | AnonymousUser, code: str, *, to: access.To) -> Diagnostic:
    """Return a diagnostic by its code.

    Raises:
        Http404: no diagnostic has this code, or the user is not a member of its place.
        PermissionDenied: the role of the user does not allow it.
    """
    diagnostic = Diagnostic.objects.select_related("place", "instrument").filter(code=code).first()
    if diagnostic is None:
        raise Http404
    # A stranger gets the same 404 as for a code that does not exist, so addresses do not show what a place asks about.
    access.get_place(user, diagnostic.place.code, to=to)
    return diagnostic


def get_round(user: User | AnonymousUser, code: str, number: int, *, to: access.To) -> Round:
    """Return a round of a diagnostic by its number; raise as `get_diagnostic` does."""
    diagnostic = get_diagnostic(user, code, to=to)
    round_ = Round.objects.filter(diagnostic=diagnostic, number=number).first()
    if round_ is None:
        raise Http404
    round_.diagnostic, round_.place = diagnostic, diagnostic.place
    return round_
