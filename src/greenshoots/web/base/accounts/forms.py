"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.accounts.models import User


class WelcomeForm(forms.Form):
    """The form that creates the first account of an installation."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters. Three random words work well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        # A space at either end belongs to the password.
        strip=False,
    )

    def clean_email(self) -> str:
        """Refuse an address that already has an account."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("There is already an account with this address. Sign in instead."))
        return email

    def clean(self) -> dict[str, Any]:
        """Check the password, also against the name and the address."""
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            account = User(email=cleaned.get("email", ""), name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(password, account)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class AccountForm(forms.ModelForm):  # type: ignore[type-arg] # generic in the stubs only
    """A person's own name and language."""

    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": _("Your name"), "language": _("Language of pages and messages")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
        self.fields["name"].required = True
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            choices=[("", _("Use the browser’s language")), *names],
            required=False,
            initial=self.instance.language,
        )
