"""The page on which a place rewords statements and adds local enablers."""

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
    """All statements of an instrument, and empty fields for local enablers."""

    def __init__(self, *args: Any, instrument: Instrument, **options: Any) -> None:
        super().__init__(*args, **options)
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
                    help_text=_("Usually three. Write each one so that people can agree or disagree with it."),
                ),
            }

    @property
    def enablers(self) -> list[dict[str, Any]]:
        """Return each enabler with the fields of its statements."""
        return [
            {
                "enabler": enabler,
                "fields": [self[f"s-{enabler.id}.{number}"] for number in range(1, len(enabler.statements) + 1)],
            }
            for enabler in self.instrument.enablers
        ]

    @property
    def slots(self) -> list[dict[str, Any]]:
        """Return the fields of each local enabler."""
        return [
            {"number": n, "title": self[f"title{n}"], "group": self[f"group{n}"], "lines": self[f"lines{n}"]}
            for n in range(1, MOST_LOCAL + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Collect the reworded statements and the local enablers."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.local = []
        for number in range(1, MOST_LOCAL + 1):
            title = cleaned.get(f"title{number}", "").strip()
            lines = tuple(line.strip() for line in cleaned.get(f"lines{number}", "").splitlines() if line.strip())
            if title and not lines:
                self.add_error(f"lines{number}", _("Enter at least one statement for this enabler."))
            elif lines and not title:
                self.add_error(f"title{number}", _("Enter a title for this enabler."))
            elif title:
                self.local.append(instruments.Local(title, cleaned[f"group{number}"], lines))
        original = {
            f"{e.id}.{n}": s.text for e in self.instrument.enablers for n, s in enumerate(e.statements, start=1)
        }
        self.statements = {name[2:]: text.strip() for name, text in cleaned.items() if name.startswith("s-")}
        unchanged = all(self.statements.get(name) == text for name, text in original.items())
        if not self.errors and unchanged and not self.local:
            raise ValidationError(_("You have not changed any statements. Reword a statement or add a local enabler."))
        return cleaned


def save(diagnostic: Diagnostic, form: AdaptForm, *, by: User) -> None:
    """Save the local version and choose it for the diagnostic.

    Raises:
        InstrumentError: the local version would not be a valid instrument.
    """
    version = diagnostic.instrument
    if version is None:
        raise InstrumentError("Choose a questionnaire first.", file=diagnostic.subject)
    copy = instruments.adapt(version, form.statements, form.local, title=form.cleaned_data["title"])
    actions.set_instrument(diagnostic, copy, by=by)
