"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand earlier rooms what was decided, so that the next round opens with it."""
        from greenshoots.web.diagnostics import doors as diagnostics
        from greenshoots.web.plans import last_time
        from greenshoots.web.responses import doors as responses

        diagnostics.last_time = last_time.for_team
        responses.since = last_time.for_participants
        responses.page_of = last_time.page_of
