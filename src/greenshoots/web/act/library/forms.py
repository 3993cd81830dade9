"""The form of an entry that a place adds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenshoots.web.act.library import enablers
from greenshoots.web.act.library.models import (
    FIRST_STEP,
    SOURCE,
    TEXT,
    TITLE,
    Effort,
    Entry,
    Kind,
    Level,
    Shared,
)
from greenshoots.web.base.places.models import Place

MARKDOWN = gettext_lazy(
    "Leave an empty line between paragraphs. Start lines with “- ” for a list. Put **two stars** around words to make "
    "them bold."
)

SHOWN = ("title", "text", "first_step")
"""The fields that a preview shows."""


class EntryForm(forms.Form):
    """The content of an entry, and who can read it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE)
    kind = forms.ChoiceField(
        label=gettext_lazy("Type of entry"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.STORY
    )
    text = forms.CharField(
        label=gettext_lazy("Description"),
        help_text=MARKDOWN,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    first_step = forms.CharField(
        label=gettext_lazy("A first step for Monday"),
        help_text=gettext_lazy("Something that one person can start with."),
        max_length=FIRST_STEP,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    enablers = forms.MultipleChoiceField(
        label=gettext_lazy("Which enablers does it strengthen?"), widget=forms.CheckboxSelectMultiple
    )
    who = forms.MultipleChoiceField(
        label=gettext_lazy("Who can act?"), choices=Level.choices, widget=forms.CheckboxSelectMultiple
    )
    effort = forms.ChoiceField(
        label=gettext_lazy("How much effort does it take?"), choices=Effort.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("A report, a web address, or who told you."),
        max_length=SOURCE,
        required=False,
    )
    shared = forms.ChoiceField(
        label=gettext_lazy("Who can read it?"),
        choices=Shared.choices,
        widget=forms.RadioSelect,
        initial=Shared.PRIVATE,
    )
    partners = forms.MultipleChoiceField(
        label=gettext_lazy("Which places?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_partners = forms.CharField(
        label=gettext_lazy("Codes of other places"),
        help_text=gettext_lazy(
            "Separate codes with spaces. A place can find its code at the bottom of its library page."
        ),
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, offered: list[Place], here: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = here
        self.places_by_code: list[Place] = []
        self._offer("enablers", list(enablers.titles(here).items()))
        self._offer("partners", [(place.code, place.name) for place in offered])
        if not offered:
            del self.fields["partners"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the types; this form made it
        field.choices = choices

    def clean_more_partners(self) -> str:
        """Find the places by their codes."""
        written = str(self.cleaned_data["more_partners"])
        # A code that was typed before the writer chose other readers must not hold up the form.
        if self.cleaned_data.get("shared") != Shared.PARTNERS:
            return written
        for code in dict.fromkeys(written.replace(",", " ").casefold().split()):
            place = Place.objects.filter(code=code).first()
            if place is None:
                raise ValidationError(_("There is no place with the code “%(code)s”."), params={"code": code})
            if place != self.here:
                self.places_by_code.append(place)
        return written

    def clean(self) -> dict[str, Any]:
        """Require a place if the entry is shared with places."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        partners = cleaned.get("partners") or self.places_by_code
        if cleaned.get("shared") == Shared.PARTNERS and not partners and "more_partners" not in self.errors:
            self.add_error("more_partners", _("Choose a place or enter its code."))
        return cleaned

    def only_what_is_read(self) -> None:
        """Drop the errors of fields that a preview does not show: the writer is not finished yet."""
        for name in [name for name in self.errors if name not in SHOWN]:
            del self.errors[name]

    def values(self) -> dict[str, Any]:
        """Return the fields of the entry."""
        cleaned = self.cleaned_data
        names = ("title", "kind", "text", "first_step", "effort", "source", "shared")
        return {name: cleaned[name] for name in names} | {
            "enablers": " ".join(cleaned["enablers"]),
            "who": " ".join(cleaned["who"]),
        }

    def partner_codes(self) -> set[str]:
        """Return the codes of the places that can read the entry."""
        # An entry that is no longer shared with places forgets them, so that sharing it again starts with none.
        if self.cleaned_data["shared"] != Shared.PARTNERS:
            return set()
        return {*self.cleaned_data.get("partners", ()), *(place.code for place in self.places_by_code)}


def initial(row: Entry) -> dict[str, Any]:
    """Return the initial values of the form for an entry."""
    names = ("version", "title", "kind", "text", "first_step", "effort", "source", "shared")
    values: dict[str, Any] = {name: getattr(row, name) for name in names}
    chosen = [place.code for place in row.partners.all()]
    return values | {"enablers": row.enablers.split(), "who": row.who.split(), "partners": chosen}
