"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The room, by its name; `site` alone would clash with nothing, and reads well in template paths."""

    name = "greenshoots.web.base.site"
    label = "site"
