"""The enablers that entries strengthen, in the language of the page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import get_language

from greenshoots import instruments
from greenshoots.core.instruments.model import Enabler
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.instruments import BUILT_IN
from greenshoots.web.collect.diagnostics.models import InstrumentVersion

if TYPE_CHECKING:
    from greenshoots.web.base.places.models import Place


def titles(place: Place | None = None) -> dict[str, str]:
    """Return the title of each enabler by its id: those that ship, then those of a place's own questionnaires."""
    spoken = get_language() or ""
    known = _shipped(spoken if spoken in instruments.languages(BUILT_IN) else None)
    titles = {enabler.id: enabler.title for enabler in known}
    if place is not None:
        # Stored copies of the built-in questionnaire add no enablers.
        own = InstrumentVersion.objects.filter(Q(local=True) | ~Q(name=BUILT_IN), place=place).order_by("-id")
        # The newest comes first and a title that is known is kept, so that the latest wording of an enabler wins.
        for version in own:
            for enabler in mapping.instrument(version, spoken).enablers:
                titles.setdefault(enabler.id, enabler.title)
    return titles


@cache
def _shipped(language: str | None) -> tuple[Enabler, ...]:
    return instruments.load(BUILT_IN, language=language).enablers
