"""Forms of the set-up steps."""

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


class NewDiagnosticForm(forms.Form):
    """The subject of a new diagnostic."""

    subject = forms.CharField(
        label=gettext_lazy("What is this diagnostic about?"),
        max_length=120,
        help_text=gettext_lazy("A service, an organisation or a local system, for example “Adult social care”."),
    )


class StepForm(forms.Form):
    """A form of the set-up, for a diagnostic and the round that is being set up."""

    def __init__(self, *args: Any, diagnostic: Diagnostic, round_: Round, **options: Any) -> None:
        self.diagnostic, self.round = diagnostic, round_
        super().__init__(*args, **options)

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Set the choices of a field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class SubjectForm(StepForm):
    """The subject of the diagnostic, who is asking, and a contact."""

    subject = NewDiagnosticForm.base_fields["subject"]
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
    """What people think about when they answer."""

    viewpoints = forms.MultipleChoiceField(
        label=gettext_lazy("What should people think about when they answer?"),
        choices=Viewpoint.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Usually one. If you choose more, each person picks one, and each has its own results."),
    )


class InstrumentForm(StepForm):
    """The questionnaire, from the list or from a file."""

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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {version.code: version for version in instruments.of_place(self.diagnostic.place)}
        built_in = instruments.built_in(self.diagnostic.place)
        # The built-in questionnaire is on the list even where the place has not used it yet.
        self.known.setdefault(built_in.code, built_in)
        listed = [(code, _named(version)) for code, version in self.known.items()]
        self.choose("instrument", [*listed, ("file", gettext_lazy("Our own questionnaire file (choose it below)"))])

    def clean(self) -> dict[str, Any]:
        """Read the files; an error names the line of the file."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        file, side = cleaned.get("file"), cleaned.get("side")
        self.own_file, self.translation = _content(file), _content(side)
        try:
            text, name = self._original(cleaned["instrument"])
        except InstrumentError as error:
            raise ValidationError({"file": str(error)}) from error
        try:
            if self.translation:
                instruments.side_file(text, name, *self.translation)
        except InstrumentError as error:
            raise ValidationError({"side": str(error)}) from error
        return cleaned

    def _original(self, chosen: str) -> tuple[str, str]:
        """Return the text and the file name of the chosen questionnaire, which a translation belongs to."""
        if chosen != "file":
            return self.known[chosen].text, f"{self.known[chosen].name}.toml"
        if self.own_file is None:
            raise ValidationError({"file": _("Choose a file, or one of the questionnaires above.")})
        return instruments.read(*self.own_file)[1], self.own_file[1]


def _content(file: Any) -> tuple[bytes, str] | None:
    """Return the content and the name of an uploaded file."""
    return (file.read(), file.name) if file else None


def _named(version: InstrumentVersion) -> str:
    languages = ", ".join(mapping.name_of(code) for code in mapping.languages(version))
    label = f"{version.title} · {version.version} · {languages}"
    return f"{label} · {_('local version')}" if version.local else label


class LanguageForm(StepForm):
    """The language people see first, and the translations on offer."""

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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        version, translations = self.diagnostic.instrument, list[str]()
        # Once people have answered, the questionnaire is fixed, and its translations with it.
        if version is not None and not queries.is_fixed(self.diagnostic):
            translations = sorted(code for code in instruments.translations(version) if code != version.language)
        languages = mapping.languages(version) if version else ()
        if version and translations:
            languages = (version.language, *translations)
        self.choose("language", [(code, mapping.name_of(code)) for code in languages])
        self.choose("offered", [(code, mapping.name_of(code)) for code in translations])
        if not translations:
            del self.fields["offered"]


class AskedForm(StepForm):
    """How many people are asked, in all and by choice."""

    asked = forms.IntegerField(
        label=gettext_lazy("How many people will you ask?"),
        min_value=1,
        max_value=10_000_000,
        required=False,
        help_text=gettext_lazy(
            "An estimate is enough. It gives the response rate, and a preview of which groups can be shown."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for group in self.diagnostic.groups.prefetch_related("choices"):
            for choice in group.choices.all():
                self.fields[f"choice-{choice.pk}"] = forms.IntegerField(
                    label=f"{group.name}: {choice.label}", min_value=0, max_value=10_000_000, required=False
                )

    def by_choice(self) -> dict[int, int]:
        """Return the numbers by the key of the choice."""
        fields = self.cleaned_data.items()
        return {int(name[7:]): number for name, number in fields if name.startswith("choice-") and number}

    def clean(self) -> dict[str, Any]:
        """Check that no group has more people than are asked in all."""
        cleaned: dict[str, Any] = super().clean() or {}
        total = cleaned.get("asked")
        for group in self.diagnostic.groups.prefetch_related("choices"):
            names = [f"choice-{choice.pk}" for choice in group.choices.all()]
            if total and sum(cleaned.get(name) or 0 for name in names) > total:
                message = _("These add up to more than the %(n)s people you ask.") % {"n": total}
                self.add_error(names[0], message)
        return cleaned


class CommentsForm(StepForm):
    """Whether people can comment, and when comments are shown."""

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
    """What people see after they answer."""

    afterwards = forms.ChoiceField(
        label=gettext_lazy("What do people see after they answer?"),
        choices=Afterwards.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("You decide later whether to publish the results."),
    )


class DatesForm(StepForm):
    """When a round opens and closes automatically."""

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
        """Check that the round opens before it closes."""
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("The closing date must be after the opening date."))
        return cleaned


class DeleteForm(forms.Form):
    """The subject of the diagnostic, typed to confirm that it is deleted."""

    name = forms.CharField(label=gettext_lazy("To confirm, type the subject of the diagnostic"), max_length=200)

    def __init__(self, *args: Any, wanted: str, **options: Any) -> None:
        self.wanted = wanted
        super().__init__(*args, **options)

    def clean_name(self) -> str:
        """Check that the typed subject matches."""
        name: str = self.cleaned_data["name"].strip()
        if name.casefold() != self.wanted.strip().casefold():
            raise ValidationError(_("This does not match. Type “%(name)s”.") % {"name": self.wanted})
        return name
