"""What this room shows and later ones know: they hand it in when the program starts, so that arrows point one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from greenshoots.web.base.places.models import Place


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may help with what was found.

    Attributes:
        kind: What it is, in words.
        first_step: Something to begin with, as text.
    """

    title: str
    url: str
    kind: str
    first_step: str


def _nothing(_enabler: str, _place: Place | None) -> Sequence[Suggestion]:
    return ()


suggestions: Callable[[str, Place | None], Sequence[Suggestion]] = _nothing
"""Gives what may help with an enabler, by its id: to a place, what it may read; without one, what anybody may."""
