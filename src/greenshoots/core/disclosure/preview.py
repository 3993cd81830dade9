"""What each order of respondent groups would make visible, from counts alone: safe to show before the reveal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from greenshoots.core.answers import Column
from greenshoots.core.disclosure import release, views
from greenshoots.core.disclosure.policy import Policy

MOST = 4
"""The most respondent groups in one order; more would hide almost everything but the first."""


@dataclass(frozen=True, slots=True)
class Order:
    """One order of respondent groups and what it makes visible.

    Arguments:
        groups: Their names, most important first.
        shares: For each of them, the share of people whose choice would be shown, 0 to 1.
        choices: For each of them, how many choices would be shown.
    """

    groups: tuple[str, ...]
    shares: tuple[float, ...]
    choices: tuple[int, ...]


def orders(columns: Sequence[Column], policy: Policy) -> tuple[Order, ...]:
    """Try every order of up to `MOST` of these respondent groups.

    Arguments:
        columns: The choices people made.
        policy: What people are promised; the groups in it are not used.

    Returns:
        Single groups first, then orders of two, and so on; in each, what shows most people comes first.
    """
    candidates = [
        order(chosen, policy)
        for length in range(1, min(len(columns), MOST) + 1)
        for chosen in permutations(columns, length)
    ]
    return tuple(sorted(candidates, key=lambda order: (len(order.groups), -sum(order.shares), order.groups)))


def order(columns: Sequence[Column], policy: Policy) -> Order:
    """Form the blocks for one order and count the people whose choices would be shown."""
    n = len(columns[0].codes) if columns else 0
    shares, choices = [], []
    for column, shown in zip(columns, visible(columns, policy), strict=True):
        seen = int(np.isin(column.codes, np.flatnonzero(shown)).sum())
        shares.append(seen / n if n else 0.0)
        choices.append(sum(shown))
    return Order(tuple(column.name for column in columns), tuple(shares), tuple(choices))


def visible(columns: Sequence[Column], policy: Policy) -> tuple[tuple[bool, ...], ...]:
    """Form the blocks for one order and return, for each respondent group, which choices would be shown."""
    # The function that the reveal uses, so that the preview cannot promise what the reveal does not show.
    return visible_together(columns, [release.arrange(columns, len(columns[0].codes) if columns else 0, policy)])


def visible_together(columns: Sequence[Column], arranged: Sequence[release.BlockPlan]) -> tuple[tuple[bool, ...], ...]:
    """Return which choices would be shown of people who form blocks in several parts and are shown together.

    Arguments:
        columns: The respondent groups; the choices of people in them are not used.
        arranged: The blocks of each part, by the same respondent groups.
    """
    visible_choices = []
    for index, column in enumerate(columns):
        shown = []
        for code in range(len(column.choices)):
            counts = [_seen(part, index, code) for part in arranged]
            seen, total = sum(seen for seen, _total in counts), sum(total for _seen, total in counts)
            # Over all parts together: typed forms and answers sent form separate blocks, but one group on the page.
            shown.append(bool(total and seen >= views.COVERAGE * total))
        visible_choices.append(tuple(shown))
    return tuple(visible_choices)


def _seen(arranged: release.BlockPlan, index: int, code: int) -> tuple[int, int]:
    """Return how many people of a choice would be shown, and how many chose it."""
    inside, total = arranged.members.inside(arranged.members.choices[:, index] == code, arranged.sizes)
    return int(arranged.sizes[inside].sum()), total


def sensible_number(people: int) -> int:
    """Return how many respondent groups to use for this many people: 1 below 150, 2 to 1,000, 3 to 10,000, then 4."""
    return int(np.searchsorted([149, 1_000, 10_000], people)) + 1
