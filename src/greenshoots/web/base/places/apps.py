"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.base.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
