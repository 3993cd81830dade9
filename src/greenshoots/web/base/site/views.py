"""Pages of the whole site: privacy, accessibility, help, and the health check."""

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
    """Show what is kept about people, and for how long."""
    return render(request, "site/privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show what was tested and what is known not to work."""
    return render(request, "site/accessibility.html")


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Show how a diagnostic works and what the words mean."""
    return render(request, "site/help.html")


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer a load balancer: 200 if responses can be saved, otherwise 503 and the reason."""
    trouble = health_probe.trouble()
    response = HttpResponse(f"not well: {trouble}\n" if trouble else "well\n", status=503 if trouble else 200)
    response["Content-Type"], response["Cache-Control"] = "text/plain; charset=utf-8", "no-store"
    return response


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    form = EveryField({"asked": "many", "language": "en"})
    return render(request, "site/styleguide.html", {"form": form})
