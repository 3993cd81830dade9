"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.workshops"
    label = "workshops"
    default_auto_field = "django.db.models.BigAutoField"
