"""The form of the public page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.editing.forms import Versioned, text_area
from greenshoots.web.act.plans.models import PlanPage

if TYPE_CHECKING:
    pass


class PageForm(Versioned):
    """The public page of a round."""

    shown = forms.BooleanField(label=_("Anyone with the link can see this page"), required=False)
    intro = forms.CharField(
        label=_("What you said"), required=False, max_length=3000, widget=text_area(5),
        help_text=_(
            "A few sentences for the people who responded. If anyone with the link can see the results, a summary of "
            "them is added automatically."
        ),
    )  # fmt: skip
    found = forms.CharField(
        label=_("What we found"), required=False, max_length=3000, widget=text_area(5),
        help_text=_("What you have learned since. Outcomes of priorities and actions are added automatically."),
    )  # fmt: skip
    owners = forms.BooleanField(
        label=_("Name the lead for each action"), required=False,
        help_text=_("Ask them first. Organisations you have asked are always listed."),
    )  # fmt: skip

    @classmethod
    def of(cls, page: PlanPage | None) -> dict[str, Any]:
        """Return the initial values of the form."""
        names = ("shown", "intro", "found", "owners", "version")
        return {name: getattr(page, name) for name in names} if page else {}
