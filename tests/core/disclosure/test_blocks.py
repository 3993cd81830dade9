"""Forming blocks: everybody in exactly one, never fewer than k, by counting only."""

from __future__ import annotations

import inspect

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.disclosure import blocks, release

quick = settings(max_examples=200)


@st.composite
def crowds(draw: st.DrawFn) -> tuple[np.ndarray, int]:
    """Choices of up to 60 people in up to four respondent groups, blanks included, and k."""
    people, groups = draw(st.integers(0, 60)), draw(st.integers(0, 4))
    width = draw(st.lists(st.integers(1, 6), min_size=groups, max_size=groups))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    columns = [np.minimum(rng.integers(-1, w, people), rng.integers(-1, w, people)) for w in width]
    return np.array(columns, dtype=np.int64).reshape(groups, people).T, draw(st.integers(1, 9))


def form(choices: np.ndarray, k: int) -> np.ndarray:
    return blocks.form(np.ones(len(choices), dtype=np.int64), choices, k)


def formed(text: str, k: int) -> str:
    """Form blocks of people written as their choices, "Fn" a person, and write the blocks as letters."""
    people = text.split()
    choices = np.array([[ord(letter) for letter in person] for person in people], dtype=np.int64)
    return "".join("-" if block < 0 else chr(ord("a") + block) for block in form(choices, k))


# By hand


def test_a_single_group_is_split_into_its_choices():
    assert formed("A A A B B B", 3) == "aaabbb"


def test_choices_under_k_are_pooled():
    assert formed("A A A B B C", 3) == "aaabbb"


def test_a_pool_under_k_joins_the_smallest_block():
    assert formed("A A A A B B B C", 3) == "aaaabbbb"


def test_between_two_smallest_blocks_the_first_choice_takes_the_pool():
    assert formed("A A A B B B C", 3) == "aaabbba"


def test_the_second_group_splits_within_the_first():
    assert formed("An An An As As As Bn Bn Bn Bs", 3) == "aaabbbcccc"


def test_a_pool_of_the_first_group_is_split_by_the_second():
    assert formed("An An An Bn Cn Dn Bs Cs Ds", 3) == "aaabbbccc"


def test_a_pool_joins_within_its_own_first_choice_though_another_block_is_smaller():
    assert formed("An An An An As Bn Bn Bn", 3) == "aaaaabbb"


def test_the_example_of_the_explanation():
    # docs/explanation/protection.md: 22 people, role and site, k = 5.
    people = ["Fn"] * 6 + ["Fs"] * 5 + ["Mn"] * 4 + ["Ms"] * 2 + ["Pn"] * 2 + ["Ps"] + ["Ds"] * 2
    assert formed(" ".join(people), 5) == "a" * 6 + "b" * 5 + "c" * 6 + "d" * 5


def test_fewer_than_k_people_are_in_no_block():
    assert formed("A A B B", 5) == "----"
    assert form(np.zeros((0, 2), dtype=np.int64), 5).tolist() == []


def test_exactly_k_people_are_one_block():
    assert formed("A A B B C", 5) == "aaaaa"


def test_without_groups_there_is_one_block():
    assert form(np.zeros((7, 0), dtype=np.int64), 5).tolist() == [0] * 7


def test_with_k_of_one_every_combination_is_its_own_block():
    assert formed("An Bs As An", 1) == "acba"


# Laws


@given(crowds())
@quick
def test_everybody_is_in_exactly_one_block_of_at_least_k(crowd):
    choices, k = crowd
    block = form(choices, k)
    assert block.shape == (len(choices),)
    if len(choices) < k:
        assert (block == blocks.NO_BLOCK).all()
        return
    sizes = np.bincount(block)
    assert block.min(initial=0) >= 0
    assert (sizes >= k).all()


@given(crowds(), st.integers(0, 2**32))
@quick
def test_the_order_of_people_changes_nothing(crowd, seed):
    choices, k = crowd
    order = np.random.default_rng(seed).permutation(len(choices))
    assert (form(choices[order], k) == form(choices, k)[order]).all()


