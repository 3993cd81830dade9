"""Respondent groups that many diagnostics ask about, ready to be taken over and changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Ready:
    """A respondent group to start from."""

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
