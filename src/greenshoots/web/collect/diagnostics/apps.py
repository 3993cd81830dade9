"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    """Django settings of the room."""

    name = "greenshoots.web.collect.diagnostics"
    label = "diagnostics"
    default_auto_field = "django.db.models.BigAutoField"
