"""Forms of priorities and of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.editing.forms import Versioned, text_area
from greenshoots.web.act.priorities.models import Because, Priority, Reach

if TYPE_CHECKING:
    pass


class WhyForm(forms.Form):
    """Why an enabler is to be strengthened."""

    because = forms.MultipleChoiceField(
        label=_("What makes it worth strengthening?"), choices=Because.choices, widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    why = forms.CharField(
        label=_("In your words"), required=False, max_length=2000, widget=text_area(3),
        help_text=_("What people said, what you hope for. No names of people who answered."),
    )  # fmt: skip


class PriorityForm(Versioned, WhyForm):
    """The same, to change it."""

    public = forms.BooleanField(label=_("Show it on the public page, if there is one"), required=False)

    @classmethod
    def of(cls, priority: Priority) -> dict[str, Any]:
        """Give what the form is filled in with."""
        names = ("because", "why", "public", "version")
        return {name: getattr(priority, name) for name in names}


class OutcomeForm(forms.Form):
    """What became of a priority."""

    outcome = forms.CharField(
        label=_("What became of it?"), required=False, max_length=2000, widget=text_area(4),
        help_text=_("What changed, what did not, what you learned. The next round begins with this."),
    )  # fmt: skip
    closed = forms.BooleanField(label=_("We no longer work on it"), required=False)


class PointForm(forms.Form):
    """A point on the map of who can act."""

    text = forms.CharField(
        label=_("Add a point"), max_length=200, error_messages={"required": _("Write the point first.")}
    )


class PointChangeForm(PointForm):
    """A point that stands on the map, and the part it belongs to."""

    reach = forms.ChoiceField(choices=Reach.choices)
