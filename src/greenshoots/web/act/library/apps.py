"""Tell Django about this room."""

from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.act.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in what other rooms need: arrows point one way."""
        from greenshoots.web.act.library import suggestions
        from greenshoots.web.show.results import hooks

        hooks.suggestions = suggestions.suggestions
