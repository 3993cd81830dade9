"""The page of the group questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from greenshoots.core.instruments import parsing
from greenshoots.web.collect.diagnostics import ready_groups
from greenshoots.web.collect.diagnostics.forms import StepForm
from greenshoots.web.collect.diagnostics.models import RespondentGroup
from greenshoots.web.collect.diagnostics.respondent_groups import GroupChoices

MOST_GROUPS = 4
"""As many questions as the preview can put in order: see `core.disclosure.preview.MOST`."""

MOST_CHOICES = 30


class GroupsForm(StepForm):
    """Up to four group questions with their choices."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, MOST_GROUPS + 1):
            name = forms.CharField(label=_("Short name"), max_length=60, required=False)
            question = forms.CharField(label=_("Question"), max_length=200, required=False)
            choices = forms.CharField(
                label=_("Choices (one per line)"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text=_("Results use these words as you type them, for example “Senior leader: 4.6”."),
            )
            self.fields |= {f"name{number}": name, f"question{number}": question, f"choices{number}": choices}

    @property
    def ready(self) -> list[ready_groups.Ready]:
        """Return the ready-made questions that are not on the page yet; none where the page is full."""
        # A second press on the same offer made a second question of the same name, which the form then refused.
        names = [str(slot["name"].value() or "").strip().casefold() for slot in self.slots]
        return [ready for ready in ready_groups.SETS if str(ready.name).casefold() not in names and "" in names]

    @property
    def slots(self) -> list[dict[str, Any]]:
        """Return the fields of each group question."""
        return [
            {"number": n, "name": self[f"name{n}"], "question": self[f"question{n}"], "choices": self[f"choices{n}"]}
            for n in range(1, MOST_GROUPS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Collect the group questions, with an error on each field that is incomplete."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.groups: list[GroupChoices] = []
        for number in range(1, MOST_GROUPS + 1):
            name = cleaned.get(f"name{number}", "").strip()
            choices = [line.strip() for line in cleaned.get(f"choices{number}", "").splitlines() if line.strip()]
            if not name and not choices:
                continue
            self._check(number, name, choices)
            question = cleaned.get(f"question{number}", "").strip()
            self.groups.append(GroupChoices(name, question, tuple(choices)))
        return cleaned

    def _check(self, number: int, name: str, choices: list[str]) -> None:
        if not name:
            self.add_error(f"name{number}", _("Enter a short name, such as “Role”."))
        elif name.casefold() in parsing.RESERVED:
            self.add_error(f"name{number}", _("Choose another name. This name is already used in data files."))
        elif name.casefold() in {group.name.casefold() for group in self.groups}:
            self.add_error(f"name{number}", _("Another question has this name. Choose a different one."))
        if len(choices) < 2:
            self.add_error(f"choices{number}", _("Enter at least 2 choices, one per line."))
        if len({choice.casefold() for choice in choices}) < len(choices):
            self.add_error(f"choices{number}", _("You entered a choice twice. Remove one of them."))
        if len(choices) > MOST_CHOICES or any(len(choice) > 80 for choice in choices):
            self.add_error(f"choices{number}", _("Enter at most 30 choices of at most 80 characters."))

    @staticmethod
    def filled(groups: list[RespondentGroup]) -> dict[str, str]:
        """Return the fields filled in from the saved groups."""
        fields: dict[str, str] = {}
        for number, group in enumerate(groups, start=1):
            fields |= {f"name{number}": group.name, f"question{number}": group.question}
            fields[f"choices{number}"] = "\n".join(choice.label for choice in group.choices.all())
        return fields

    @staticmethod
    def with_ready(data: dict[str, str], key: str) -> dict[str, str]:
        """Return the fields with a ready-made question in the first free slot."""
        ready = next((entry for entry in ready_groups.SETS if entry.key == key), None)
        for number in range(1, MOST_GROUPS + 1):
            if ready and not data.get(f"name{number}") and not data.get(f"choices{number}"):
                filled = {f"name{number}": str(ready.name), f"question{number}": str(ready.question)}
                return data | filled | {f"choices{number}": "\n".join(map(str, ready.choices))}
        return data
