"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """The configuration of the room."""

    name = "greenshoots.web.collect.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what people who answered may see."""
        from greenshoots.web.collect.releases import queries, tables
        from greenshoots.web.collect.responses import hooks

        hooks.results_of = queries.results_for_participants
        hooks.signed_of = tables.signed
