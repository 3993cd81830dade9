"""What can be wrong with an archive."""

from __future__ import annotations

from greenshoots.core.errors import GreenshootsError


class ArchiveError(GreenshootsError):
    """An archive cannot be read; nothing of it was kept."""
