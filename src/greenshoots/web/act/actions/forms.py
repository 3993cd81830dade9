"""Forms of actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.actions.models import Action, ActionKind, ActionStatus
from greenshoots.web.act.editing.forms import DAY, Versioned, offer, text_area

if TYPE_CHECKING:
    pass


class ActionForm(Versioned):
    """The form of an action."""

    kind = forms.ChoiceField(label=_("What type of action is it?"), choices=(
        (ActionKind.DO, _("Do: we know it helps")),
        (ActionKind.TRY, _("Try: we want to find out whether it helps")),
        (ActionKind.STOP, _("Stop: end something that gets in the way")),
    ), widget=forms.RadioSelect, initial=ActionKind.DO)  # fmt: skip
    what = forms.CharField(label=_("What will you do, try or stop?"), max_length=200)
    why = forms.CharField(label=_("Why?"), required=False, max_length=2000, widget=text_area(3))
    first_step = forms.CharField(
        label=_("First step"), required=False, max_length=1000, widget=text_area(3),
        help_text=_("Something small that you could do on Monday."),
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Who is leading this?"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        help_text=_("A person or a team. They do not need an account."),
    )  # fmt: skip
    owner_email = forms.EmailField(
        label=_("E-mail address for reminders"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "We send reminders a week before the due date, on the day, and every 2 weeks for 3 months after it, "
            "while the action is still open."
        ),
    )  # fmt: skip
    due = forms.DateField(label=_("Due date"), required=False, widget=DAY)
    priority = forms.ChoiceField(
        label=_("Which priority is it for?"), required=False,
        help_text=_("Without a priority, it appears only in the plan, not on the public page or in the next round."),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("Status"), choices=ActionStatus.choices, widget=forms.RadioSelect, initial=ActionStatus.TO_DO
    )
    outcome = forms.CharField(
        label=_("Outcome"), required=False, max_length=2000, widget=text_area(3),
        help_text=_(
            "Fill this in when the action is done or is not going ahead. It is just as useful to know what did not "
            "work."
        ),
    )  # fmt: skip
    public = forms.BooleanField(label=_("Show this on the public page, if there is one"), required=False, initial=True)

    def __init__(self, *args: Any, priorities: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "priority", [("", _("None")), *priorities])

    def values(self) -> dict[str, Any]:
        """Return the values of the action, without the fields that only the form needs."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "priority")}

    @classmethod
    def of(cls, action: Action) -> dict[str, Any]:
        """Return the initial values of the form."""
        names = (
            "kind",
            "what",
            "why",
            "first_step",
            "owner",
            "owner_email",
            "due",
            "state",
            "outcome",
            "public",
            "version",
        )
        code = action.priority.code if action.priority else ""
        return {name: getattr(action, name) for name in names} | {"priority": code}


class ActionNoteForm(forms.Form):
    """The form of a note about an action."""

    text = forms.CharField(label=_("Add a note"), max_length=2000, widget=text_area(3))
