"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.base.limits"
    label = "limits"
    default_auto_field = "django.db.models.BigAutoField"
