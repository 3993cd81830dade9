"""Save the group questions without losing earlier choices about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenshoots.web.collect.diagnostics.models import Choice, Diagnostic, RespondentGroup

MOST_NUMBERS = 1_000
"""More than the choices of any group: numbers from here on are free while choices change places."""


@dataclass(frozen=True, slots=True)
class GroupChoices:
    """A group question as a facilitator entered it."""

    name: str
    question: str
    choices: tuple[str, ...]


def of(diagnostic: Diagnostic) -> list[GroupChoices]:
    """Return the saved groups."""
    return [
        GroupChoices(group.name, group.question, tuple(choice.label for choice in group.choices.all()))
        for group in diagnostic.groups.prefetch_related("choices")
    ]


def replace(diagnostic: Diagnostic, groups: Sequence[GroupChoices], *, new_are_shown: bool) -> None:
    """Replace the saved groups with these.

    A group that stays keeps its place in the order, and a choice that stays keeps how many people are asked. All groups
    were deleted and created again once: a changed choice of the first question reset what the facilitator had chosen
    under Protection.

    Arguments:
        new_are_shown: True until an order was chosen; afterwards a new group is asked but not shown until it is chosen.
    """
    before = list(diagnostic.groups.prefetch_related("choices"))
    same = _pairs(before, groups)
    remaining = {group.pk for group in same.values()}
    # Deleted before others are saved: a new question may have the name of one that goes, and a name is unique.
    diagnostic.groups.exclude(pk__in=remaining).delete()
    order = sorted(
        (group for group in same.values() if group.place_in_order is not None),
        key=lambda group: group.place_in_order or 0,
    )
    place_of = {group.pk: place for place, group in enumerate(order, start=1)}
    for position, wanted in enumerate(groups):
        group = same.get(position) or RespondentGroup(diagnostic=diagnostic)
        group.position, group.name, group.question = position, wanted.name, wanted.question
        group.place_in_order = position + 1 if new_are_shown else place_of.get(group.pk)
        group.save()
        _save_choices(group, wanted.choices)


def _pairs(before: Sequence[RespondentGroup], groups: Sequence[GroupChoices]) -> dict[int, RespondentGroup]:
    """Return the saved group that belongs to each position: with the same name, or else with the same choices."""
    # Names come first: a question that keeps its name is the same question, even where all its choices changed.
    unpaired = {group.name.casefold(): group for group in before}
    pairs = {}
    for position, wanted in enumerate(groups):
        if (group := unpaired.pop(wanted.name.casefold(), None)) is not None:
            pairs[position] = group
    for position, wanted in enumerate(groups):
        labels = {label.casefold() for label in wanted.choices}
        renamed = next(
            (name for name, group in unpaired.items() if position not in pairs and labels == _labels(group)), ""
        )
        if renamed:
            pairs[position] = unpaired.pop(renamed)
    return pairs


def _labels(group: RespondentGroup) -> set[str]:
    return {choice.label.casefold() for choice in group.choices.all()}


def _save_choices(group: RespondentGroup, labels: Sequence[str]) -> None:
    """Save the choices of a group in this order; a choice that stays keeps its row."""
    stored = {choice.label.casefold(): choice for choice in Choice.objects.filter(group=group)}
    choices = {label: stored.pop(label.casefold(), None) for label in labels}
    Choice.objects.filter(pk__in=[choice.pk for choice in stored.values()]).delete()
    # Two choices of a group cannot share a number, so choices that stay move to free numbers first.
    for choice in filter(None, choices.values()):
        Choice.objects.filter(pk=choice.pk).update(number=MOST_NUMBERS + choice.number)
    for number, label in enumerate(labels):
        choice = choices[label] or Choice(group=group)
        choice.number, choice.label = number, label
        choice.save()
