"""Pages to download everything of a place, and to import an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from greenshoots.web.archives import actions, export
from greenshoots.web.archives.errors import ArchiveError
from greenshoots.web.archives.forms import ArchiveForm
from greenshoots.web.base.places import access, queries
from greenshoots.web.base.places.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.base.accounts.models import User

BROUGHT = "brought_in"
"""The session key for the earlier members of an imported place: shown to its owner, and stored in no table."""


def take(request: HttpRequest, place: str) -> HttpResponse:
    """Show what an archive holds, and download it."""
    place_ = access.get_place(request.user, place, to="own")
    if request.method != "POST":
        return render(request, "archives/take.html", {"place": place_})
    today = timezone.localdate()
    archive = actions.take(place_, today=today, by=cast("User", request.user))
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, export.file_name(place_, today))
    response["Cache-Control"] = "no-store"
    return response


def bring_in(request: HttpRequest) -> HttpResponse:
    """Create a place from an archive."""
    person = cast("User", request.user)
    if not queries.may_make(person):
        raise PermissionDenied
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought = actions.bring_in(form.cleaned_data["file"], by=person)
        except ArchiveError as wrong:
            form.add_error("file", str(wrong))
        else:
            request.session[BROUGHT] = {brought.place.code: brought.members}
            return redirect("archives:brought", brought.place.code)
    return render(request, "archives/bring_in.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def brought(request: HttpRequest, place: str) -> HttpResponse:
    """Show what was imported, and the earlier members of the place."""
    place_ = access.get_place(request.user, place, to="own")
    roles = dict(Role.choices)
    earlier_members = request.session.get(BROUGHT, {}).get(place_.code, [])
    members = [{"name": name, "email": email, "role": roles.get(role, role)} for name, email, role in earlier_members]
    return render(request, "archives/brought.html", {"place": place_, "members": members})
