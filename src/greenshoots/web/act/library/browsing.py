"""What somebody looks for in the library: words, and what an entry has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from greenshoots.web.act.library import search
from greenshoots.web.act.library.models import Effort, Kind, Level

if TYPE_CHECKING:
    from django.http import QueryDict

    from greenshoots.web.act.library.queries import Shown

HAS: dict[str, Callable[[Shown], Sequence[str]]] = {
    "enabler": lambda one: one.enablers,
    "kind": lambda one: (one.kind_id,),
    "who": lambda one: one.who,
    "effort": lambda one: (one.effort,),
    "from": lambda one: ("place" if one.row else "guide",),
}
"""What each filter looks at."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter.

    Attributes:
        count: How many entries there would be with it.
    """

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as the form shows it."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives."""

    entries: tuple[Shown, ...]
    of: int
    words: str
    filters: tuple[Filter, ...]
    narrowed: bool


def look(entries: Sequence[Shown], asked: QueryDict, titles: Mapping[str, str]) -> Found:
    """Search and filter; what an address asks for and does not exist is passed over.

    Arguments:
        entries: All that may be read.
        asked: What the address asks for.
        titles: The enablers to choose from, by id.
    """
    offered = _offered(titles, places=any(one.row for one in entries))
    chosen = {name: asked.get(name, "") for name in HAS}
    chosen = {name: value for name, value in chosen.items() if value in dict(offered[name][1])}
    # Letters that cannot be shown cannot be given back in the field either.
    written = "".join(filter(str.isprintable, asked.get("q", ""))).strip()[: search.LONGEST]
    matching = search.find(entries, written)
    filters = []
    for name, (label, choices) in offered.items():
        others = _keep(matching, {other: value for other, value in chosen.items() if other != name})
        counts = _count(others, name)
        shown = (Choice(v, text, counts.get(v, 0), chosen.get(name) == v) for v, text in choices)
        filters.append(Filter(name, label, tuple(shown)))
    kept = tuple(_keep(matching, chosen))
    return Found(kept, len(entries), written, tuple(filters), bool(chosen or written))


def _keep(entries: Iterable[Shown], chosen: dict[str, str]) -> list[Shown]:
    return [one for one in entries if all(value in HAS[name](one) for name, value in chosen.items())]


def _count(entries: Iterable[Shown], name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in entries:
        for value in HAS[name](one):
            counts[value] = counts.get(value, 0) + 1
    return counts


def _offered(titles: Mapping[str, str], *, places: bool) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    return {
        "enabler": (_("Enabler"), list(titles.items())),
        "kind": (_("Kind"), _pairs(Kind)),
        "who": (_("Who can act"), _pairs(Level)),
        "effort": (_("Effort"), _pairs(Effort)),
        "from": (_("From"), [("guide", _("The guide")), ("place", _("Places"))] if places else []),
    }


def _pairs(of: type[Kind | Level | Effort]) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in of.choices]
