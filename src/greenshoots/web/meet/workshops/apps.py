"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.meet.workshops"
    label = "workshops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand results what rooms settled on and showed, and the set-up which diagnostics have workshops."""
        from greenshoots.web.collect.diagnostics import hooks as diagnostics
        from greenshoots.web.collect.releases import hooks
        from greenshoots.web.meet.workshops import queries, repeats

        hooks.settled_of = queries.settled_of
        hooks.rooms_of = repeats.rooms_of
        diagnostics.in_workshops = queries.is_about
