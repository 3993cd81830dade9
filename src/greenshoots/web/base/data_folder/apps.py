"""Register this room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class DataFolderConfig(AppConfig):
    """The room, by its name."""

    name = "greenshoots.web.base.data_folder"
    label = "data_folder"
