"""The app of the participants' pages: it has templates and no tables."""

from __future__ import annotations

from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    """Configuration of the participants' pages."""

    name = "greenshoots.web.collect.participants"
    label = "participants"
