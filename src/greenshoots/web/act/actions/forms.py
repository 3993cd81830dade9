"""Forms of actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenshoots.web.act.actions.models import Action, Kind, State
from greenshoots.web.act.editing.forms import DAY, Versioned, offer, text_area

if TYPE_CHECKING:
    pass


class ActionForm(Versioned):
    """What somebody will do, try or stop."""

    kind = forms.ChoiceField(label=_("Is it something to do, to try or to stop?"), choices=(
        (Kind.DO, _("Do: we know that it helps")),
        (Kind.TRY, _("Try: we want to find out whether it helps")),
        (Kind.STOP, _("Stop: something that gets in the way ends")),
    ), widget=forms.RadioSelect, initial=Kind.DO)  # fmt: skip
    what = forms.CharField(label=_("What?"), max_length=200)
    why = forms.CharField(label=_("Why?"), required=False, max_length=2000, widget=text_area(3))
    first_step = forms.CharField(
        label=_("First step"), required=False, max_length=1000, widget=text_area(3),
        help_text=_("Something small that can happen on Monday."),
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Who looks after it?"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        help_text=_("A person or a team. They need no account."),
    )  # fmt: skip
    owner_email = forms.EmailField(
        label=_("E-mail address for reminders"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("We write a week before, on the day, and every two weeks for three months after."),
    )  # fmt: skip
    due = forms.DateField(label=_("By when?"), required=False, widget=DAY)
    priority = forms.ChoiceField(
        label=_("Which priority does it belong to?"), required=False,
        help_text=_("Without one it stands in the plan only, and not on the public page or at the next round."),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("Where is it?"), choices=State.choices, widget=forms.RadioSelect, initial=State.TO_DO
    )
    outcome = forms.CharField(
        label=_("What did you find?"), required=False, max_length=2000, widget=text_area(3),
        help_text=_("Fill this in once it is done, or once you stopped. What did not work is worth as much."),
    )  # fmt: skip
    public = forms.BooleanField(label=_("Show it on the public page, if there is one"), required=False, initial=True)

    def __init__(self, *args: Any, priorities: Sequence[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        offer(self, "priority", [("", _("None")), *priorities])

    def values(self) -> dict[str, Any]:
        """Give what was filled in, without what only the form needs."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "priority")}

    @classmethod
    def of(cls, action: Action) -> dict[str, Any]:
        """Give what the form is filled in with."""
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


class NoteForm(forms.Form):
    """Something about an action on its way."""

    text = forms.CharField(label=_("Write a note"), max_length=2000, widget=text_area(3))
