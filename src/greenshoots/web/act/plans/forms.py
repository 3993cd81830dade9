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

    shown = forms.BooleanField(label=_("Everybody with the link may read this page"), required=False)
    intro = forms.CharField(
        label=_("What you said"), required=False, max_length=3000, widget=text_area(5),
        help_text=_("A few sentences to the people who answered. Published results are added by themselves."),
    )  # fmt: skip
    found = forms.CharField(
        label=_("What we found"), required=False, max_length=3000, widget=text_area(5),
        help_text=_("What you learned since. What you wrote beside actions and priorities is added by itself."),
    )  # fmt: skip
    owners = forms.BooleanField(
        label=_("Name who looks after each action"), required=False,
        help_text=_("Ask them first. Whom you asked for something always stands there."),
    )  # fmt: skip

    @classmethod
    def of(cls, page: PlanPage | None) -> dict[str, Any]:
        """Give what the form is filled in with."""
        names = ("shown", "intro", "found", "owners", "version")
        return {name: getattr(page, name) for name in names} if page else {}
