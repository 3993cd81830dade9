"""The app of this room. Its models have the label `plans`: their tables are older than this room."""

from __future__ import annotations

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """The app of this room."""

    name = "greenshoots.web.act.editing"
    label = "editing"
    default_auto_field = "django.db.models.BigAutoField"
