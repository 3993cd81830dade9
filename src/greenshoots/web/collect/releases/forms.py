"""Forms for closing a round, publishing results, and choosing how comments are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from greenshoots.core.disclosure.policy import Arrangement
from greenshoots.web.collect.diagnostics.models import Afterwards, Audience, Round
from greenshoots.web.collect.releases.arrangement import ArrangementChoice
from greenshoots.web.collect.releases.models import PooledWords, Shown


class ArrangementForm(forms.Form):
    """Choose between exact overall results and more exact group results; no field where this may not be chosen."""

    arrangement = forms.ChoiceField(label=gettext_lazy("What should the results show?"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, offered: ArrangementChoice, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offered = offered
        if not offered.free:
            del self.fields["arrangement"]
            return
        field = self.fields["arrangement"]
        # Pressed from a page that was opened before the choice was there, the recommended one is taken.
        field.required = False
        field.initial = offered.recommended.value
        field.choices = [  # type: ignore[attr-defined]
            (way.value, self._label(way)) for way in sorted(Arrangement, key=lambda way: way is not offered.recommended)
        ]

    def _label(self, way: Arrangement) -> str:
        label = (
            _("Exact overall results where possible: groups are often shown as ranges")
            if way is Arrangement.WHOLE_FIRST
            else _("More exact group results: overall results are shown as ranges for more enablers")
        )
        return _("%(choice)s (recommended)") % {"choice": label} if way is self.offered.recommended else label

    @property
    def arranged(self) -> Arrangement:
        """Return the arrangement that was chosen, or else the recommended one."""
        return Arrangement(self.cleaned_data.get("arrangement") or self.offered.recommended)


class CloseForm(forms.Form):
    """Close a round; where responses are left that are too few to show, keep or delete them."""

    KEEP, ERASE = "keep", "erase"

    leftovers = forms.ChoiceField(label="", widget=forms.RadioSelect, initial=KEEP)

    def __init__(self, *arguments: Any, leftover: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not leftover:
            del self.fields["leftovers"]
            return
        field = self.fields["leftovers"]
        field.label = ngettext(
            "%(n)s response is too few to show. What should happen to it?",
            "%(n)s responses are too few to show. What should happen to them?",
            leftover,
        ) % {"n": leftover}
        field.choices = [  # type: ignore[attr-defined]
            (self.KEEP, _("Keep waiting: you can open the round again and invite more people")),
            (self.ERASE, _("Delete for good: never shown in any results, and you cannot undo this")),
        ]

    @property
    def erase(self) -> bool:
        """Return whether the remaining responses are to be deleted."""
        return self.cleaned_data.get("leftovers") == self.ERASE


class PublishForm(forms.Form):
    """Choose who may see the results as well as the team."""

    to = forms.ChoiceField(
        label=gettext_lazy("Who can see the results, as well as your team?"), widget=forms.RadioSelect
    )

    def __init__(self, *arguments: Any, round_: Round, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [(Audience.EVERYBODY, _("Anyone with the link: you can put it on a website"))]
        # Offered only where people read, before they answered, that they can see the results.
        if round_.diagnostic.afterwards == Afterwards.RESULTS:
            label = _("People who answered: the link is on the page they see after answering")
            choices.insert(0, (Audience.PARTICIPANTS, label))
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["to"].initial = choices[0][0] if round_.published == Audience.TEAM else round_.published


class ShownCommentsForm(forms.Form):
    """Choose how each comment on an enabler is shown in the results."""

    def __init__(self, *arguments: Any, words: Sequence[PooledWords], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.words = [comment for comment in words if not comment.facilitator_only]
        for number, comment in enumerate(self.words, start=1):
            name = {"n": number}
            self.fields[f"shown-{comment.code}"] = forms.ChoiceField(
                label=_("How to show comment %(n)s") % name, choices=Shown.choices, initial=comment.shown
            )
            self.fields[f"theme-{comment.code}"] = forms.CharField(
                label=_("Theme for comment %(n)s") % name, required=False, max_length=200, initial=comment.theme
            )

    def clean(self) -> dict[str, Any]:
        """Require a theme where a comment is shown as a theme."""
        cleaned = super().clean() or self.cleaned_data
        for comment in self.words:
            if cleaned.get(f"shown-{comment.code}") == Shown.THEME and not cleaned.get(f"theme-{comment.code}"):
                self.add_error(f"theme-{comment.code}", _("Enter a theme: a few words on what this comment is about."))
        return cleaned

    def changes(self) -> dict[str, tuple[Shown, str]]:
        """Return how each comment is shown and its theme, by the code of the comment."""
        return {
            comment.code: (
                Shown(self.cleaned_data[f"shown-{comment.code}"]),
                self.cleaned_data[f"theme-{comment.code}"],
            )
            for comment in self.words
        }

    @property
    def texts(self) -> list[dict[str, Any]]:
        """Return each comment with its fields, for the template."""
        return [
            {"words": comment, "shown": self[f"shown-{comment.code}"], "theme": self[f"theme-{comment.code}"]}
            for comment in self.words
        ]
