"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"
