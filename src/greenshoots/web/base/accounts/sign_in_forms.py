"""allauth's forms with our labels: one label for one thing, no password typed twice, hints that are sentences."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount import forms as social
from django import forms
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.accounts import guessing

EMAIL = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
CODE = _("Code from the message")
APP_CODE = _("Code")
HOW_LONG = _("At least 10 characters. Three random words work well.")


class _InOurWords:
    """Sets labels and hints by the name of the field, and removes fields that are not asked."""

    words: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    not_asked: tuple[str, ...] = ()
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.not_asked:
            self.fields.pop(name, None)
        for name, label in self.words.items():
            if name in self.fields:
                self.fields[name].label = label
        for name, hint in self.hints.items():
            if name in self.fields:
                self.fields[name].help_text = hint


class _MailedCode(_InOurWords):
    """A code from a message; wrong codes are counted."""

    words = {"code": CODE}

    def clean_code(self) -> Any:
        """Check the code, unless too many were wrong."""
        with guessing.counting(context.request, guessing.mailed_codes(context.request)):
            return super().clean_code()  # type: ignore[misc] # of the form that this is mixed into


class _AppCode(_InOurWords):
    """A code from an authenticator app, or a recovery code; wrong codes are counted."""

    words = {"code": APP_CODE}
    hints = {"code": _("6 digits from your authenticator app, or one of your recovery codes.")}
    user: Any

    def clean_code(self) -> Any:
        """Check the code, unless too many were wrong."""
        with guessing.counting(context.request, guessing.second_steps(context.request, self.user.email)):
            return super().clean_code()  # type: ignore[misc] # of the form that this is mixed into


class SignIn(_InOurWords, account.LoginForm):  # type: ignore[misc] # allauth ships no types
    """Address and password."""

    words = {"login": EMAIL, "password": PASSWORD}
    hints = {"password": ""}


class SignUp(_InOurWords, account.SignupForm):  # type: ignore[misc] # allauth ships no types
    """A new account, with the name that others in the place see."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("The other members of your place can see it."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    words = {"email": EMAIL, "password1": PASSWORD}
    hints = {"password1": HOW_LONG}
    field_order = ("name", "email", "password1")

    def clean(self) -> Any:
        """Check the form, unless too many accounts were created from this source."""
        guessing.sign_up(context.request)
        return super().clean()


class SignUpThere(_InOurWords, social.SignupForm):  # type: ignore[misc] # allauth ships no types
    """The details that an organisation's sign-in did not provide."""

    words = {"email": EMAIL}


class ChangeEmail(_InOurWords, account.AddEmailForm):  # type: ignore[misc] # allauth ships no types
    """Another address."""

    words = {"email": _("New e-mail address")}
    hints = {"email": _("We will send a code to this address. Your address changes once you enter the code.")}


class ChangePassword(_InOurWords, account.ChangePasswordForm):  # type: ignore[misc] # allauth ships no types
    """Another password."""

    words = {"oldpassword": _("Current password"), "password1": NEW_PASSWORD}
    hints = {"oldpassword": "", "password1": HOW_LONG}
    not_asked = ("password2",)


class SetPassword(_InOurWords, account.SetPasswordForm):  # type: ignore[misc] # allauth ships no types
    """A first password, for a person who signs in another way."""

    words = {"password1": PASSWORD}
    hints = {"password1": HOW_LONG}
    not_asked = ("password2",)


class NewPassword(_InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc] # allauth ships no types
    """A new password after a code."""

    words = {"password1": NEW_PASSWORD}
    hints = {"password1": HOW_LONG}
    not_asked = ("password2",)


class ForgottenPassword(_InOurWords, account.ResetPasswordForm):  # type: ignore[misc] # allauth ships no types
    """Where to send a code that sets a new password."""

    words = {"email": EMAIL}


class AskForCode(_InOurWords, account.RequestLoginCodeForm):  # type: ignore[misc] # allauth ships no types
    """Where to send a code that signs in."""

    words = {"email": EMAIL}


class PasswordAgain(_InOurWords, account.ReauthenticateForm):  # type: ignore[misc] # allauth ships no types
    """The password once more, before something that matters."""

    words = {"password": PASSWORD}
    hints = {"password": ""}


class SignInCode(_MailedCode, account.ConfirmLoginCodeForm):  # type: ignore[misc] # allauth ships no types
    """The code that signs in."""


class AddressCode(_MailedCode, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc] # no types
    """The code that confirms an e-mail address."""


class PasswordCode(_MailedCode, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc] # no types
    """The code that is needed to set a new password."""


class SecondStep(_AppCode, mfa.AuthenticateForm):  # type: ignore[misc] # allauth ships no types
    """The second step of signing in."""


class SecondStepAgain(_AppCode, mfa.ReauthenticateForm):  # type: ignore[misc] # allauth ships no types
    """The second step, before something that matters."""


class StartApp(_InOurWords, ActivateTOTPForm):  # type: ignore[misc] # allauth ships no types
    """The first code of an authenticator app."""

    words = {"code": _("6 digits that the app shows now")}


class AddKey(_InOurWords, AddWebAuthnForm):  # type: ignore[misc] # allauth ships no types
    """A passkey or a security key."""

    words = {"name": _("Name"), "passwordless": _("Use this key to sign in without a password")}
    hints = {"name": _("Helps you tell your keys apart."), "passwordless": ""}


class RenameKey(_InOurWords, EditWebAuthnForm):  # type: ignore[misc] # allauth ships no types
    """The name of a key."""

    words = {"name": _("Name")}
