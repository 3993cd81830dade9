"""The page on which a place says how the people who answer are protected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.policy import Protection as Way
from greenshoots.core.errors import PolicyError
from greenshoots.web.collect.diagnostics import expected, mapping
from greenshoots.web.collect.diagnostics.forms import StepForm
from greenshoots.web.collect.diagnostics.models import Protection

MOST_K = 50


class ProtectionForm(StepForm):
    """How people who answer are protected."""

    way = forms.ChoiceField(
        label=gettext_lazy("How are the people who answer protected?"),
        widget=forms.RadioSelect,
        choices=[
            (Protection.PROTECTED, gettext_lazy("Protected: results are shown for groups, never for fewer people")),
            (Protection.OPEN, gettext_lazy("Open room: the whole room from 3 answers, no groups. For a small team")),
            (Protection.NAMED, gettext_lazy("Named: people sign their scores and see that they do. No open link")),
        ],
    )
    k = forms.IntegerField(
        label=gettext_lazy("The smallest group that is shown"),
        min_value=3,
        max_value=MOST_K,
        help_text=gettext_lazy("5 suits most. 10 where the link is open to anybody and groups are asked for."),
    )
    c = forms.TypedChoiceField(
        label=gettext_lazy("How many people might put their own answers together to work out somebody else's?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(1, gettext_lazy("One: each knows their own")), (2, gettext_lazy("Two (then use groups of 10)"))],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Which groups may be shown, in which order?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A small group gets one comparison, chosen beforehand. The first counts most. After the names: how much "
            "could be shown if as many people answer as you ask."
        ),
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.expected = expected.people(self.round)
        self.offers = {one.key: one for one in expected.offers(self.diagnostic, self.round, self._policy())}
        self.choose(
            "order",
            [
                (key, one.told if len(one.names) == 1 else f"{one.label}. {one.told}")
                for key, one in self.offers.items()
            ],
        )
        if len(self.offers) == 1:
            del self.fields["order"]

    def _policy(self) -> Policy:
        """Give the policy as it is written on the page, so that a preview goes with it; the saved one at first."""
        saved = mapping.policy(self.diagnostic)
        try:
            way, k, c = Way(self.data["way"]), int(self.data["k"]), int(self.data["c"])
        except (KeyError, ValueError):
            way, k, c = saved.protection, saved.k, saved.c
        # An open room shows no groups: beside it stands what protected groups would show.
        way = Way.PROTECTED if way is Way.OPEN else way
        try:
            return Policy(way, min(k, MOST_K), c)
        except PolicyError:
            return Policy(way, saved.k, saved.c)

    def names(self) -> tuple[str, ...]:
        """Give the groups that may be shown, most important first."""
        chosen = self.cleaned_data.get("order", "none")
        return self.offers[chosen].names

    def clean(self) -> dict[str, Any]:
        """See that the numbers can protect anybody."""
        found: dict[str, Any] = super().clean() or {}
        k, c = found.get("k"), found.get("c")
        if k and c and k < 2 * c + 1:
            self.add_error("k", _("Choose at least %(n)s where %(c)s people might join.") % {"n": 2 * c + 1, "c": c})
        return found
