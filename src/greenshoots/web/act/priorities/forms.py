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
    """The reasons for a priority."""

    because = forms.MultipleChoiceField(
        label=_("Why make this a priority?"), choices=Because.choices, widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    why = forms.CharField(
        label=_("In your own words"), required=False, max_length=2000, widget=text_area(3),
        help_text=_("What people said, and what you hope will change. Do not name people who responded."),
    )  # fmt: skip


# Choosing has no version, because the row does not exist yet; editing has one.
class PriorityForm(Versioned, WhyForm):
    """The form of an existing priority."""

    public = forms.BooleanField(label=_("Show this on the public page, if there is one"), required=False)

    @classmethod
    def of(cls, priority: Priority) -> dict[str, Any]:
        """Return the initial values of the form."""
        names = ("because", "why", "public", "version")
        return {name: getattr(priority, name) for name in names}


class OutcomeForm(forms.Form):
    """The outcome of a priority."""

    outcome = forms.CharField(
        label=_("Outcome"), required=False, max_length=2000, widget=text_area(4),
        help_text=_("What changed, what did not, and what you learned. This is shown at the start of the next round."),
    )  # fmt: skip
    closed = forms.BooleanField(label=_("We are no longer working on this"), required=False)


class PointForm(forms.Form):
    """A point on the map of who can act."""

    text = forms.CharField(label=_("Add a point"), max_length=200, error_messages={"required": _("Enter a point.")})


class PointChangeForm(PointForm):
    """An existing point, and the part of the map it belongs to."""

    reach = forms.ChoiceField(choices=Reach.choices)
