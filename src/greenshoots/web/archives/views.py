"""Pages of archives: taking everything with you, and bringing it back."""

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
"""Where a session keeps who belonged to a place that was brought in: for its owner to read once, and in no table."""


def take(request: HttpRequest, place: str) -> HttpResponse:
    """Say what an archive holds; give it to an owner who asks."""
    it = access.get_place(request.user, place, to="own")
    if request.method != "POST":
        return render(request, "archives/take.html", {"place": it})
    today = timezone.localdate()
    made = actions.take(it, today=today, by=cast("User", request.user))
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, export.file_name(it, today))
    response["Cache-Control"] = "no-store"
    return response


def bring_in(request: HttpRequest) -> HttpResponse:
    """Make a place from an archive."""
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
    """Say what came in, and who belonged to the place where it came from."""
    it = access.get_place(request.user, place, to="own")
    roles = dict(Role.choices)
    found = request.session.get(BROUGHT, {}).get(it.code, [])
    members = [{"name": name, "email": email, "role": roles.get(role, role)} for name, email, role in found]
    return render(request, "archives/brought.html", {"place": it, "members": members})
