"""Wrong addresses on the team side: unknown codes and secrets count as guesses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from greenshoots.web.base.limits import client_address
from greenshoots.web.base.limits.counter import SECONDS, tries
from greenshoots.web.base.limits.rules import JOIN_CODE, LINK, LimitLevel, Rule

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import ResolverMatch

COUNTED: dict[str, Rule] = {
    "accounts:welcome": LINK,
    "places:join": LINK,
    "plans:join": LINK,
    "plans:stop": LINK,
    "plans:shown": JOIN_CODE,
    "workshops:front": JOIN_CODE,
    "workshops:join": JOIN_CODE,
    "workshops:phone": JOIN_CODE,
    "workshops:phone_now": JOIN_CODE,
    "workshops:qr": JOIN_CODE,
    "workshops:summary": JOIN_CODE,
}
"""Pages that are open to everyone with a code or a secret, and what a wrong code counts as."""

PUBLISHED = "results:published:"
LIMITED = "greenshoots_limited"
"""Marks a request whose page says that it came too often, so that the answer says it in its status as well."""


def too_often(request: HttpRequest) -> HttpResponse:
    """Return the page for too many attempts, with status 429."""
    response = render(request, "limits/too_often.html", status=429)
    response["Retry-After"] = str(SECONDS)
    return response


def rule_of(match: ResolverMatch | None) -> Rule | None:
    """Return what a wrong code on a page counts as; nothing on a page that needs none."""
    if match is None:
        return None
    return JOIN_CODE if match.view_name.startswith(PUBLISHED) else COUNTED.get(match.view_name)


class WrongAddresses:
    """Count wrong codes and secrets, and refuse all requests once there were far too many."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        response = self.get_response(request)
        # Only wrong codes count, never requests: 200 phones behind one address join within a minute (decision 22).
        rule = rule_of(request.resolver_match) if response.status_code == 404 else None
        if rule and tries.record(rule, client_address.of_request(request)) > LimitLevel.FREE:
            return too_often(request)
        if getattr(request, LIMITED, False):
            response.status_code = 429
            response["Retry-After"] = str(SECONDS)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Refuse before anything is looked up."""
        # Nearly always true: then the address of the client is not even read.
        if not tries.any_refused:
            return None
        rule = rule_of(request.resolver_match)
        if rule and tries.is_refused(rule, client_address.of_request(request)):
            return too_often(request)
        return None
