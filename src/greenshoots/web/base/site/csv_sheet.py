"""Writing CSV files that spreadsheets open correctly."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""First characters of a text that a spreadsheet would run as a formula."""


def write(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    """Return the text of a file; the byte order mark tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_safe(value) for value in line] for line in lines)
    return "\ufeff" + out.getvalue()


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
