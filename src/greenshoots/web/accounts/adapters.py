"""Who may make an account, and how allauth speaks to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from greenshoots.web.accounts import languages

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.accounts.models import User

INVITED = "invited"
"""The key of a session that came through an invitation to a place."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts are made by invitation, unless the installation says that anybody may make one."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is switched off. Ask whoever looks after this installation."),
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both, or ask for a code."),
        "email_taken": _("There is an account with this address already. Sign in with it instead."),
        "enter_current_password": _("This is not your password. Check it and type it again."),
        "incorrect_code": _("This is not the code we sent. Check it, or ask for another."),
        "incorrect_password": _("This is not your password. Check it and type it again."),
        "invalid_login": _("The e-mail address or the password is not right. Check both, or ask for a code."),
        "invalid_password_reset": _("This code has ended. Ask for another."),
        "same_as_current": _("This is the one you have now. Type another."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, or ask for a code."),
        "unknown_email": _("There is no account with this address."),
        "rate_limited": _("That was tried too often. Wait a minute and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether this person may make an account."""
        return bool(settings.SIGN_UP or request.session.get(INVITED))

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Keep the name that somebody gave with their new account."""
        user.name = form.cleaned_data.get("name", "") or user.name
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """Speak the language that somebody chose, on whatever device they sign in."""
        response: HttpResponse = super().post_login(request, user, **facts)
        return languages.remember(response, user) if user.language else response


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """The same rule for people who sign in through their organisation."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": _(
            "There is an account with this address already. Sign in to it with its password, then add %s on the page "
            "of your account."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's signature
        """Tell whether this person may make an account."""
        return bool(settings.SIGN_UP or request.session.get(INVITED))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take the name that the organisation gives."""
        person: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        person.name = str(data.get("name") or " ".join(part for part in parts if part))[:120]
        return person
