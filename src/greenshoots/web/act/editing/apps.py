"""The app of this room. Its models carry the label `plans`, so that tables keep their names."""

from __future__ import annotations

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.act.editing"
    label = "editing"
    default_auto_field = "django.db.models.BigAutoField"
