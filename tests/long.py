"""What the usual run leaves out, because it says nearly the same again: the weekly workflow runs all of it (LONG=1)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
LONG = bool(os.environ.get("LONG"))


def some(cases: Sequence[T], every: int) -> list[T]:
    """Return one case of so many, the first and the last among them; all of them in a long run."""
    return list(cases) if LONG else [case for n, case in enumerate(cases) if n % every == 0 or n == len(cases) - 1]