@given(crowds())
@quick
def test_people_who_chose_alike_are_never_parted(crowd):
    choices, k = crowd
    block = form(choices, k)
    units, unit, people = np.unique(choices, axis=0, return_inverse=True, return_counts=True)
    together = blocks.form(people.astype(np.int64), units, k)
    assert (together[unit.ravel()] == block).all()


@given(crowds())
@quick
def test_no_block_could_have_been_split_into_two_by_the_first_group(crowd):
    choices, k = crowd
    block = form(choices, k)
    if len(choices) < k or not choices.shape[1]:
        return
    for number in range(block.max() + 1):
        people = np.unique(choices[block == number, 0], return_counts=True)[1]
        assert (people >= k).sum() <= 1


@given(crowds())
@quick
def test_every_choice_of_the_first_group_with_k_people_can_be_shown_but_one_that_a_leftover_joined(crowd):
    choices, k = crowd
    if len(choices) < k or not choices.shape[1]:
        return
    block, first = form(choices, k), choices[:, 0]
    mixed = {number for number in range(block.max() + 1) if len(set(first[block == number])) > 1}
    hidden = []
    for choice in np.unique(first):
        mine = first == choice
        if mine.sum() >= k and np.isin(block[mine], list(mixed)).mean() > 1 - release.COVERAGE + 1e-9:
            hidden.append(choice)
    assert len(hidden) <= 1


@given(crowds(), st.integers(1, 3), st.integers(0, 2**32))
@quick
def test_each_block_holds_k_people_by_every_count_it_is_given(crowd, accounts, seed):
    choices, k = crowd
    typists = np.random.default_rng(seed).integers(-1, accounts, len(choices))
    weights = np.column_stack([np.ones_like(typists), *(typists != one for one in range(accounts))]).astype(np.int64)
    block = blocks.form(weights, choices, k)
    if weights.sum(axis=0).min() < k:
        assert (block == blocks.NO_BLOCK).all()
        return
    assert block.min() >= 0
    for number in range(block.max() + 1):
        assert weights[block == number].sum(axis=0).min() >= k


# By hand: what is left over inside the first group


def test_what_is_left_over_in_large_services_is_cut_by_the_third_group():
    # Each service keeps 20 of 24 people; the four that are left over in each are pooled, and seniority cuts the pool.
    service = "{s}Fj " * 10 + "{s}Gj " * 10 + "{s}Mj " * 2 + "{s}Ms " * 2
    found = formed(" ".join(service.format(s=s) for s in "ABC"), 5)
    assert [found[place : place + 24] for place in (0, 24, 48)] == [
        "a" * 10 + "b" * 10 + "gghh",
        "c" * 10 + "d" * 10 + "gghh",
        "e" * 10 + "f" * 10 + "gghh",
    ]


def test_a_service_that_would_lose_more_than_a_fifth_keeps_what_is_left_over():
    # Four of fourteen are too many: the service could no longer be shown, so its own smallest block takes them.
    service = "{s}Fj " * 10 + "{s}Mj " * 2 + "{s}Ms " * 2
    assert formed(" ".join(service.format(s=s) for s in "AB"), 5) == "a" * 14 + "b" * 14


def test_below_the_first_group_all_that_is_left_over_is_passed_on():
    # Three of nine seniors in each role of one service: together they are enough, and both roles keep a block.
    assert formed("AFj " * 6 + "AFs " * 3 + "AGj " * 6 + "AGs " * 3, 5) == "a" * 6 + "ccc" + "b" * 6 + "ccc"


def test_the_last_leftover_joins_a_block_that_is_mixed_already():
    # The leftover is one person of another choice; A and B stay whole, although B is the smallest block.
    people = "An " * 9 + "Bn " * 5 + "Cn Dn Cn Dn Cn Dn Cn Dn " + "Es"
    assert formed(people, 5) == "a" * 9 + "b" * 5 + "c" * 9


def test_nothing_that_forms_blocks_can_be_given_a_score():
    assert set(inspect.signature(blocks.form).parameters) == {"weights", "choices", "k"}
    assert set(inspect.signature(release.arrange).parameters) == {"columns", "n", "policy", "typists"}
