"""The app of the invitations."""

from __future__ import annotations

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """Configuration of the invitations."""

    name = "greenshoots.web.collect.invitations"
    label = "invitations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register how a personal link is used, for the writer of responses."""
        from greenshoots.web.collect.invitations import actions
        from greenshoots.web.collect.responses import hooks

        hooks.use_link = actions.use_link
