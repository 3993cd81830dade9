"""Reading the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenshoots import library

if TYPE_CHECKING:
    from greenshoots.web.places.models import Place


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as pages show it.

    Attributes:
        key: The id of a shipped entry, or the code of a place's own.
    """

    key: str
    title: str
    kind: str
    enablers: tuple[str, ...]
    text: str
    first_step: str
    source: str
    url: str


def entry(key: str, place: Place | None) -> Shown | None:
    """Give an entry by its key, to a place that may see it."""
    return next((_shown(one) for one in library.entries() if one.id == key), None)


def for_enabler(enabler: str, place: Place | None) -> list[Shown]:
    """Give what may help with an enabler."""
    return [_shown(one) for one in library.entries() if enabler in one.enablers]


def _shown(one: library.Entry) -> Shown:
    url = f"/library/{one.id}/"
    return Shown(one.id, one.title, str(one.kind), one.enablers, one.text, one.first_step, one.source, url)
