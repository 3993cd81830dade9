"""The form that carries the version its writer read, and the fields that all forms of this floor share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import QueryDict


Pairs = Sequence[tuple[str, str]]


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text_area(rows: int) -> forms.Textarea:
    """Return a text area of so many rows."""
    return forms.Textarea(attrs={"rows": rows})


class Versioned(forms.Form):
    """A form that carries the version its writer read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    theirs: Sequence[tuple[Any, str]] = ()
    """What another person wrote meanwhile: label and value of each field that differs."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.initial.get("version"):
            # The page holds the values it was opened with, so that untouched fields can be told from edited ones.
            for field in self.fields.values():
                field.show_hidden_initial = True
            self.fields["version"].show_hidden_initial = False

    @property
    def read(self) -> int:
        """The version that was read; 0 where none was sent, which never matches."""
        return self.cleaned_data.get("version") or 0

    def met(self, now: Mapping[str, Any], sentence: str) -> None:
        """Merge what another person wrote meanwhile, so that saving again is a choice and not an accident.

        Fields that this person left alone take the present value. Fields that both edited are shown in both versions.
        """
        own_values, written = self.cleaned_data, self.changed_data
        self.theirs = [
            (field.label, _plain(field, now[name]))
            for name, field in self.fields.items()
            # None and an empty text are the same to a reader.
            if name in now and name in written and (own_values.get(name) or "") != (now[name] or "")
        ]
        data = cast("QueryDict", self.data).copy()
        for name in set(now) & set(self.fields):
            # The hidden copies move on too, so that the next comparison starts from what the writer has now seen.
            data.setlist(self.add_initial_prefix(name), _sent(now[name], hidden=True))
            if name not in written:
                data.setlist(self.add_prefix(name), _sent(now[name]))
        data["version"] = str(now["version"])
        self.data = data
        self.add_error(None, sentence)


def _sent(value: Any, *, hidden: bool = False) -> list[str]:
    """Return a value as a browser sends it."""
    if isinstance(value, list):
        return [str(item) for item in value]
    # A browser sends nothing for an empty box. Hidden copies are texts, also of False.
    if isinstance(value, bool) and not hidden:
        return ["on"] if value else []
    return ["" if value is None else str(value)]


def _plain(field: forms.Field, value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(field, forms.ChoiceField):
        names = dict(field.choices)  # type: ignore[arg-type] # the choices here are pairs
        values = value if isinstance(value, list) else [value]
        return ", ".join(str(names.get(item, item)) for item in values) or "–"
    if isinstance(value, dt.date):
        return date_format(value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return str(value or "–")


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Set the choices of one field of a form."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy what the class body says
    field.choices = list(choices)
