"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.base.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
