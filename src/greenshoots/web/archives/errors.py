"""Errors of archives."""

from __future__ import annotations

from greenshoots.core.errors import GreenshootsError


class ArchiveError(GreenshootsError):
    """An archive cannot be read; nothing was imported."""
