"""The page on which a place rewords statements and adds enablers of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenshoots.core.errors import InstrumentError
from greenshoots.core.instruments.model import Instrument
from greenshoots.web.collect.diagnostics import actions, instruments
from greenshoots.web.collect.diagnostics.models import Diagnostic

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User

MOST_LOCAL = 3
LINES = 3


class AdaptForm(forms.Form):
    """Every statement, and places for local enablers."""

    def __init__(self, *args: Any, instrument: Instrument, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.instrument = instrument
        self.fields["title"] = forms.CharField(label=_("Name of your version"), max_length=200)
        self.initial["title"] = instrument.title
        for enabler in instrument.enablers:
            for number, statement in enumerate(enabler.statements, start=1):
                name = f"s-{enabler.id}.{number}"
                self.fields[name] = forms.CharField(
                    label=_("Statement %(n)s") % {"n": number},
                    max_length=400,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )
                self.initial[name] = statement.text
        groups = [(group.id, group.title) for group in instrument.groups]
        for number in range(1, MOST_LOCAL + 1):
            self.fields |= {
                f"title{number}": forms.CharField(label=_("Title"), max_length=120, required=False),
                f"group{number}": forms.ChoiceField(label=_("Section"), choices=groups, required=False),
                f"lines{number}": forms.CharField(
                    label=_("Statements (one per line)"),
                    required=False,
                    widget=forms.Textarea(attrs={"rows": LINES + 1}),
                    help_text=_("Usually three. People say how far they agree with each statement."),
                ),
            }

    @property
    def enablers(self) -> list[dict[str, Any]]:
        """Give the statements enabler by enabler."""
        return [
            {
                "enabler": enabler,
                "fields": [self[f"s-{enabler.id}.{number}"] for number in range(1, len(enabler.statements) + 1)],
            }
            for enabler in self.instrument.enablers
        ]

    @property
    def slots(self) -> list[dict[str, Any]]:
        """Give the places for local enablers."""
        return [
            {"number": n, "title": self[f"title{n}"], "group": self[f"group{n}"], "lines": self[f"lines{n}"]}
            for n in range(1, MOST_LOCAL + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Put local enablers together."""
        found: dict[str, Any] = super().clean() or {}
        self.local = []
        for number in range(1, MOST_LOCAL + 1):
            title = found.get(f"title{number}", "").strip()
            lines = tuple(one.strip() for one in found.get(f"lines{number}", "").splitlines() if one.strip())
            if title and not lines:
                self.add_error(f"lines{number}", _("Enter at least one statement for this enabler."))
            elif lines and not title:
                self.add_error(f"title{number}", _("Enter a title for this enabler."))
            elif title:
                self.local.append(instruments.Local(title, found[f"group{number}"], lines))
        known = {f"{e.id}.{n}": s.text for e in self.instrument.enablers for n, s in enumerate(e.statements, start=1)}
        self.statements = {name[2:]: text.strip() for name, text in found.items() if name.startswith("s-")}
        same = all(self.statements.get(name) == text for name, text in known.items())
        if not self.errors and same and not self.local:
            raise ValidationError(_("You have not changed any statements. Reword a statement or add a local enabler."))
        return found


def save(diagnostic: Diagnostic, form: AdaptForm, *, by: User) -> None:
    """Keep the copy and choose it.

    Raises:
        InstrumentError: the copy would be no instrument.
    """
    version = diagnostic.instrument
    if version is None:
        raise InstrumentError("Choose a questionnaire first.", file=diagnostic.subject)
    copy = instruments.adapt(version, form.statements, form.local, title=form.cleaned_data["title"])
    actions.set_instrument(diagnostic, copy, by=by)
