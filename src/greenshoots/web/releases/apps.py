"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"
