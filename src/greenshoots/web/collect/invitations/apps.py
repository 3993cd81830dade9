"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.collect.invitations"
    label = "invitations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the participant side the way a personal link is used."""
        from greenshoots.web.collect.invitations import actions
        from greenshoots.web.collect.responses import hooks

        hooks.use_link = actions.use_link
