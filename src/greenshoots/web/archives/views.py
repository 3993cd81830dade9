"""Pages of archives: taking everything with you, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header

from greenshoots.web.archives import actions, writing
from greenshoots.web.places import access

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.accounts.models import User


def take(request: HttpRequest, place: str) -> HttpResponse:
    """Say what an archive holds; give it to an owner who asks."""
    it = access.get_place(request.user, place, to="own")
    if request.method != "POST":
        return render(request, "archives/take.html", {"place": it})
    today = timezone.localdate()
    made = actions.take(it, today=today, by=cast("User", request.user))
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, writing.file_name(it, today))
    response["Cache-Control"] = "no-store"
    return response
