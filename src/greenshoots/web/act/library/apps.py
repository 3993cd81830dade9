"""Configure the app for Django."""

from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The configuration of the library."""

    name = "greenshoots.web.act.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the suggestions with the results, which cannot import this room."""
        from greenshoots.web.act.library import suggestions
        from greenshoots.web.show.results import hooks

        hooks.suggestions = suggestions.suggestions
