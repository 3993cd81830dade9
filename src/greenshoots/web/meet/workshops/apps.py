"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """The app of this room."""

    name = "greenshoots.web.meet.workshops"
    label = "workshops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the hooks of earlier rooms, which read agreed scores and ask whether a diagnostic has workshops."""
        from greenshoots.web.collect.diagnostics import hooks as diagnostics
        from greenshoots.web.collect.releases import hooks
        from greenshoots.web.meet.workshops import queries, repeats

        hooks.settled_of = queries.settled_of
        hooks.rooms_of = repeats.rooms_of
        diagnostics.in_workshops = queries.is_about
