"""The page of the protection settings."""

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
    """How people who answer are protected, with a preview of the results by group."""

    way = forms.ChoiceField(
        label=gettext_lazy("How do you want to protect people who answer?"),
        widget=forms.RadioSelect,
        choices=[
            (
                Protection.PROTECTED,
                gettext_lazy("Protected (recommended): results only for groups of at least the size below"),
            ),
            (
                Protection.OPEN,
                gettext_lazy("Open room: results for the whole room from 3 responses, none by group. For a small team"),
            ),
            (
                Protection.NAMED,
                gettext_lazy(
                    "Named: people put their name to their scores and are told so before they start. No shared link"
                ),
            ),
        ],
    )
    k = forms.IntegerField(
        label=gettext_lazy("Smallest group to show"),
        min_value=3,
        max_value=MOST_K,
        help_text=gettext_lazy("Usually 5. Use 10 if you compare groups and many people will get the shared link."),
    )
    c = forms.TypedChoiceField(
        label=gettext_lazy("Might people compare their own answers to work out someone else’s?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (1, gettext_lazy("Unlikely (usual choice)")),
            (2, gettext_lazy("Two people might. If you choose this, set the smallest group to 10 as well")),
        ],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Which groups do you want to compare?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Choose before people answer. The first group matters most: if few people answer, results for the others "
            "may not be shown. If you are not sure, keep the selected order."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.expected = expected.people(self.round)
        self.offers = {offer.key: offer for offer in expected.offers(self.diagnostic, self.round, self._policy())}
        self.choose(
            "order",
            [
                (key, offer.summary if len(offer.names) < 2 else f"{offer.label}. {offer.summary}")
                for key, offer in self.offers.items()
            ],
        )
        if len(self.offers) == 1:
            del self.fields["order"]

    def _policy(self) -> Policy:
        """Return the policy that the page shows, which its preview belongs to; or else the saved policy."""
        saved, fields = mapping.policy(self.diagnostic), self.data if self.is_bound else self.initial
        try:
            way, k, c = Way(fields["way"]), int(fields["k"]), int(fields["c"])
        except (KeyError, ValueError):
            way, k, c = saved.protection, saved.k, saved.c
        # An open room shows no groups. Its preview shows what protected groups would show, to compare.
        way = Way.PROTECTED if way is Way.OPEN else way
        try:
            return Policy(way, min(k, MOST_K), c)
        except PolicyError:
            return Policy(way, saved.k, saved.c)

    def names(self) -> tuple[str, ...]:
        """Return the names of the groups that may be shown, most important first."""
        chosen = self.cleaned_data.get("order", "none")
        return self.offers[chosen].names

    def clean(self) -> dict[str, Any]:
        """Check that the smallest group is large enough to protect people."""
        cleaned: dict[str, Any] = super().clean() or {}
        k, c = cleaned.get("k"), cleaned.get("c")
        # The promise that people in a block cannot work out an exact score holds only from 2c + 1 on (protection.md).
        if k and c and k < 2 * c + 1:
            self.add_error(
                "k", _("Choose at least %(n)s, because %(c)s people might compare answers.") % {"n": 2 * c + 1, "c": c}
            )
        return cleaned
