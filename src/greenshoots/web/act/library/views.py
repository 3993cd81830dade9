"""Read the library: entries that ship are open to everyone, entries of places to the people they choose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from greenshoots.web.act.library import browsing, enablers, queries
from greenshoots.web.base.places import access
from greenshoots.web.base.places.access import MAY

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.act.library.queries import ShownEntry

PRIORITY = re.compile(r"/priorities/([0-9a-z]{6,12})/")
ON_A_PAGE = 60
"""Enough for all entries that ship, so that they fit on one page."""


@login_not_required
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Show the entries that ship to everyone, and to signed-in people also those that places share with them."""
    return _browse(request, queries.every(None, request.user))


@require_safe
def browse_in(request: HttpRequest, place: str) -> HttpResponse:
    """Show the entries that a place can read."""
    membership = access.get_membership(request.user, place)
    context = {"place": membership.place, "runs": membership.role in MAY["run"]}
    return _browse(request, queries.every(membership.place, request.user), **context)


def _browse(request: HttpRequest, every: list[ShownEntry], **context: Any) -> HttpResponse:
    titles = enablers.titles(context.get("place"))
    found = browsing.search_entries(every, request.GET, titles)
    page = Paginator(found.entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/browse.html", context | {"found": found, "page": page, "titles": titles})


@login_not_required
@require_safe
def entry(request: HttpRequest, entry: str) -> HttpResponse:
    """Show an entry: to everyone if it ships, else to the people the place shares it with."""
    every = queries.every(None, request.user)
    return _entry(request, entry, every)


@require_safe
def entry_in(request: HttpRequest, place: str, entry: str) -> HttpResponse:
    """Show an entry within a place, with the actions that are possible there."""
    membership = access.get_membership(request.user, place)
    every = queries.every(membership.place, request.user)
    context = {"place": membership.place, "runs": membership.role in MAY["run"]}
    return _entry(request, entry, every, **context)


def _entry(request: HttpRequest, key: str, every: list[ShownEntry], **context: Any) -> HttpResponse:
    # Looked for among what the reader can see, so that a private entry is answered like one that does not exist.
    shown = next((each for each in every if each.key == key), None)
    if shown is None:
        raise Http404
    place = context.get("place")
    titles = enablers.titles(place)
    ours = bool(place and shown.row and shown.row.place_id == place.pk)
    context |= {
        "entry": shown,
        "titles": titles,
        "partners": [partner.name for partner in shown.row.partners.all()] if ours and shown.row else (),
        "strengthens": [(enabler, titles[enabler]) for enabler in shown.enablers if enabler in titles],
        "like_it": queries.like(shown, every),
        "ours": ours,
    }
    return render(request, "library/entry.html", context | _back(request.GET.get("from", "")))


def _back(address: str) -> dict[str, str]:
    """Return the page of this site that led here, and the priority it is about."""
    # The address comes from a link that anyone can write: the way back must never lead to another site.
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return {}
    priority = PRIORITY.fullmatch(address)
    return {"back": address, "priority": priority[1] if priority else ""}


@login_not_required
@require_safe
def how_to_use(request: HttpRequest) -> HttpResponse:
    """Show how to use the library."""
    return render(request, "library/how_to_use.html")
