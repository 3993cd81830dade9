"""Suggestions that later rooms register at startup, so that imports point one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from greenshoots.web.base.places.models import Place


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page of the library that may help with an enabler.

    Attributes:
        kind: The kind of entry, as text.
        first_step: A first step to try, as text.
    """

    title: str
    url: str
    kind: str
    first_step: str


# The library is above this room and imports it (decision 27), so it registers itself here.
def _nothing(_enabler: str, _place: Place | None) -> Sequence[Suggestion]:
    return ()


suggestions: Callable[[str, Place | None], Sequence[Suggestion]] = _nothing
"""Returns suggestions for an enabler, by its id: those that a place may read, or without a place those for anyone."""
