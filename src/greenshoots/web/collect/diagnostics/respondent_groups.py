"""Saving which groups people are asked about, without losing what was chosen about them before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenshoots.web.collect.diagnostics.models import Choice, Diagnostic, RespondentGroup

MOST_NUMBERS = 1_000
"""More than a group has choices: numbers from here on are free while choices change places."""


@dataclass(frozen=True, slots=True)
class GroupChoices:
    """A respondent group as it is written down on the page."""

    name: str
    question: str
    choices: tuple[str, ...]


def of(diagnostic: Diagnostic) -> list[GroupChoices]:
    """Return the groups that are saved."""
    return [
        GroupChoices(group.name, group.question, tuple(choice.label for choice in group.choices.all()))
        for group in diagnostic.groups.prefetch_related("choices")
    ]


def replace(diagnostic: Diagnostic, groups: Sequence[GroupChoices], *, new_are_shown: bool) -> None:
    """Save these groups in place of those that are there.

    A group that stays keeps its place in the order that may be shown, and a choice that stays keeps how many people of
    it are asked. They were all deleted and made anew once: a changed choice of the first question took back what the
    page about protection had been told.

    Arguments:
        new_are_shown: True until an order was chosen; afterwards a new group is asked but not shown until it is chosen.
    """
    before = list(diagnostic.groups.prefetch_related("choices"))
    same = _pairs(before, groups)
    kept = {group.pk for group in same.values()}
    diagnostic.groups.exclude(pk__in=kept).delete()
    order = sorted(
        (group for group in same.values() if group.place_in_order is not None), key=lambda one: one.place_in_order or 0
    )
    place_of = {group.pk: place for place, group in enumerate(order, start=1)}
    for position, wanted in enumerate(groups):
        found = same.get(position) or RespondentGroup(diagnostic=diagnostic)
        found.position, found.name, found.question = position, wanted.name, wanted.question
        found.place_in_order = position + 1 if new_are_shown else place_of.get(found.pk)
        found.save()
        _save_choices(found, wanted.choices)


def _pairs(before: Sequence[RespondentGroup], groups: Sequence[GroupChoices]) -> dict[int, RespondentGroup]:
    """Return the group that each of these is, by its position: of the same name, or else of the same choices."""
    left = {group.name.casefold(): group for group in before}
    found = {}
    for position, wanted in enumerate(groups):
        if (same := left.pop(wanted.name.casefold(), None)) is not None:
            found[position] = same
    for position, wanted in enumerate(groups):
        labels = {label.casefold() for label in wanted.choices}
        renamed = next((name for name, group in left.items() if position not in found and labels == _labels(group)), "")
        if renamed:
            found[position] = left.pop(renamed)
    return found


def _labels(group: RespondentGroup) -> set[str]:
    return {choice.label.casefold() for choice in group.choices.all()}


def _save_choices(group: RespondentGroup, labels: Sequence[str]) -> None:
    """Save the choices of a group in this order. One that stays stays the same row."""
    left = {choice.label.casefold(): choice for choice in Choice.objects.filter(group=group)}
    same = {label: left.pop(label.casefold(), None) for label in labels}
    Choice.objects.filter(pk__in=[choice.pk for choice in left.values()]).delete()
    # No two choices of a group may have one number, so those that stay step aside first.
    for choice in filter(None, same.values()):
        Choice.objects.filter(pk=choice.pk).update(number=MOST_NUMBERS + choice.number)
    for number, label in enumerate(labels):
        choice = same[label] or Choice(group=group)
        choice.number, choice.label = number, label
        choice.save()
