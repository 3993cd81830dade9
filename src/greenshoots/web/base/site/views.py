"""Pages that belong to no room: the front door, what we promise, and whether we are well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from greenshoots.web.base.site import health_probe
from greenshoots.web.base.site.styleguide import EveryField

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, of whom, and for how long."""
    return render(request, "site/privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested and what is known not to work."""
    return render(request, "site/accessibility.html")


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain the words and the way through a diagnostic."""
    return render(request, "site/help.html")


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer a load balancer: 200 where what people send can be kept, else 503 and why not."""
    wrong = health_probe.trouble()
    answer = HttpResponse(f"not well: {wrong}\n" if wrong else "well\n", status=503 if wrong else 200)
    answer["Content-Type"], answer["Cache-Control"] = "text/plain; charset=utf-8", "no-store"
    return answer


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    form = EveryField({"asked": "many", "language": "en"})
    return render(request, "site/styleguide.html", {"form": form})
