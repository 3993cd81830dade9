"""Filters: results for some of the people who answered, as far as the release can tell them apart."""

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
"""Names in the address that are not filters."""


@dataclass(frozen=True, slots=True)
class FilterQuestion:
    """A group question in the form for filters.

    Attributes:
        name: Its name in the address.
        label: Its name on the page.
        choices: The choices that may be shown, and whether each is selected.
    """

    name: str
    label: str
    choices: tuple[tuple[str, bool], ...]

    @property
    def any(self) -> bool:
        """Return whether one of its choices is selected."""
        return any(chosen for _label, chosen in self.choices)


def key(group: str) -> str:
    """Return the name of a group question in an address: ``?role=Frontline``."""
    name = values.slug(group)
    # A group question called “Order” or “Language” would otherwise sort the page or change its language.
    return f"{name}-group" if name in OWN else name


def offers(results: Results, chosen: Mapping[str, tuple[str, ...]]) -> tuple[FilterQuestion, ...]:
    """Return the filters that a page offers; hidden choices are not among them."""
    offered = []
    for group in results.groups:
        now = chosen.get(group.name, ())
        together = _together(group)
        choices = [
            (choice.name, choice.name in now and set(now) != together) for choice in group.sets if choice.visible
        ]
        if together and group.combined is not None:
            choices.append((group.combined.name, set(now) == together))
        if choices:
            offered.append(
                FilterQuestion(
                    key(group.name), _("Viewpoint") if group.name == VIEWPOINT else group.name, tuple(choices)
                )
            )
    return tuple(offered)


def _together(group: GroupResult) -> set[str]:
    """Return the choices that are too small to show separately and are shown together; none where that is not safe."""
    if group.combined is None or not group.combined.visible:
        return set()
    return {choice.name for choice in group.sets if choice.state is State.HIDDEN}


def chosen(results: Results, asked: QueryDict, groups: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the choices that an address selects, by group question.

    Arguments:
        results: The results for everyone.
        asked: The query of the address. Names that are not group questions are ignored.
        groups: The group questions that people were asked, shown or not.

    Raises:
        Http404: the group is never shown, or has no such choice. The sentence does not say whether people made it.
    """
    selected: dict[str, tuple[str, ...]] = {}
    for group in results.groups:
        known = {choice.name for choice in group.sets}
        wanted = tuple(dict.fromkeys(_labels(asked.getlist(key(group.name)), group, known)))
        if unknown := [label for label in wanted if label not in known]:
            # The label comes from the address and can be of any length.
            names = {"choice": unknown[0][:80], "group": group.name}
            raise Http404(_("“%(choice)s” is not one of the choices for %(group)s in these results.") % names)
        if wanted:
            selected[group.name] = wanted
    shown = {group.name for group in results.groups}
    # A group question that was asked gets a sentence. Other names in an address mean nothing here and are ignored.
    if never := next((name for name in groups if name not in shown and key(name) in asked), None):
        raise Http404(_("These results are not shown by %(group)s.") % {"group": never})
    return selected


def _labels(asked: Iterable[str], group: GroupResult, known: Collection[str]) -> Iterator[str]:
    for label in asked:
        # Small choices that are shown together are put into the address one by one: the name for all of them differs
        # between languages, and a link has to open the same results in each.
        if group.combined is not None and label == group.combined.name and label not in known:
            yield from sorted(_together(group))
        elif label:
            yield label


def query(results: Results, chosen: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Return the part of an address that selects filters."""
    for group in results.groups:
        yield from ((key(group.name), label) for label in chosen.get(group.name, ()))
