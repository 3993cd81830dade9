"""How often a list names an enabler by chance, as a page says it."""

from __future__ import annotations

import pytest

from greenshoots.core.analysis import chance, findings
from greenshoots.core.disclosure.policy import Policy
from greenshoots.reports.contents import chapters


def test_no_size_of_team_is_told_of_something_by_chance_more_than_one_time_in_four():
    assert min(chance.FALSE_ALARMS) == 5
    assert max(chance.FALSE_ALARMS) == 300
    assert max(max(rates) for rates in chance.FALSE_ALARMS.values()) <= 0.25


@pytest.mark.parametrize("people", [5, 7, 8, 19, 33, 128, 300, 5000])
@pytest.mark.parametrize("questions", [0, 1, 2, 3, 7])
def test_one_in_so_many_is_never_rarer_than_it_is(people, questions):
    number = chance.one_in(people, questions)
    assert number >= 4
    assert 1 / number >= chance.rate(people, questions) > 1 / (number + 1)
    sizes = sorted(chance.FALSE_ALARMS)
    around = {max(s for s in sizes if s <= people), min((s for s in sizes if s >= people), default=300)}
    assert chance.rate(people, questions) == max(chance.FALSE_ALARMS[s][min(questions, 3)] for s in around)


def flagged(make, policy=None, **columns):
    table = [make.scores((6, 4, 0, 0, 0)) * 2, *[make.scores((0, 0, 1, 4, 5)) * 2] * 3]
    return findings.analyse(make.answers(table, make.instrument(4), **columns), policy)


def test_the_page_says_it_beside_the_list(make):
    found = flagged(make)
    text = f"With 20 people, up to 1 in {chance.one_in(20, 0)} lists like this one includes an enabler only by chance."
    assert chance.sentence(found.everyone, found.comparisons).startswith(text)
    assert any(getattr(block, "text", "").startswith(text) for block in chapters.talk_first(found).blocks)


def test_groups_that_were_compared_are_counted_by_question(make):
    found = flagged(make, Policy(groups=("role",)), role=["A", "B"] * 10)
    assert chance.one_in_of(found.everyone, found.comparisons) == chance.one_in(20, 1)


def test_below_five_scores_nothing_is_flagged_and_nothing_is_said(make):
    found = findings.analyse(make.answers([[0, 1, 2, 4]], make.instrument(1)))
    assert chance.sentence(found.everyone, ()) == ""
    assert chance.one_in_of(found.everyone, ()) is None
