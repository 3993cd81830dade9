"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.workshops"
    label = "workshops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand results what rooms settled on and showed, and the set-up which diagnostics have workshops."""
        from greenshoots.web.diagnostics import doors as diagnostics
        from greenshoots.web.releases import doors
        from greenshoots.web.workshops import queries, repeats

        doors.settled_of = queries.settled_of
        doors.rooms_of = repeats.rooms_of
        diagnostics.in_workshops = queries.is_about
