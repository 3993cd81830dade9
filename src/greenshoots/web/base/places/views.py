"""Pages about places: the home page, creating, settings, the change history, and deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenshoots.web.base.audit import queries as audit
from greenshoots.web.base.places import access, account_deletion, actions, queries
from greenshoots.web.base.places.forms import PlaceForm, TypeTheNameForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.base.accounts.models import User
    from greenshoots.web.base.places.models import Membership

ON_A_PAGE = 50


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show visitors what Greenshoots is; show members their places, or the only place."""
    if not request.user.is_authenticated:
        return render(request, "places/front.html")
    memberships = list(queries.of_person(request.user))
    if len(memberships) == 1:
        return redirect("diagnostics:list", memberships[0].place.code)
    return _places(request, memberships)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show a person's places, also where there is only one: to leave it, or to create another."""
    return _places(request, queries.of_person(cast("User", request.user)))


def _places(request: HttpRequest, memberships: Iterable[Membership]) -> HttpResponse:
    context = {"memberships": memberships, "may_make": queries.may_make(cast("User", request.user))}
    return render(request, "places/home.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Create a place."""
    person = cast("User", request.user)
    if not queries.may_make(person):
        raise PermissionDenied
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = actions.make(form.cleaned_data["name"], by=person)
        return redirect("diagnostics:list", place.code)
    return render(request, "places/new.html", {"form": form}, status=422 if form.errors else 200)


def settings(request: HttpRequest, place: str) -> HttpResponse:
    """Rename a place."""
    place_ = access.get_place(request.user, place, to="own")
    form = PlaceForm(request.POST or None, initial={"name": place_.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(place_, name=form.cleaned_data["name"], by=cast("User", request.user))
        messages.success(request, _("The place is now called “%(name)s”.") % {"name": place_.name})
        return redirect("places:settings", place_.code)
    context = {"place": place_, "form": form}
    return render(request, "places/settings.html", context, status=422 if form.errors else 200)


@require_GET
def trail(request: HttpRequest, place: str) -> HttpResponse:
    """Show who changed what in a place, newest first."""
    place_ = access.get_place(request.user, place, to="own")
    page = Paginator(queries.trail(place_), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"place": place_, "page": page, "days": audit.by_day(page.object_list)}
    return render(request, "places/audit.html", context)


def delete(request: HttpRequest, place: str) -> HttpResponse:
    """Delete a place, once its name has been typed."""
    place_ = access.get_place(request.user, place, to="own")
    label = _("To delete it, type the name of the place")
    form = TypeTheNameForm(request.POST or None, expected=place_.name, label=label)
    if request.method == "POST" and form.is_valid():
        name = place_.name
        actions.delete(place_)
        messages.success(request, _("“%(name)s” and everything in it has been deleted.") % {"name": name})
        return redirect("home")
    context = {"place": place_, "form": form, "lost": queries.lost(place_)}
    return render(request, "places/delete.html", context, status=422 if form.errors else 200)


def delete_account(request: HttpRequest) -> HttpResponse:
    """Delete the account of the person who is signed in, unless a place would be left without an owner."""
    person = cast("User", request.user)
    context = {"stuck": queries.needs_an_owner(person), "ending": queries.mine_alone(person)}
    label = _("To delete your account, type your e-mail address")
    form = TypeTheNameForm(request.POST or None, expected=person.email, label=label)
    if request.method == "POST" and form.is_valid():
        account_deletion.delete_account(person)
        logout(request)
        messages.success(request, _("Your account has been deleted."))
        return redirect("home")
    return render(request, "places/delete_account.html", context | {"form": form}, status=422 if form.errors else 200)
