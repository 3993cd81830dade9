"""Forms about places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenshoots.web.base.places.models import Role

WHAT_ROLES_DO = [
    (Role.OWNER, _("Owner: can do everything, and manages members and the place")),
    (Role.FACILITATOR, _("Facilitator: sets up diagnostics, reveals and publishes results, and manages the plan")),
    (Role.ANALYST, _("Analyst: sees results before they are published, and exports them")),
    (Role.VIEWER, _("Viewer: sees published results and the plan")),
]


class PlaceForm(forms.Form):
    """The name of a place."""

    name = forms.CharField(
        label=_("Name of the place"),
        help_text=_("A council, a service or a partnership. The people you ask to answer can see it."),
        max_length=120,
    )


class RoleForm(forms.Form):
    """What a member may do."""

    role = forms.ChoiceField(label=_("What can they do?"), choices=WHAT_ROLES_DO, widget=forms.RadioSelect)


class InviteForm(forms.Form):
    """An invitation: an address, and a role."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Leave this empty to get a link that you send yourself."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        label=_("What can they do?"), choices=WHAT_ROLES_DO, widget=forms.RadioSelect, initial=Role.FACILITATOR
    )


class TypeTheNameForm(forms.Form):
    """A name typed by hand, to confirm a deletion."""

    name = forms.CharField(label=_("Type the name"), widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, expected: str, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.fields["name"].label = label

    def clean_name(self) -> str:
        """Refuse any text except the name; capitals and spaces do not matter."""
        typed = str(self.cleaned_data["name"])
        if " ".join(typed.casefold().split()) != " ".join(self.expected.casefold().split()):
            raise ValidationError(_("This does not match. Type “%(name)s”."), params={"name": self.expected})
        return typed
