"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.show.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"
