"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand the participant side what people who answered may see."""
        from greenshoots.web.releases import queries, tables
        from greenshoots.web.responses import doors

        doors.results_of = queries.results_for_participants
        doors.signed_of = tables.signed
