"""A form for what the columns of a file mean, where a person knows better than the reading of their headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _

from greenshoots.core.instruments.model import ROUND, VIEWPOINT
from greenshoots.web.collect.diagnostics import mapping

if TYPE_CHECKING:
    from greenshoots.core.instruments.model import Question
    from greenshoots.web.collect.diagnostics.models import Diagnostic, InstrumentVersion

MOST = 150
"""The most columns that one page asks about; a wider file needs a map file on the command line."""

USUAL = "usual"


class ColumnsForm(forms.Form):
    """What each column of a file means.

    Arguments:
        diagnostic: What the columns can mean.
        headers: The headers of the file, each once.
    """

    def __init__(self, diagnostic: Diagnostic, headers: Sequence[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.headers = tuple(headers[:MOST])
        choices = _choices(diagnostic)
        for place, header in enumerate(self.headers):
            # Not stripped: the header comes back to be found in the file, spaces included.
            hidden = forms.CharField(widget=forms.HiddenInput, initial=header, required=False, strip=False)
            self.fields[f"header-{place}"] = hidden
            self.fields[f"column-{place}"] = forms.ChoiceField(label=header, choices=choices, initial=USUAL)

    def settled(self) -> dict[str, str]:
        """Return what the person chose, by header, as `tabular.ColumnMapping` has it."""
        if not self.is_bound:
            return {}
        # What is no choice, or was left out, is as usual.
        self.is_valid()
        chosen = [self.cleaned_data.get(f"column-{place}", USUAL) for place in range(len(self.headers))]
        return {header: to for header, to in zip(self.headers, chosen, strict=True) if to != USUAL}


def sent(diagnostic: Diagnostic, fields: Mapping[str, str]) -> ColumnsForm:
    """Return the form that a page sent, or an empty one."""
    headers: list[str] = []
    while len(headers) < MOST and (header := fields.get(f"header-{len(headers)}")):
        headers.append(header)
    return ColumnsForm(diagnostic, headers, fields if headers else None)


def again(diagnostic: Diagnostic, headers: Sequence[str], settled: Mapping[str, str]) -> ColumnsForm:
    """Return the form for the headers of a file, filled in with what was settled before."""
    filled = {f"column-{place}": settled.get(header, USUAL) for place, header in enumerate(headers)}
    return ColumnsForm(diagnostic, headers, initial=filled)


def named(question: Question) -> str:
    """Return the name of what one score is about."""
    name = f"{question.enabler.number}. {question.enabler.axis}"
    return f"{name} ({question.number})" if question.statement else name


def _choices(diagnostic: Diagnostic) -> list[tuple[str, Any]]:
    instrument = mapping.instrument(cast("InstrumentVersion", diagnostic.instrument))
    scores = [(question.id, named(question)) for question in instrument.questions]
    comments = [(f"{enabler.id}.words", f"{enabler.number}. {enabler.axis}") for enabler in instrument.enablers]
    groups = [(f"group:{group.name}", group.name) for group in diagnostic.groups.all()]
    about = [*groups, (ROUND, _("Round"))] + ([(VIEWPOINT, _("Viewpoint"))] if len(diagnostic.viewpoints) > 1 else [])
    offered: list[tuple[str, Any]] = [
        (USUAL, _("Use the column name")),
        ("ignore", _("Leave it out")),
        (_("Score"), scores),
        (_("Group questions"), about),
    ]
    return [*offered, (_("Comments"), comments)] if diagnostic.words else offered
