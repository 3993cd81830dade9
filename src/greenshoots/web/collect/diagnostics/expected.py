"""What each order of respondent groups would make visible, at the numbers that are expected: counts only."""

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

NOBODY_SAID = 60
"""How many people are expected where nobody said how many are asked."""

MOST_PEOPLE = 5_000
"""Above this every order shows nearly everything, and the preview need not count more."""

SAFE_K = 10
"""The smallest group that is safe with a shared link, which one person can answer many times."""

LARGE_ROUND = 100
"""With this many people asked, a smallest group of `SAFE_K` costs little; a team of 8 would see no results at all."""

MOST_SEEN = 0.5
"""The share of people below which a group's results are said to be mostly hidden."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One order of groups, and what it would make visible."""

    key: str
    names: tuple[str, ...]
    label: str
    told: str


def people(round_: Round) -> int:
    """Give how many answers to expect."""
    return min(round_.asked or NOBODY_SAID, MOST_PEOPLE)


def offers(diagnostic: Diagnostic, round_: Round, policy: Policy) -> tuple[Offer, ...]:
    """Give every order of groups on offer, what shows most people first; the last shows nothing by group."""
    groups = list(diagnostic.groups.all())
    made_up = columns(diagnostic, round_)
    most = preview.sensible_number(people(round_)) + 1
    views = _views(diagnostic, round_)
    found = [_apart(one, made_up, views, policy) for one in preview.orders(made_up, policy)] if made_up else []
    chosen = mapping.shown_groups(diagnostic)
    if queries.is_fixed(diagnostic):  # only what is stricter is still on offer
        found = [one for one in found if one.groups == chosen[: len(one.groups)]]
    found = [one for one in found if len(one.groups) <= most or one.groups == chosen]
    choices = {column.name: len(column.choices) for column in made_up}
    places = {group.name: str(place) for place, group in enumerate(groups)}
    listed = [
        Offer(
            "-".join(places[name] for name in one.groups),
            one.groups,
            _(", then ").join(one.groups),
            "; ".join(
                _summary(name, share, shown, choices[name], people(round_))
                for name, share, shown in zip(one.groups, one.shares, one.choices, strict=True)
            ),
        )
        for one in found
    ]
    nothing = Offer("none", (), _("Overall results only"), _("No results by group are shown."))
    return (*listed, nothing)


def recommended_k(diagnostic: Diagnostic, round_: Round) -> int:
    """Return the smallest group to recommend: `SAFE_K` where many people are asked and it leaves groups to compare."""
    if not round_.asked or round_.asked < LARGE_ROUND:
        return diagnostic.k
    policy, views = replace(mapping.policy(diagnostic), k=SAFE_K), _views(diagnostic, round_)
    shares = [preview.order([*views, column], policy).shares[-1] for column in columns(diagnostic, round_)]
    return SAFE_K if max(shares, default=0.0) >= MOST_SEEN else diagnostic.k


def hidden(diagnostic: Diagnostic, round_: Round) -> tuple[str, ...]:
    """Give the chosen groups of which most people's results could not be shown."""
    by_name = {column.name: column for column in columns(diagnostic, round_)}
    chosen = [by_name[name] for name in mapping.shown_groups(diagnostic) if name in by_name]
    views, policy = _views(diagnostic, round_), mapping.policy(diagnostic)
    found = preview.order([*views, *chosen], policy)
    shares = zip(found.groups, found.shares, strict=True)
    return tuple(name for name, share in shares if share < MOST_SEEN and name in by_name)


def _summary(name: str, share: float, shown: int, of: int, number: int) -> str:
    """Return how many choices and people of a group could be shown: in numbers, because 8 people bear no per cent."""
    if not shown:
        return _("%(name)s: too few people to show any choice") % {"name": name}
    counts = {"name": name, "shown": shown, "all": of, "seen": round(share * number), "people": number}
    return _("%(name)s: results for %(shown)s of %(all)s choices (about %(seen)s of %(people)s people)") % counts


def _views(diagnostic: Diagnostic, round_: Round) -> list[Column]:
    """Give the viewpoints that people choose among, which come before every group; none where there is one."""
    if len(diagnostic.viewpoints) < 2:
        return []
    n, number = people(round_), len(diagnostic.viewpoints)
    return [Column(VIEWPOINT, tuple(diagnostic.viewpoints), (np.arange(n) % number).astype(np.int32))]


def _apart(one: preview.Order, columns: list[Column], views: list[Column], policy: Policy) -> preview.Order:
    """Count an order once more with the viewpoints in front of it."""
    if not views:
        return one
    by_name = {column.name: column for column in columns}
    whole = preview.order([*views, *(by_name[name] for name in one.groups)], policy)
    return preview.Order(one.groups, whole.shares[1:], whole.choices[1:])


def columns(diagnostic: Diagnostic, round_: Round) -> list[Column]:
    """Make up people: each group in the shares that are expected, the groups mixed evenly."""
    asked = dict(Asked.objects.filter(round=round_).values_list("choice_id", "number"))
    n = people(round_)
    chance = np.random.default_rng(20)
    found = []
    for group in diagnostic.groups.prefetch_related("choices"):
        choices = list(group.choices.all())
        if not choices:
            continue
        shares = np.array([asked.get(choice.pk, 0) for choice in choices], dtype=float)
        if not shares.any():
            shares[:] = 1.0
        ends = np.round(np.cumsum(shares) / shares.sum() * n).astype(int)
        codes = np.searchsorted(ends, np.arange(n), side="right").astype(np.int32)
        found.append(Column(group.name, tuple(choice.label for choice in choices), chance.permutation(codes)))
    return found
