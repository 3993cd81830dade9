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
    """Give the title of each enabler by its id: those that ship, then those of a place's own questionnaires."""
    spoken = get_language() or ""
    found = {one.id: one.title for one in _shipped(spoken if spoken in instruments.languages(BUILT_IN) else None)}
    if place is not None:
        # Copies of what ships hold nothing new.
        own = InstrumentVersion.objects.filter(Q(local=True) | ~Q(name=BUILT_IN), place=place).order_by("-id")
        for version in own:
            for one in mapping.instrument(version, spoken).enablers:
                found.setdefault(one.id, one.title)
    return found


@cache
def _shipped(language: str | None) -> tuple[Enabler, ...]:
    return instruments.load(BUILT_IN, language=language).enablers
