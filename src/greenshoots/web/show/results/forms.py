"""The form for notes on a conversation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from greenshoots.web.show.results.models import Note


class EnablerNoteForm(forms.Form):
    """A note on an enabler, and the version that its writer read."""

    text = forms.CharField(
        label=_("What people said"),
        help_text=_(
            "Note what people see, why they see it differently and what you decided together. Leave out who said what."
        ),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def of_note(note: Note | None) -> EnablerNoteForm:
    """Return the form filled in with a note."""
    return EnablerNoteForm(initial={"text": note.text if note else "", "version": note.version if note else 0})
