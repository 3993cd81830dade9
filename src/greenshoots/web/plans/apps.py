"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
