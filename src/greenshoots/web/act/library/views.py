"""Reading the library: what ships is open to everybody, what places added to those they let read it."""

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

    from greenshoots.web.act.library.queries import Shown

PRIORITY = re.compile(r"/priorities/([0-9a-z]{6,12})/")
ON_A_PAGE = 60
"""Enough for all that ships, so that it can be read through in one go."""


@login_not_required
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Show what ships to everybody, and to somebody who is signed in also what places let them read."""
    return _browse(request, queries.every(None, request.user))


@require_safe
def browse_in(request: HttpRequest, place: str) -> HttpResponse:
    """Show what a place may read."""
    membership = access.get_membership(request.user, place)
    facts = {"place": membership.place, "runs": membership.role in MAY["run"]}
    return _browse(request, queries.every(membership.place, request.user), **facts)


def _browse(request: HttpRequest, every: list[Shown], **facts: Any) -> HttpResponse:
    titles = enablers.titles(facts.get("place"))
    found = browsing.look(every, request.GET, titles)
    page = Paginator(found.entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/browse.html", facts | {"found": found, "page": page, "titles": titles})


@login_not_required
@require_safe
def entry(request: HttpRequest, entry: str) -> HttpResponse:
    """Show an entry that ships to everybody, and one that a place added to those it lets read it."""
    every = queries.every(None, request.user)
    return _entry(request, entry, every)


@require_safe
def entry_in(request: HttpRequest, place: str, entry: str) -> HttpResponse:
    """Show an entry inside a place, with what can be done with it there."""
    membership = access.get_membership(request.user, place)
    every = queries.every(membership.place, request.user)
    facts = {"place": membership.place, "runs": membership.role in MAY["run"]}
    return _entry(request, entry, every, **facts)


def _entry(request: HttpRequest, key: str, every: list[Shown], **facts: Any) -> HttpResponse:
    found = next((one for one in every if one.key == key), None)
    if found is None:
        raise Http404
    place = facts.get("place")
    titles = enablers.titles(place)
    ours = bool(place and found.row and found.row.place_id == place.pk)
    facts |= {
        "entry": found,
        "titles": titles,
        "partners": [one.name for one in found.row.partners.all()] if ours and found.row else (),
        "strengthens": [(one, titles[one]) for one in found.enablers if one in titles],
        "like_it": queries.like(found, every),
        "ours": ours,
    }
    return render(request, "library/entry.html", facts | _back(request.GET.get("from", "")))


def _back(address: str) -> dict[str, str]:
    """Give the page of ours that led here, and the priority that it is about."""
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return {}
    about = PRIORITY.fullmatch(address)
    return {"back": address, "priority": about[1] if about else ""}


@login_not_required
@require_safe
def how_to_use(request: HttpRequest) -> HttpResponse:
    """Say what the library is for, and how to read it."""
    return render(request, "library/how_to_use.html")
