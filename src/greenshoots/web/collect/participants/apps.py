"""The app of the participant side: it has templates and no tables."""

from __future__ import annotations

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    """The participant side, by its name."""

    name = "greenshoots.web.collect.participants"
    label = "participants"
