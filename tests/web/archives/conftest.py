"""A place with a row in every table, taken away as an archive."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

TODAY = dt.date(2025, 6, 3)


def packed(held: dict[str, Any] | str) -> io.BytesIO:
    """Give an archive that holds something."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("archive.json", held if isinstance(held, str) else json.dumps(held))
    return out


@pytest.fixture
def pack() -> Callable[[dict[str, Any] | str], io.BytesIO]:
    """Give `packed`."""
    return packed


assert call_command
