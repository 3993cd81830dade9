"""The typefaces that come with Greenshoots, for everything that is not drawn by a reader's computer."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontpkg

FAMILIES = ("Noto Sans", "Noto Sans Arabic")
"""What is packaged, first choice first."""

STACK = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif'
"""What a browser is asked for: the reader's own typeface."""


@cache
def path(family: str) -> Path:
    """Return the file of a packaged family, upright."""
    return Path(str(fontpkg.path(family)))


def directories() -> list[str]:
    """Return the folders of the packaged families, for programs that look up fonts by name."""
    return sorted({str(path(family).parent) for family in FAMILIES})
