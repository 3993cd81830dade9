"""The rules of allauth on this site: who may create an account, which messages are sent, what errors say."""

from __future__ import annotations

import contextlib
import logging
import smtplib
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.accounts import guessing, languages
from greenshoots.web.base.limits import client_address
from greenshoots.web.base.limits.rules import LimitLevel
from greenshoots.web.base.site.errors import MailDownError, TooOftenError

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from greenshoots.web.base.accounts.models import User

log = logging.getLogger(__name__)
INVITED = "invited"
"""The key of a session that came through an invitation to a place."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """allauth's adapter: accounts need an invitation unless SIGN_UP is on."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is turned off. Contact the person who runs this site."),
        # The same words for an unknown address and for a wrong password: the page does not tell who has an account.
        "email_password_mismatch": _("The e-mail address or the password is wrong. Check both, or ask for a code."),
        "email_taken": _("There is already an account with this address. Sign in instead."),
        "enter_current_password": _("This is not your password. Check it and try again."),
        "incorrect_code": _("This is not the code we sent. Check it, or ask for a new code."),
        "incorrect_password": _("This is not your password. Check it and try again."),
        "invalid_login": _("The e-mail address or the password is wrong. Check both, or ask for a code."),
        "invalid_password_reset": _("This code no longer works. Ask for a new code."),
        "same_as_current": _("This is the same as the one you have now. Enter a different one."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait ten minutes, or sign in another way: with a code that we send you, or with a "
            "passkey."
        ),
        "unknown_email": _("There is no account with this address."),
        "rate_limited": _("Too many attempts. Wait ten minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return whether this request may create an account."""
        return bool(settings.SIGN_UP or request.session.get(INVITED))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client's address for the list of sessions, behind proxies too."""
        return client_address.plain(client_address.whole_of(request))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a password before it is checked, once far too many have been wrong."""
        if guessing.level(guessing.passwords(request, credentials.get("email", ""))) is LimitLevel.REFUSED:
            raise guessing.too_many(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password. A right password is never counted, and still works at the warning level."""
        if guessing.record(guessing.passwords(request, credentials.get("email", ""))) > LimitLevel.FREE:
            raise guessing.too_many(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message that a person is waiting for; a failure is shown, because they cannot continue without it.

        Raises:
            TooOftenError: several messages were sent to this address in the last few minutes.
            MailDownError: the mail server did not accept the message.
        """
        guessing.message_goes_to(self.request, email)
        try:
            super().send_mail(template_prefix, email, context)
        except (smtplib.SMTPException, OSError) as error:
            # The address stays out of the log.
            log.warning("A message was not accepted by the mail server: %s", type(error).__name__)
            raise MailDownError from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send a message about a change. The change stays, even if the message cannot be sent."""
        with contextlib.suppress(MailDownError, TooOftenError):
            super().send_notification_mail(*args, **kwargs)

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Save the name from the sign-up form."""
        user.name = form.cleaned_data.get("name", "") or user.name
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Switch this browser to the language that the person chose on another device."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return languages.remember(response, user) if user.language else response


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """allauth's adapter for single sign-on: the same rule for creating accounts."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": _(
            "There is already an account with this address. Sign in with its password, then add %s on your account "
            "page."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's signature
        """Return whether this request may create an account."""
        return bool(settings.SIGN_UP or request.session.get(INVITED))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Fill in the name that the organisation's sign-in provides."""
        person: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        person.name = str(data.get("name") or " ".join(part for part in parts if part))[:120]
        return person
