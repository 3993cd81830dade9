"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.collect.responses"
    label = "responses"
    default_auto_field = "django.db.models.BigAutoField"
