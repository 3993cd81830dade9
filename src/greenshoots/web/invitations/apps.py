"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.invitations"
    label = "invitations"
    default_auto_field = "django.db.models.BigAutoField"
