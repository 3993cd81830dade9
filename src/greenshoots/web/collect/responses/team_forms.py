"""Forms of the team: a paper form or interview to enter, and a file to import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic, Protection, Viewpoint
from greenshoots.web.collect.responses.models import Mode
from greenshoots.web.collect.responses.response import Response

if TYPE_CHECKING:
    from django.forms import BoundField

    from greenshoots.core.instruments.model import Scale
    from greenshoots.web.collect.diagnostics.models import InstrumentVersion

LARGEST = 10 * 1024 * 1024
BLANK = 255
UNSURE_WORDS = frozenset({"n", "ns", "?", "x", "u"})


class ScoreField(forms.CharField):
    """One score, typed: a number, ``?`` or ``n`` for *not sure*, or nothing. Cleans to what `core.answers` stores."""

    def __init__(self, scale: Scale, **options: Any) -> None:
        self.scale = scale
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-score", "size": 3}
        )
        super().__init__(required=False, max_length=12, widget=widget, **options)

    def clean(self, value: Any) -> int:
        """Return the place on the scale, counted from 0, or the code of *not sure* or *skipped*."""
        text = str(super().clean(value)).strip().casefold()
        if not text:
            return SKIPPED
        if text in UNSURE_WORDS or text == self.scale.unsure.casefold():
            return UNSURE
        if text.isdecimal() and int(text) in self.scale.points:
            return int(text) - self.scale.minimum
        raise ValidationError(
            _("“%(text)s” is not a score. Enter %(lowest)s to %(highest)s, ? for not sure, or leave it empty.")
            % {"text": text, "lowest": self.scale.minimum, "highest": self.scale.maximum}
        )


class SheetForm(forms.Form):
    """One paper form, or one interview, entered by a member of the team.

    Arguments:
        diagnostic: What was asked; the fields are made from it.
    """

    MODES = (Mode.PAPER, Mode.INTERVIEW)

    def __init__(self, diagnostic: Diagnostic, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.diagnostic = diagnostic
        # Only a diagnostic with an instrument takes answers.
        self.instrument = mapping.instrument(cast("InstrumentVersion", diagnostic.instrument))
        self.fields["mode"] = forms.TypedChoiceField(
            label=gettext_lazy("How it was answered"),
            choices=[(mode.value, mode.label) for mode in self.MODES],
            coerce=int,
            initial=Mode.PAPER.value,
            widget=forms.RadioSelect,
        )
        if diagnostic.protection == Protection.NAMED:
            self.fields["name"] = forms.CharField(label=gettext_lazy("Name on the form"), max_length=120)
        if len(diagnostic.viewpoints) > 1:
            views = [(str(place), Viewpoint(view).label) for place, view in enumerate(diagnostic.viewpoints)]
            # A response without a viewpoint would be in none of the pictures, and could hide others from them.
            self.fields["viewpoint"] = forms.TypedChoiceField(
                label=gettext_lazy("Viewpoint"),
                choices=[("", gettext_lazy("Choose a viewpoint")), *views],
                coerce=int,
            )
        self.groups = list(diagnostic.groups.prefetch_related("choices"))
        for group in self.groups:
            choices = [(str(choice.number), choice.label) for choice in group.choices.all()]
            self.fields[f"g-{group.code}"] = self._select(group.question or group.name, choices)
        for question in self.instrument.questions:
            self.fields[f"s-{question.id}"] = ScoreField(self.instrument.scale, label=_label(question))
        if diagnostic.words:
            for enabler in self.instrument.enablers:
                self.fields[f"w-{enabler.id}"] = forms.CharField(
                    label=_("Comments on %(number)s. %(title)s") % {"number": enabler.number, "title": enabler.axis},
                    required=False,
                    max_length=1000,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    @staticmethod
    def _select(label: Any, choices: list[tuple[str, Any]]) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            label=label,
            choices=[("", gettext_lazy("No answer")), *choices],
            required=False,
            coerce=int,
            empty_value=None,
        )

    def begin(self) -> None:
        """Put the cursor in the first field of the next form: hands stay on the keyboard."""
        first = next(name for name in self.fields if name != "mode")
        self.fields[first].widget.attrs["autofocus"] = True

    def about(self) -> Iterator[BoundField]:
        """Yield the fields about the person and the form."""
        for name in self.fields:
            if not name.startswith(("s-", "w-")):
                yield self[name]

    def scores(self) -> Iterator[BoundField]:
        """Yield the fields of scores, in the order of the form."""
        return (self[name] for name in self.fields if name.startswith("s-"))

    def words(self) -> Iterator[BoundField]:
        """Yield the fields of comments."""
        return (self[name] for name in self.fields if name.startswith("w-"))

    def clean(self) -> dict[str, Any]:
        """Refuse a form without a single score: it was sent by mistake."""
        cleaned: dict[str, Any] = super().clean() or {}
        scores = [cleaned.get(f"s-{question.id}", SKIPPED) for question in self.instrument.questions]
        if not self.errors and all(score == SKIPPED for score in scores):
            raise ValidationError(_("The form has no scores. Enter at least one, or ? for not sure."))
        return cleaned

    def response(self) -> Response:
        """Return the form as a response."""
        cleaned = self.cleaned_data
        codes = [cleaned.get(f"g-{group.code}") for group in self.groups]
        viewpoint = cleaned.get("viewpoint") if len(self.diagnostic.viewpoints) > 1 else 0
        return Response(
            scores=bytes(cleaned[f"s-{question.id}"] & 0xFF for question in self.instrument.questions),
            choices=bytes(BLANK if code is None else code for code in codes),
            viewpoint=viewpoint if self.diagnostic.viewpoints else None,
            words={
                name.removeprefix("w-"): text.strip()
                for name, text in cleaned.items()
                if name.startswith("w-") and text.strip()
            },
            name=cleaned.get("name", ""),
            mode=cleaned["mode"],
        )


def _label(question: Any) -> str:
    if question.statement is None:
        return f"{question.enabler.number}. {question.enabler.title}"
    return f"{question.enabler.number}.{question.number} {question.statement.text}"


class FileForm(forms.Form):
    """A file of answers."""

    file = forms.FileField(
        label=gettext_lazy("File with responses"),
        help_text=gettext_lazy(
            "CSV or XLSX, with one row for each response. Use our template or an export from a survey tool."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.tsv,.txt"}),
    )
    round = forms.CharField(
        label=gettext_lazy("Round in the file"),
        help_text=gettext_lazy("Only if the file has several rounds. Enter the name of the round to import."),
        required=False,
        max_length=80,
    )

    def clean_file(self) -> Any:
        """Refuse a file that is far larger than any round's responses."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 10 MB. Split it into several files."))
        return file
