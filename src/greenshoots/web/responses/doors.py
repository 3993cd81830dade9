"""What this room needs from later ones, which hand it in when the program starts: arrows point one way."""

from __future__ import annotations

from collections.abc import Callable

from greenshoots.core.results import Results
from greenshoots.web.diagnostics.models import Round
from greenshoots.web.responses.values import Outcome


def _nothing(_round: Round) -> Results | None:
    return None


def _unknown(_round: Round, _secret: str) -> Outcome | None:
    return Outcome.LINK_UNKNOWN


results_of: Callable[[Round], Results | None] = _nothing
"""Gives what people who answered a round may see of its results; None until it is published to them."""

use_link: Callable[[Round, str], Outcome | None] = _unknown
"""Marks a personal link as used, by its secret, inside the transaction that keeps the response; None where it may be
used, and else why not."""
