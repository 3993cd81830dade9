"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.base.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
