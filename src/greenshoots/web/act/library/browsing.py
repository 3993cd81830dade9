"""Search and filter the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from greenshoots.web.act.library import search
from greenshoots.web.act.library.models import Effort, Kind, Level

if TYPE_CHECKING:
    from django.http import QueryDict

    from greenshoots.web.act.library.queries import ShownEntry

HAS: dict[str, Callable[[ShownEntry], Sequence[str]]] = {
    "enabler": lambda entry: entry.enablers,
    "kind": lambda entry: (entry.kind_id,),
    "who": lambda entry: entry.who,
    "effort": lambda entry: (entry.effort,),
    "from": lambda entry: ("place" if entry.row else "guide",),
}
"""The values of an entry that each filter compares."""


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A choice of a filter.

    Attributes:
        count: The number of entries with this choice.
    """

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the form."""

    name: str
    label: str
    choices: tuple[FilterChoice, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The result of a search."""

    entries: tuple[ShownEntry, ...]
    of: int
    words: str
    filters: tuple[Filter, ...]
    narrowed: bool


def search_entries(entries: Sequence[ShownEntry], query: QueryDict, titles: Mapping[str, str]) -> SearchResult:
    """Search and filter; ignore choices of the query that do not exist.

    Arguments:
        entries: All entries that the reader can see.
        query: The query of the address.
        titles: The enablers to choose from, by id.
    """
    offered = _offered(titles, places=any(entry.row for entry in entries))
    chosen = {name: query.get(name, "") for name in HAS}
    chosen = {name: value for name, value in chosen.items() if value in dict(offered[name][1])}
    # Characters that cannot be printed cannot be shown in the search field again either.
    written = "".join(filter(str.isprintable, query.get("q", ""))).strip()[: search.LONGEST]
    matching = search.find(entries, written)
    filters = []
    for name, (label, choices) in offered.items():
        # A filter's own choice is left out of its counts: they say how many entries another choice would show.
        others = _keep(matching, {other: value for other, value in chosen.items() if other != name})
        counts = _count(others, name)
        shown = (FilterChoice(v, text, counts.get(v, 0), chosen.get(name) == v) for v, text in choices)
        filters.append(Filter(name, label, tuple(shown)))
    selection = tuple(_keep(matching, chosen))
    return SearchResult(selection, len(entries), written, tuple(filters), bool(chosen or written))


def _keep(entries: Iterable[ShownEntry], chosen: dict[str, str]) -> list[ShownEntry]:
    return [entry for entry in entries if all(value in HAS[name](entry) for name, value in chosen.items())]


def _count(entries: Iterable[ShownEntry], name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry in entries:
        for value in HAS[name](entry):
            counts[value] = counts.get(value, 0) + 1
    return counts


def _offered(titles: Mapping[str, str], *, places: bool) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    return {
        "enabler": (_("Enabler"), list(titles.items())),
        "kind": (_("Type"), _pairs(Kind)),
        "who": (_("Who can act"), _pairs(Level)),
        "effort": (_("Effort"), _pairs(Effort)),
        "from": (_("From"), [("guide", _("The guide")), ("place", _("Places"))] if places else []),
    }


def _pairs(of: type[Kind | Level | Effort]) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in of.choices]
