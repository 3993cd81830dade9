"""What a facilitator is asked when a round is closed or published, and about words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from greenshoots.core.disclosure.policy import Arrangement
from greenshoots.web.collect.diagnostics.models import Afterwards, Audience, Round
from greenshoots.web.collect.releases.arrangement import Choice
from greenshoots.web.collect.releases.models import PooledWords, Shown


class ArrangementForm(forms.Form):
    """Which comes first in the results, everyone or the groups; nothing where that is settled already."""

    arrangement = forms.ChoiceField(label=gettext_lazy("What should the results show?"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, offered: Choice, **options: Any) -> None:
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
            _("Everyone in full: exact results for everyone, and ranges for most groups")
            if way is Arrangement.WHOLE_FIRST
            else _("Group by group: exact results for more groups, but ranges for everyone on more enablers")
        )
        return _("%(choice)s (recommended)") % {"choice": label} if way is self.offered.recommended else label

    @property
    def arranged(self) -> Arrangement:
        """Return the arrangement that was chosen, or else the recommended one."""
        return Arrangement(self.cleaned_data.get("arrangement") or self.offered.recommended)


class CloseForm(forms.Form):
    """Close a round; with answers left over that are too few to be shown, say what becomes of them."""

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
            (self.ERASE, _("Delete for good: no one will ever see the answers. You cannot undo this")),
        ]

    @property
    def erase(self) -> bool:
        """Tell whether leftovers are to be erased."""
        return self.cleaned_data.get("leftovers") == self.ERASE


class PublishForm(forms.Form):
    """Who may see the results besides the team."""

    to = forms.ChoiceField(
        label=gettext_lazy("Who can see the results, as well as your team?"), widget=forms.RadioSelect
    )

    def __init__(self, *arguments: Any, round_: Round, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [(Audience.EVERYBODY, _("Anyone with the link: you can put it on a website"))]
        if round_.diagnostic.afterwards == Afterwards.RESULTS:
            told = _("People who answered: the link is on the page they see after answering")
            choices.insert(0, (Audience.PARTICIPANTS, told))
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["to"].initial = choices[0][0] if round_.published == Audience.TEAM else round_.published


class WordsForm(forms.Form):
    """How each text that people wrote about one enabler stands in the results."""

    def __init__(self, *arguments: Any, words: Sequence[PooledWords], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.words = [one for one in words if not one.facilitator_only]
        for number, one in enumerate(self.words, start=1):
            name = {"n": number}
            self.fields[f"shown-{one.code}"] = forms.ChoiceField(
                label=_("How to show comment %(n)s") % name, choices=Shown.choices, initial=one.shown
            )
            self.fields[f"theme-{one.code}"] = forms.CharField(
                label=_("Theme for comment %(n)s") % name, required=False, max_length=200, initial=one.theme
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the theme where words are shown as one."""
        found = super().clean() or self.cleaned_data
        for one in self.words:
            if found.get(f"shown-{one.code}") == Shown.THEME and not found.get(f"theme-{one.code}"):
                self.add_error(f"theme-{one.code}", _("Enter a theme: a few words on what this comment is about."))
        return found

    def changes(self) -> dict[str, tuple[Shown, str]]:
        """Give how each text is to stand and its theme, by the code of the words."""
        return {
            one.code: (Shown(self.cleaned_data[f"shown-{one.code}"]), self.cleaned_data[f"theme-{one.code}"])
            for one in self.words
        }

    @property
    def texts(self) -> list[dict[str, Any]]:
        """Give each text with its fields, for the template."""
        return [
            {"words": one, "shown": self[f"shown-{one.code}"], "theme": self[f"theme-{one.code}"]} for one in self.words
        ]
