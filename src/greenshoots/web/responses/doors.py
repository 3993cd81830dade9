"""What this room needs from a later one, which hands it in when the program starts: arrows point one way."""

from __future__ import annotations

from collections.abc import Callable

from greenshoots.core.results import Results
from greenshoots.web.diagnostics.models import Round


def _nothing(_round: Round) -> Results | None:
    return None


results_of: Callable[[Round], Results | None] = _nothing
"""Gives what people who answered a round may see of its results; None until it is published to them."""
