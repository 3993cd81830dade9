"""Choosing a part of the people who answered, among those that the release can tell apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import VIEWPOINT
from greenshoots.core.results import GroupResult, Results
from greenshoots.reports import values

if TYPE_CHECKING:
    from django.http import QueryDict

OWN = frozenset({"order", "language"})
"""Names in an address that mean something else here."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A respondent group in the form that chooses a part.

    Attributes:
        name: Its name in the address.
        label: Its name.
        choices: The choices that may be seen, and whether each is chosen.
    """

    name: str
    label: str
    choices: tuple[tuple[str, bool], ...]

    @property
    def any(self) -> bool:
        """Tell whether a choice of it is chosen."""
        return any(chosen for _label, chosen in self.choices)


def key(group: str) -> str:
    """Give the name of a respondent group in an address: ``?role=Frontline``."""
    name = values.slug(group)
    return f"{name}-group" if name in OWN else name


def offers(results: Results, chosen: Mapping[str, tuple[str, ...]]) -> tuple[Offer, ...]:
    """Give the parts that may be chosen; a choice that is hidden is not among them."""
    found = []
    for group in results.groups:
        now = chosen.get(group.name, ())
        together = _together(group)
        seen = [(part.name, part.name in now and set(now) != together) for part in group.sets if part.visible]
        if together and group.combined is not None:
            seen.append((group.combined.name, set(now) == together))
        if seen:
            found.append(Offer(key(group.name), _("Viewpoint") if group.name == VIEWPOINT else group.name, tuple(seen)))
    return tuple(found)


def _together(group: GroupResult) -> set[str]:
    """Give the choices that are too small to be shown apart and are shown together; none where that is not safe."""
    if group.combined is None or not group.combined.visible:
        return set()
    return {part.name for part in group.sets if part.state is State.HIDDEN}


def chosen(results: Results, asked: QueryDict, groups: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give the choices that somebody asks for, by respondent group.

    Arguments:
        results: What everybody said.
        asked: What stands in the address. Names that are no respondent group are none of our business.
        groups: The respondent groups that people were asked, shown or not.

    Raises:
        Http404: the group is never shown, or has no such choice. It says so in a sentence; whether
            anybody made it is not said.
    """
    found: dict[str, tuple[str, ...]] = {}
    for group in results.groups:
        known = {part.name for part in group.sets}
        wanted = tuple(dict.fromkeys(_labels(asked.getlist(key(group.name)), group, known)))
        if unknown := [label for label in wanted if label not in known]:
            told = {"choice": unknown[0][:80], "group": group.name}
            raise Http404(_("“%(choice)s” is not one of the choices for %(group)s in these results.") % told)
        if wanted:
            found[group.name] = wanted
    shown = {group.name for group in results.groups}
    if never := next((name for name in groups if name not in shown and key(name) in asked), None):
        raise Http404(_("These results are not shown by %(group)s.") % {"group": never})
    return found


def _labels(asked: Iterable[str], group: GroupResult, known: Collection[str]) -> Iterator[str]:
    for label in asked:
        if group.combined is not None and label == group.combined.name and label not in known:
            yield from sorted(_together(group))
        elif label:
            yield label


def query(results: Results, chosen: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Give what an address says of a part."""
    for group in results.groups:
        yield from ((key(group.name), label) for label in chosen.get(group.name, ()))
