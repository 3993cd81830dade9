"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """The configuration of the room."""

    name = "greenshoots.web.show.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"
