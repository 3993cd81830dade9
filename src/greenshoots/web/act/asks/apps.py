"""The app of this room. Its models have the label `plans`: their tables are older than this room."""

from __future__ import annotations

from django.apps import AppConfig


class AsksConfig(AppConfig):
    """The app of this room."""

    name = "greenshoots.web.act.asks"
    label = "asks"
    default_auto_field = "django.db.models.BigAutoField"
