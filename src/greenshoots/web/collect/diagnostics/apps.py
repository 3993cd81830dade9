"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.collect.diagnostics"
    label = "diagnostics"
    default_auto_field = "django.db.models.BigAutoField"
