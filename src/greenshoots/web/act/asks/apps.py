"""The app of this room. Its models carry the label `plans`, so that tables keep their names."""

from __future__ import annotations

from django.apps import AppConfig


class AsksConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.act.asks"
    label = "asks"
    default_auto_field = "django.db.models.BigAutoField"
