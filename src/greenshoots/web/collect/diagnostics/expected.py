"""Preview what each order of respondent groups would show with the expected number of people: counts only."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from greenshoots.core.answers import Column
from greenshoots.core.disclosure import preview
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import VIEWPOINT
from greenshoots.web.collect.diagnostics import mapping, queries
from greenshoots.web.collect.diagnostics.models import Asked, Diagnostic, Round

USUAL_PEOPLE = 60
"""The number of people the preview assumes where the facilitator entered none."""

MOST_PEOPLE = 5_000
"""Above this number all orders show almost everything, so the preview counts no further."""

SAFE_K = 10
"""The smallest group that is safe with a shared link, which one person can answer many times."""

LARGE_ROUND = 100
"""With this many people asked, a smallest group of `SAFE_K` costs little; a team of 8 would see no results at all."""

MOST_SEEN = 0.5
"""The share of people below which the results of a group count as mostly hidden."""


@dataclass(frozen=True, slots=True)
class OrderOffer:
    """One order of groups on offer.

    Attributes:
        label: The names of the groups in their order.
        summary: How many people's choices could be shown by each of the groups.
    """

    key: str
    names: tuple[str, ...]
    label: str
    summary: str


def people(round_: Round) -> int:
    """Return how many responses to expect."""
    return min(round_.asked or USUAL_PEOPLE, MOST_PEOPLE)


def offers(diagnostic: Diagnostic, round_: Round, policy: Policy) -> tuple[OrderOffer, ...]:
    """Return all orders of groups on offer: those that show most people first, and overall results only at the end."""
    groups = list(diagnostic.groups.all())
    simulated = columns(diagnostic, round_)
    # One more than is recommended, so that a facilitator can see what it would hide.
    most = preview.sensible_number(people(round_)) + 1
    views = _views(diagnostic, round_)
    possible = preview.orders(simulated, policy) if simulated else ()
    orders = [_with_viewpoints(order, simulated, views, policy) for order in possible]
    chosen = mapping.shown_groups(diagnostic)
    if queries.is_fixed(diagnostic):  # protection may only become stricter
        orders = [order for order in orders if order.groups == chosen[: len(order.groups)]]
    orders = [order for order in orders if len(order.groups) <= most or order.groups == chosen]
    choices = {column.name: len(column.choices) for column in simulated}
    keys = {group.name: str(position) for position, group in enumerate(groups)}
    listed = [
        OrderOffer(
            "-".join(keys[name] for name in order.groups),
            order.groups,
            _(", then ").join(order.groups),
            "; ".join(
                _summary(name, share, shown, choices[name], people(round_))
                for name, share, shown in zip(order.groups, order.shares, order.choices, strict=True)
            ),
        )
        for order in orders
    ]
    overall = OrderOffer("none", (), "", _("Overall results only, not by group"))
    return (*listed, overall)


def recommended_k(diagnostic: Diagnostic, round_: Round) -> int:
    """Return the smallest group to recommend: `SAFE_K` where many people are asked and it leaves groups to compare."""
    if not round_.asked or round_.asked < LARGE_ROUND:
        return diagnostic.k
    policy, views = replace(mapping.policy(diagnostic), k=SAFE_K), _views(diagnostic, round_)
    shares = [preview.order([*views, column], policy).shares[-1] for column in columns(diagnostic, round_)]
    return SAFE_K if max(shares, default=0.0) >= MOST_SEEN else diagnostic.k


def hidden(diagnostic: Diagnostic, round_: Round) -> tuple[str, ...]:
    """Return the chosen groups whose results would be hidden for most people."""
    by_name = {column.name: column for column in columns(diagnostic, round_)}
    chosen = [by_name[name] for name in mapping.shown_groups(diagnostic) if name in by_name]
    views, policy = _views(diagnostic, round_), mapping.policy(diagnostic)
    # Counted as the preview counts: a rule of thumb contradicted the preview on the same page.
    order = preview.order([*views, *chosen], policy)
    shares = zip(order.groups, order.shares, strict=True)
    return tuple(name for name, share in shares if share < MOST_SEEN and name in by_name)


def _summary(name: str, share: float, shown: int, of: int, number: int) -> str:
    """Return how many choices and people of a group could be shown; in numbers, since per cents need 30 people."""
    if not shown:
        return _("%(name)s: too few people to show any choice") % {"name": name}
    counts = {"name": name, "shown": shown, "all": of, "seen": round(share * number), "people": number}
    return _("%(name)s: results for %(shown)s of %(all)s choices (about %(seen)s of %(people)s people)") % counts


def _views(diagnostic: Diagnostic, round_: Round) -> list[Column]:
    """Return a column of the viewpoints, which come before all groups; none where there is only one viewpoint."""
    if len(diagnostic.viewpoints) < 2:
        return []
    n, number = people(round_), len(diagnostic.viewpoints)
    return [Column(VIEWPOINT, tuple(diagnostic.viewpoints), (np.arange(n) % number).astype(np.int32))]


def _with_viewpoints(order: preview.Order, groups: list[Column], views: list[Column], policy: Policy) -> preview.Order:
    """Count an order again with the viewpoints in front of it."""
    if not views:
        return order
    by_name = {column.name: column for column in groups}
    # The reveal puts viewpoints before every group. A preview without them named groups that the results did not show.
    whole = preview.order([*views, *(by_name[name] for name in order.groups)], policy)
    return preview.Order(order.groups, whole.shares[1:], whole.choices[1:])


def columns(diagnostic: Diagnostic, round_: Round) -> list[Column]:
    """Simulate people: each group in the expected proportions, with the groups mixed at random."""
    asked = dict(Asked.objects.filter(round=round_).values_list("choice_id", "number"))
    n = people(round_)
    # A fixed seed: the same settings show the same preview each time the page is opened.
    random = np.random.default_rng(20)
    simulated = []
    for group in diagnostic.groups.prefetch_related("choices"):
        choices = list(group.choices.all())
        if not choices:
            continue
        shares = np.array([asked.get(choice.pk, 0) for choice in choices], dtype=float)
        if not shares.any():
            shares[:] = 1.0
        # Rounded as running totals: shares that are rounded one by one would not add up to n people.
        ends = np.round(np.cumsum(shares) / shares.sum() * n).astype(int)
        codes = np.searchsorted(ends, np.arange(n), side="right").astype(np.int32)
        simulated.append(Column(group.name, tuple(choice.label for choice in choices), random.permutation(codes)))
    return simulated
