"""Ready-made group questions, to add and then change.

Results repeat the labels word for word, as in “Senior leader: 4.6. Everyone else: 2.3.”, so each label names people, a
sector or a time: “None” and “I am a resident” were labels once, and read wrongly in results.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Ready:
    """A group question to start from."""

    key: str
    name: Text
    question: Text
    choices: tuple[Text, ...]


SETS = (
    Ready(
        "role",
        _("Role"),
        _("What is your role?"),
        (_("Frontline staff"), _("Manager"), _("Senior leader"), _("Partner"), _("Elected member")),
    ),
    Ready(
        "sector",
        _("Sector"),
        _("Which sector are you from?"),
        (_("Council"), _("Health"), _("Police or fire"), _("Voluntary and community"), _("Resident")),
    ),
    Ready(
        "seniority",
        _("Responsibility"),
        _("Which describes you best?"),
        (_("Team member"), _("Team leader"), _("Leader of several teams")),
    ),
    Ready(
        "time",
        _("Time here"),
        _("How long have you worked here?"),
        (_("Less than 2 years"), _("2 to 5 years"), _("More than 5 years")),
    ),
    Ready("team", _("Team"), _("Which team do you work in?"), (_("Team A"), _("Team B"), _("Team C"))),
)
