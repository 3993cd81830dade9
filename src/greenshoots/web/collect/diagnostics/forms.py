"""Forms of the set-up, one short page each."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenshoots.core.errors import InstrumentError
from greenshoots.web.collect.diagnostics import instruments, mapping, queries
from greenshoots.web.collect.diagnostics.models import (
    Afterwards,
    Diagnostic,
    InstrumentVersion,
    Round,
    Viewpoint,
)


class NewForm(forms.Form):
    """The one thing a diagnostic begins with."""

    subject = forms.CharField(
        label=gettext_lazy("What is this diagnostic about?"),
        max_length=120,
        help_text=gettext_lazy("A service, an organisation or a local system, for example “Adult social care”."),
    )


class StepForm(forms.Form):
    """A form of the set-up: made for a diagnostic and the round that is being set up."""

    def __init__(self, *args: Any, diagnostic: Diagnostic, round_: Round, **facts: Any) -> None:
        self.diagnostic, self.round = diagnostic, round_
        super().__init__(*args, **facts)

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class SubjectForm(StepForm):
    """What it is about, who asks, and whom to turn to."""

    subject = NewForm.base_fields["subject"]
    asking = forms.CharField(
        label=gettext_lazy("Who is asking, and why?"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("People read this first. Say what will happen with the results."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Who can people contact with questions?"), max_length=200, required=False
    )


class ViewpointForm(StepForm):
    """Whose eyes people look through."""

    viewpoints = forms.MultipleChoiceField(
        label=gettext_lazy("What should people think about when they answer?"),
        choices=Viewpoint.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Usually one. If you choose more, each person picks one, and each gets its own results."
        ),
    )


class InstrumentForm(StepForm):
    """Which questionnaire is asked."""

    instrument = forms.ChoiceField(
        label=gettext_lazy("Which questionnaire do you want to use?"), widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=gettext_lazy("Questionnaire file (TOML)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text=gettext_lazy("To see the format, download the current questionnaire below."),
    )
    side = forms.FileField(
        label=gettext_lazy("Translation file (TOML)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text=gettext_lazy("Include the language in the file name, for example my-questions.cy.toml for Welsh."),
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.known = {version.code: version for version in instruments.of_place(self.diagnostic.place)}
        built_in = instruments.built_in(self.diagnostic.place)
        self.known.setdefault(built_in.code, built_in)
        listed = [(code, _named(version)) for code, version in self.known.items()]
        self.choose("instrument", [*listed, ("file", gettext_lazy("Our own questionnaire file (choose it below)"))])

    def clean(self) -> dict[str, Any]:
        """Read the files; a fault in one is named with its line."""
        found: dict[str, Any] = super().clean() or {}
        if self.errors:
            return found
        file, side = found.get("file"), found.get("side")
        self.brought, self.translation = _content(file), _content(side)
        try:
            text, name = self._original(found["instrument"])
        except InstrumentError as error:
            raise ValidationError({"file": str(error)}) from error
        try:
            if self.translation:
                instruments.side_file(text, name, *self.translation)
        except InstrumentError as error:
            raise ValidationError({"side": str(error)}) from error
        return found

    def _original(self, chosen: str) -> tuple[str, str]:
        """Give the text and the name of the file that is chosen, and that a translation translates."""
        if chosen != "file":
            return self.known[chosen].text, f"{self.known[chosen].name}.toml"
        if self.brought is None:
            raise ValidationError({"file": _("Choose a file, or one of the questionnaires above.")})
        return instruments.read(*self.brought)[1], self.brought[1]


def _content(file: Any) -> tuple[bytes, str] | None:
    """Give the content and the name of a file that somebody chose."""
    return (file.read(), file.name) if file else None


def _named(version: InstrumentVersion) -> str:
    languages = ", ".join(mapping.name_of(code) for code in mapping.languages(version))
    about = f"{version.title} · {version.version} · {languages}"
    return f"{about} · {_('local version')}" if version.local else about


class LanguageForm(StepForm):
    """The language people are met in first."""

    language = forms.ChoiceField(
        label=gettext_lazy("Which language do people see first?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("People can switch to any other language you offer."),
    )
    offered = forms.MultipleChoiceField(
        label=gettext_lazy("Which translations do you want to offer?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Leave out a draft translation until a fluent speaker has checked it."),
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        version, held = self.diagnostic.instrument, list[str]()
        if version is not None and not queries.is_fixed(self.diagnostic):
            held = sorted(code for code in instruments.translations(version) if code != version.language)
        known = [version.language, *held] if version and held else mapping.languages(version) if version else ()
        self.choose("language", [(code, mapping.name_of(code)) for code in known])
        self.choose("offered", [(code, mapping.name_of(code)) for code in held])
        if not held:
            del self.fields["offered"]


class AskedForm(StepForm):
    """How many people are asked."""

    asked = forms.IntegerField(
        label=gettext_lazy("How many people will you ask?"),
        min_value=1,
        max_value=10_000_000,
        required=False,
        help_text=gettext_lazy(
            "An estimate is enough. It gives the response rate, and a preview of which groups can be shown."
        ),
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        for group in self.diagnostic.groups.prefetch_related("choices"):
            for choice in group.choices.all():
                self.fields[f"choice-{choice.pk}"] = forms.IntegerField(
                    label=f"{group.name}: {choice.label}", min_value=0, max_value=10_000_000, required=False
                )

    def by_choice(self) -> dict[int, int]:
        """Give the numbers by the key of the choice."""
        found = self.cleaned_data.items()
        return {int(name[7:]): number for name, number in found if name.startswith("choice-") and number}

    def clean(self) -> dict[str, Any]:
        """See that a group does not hold more people than are asked."""
        found: dict[str, Any] = super().clean() or {}
        total = found.get("asked")
        for group in self.diagnostic.groups.prefetch_related("choices"):
            names = [f"choice-{choice.pk}" for choice in group.choices.all()]
            if total and sum(found.get(name) or 0 for name in names) > total:
                told = _("These add up to more than the %(n)s people you ask.") % {"n": total}
                self.add_error(names[0], told)
        return found


class WordsForm(StepForm):
    """Whether people may write."""

    words = forms.BooleanField(
        label=gettext_lazy("Let people comment on each enabler"),
        required=False,
        help_text=gettext_lazy(
            "Comments are optional. They are shown in random order and are not linked to groups or scores."
        ),
    )
    k_words = forms.IntegerField(
        label=gettext_lazy("Show comments once this many people have answered"), min_value=3, max_value=500
    )


class AfterwardsForm(StepForm):
    """What people who answered may see."""

    afterwards = forms.ChoiceField(
        label=gettext_lazy("What do people see after they answer?"),
        choices=Afterwards.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("You decide later whether to publish the results."),
    )


class DatesForm(StepForm):
    """When a round opens and closes by itself."""

    FORMAT: ClassVar[str] = "%Y-%m-%dT%H:%M"
    opens = forms.DateTimeField(
        label=gettext_lazy("Open automatically on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT),
        help_text=gettext_lazy("Leave this empty to open the round yourself."),
    )
    closes = forms.DateTimeField(
        label=gettext_lazy("Close automatically on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT),
        help_text=gettext_lazy("Leave this empty to close the round yourself. You can change the date at any time."),
    )

    def clean(self) -> dict[str, Any]:
        """See that it opens before it closes."""
        found: dict[str, Any] = super().clean() or {}
        opens, closes = found.get("opens"), found.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The closing date must be after the opening date."))
        return found


class DeleteForm(forms.Form):
    """The name of what is deleted, typed once more."""

    name = forms.CharField(label=gettext_lazy("To confirm, type the subject of the diagnostic"), max_length=200)

    def __init__(self, *args: Any, wanted: str, **facts: Any) -> None:
        self.wanted = wanted
        super().__init__(*args, **facts)

    def clean_name(self) -> str:
        """See that it is the same."""
        name: str = self.cleaned_data["name"].strip()
        if name.casefold() != self.wanted.strip().casefold():
            raise ValidationError(_("This does not match. Type “%(name)s”.") % {"name": self.wanted})
        return name
