"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.archives"
    label = "archives"
    default_auto_field = "django.db.models.BigAutoField"
