"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The app of this room."""

    name = "greenshoots.web.act.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the hooks of earlier rooms, so that the next round opens with what was decided."""
        from greenshoots.web.act.plans import previous_round
        from greenshoots.web.collect.diagnostics import hooks as diagnostics
        from greenshoots.web.collect.responses import hooks as responses

        diagnostics.last_time = previous_round.for_team
        responses.since = previous_round.for_participants
        responses.page_of = previous_round.page_of
