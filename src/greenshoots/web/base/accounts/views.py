"""Pages of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from greenshoots.web.base.accounts import actions, languages, queries
from greenshoots.web.base.accounts.forms import AccountForm, WelcomeForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.base.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ON_A_PAGE = 50


@login_not_required
@never_cache
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Create the first account, then ask for the name of the place."""
    if not queries.owner_link_works(secret):
        return render(request, "accounts/link_used.html", status=404)
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = actions.use_owner_link(secret, **form.cleaned_data)
        login(request, person, backend=BACKEND)
        return redirect("places:new")
    return render(request, "accounts/welcome.html", {"form": form}, status=422 if form.errors else 200)


def account(request: HttpRequest) -> HttpResponse:
    """Show an account, and change its name and language."""
    person = cast("User", request.user)
    form = AccountForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        actions.change(person, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return languages.remember(redirect("accounts:account"), person)
    context = {"form": form, "single_sign_on": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]}
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """List the messages that were not sent because there is no mail server."""
    if settings.EMAIL_HOST:
        raise Http404
    if not cast("User", request.user).operator:
        raise PermissionDenied
    page = Paginator(queries.mail(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/mail.html", {"page": page})
