"""Suggestions for a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from greenshoots.web.act.library import queries
from greenshoots.web.show.results.hooks import Suggestion

if TYPE_CHECKING:
    from greenshoots.web.base.places.models import Place


def suggestions(enabler: str, place: Place | None) -> list[Suggestion]:
    """Return the entries that may help with an enabler; see `results.hooks.suggestions`."""
    # Without a place the reader follows a published link, and only entries that ship have pages that open without an
    # account.
    entries = queries.for_enabler(enabler, place)
    return [Suggestion(entry.title, entry.url, entry.kind, entry.first_step) for entry in entries]
