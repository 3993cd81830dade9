"""What stands beside a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from greenshoots.web.act.library import queries
from greenshoots.web.show.results.hooks import Suggestion

if TYPE_CHECKING:
    from greenshoots.web.base.places.models import Place


def suggestions(enabler: str, place: Place | None) -> list[Suggestion]:
    """Give what may help with an enabler; see `results.doors.suggestions`."""
    found = queries.for_enabler(enabler, place)
    return [Suggestion(one.title, one.url, one.kind, one.first_step) for one in found]
