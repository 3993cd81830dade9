"""Forms of the facilitators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenshoots.core.instruments.model import Instrument
from greenshoots.web.meet.workshops.models import Way

MINUTES = 8


class NewWorkshopForm(forms.Form):
    """The title, the agenda and the way of scoring of a new workshop."""

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("People see this on the big screen and on their phones.")
    )
    first = forms.ChoiceField(label=_("Which enablers, in which order?"), widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label=_("Minutes for each enabler"), min_value=1, max_value=60, initial=MINUTES,
        help_text=_("You can change the minutes and the order before and during the workshop."),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("How will people score?"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.ALONE
    )
    counts = forms.BooleanField(
        label=_("Add the first scores to the results of the diagnostic"), required=False, initial=True,
        help_text=_(
            "Leave this unticked if the same people have already responded to the diagnostic, so that no one is "
            "counted twice."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, orders: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        first = self.fields["first"]
        assert isinstance(first, forms.ChoiceField)  # noqa: S101 - tells mypy what the class body says
        first.choices = orders
        first.initial = orders[0][0]


class SpotForm(forms.Form):
    """A workshop that starts now, with a diagnostic that does not exist yet."""

    subject = forms.CharField(
        label=_("What is the workshop about?"), max_length=120,
        help_text=_(
            "A service, an organisation or a local system. People see this on the big screen and on their phones."
        ),
    )  # fmt: skip
    minutes = forms.IntegerField(label=_("Minutes for each enabler"), min_value=1, max_value=60, initial=MINUTES)
    way = forms.ChoiceField(
        label=_("How will people score?"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.ALONE
    )


class RecordForm(forms.Form):
    """The agreed score and the notes."""

    agreed = forms.ChoiceField(label=_("Agreed score"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Discussion notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Everyone in the workshop sees these notes, and they are included in the results and reports. Do not "
            "name anyone."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, instrument: Instrument, **options: Any) -> None:
        super().__init__(*args, **options)
        scale = instrument.scale
        points = [(str(point), _point(scale.label(point), point)) for point in scale.points]
        agreed = self.fields["agreed"]
        assert isinstance(agreed, forms.ChoiceField)  # noqa: S101 - tells mypy what the class body says
        agreed.choices = [*points, ("none", _("No agreed score: we see this differently, and that is fine"))]

    def score(self) -> int | None:
        """Return the agreed score, or None where there is no agreed score."""
        chosen = self.cleaned_data["agreed"]
        return None if chosen == "none" else int(chosen)


def _point(label: str, point: int) -> str:
    return f"{point} – {label}" if label else str(point)


class SheetsForm(forms.Form):
    """Scores of people without a phone: a show of hands, or several paper forms together."""

    def __init__(self, *args: Any, instrument: Instrument, **options: Any) -> None:
        super().__init__(*args, **options)
        for point in instrument.scale.points:
            self.fields[f"point-{point}"] = forms.IntegerField(
                label=_point(instrument.scale.label(point), point), min_value=0, max_value=500, required=False
            )
        self.fields["not-sure"] = forms.IntegerField(label=_("Not sure"), min_value=0, max_value=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a form without any score."""
        numbers: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(numbers.values()):
            raise ValidationError(_("Enter a number for at least one of the scores."))
        return numbers

    def hands(self) -> list[int | None]:
        """Return an entry for each person: the point they gave, or None for *not sure*."""
        scores: list[int | None] = []
        for name, number in self.cleaned_data.items():
            point = None if name == "not-sure" else int(name.removeprefix("point-"))
            scores += [point] * (number or 0)
        return scores


class DotsForm(forms.Form):
    """How many dots each person has."""

    each = forms.IntegerField(label=_("Dots for each person"), min_value=1, max_value=10, initial=3)


class PromiseForm(forms.Form):
    """A next step, and who will do it."""

    text = forms.CharField(label=_("Next step"), max_length=300)
    who = forms.CharField(label=_("Who will do it?"), max_length=120, required=False)


class ChooseForm(forms.Form):
    """The priorities that the room chose."""

    enablers = forms.MultipleChoiceField(
        label=_("Which enablers do you want to make priorities?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        enablers = self.fields["enablers"]
        assert isinstance(enablers, forms.MultipleChoiceField)  # noqa: S101 - tells mypy what the class body says
        enablers.choices = choices
