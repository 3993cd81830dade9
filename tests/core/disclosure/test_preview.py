"""What each order of respondent groups would make visible, from counts alone."""

from __future__ import annotations

import inspect
import itertools

import numpy as np
import pytest

from greenshoots.core.disclosure import preview, release
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.visibility import State


@pytest.mark.parametrize("seed", range(8))
def test_the_preview_is_what_a_release_then_shows(make, seed):
    rng = np.random.default_rng(seed)
    scores, columns = make.people(rng, 45, {"team": 4, "role": 3})
    made = [make.column(*item) for item in columns.items()]
    for order in preview.orders(made, Policy()):
        policy = Policy(groups=order.groups)
        found = release.publish(make.answers([scores], make.instrument(), **columns), policy)
        for group, share, number in zip(order.groups, order.shares, order.choices, strict=True):
            views = [found.view({group: [choice]}) for choice in dict(found.groups)[group]]
            seen = [view for view in views if view.state is not State.HIDDEN and view.total]
            assert number == len(seen)
            assert share == pytest.approx(sum(view.total for view in seen) / 45)


def test_every_order_is_tried_short_ones_first_and_the_most_visible_of_each_length_first(make):
    columns = [make.column(name, values) for name, values in (("a", "XY" * 6), ("b", "XXXY" * 3), ("c", "XYZ" * 4))]
    found = preview.orders(columns, Policy())
    assert [len(order.groups) for order in found] == [1] * 3 + [2] * 6 + [3] * 6
    assert len({order.groups for order in found}) == 15
    assert found[0] == preview.Order(("a",), (1.0,), (2,))
    for one, other in itertools.pairwise(found):
        assert len(one.groups) < len(other.groups) or sum(one.shares) >= sum(other.shares)


def test_at_most_four_groups_are_put_in_order(make):
    columns = [make.column(name, "XY" * 5) for name in "abcde"]
    assert max(len(order.groups) for order in preview.orders(columns, Policy())) == preview.MOST == 4


def test_nobody_and_nothing_are_previewed_without_fuss(make):
    assert preview.orders([], Policy()) == ()
    assert preview.order([make.column("a", "")], Policy()) == preview.Order(("a",), (0.0,), (0,))
    assert preview.order([make.column("a", "XXX")], Policy()).shares == (0.0,)


def test_a_larger_k_shows_no_more(make):
    rng = np.random.default_rng(4)
    _, columns = make.people(rng, 80, {"team": 5})
    column = make.column("team", columns["team"])
    shares = [preview.order([column], Policy(k=k)).shares[0] for k in (3, 5, 8, 12, 20, 100)]
    assert shares[0] > 0
    assert shares[-1] == 0
    assert preview.order([column], Policy(k=5)).choices[0] >= preview.order([column], Policy(k=20)).choices[0]


@pytest.mark.parametrize(
    ("people", "number"),
    # privacy.md A8: 1 below about 150 people, 2 up to 1,000, 3 up to 10,000, 4 above.
    [(0, 1), (8, 1), (149, 1), (150, 2), (1_000, 2), (1_001, 3), (10_000, 3), (10_001, 4), (50_000, 4)],
)
def test_how_many_groups_this_many_people_can_carry(people, number):
    assert preview.sensible_number(people) == number


def test_a_preview_cannot_be_given_a_score():
    assert set(inspect.signature(preview.orders).parameters) == {"columns", "policy"}


def test_a_choice_with_exactly_four_fifths_of_its_people_is_shown_and_previewed(make):
    """Two of ten in each team are counted with the two of the other teams: eight of ten are enough."""
    columns = {"team": [*"ABC"] * 10, "site": ["North"] * 24 + ["South"] * 6}
    made = [make.column(*item) for item in columns.items()]
    policy = Policy(groups=("team", "site"))
    found = release.publish(make.answers([[0, 1, 2, 3, 4] * 6], make.instrument(), **columns), policy)
    assert sorted(found.sizes.tolist()) == [6, 8, 8, 8]
    assert found.view({"team": ["A"]}).coverage == release.COVERAGE
    assert preview.visible(made, policy) == ((True, True, True), (True, True))
    assert preview.visible(made, Policy(k=5, groups=("team",)))[0] == (True, True, True)
