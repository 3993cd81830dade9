"""From answers to results: rounds, groups, comparisons, warnings, and that nothing leaks on the way."""

from __future__ import annotations

import dataclasses
from enum import Enum

import numpy as np
import pytest

from greenshoots.core.analysis import findings
from greenshoots.core.answers import Column, Remark
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import ROUND, VIEWPOINT, Enabler, Instrument
from greenshoots.core.results import Flag, Study, Verdict
from greenshoots.core.statistics import histogram

EVEN = [0, 1, 2, 3, 4] * 8
TEAMS = ["A"] * 20 + ["B"] * 17 + ["C"] * 3


def analyse(make, scores, *, policy=None, study=None, rounds=(), points=5, **columns):
    scores = scores if isinstance(scores[0], (list, np.ndarray)) else [scores]
    answers = make.answers(scores, make.instrument(len(scores), points=points), **columns)
    return findings.analyse(answers, policy, study, rounds=rounds)


def grouped(make, scores=EVEN, study=None, **columns):
    columns = columns or {"team": TEAMS}
    return analyse(make, scores, policy=Policy(groups=tuple(columns)), study=study, **columns)


# Everyone


def test_the_default_is_frozen_blocks_of_five_and_everyone(make):
    found = analyse(make, EVEN)
    assert found.policy == Policy(Protection.PROTECTED, 5, 1)
    assert (found.everyone.n, found.everyone.state, found.everyone.coverage) == (40, State.SHOWN, 1.0)
    assert found.everyone.enablers[0].figures.counts == (8, 8, 8, 8, 8)
    assert (found.groups, found.rounds, found.comparisons, found.warnings) == ((), (), (), ())


def numbers(value) -> list[float]:
    """Return every number that results hold, apart from what was asked and promised."""
    if isinstance(value, (Instrument, Enabler, Policy, Study, Enum, str, bool)) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [value] if value else []
    if dataclasses.is_dataclass(value):
        return [n for field in dataclasses.fields(value) for n in numbers(getattr(value, field.name))]
    parts = value.values() if isinstance(value, dict) else value
    return [n for part in parts for n in numbers(part)]


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_with_everything_hidden_the_only_number_is_how_many_answered(make, people):
    scores, teams = [[4] * people] * 3, ["A", "B", "A", "B"][:people]
    answers = make.answers(scores, make.instrument(3), team=teams)
    answers = dataclasses.replace(answers, words={"e1": [Remark(0, "Only me.")] * 3})
    found = findings.analyse(answers, Policy(groups=("team",)))
    assert found.everyone.state is State.HIDDEN
    assert numbers(found) == [people]
    assert found.words[0].texts == ()


def test_nobody_answered_is_empty_and_not_hidden(make):
    found = analyse(make, [[]], round=[], policy=None)
    assert (found.everyone.state, found.everyone.n, found.talk_first) == (State.EMPTY, 0, ())


def test_everything_is_the_same_when_people_of_a_block_swap_their_scores(make):
    """The first promise for the whole of the results: figures, flags, comparisons, order and warnings."""
    policy = Policy(groups=("team", "role"))
    for seed in range(12):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(10, 60))
        _, columns = make.people(rng, n, {"team": 3, "role": 3})
        scores = np.array([make.people(rng, n, {}, unsure=share)[0] for share in (0, 0.1, 0.4, 0.7)])
        study = Study(asked=n + 9, asked_by_group={"team": dict.fromkeys(set(columns["team"]) - {""}, n)})
        block = release.arrange([make.column(*item) for item in columns.items()], n, policy).block
        after = scores.copy()
        for number in np.unique(block):
            for row, given in zip(after, scores, strict=True):
                members = np.flatnonzero((block == number) & (given >= 0))
                row[members] = given[rng.permutation(members)]
        first, second = (analyse(make, list(some), policy=policy, study=study, **columns) for some in (scores, after))
        # An instrument of its own each, so that equality compares values.
        assert dataclasses.replace(second, instrument=first.instrument) == first


def test_results_say_more_than_nothing_about_the_same_worlds(make):
    rng = np.random.default_rng(2)
    scores, columns = make.people(rng, 50, {"team": 3})
    moved = np.roll(scores, 1)
    assert grouped(make, list(moved), **columns) != grouped(make, list(scores), **columns)


# Groups


def test_each_choice_is_shown_hidden_or_empty_and_small_ones_are_shown_together(make):
    teams = ["A"] * 20 + ["B"] * 14 + ["C"] * 3 + ["D"] * 3
    (group,) = grouped(make, EVEN, team=teams).groups
    assert [(part.name, part.state, part.n) for part in group.sets] == [
        ("A", State.SHOWN, 20),
        ("B", State.SHOWN, 14),
        ("C", State.HIDDEN, None),
        ("D", State.HIDDEN, None),
    ]
    assert (group.combined.name, group.combined.n, group.combined.state) == ("C and D together", 6, State.SHOWN)
    assert (group.sets[0].filter, group.combined.filter) == ({"team": "A"}, {"team": "C + D"})
    assert not group.not_given


def test_a_single_small_choice_is_not_shown_together_with_anything(make):
    (group,) = grouped(make).groups
    # C joined B, so B is seen as 17 of 20 people of a block and cannot be shown.
    assert [part.state for part in group.sets] == [State.SHOWN, State.HIDDEN, State.HIDDEN]
    assert group.combined.n == 20
    assert group.combined.name == "B and C together"


def test_a_hidden_set_holds_no_number_but_a_rounded_coverage(make):
    hidden = grouped(make).groups[0].sets[2]
    assert (hidden.n, hidden.coverage) == (None, 0.0)
    assert numbers(hidden.enablers) == []


def test_coverage_of_sets_and_questions_is_rounded(make):
    # Site first. 43 of A are alone at n, two of A are with six of B at s: 43 of 45 would count the two.
    site, team = ["n"] * 43 + ["s"] * 8, ["A"] * 45 + ["B"] * 6
    found = grouped(make, [0, 1, 2, 3, 4] * 10 + [0], site=site, team=team)
    part = found.groups[1].sets[0]
    assert (part.n, part.coverage, part.enablers[0].figures.coverage) == (43, 0.95, 0.95)


def test_people_who_left_the_group_blank_are_mentioned_and_compared_with(make):
    found = grouped(make, EVEN, team=["A"] * 20 + [""] * 20)
    assert found.groups[0].not_given
    assert [(side.first.name, side.second.n) for side in found.comparisons] == [("A", 20)]


def test_two_choices_are_compared_once_and_more_each_with_everyone_else(make):
    two = grouped(make, EVEN, team=["A", "B"] * 20)
    assert [(side.first.name, side.second.name) for side in two.comparisons] == [("A", "Everyone else")]
    three = grouped(make, EVEN, team=["A"] * 10 + ["B"] * 10 + ["C"] * 20)
    assert [side.first.name for side in three.comparisons] == ["A", "B", "C"]
    for side in three.comparisons:
        assert side.kind == "group"
        assert side.first.n + side.second.n == 40


def test_a_gap_is_flagged_on_everyone_and_said_first(make):
    scores = [[1, 1, 2, 2, 1] * 4 + [3, 4, 3, 4, 3] * 4, [2, 3] * 20]
    found = grouped(make, scores, team=["A"] * 20 + ["B"] * 20)
    assert found.comparisons[0].differences[0].verdict is Verdict.CLEAR
    assert Flag.GAP in found.everyone.enablers[0].flags
    assert Flag.GAP not in found.everyone.enablers[1].flags
    assert found.groups[0].sets[0].enablers[0].flags == ()
    assert "Groups differ. A: 2.4. Everyone else: 4.4." in found.talk_first[0].reason


def test_an_unknown_respondent_group_is_refused(make):
    with pytest.raises(PolicyError, match=r"no group question “role”\. The responses have: “team”"):
        analyse(make, EVEN, policy=Policy(groups=("role",)), team=TEAMS)


# Who answered


def test_the_rate_is_that_of_those_asked_and_a_low_one_warns(make):
    assert analyse(make, EVEN, study=Study(asked=60)).everyone.rate == pytest.approx(2 / 3)
    assert analyse(make, EVEN).everyone.rate is None
    warning = ("These results may not reflect the people who did not answer.",)
    assert analyse(make, EVEN, study=Study(asked=134)).warnings == warning
    assert analyse(make, EVEN, study=Study(asked=133)).warnings == ()


def test_representativeness_is_that_of_the_groups_that_are_shown(make):
    teams = ["A"] * 20 + ["B"] * 20
    asked = {"A": 25, "B": 100}
    found = grouped(make, study=Study(asked_by_group={"team": asked}), team=teams)
    expected = histogram.adjusted_representativeness([25, 100], [20, 20])
    assert found.groups[0].representativeness == pytest.approx(expected)
    assert expected < 0.7
    assert found.warnings == ("These results may not reflect the people who did not answer.",)
    assert [part.asked for part in found.groups[0].sets] == [25, 100]


@pytest.mark.parametrize(
    ("teams", "asked"),
    [
        (["A"] * 20 + ["B"] * 20, {"A": 25}),  # one group's number is not known
        (["A"] * 37 + ["B"] * 3, {"A": 40, "B": 4}),  # one group is hidden
        (["A"] * 35 + ["B"] * 5, {"A": 40, "B": 4}),  # fewer than k of one group were asked
    ],
)
def test_representativeness_is_not_said_where_one_group_may_not_be_counted(make, teams, asked):
    found = grouped(make, study=Study(asked_by_group={"team": asked}), team=teams)
    assert found.groups[0].representativeness is None


def test_asking_a_choice_that_does_not_exist_is_refused(make):
    with pytest.raises(PolicyError, match="“team” has no choice “Z”"):
        grouped(make, study=Study(asked_by_group={"team": {"Z": 4}}))


def test_where_everybody_asked_answered_there_is_no_interval(make):
    figures = [analyse(make, EVEN, study=Study(asked=n)).everyone.enablers[0].figures for n in (40, 60)]
    assert figures[0].interval is None
    assert figures[1].interval is not None


# Rounds


def test_rounds_are_published_apart_in_their_natural_order(make):
    scores, rounds = [0, 1, 2] * 5 + [2, 3, 4] * 4 + [1, 2, 3] * 3, ["10"] * 15 + ["2"] * 12 + ["1"] * 9
    found = analyse(make, scores, round=rounds, study=Study(asked_by_round={"1": 9, "10": 30}))
    assert [(part.name, part.n, part.asked, part.kind) for part in found.rounds] == [
        ("Round 1", 9, 9, "round"),
        ("Round 2", 12, None, "round"),
        ("Round 10", 15, 30, "round"),
    ]
    assert (found.everyone.name, found.everyone.n, found.everyone.asked) == ("Everyone", 15, 30)
    assert found.previous.name == "Round 2"
    (side,) = found.comparisons
    assert (side.kind, side.first.name, side.second.name) == ("round", "Round 10", "Round 2")
    assert side.differences[0].verdict is Verdict.CLEAR
    assert side.differences[0].delta < 0


def test_chosen_rounds_are_the_only_ones_in_the_order_given(make):
    rounds = ["a"] * 10 + ["b"] * 10 + ["c"] * 20
    found = analyse(make, EVEN, round=rounds, rounds=["c", "a"])
    assert ([part.name for part in found.rounds], found.everyone.n) == (["c", "a"], 10)
    alone = analyse(make, EVEN, round=rounds, rounds=["c"])
    assert (alone.rounds, alone.everyone.n, alone.comparisons) == ((), 20, ())


def test_rounds_that_cannot_be_told_are_refused(make):
    with pytest.raises(PolicyError, match=r"no round “3”\. The rounds are: 1, 2"):
        analyse(make, EVEN, round=["1", "2"] * 20, rounds=["3"])
    with pytest.raises(PolicyError, match="no column for rounds"):
        analyse(make, EVEN, rounds=["1"])
    with pytest.raises(PolicyError, match="3 responses do not say which round"):
        analyse(make, EVEN, round=["1"] * 37 + [""] * 3)
    assert analyse(make, EVEN, round=["1"] * 37 + [""] * 3, rounds=["1"]).everyone.n == 37


def test_a_round_of_fewer_than_k_is_hidden_and_not_compared(make):
    found = analyse(make, EVEN, round=["1"] * 4 + ["2"] * 36)
    assert [(part.state, part.n) for part in found.rounds] == [(State.HIDDEN, 4), (State.SHOWN, 36)]
    assert found.comparisons == ()
    last = analyse(make, EVEN, round=["1"] * 36 + ["2"] * 4)
    assert (last.everyone.state, last.everyone.n, last.talk_first) == (State.HIDDEN, 4, ())


def test_groups_and_words_are_those_of_the_last_round(make):
    answers = make.answers([EVEN], make.instrument(), round=["1"] * 20 + ["2"] * 20, team=["A"] * 10 + ["B"] * 30)
    words = {"e1": [Remark(row, f"Remark {row}.") for row in range(40)]}
    found = findings.analyse(dataclasses.replace(answers, words=words), Policy(groups=("team",)))
    assert [part.state for part in found.groups[0].sets] == [State.EMPTY, State.SHOWN]
    assert set(found.words[0].texts) == {f"Remark {row}." for row in range(20, 40)}


# Statements


def test_statements_are_detail_beneath_their_enabler(make):
    asked = make.instrument(1, statements=[False, True])
    scores = make.scores((0, 2, 4, 4, 0))
    found = findings.analyse(make.answers([scores, scores], asked))
    (result,) = found.everyone.enablers
    assert [part.figures.mean for part in result.statements] == pytest.approx([3.2, 2.8])  # the second is reversed
    assert [part.number for part in result.statements] == [1, 2]
    assert result.figures.mean == pytest.approx(3.0)
    assert result.figures.counts == (0, 6, 8, 6, 0)
    assert (result.figures.n, result.figures.interval) == (10, None)


def test_a_fifth_not_sure_of_every_statement_is_not_unknown(make):
    asked = make.instrument(1, statements=[False] * 3)
    scores = make.scores((0, 0, 4, 4, 0), unsure=2)
    (result,) = findings.analyse(make.answers([scores] * 3, asked)).everyone.enablers
    assert result.figures.not_sure_share == pytest.approx(0.2)
    assert Flag.UNKNOWN not in result.flags


def test_an_enabler_that_was_not_in_the_file_is_empty(make):
    asked = make.instrument(2)
    answers = dataclasses.replace(make.answers([EVEN, EVEN], asked), questions=asked.questions[:1])
    answers = dataclasses.replace(answers, scores=answers.scores[:1])
    found = findings.analyse(answers).everyone.enablers
    assert [result.figures.state for result in found] == [State.SHOWN, State.EMPTY]


# Ways to protect


def test_without_protection_the_counts_are_those_of_the_file_and_it_says_so(make):
    bare = Policy(protection=Protection.NONE, groups=("team",))
    found = analyse(make, EVEN, policy=bare, team=TEAMS)
    sets = found.groups[0].sets
    assert [(part.n, part.coverage) for part in sets] == [(20, 1.0), (17, 1.0), (3, 1.0)]
    for part, name in zip(sets, "ABC", strict=True):
        mine = [score for score, team in zip(EVEN, TEAMS, strict=True) if team == name]
        assert part.enablers[0].figures.counts == tuple(np.bincount(mine, minlength=5))
    assert found.warnings == ("Not protected: these are exact counts from the file, for groups of any size.",)


def test_an_open_room_shows_three_and_not_two(make):
    room = Policy(protection=Protection.OPEN)
    assert analyse(make, [4, 4, 4], policy=room).everyone.enablers[0].figures.counts == (0, 0, 0, 0, 3)
    assert analyse(make, [4, 4], policy=room).everyone.state is State.HIDDEN


def test_mixed_viewpoints_warn_unless_they_are_shown_apart(make):
    mixed = ["service"] * 20 + ["system"] * 20
    assert "different viewpoints" in analyse(make, EVEN, viewpoint=mixed).warnings[0]
    assert analyse(make, EVEN, viewpoint=mixed, policy=Policy(groups=(VIEWPOINT,))).warnings == ()
    # Somebody who left it blank has no other viewpoint.
    assert analyse(make, EVEN, viewpoint=["service"] * 37 + [""] * 3).warnings == ()


# Laws


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_changes_nothing(make, seed):
    rng = np.random.default_rng(seed)
    scores, columns = make.people(rng, 50, {"team": 3, "role": 2}, unsure=0.2)
    order = rng.permutation(50)
    mixed = {name: [values[i] for i in order] for name, values in columns.items()}
    assert grouped(make, list(scores[order]), **mixed) == grouped(make, list(scores), **columns)


@pytest.mark.parametrize("points", range(3, 12))
@pytest.mark.parametrize("minimum", [-3, 0, 1])
def test_any_scale_is_analysed_and_its_figures_lie_on_it(make, points, minimum):
    rng = np.random.default_rng(points)
    scores, columns = make.people(rng, 60, {"team": 3}, points=points, unsure=0.1)
    answers = make.answers([scores], make.instrument(points=points, minimum=minimum), **columns)
    found = findings.analyse(answers, Policy(groups=("team",)), Study(asked=90))
    maximum = minimum + points - 1
    for part in (found.everyone, *found.groups[0].sets):
        figures = part.enablers[0].figures
        for value in (figures.mean, figures.q1, figures.q3, *(figures.mean_bounds or ()), *(figures.interval or ())):
            assert value is None or minimum - 1e-9 <= value <= maximum + 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_asking_the_other_way_round_turns_everything_round(make, seed):
    """A reversed scale of an even number of points: bands swap, the spread stays, differences change sign."""
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, 6, 40)
    columns = {"team": ["A", "B"] * 20}
    policy = Policy(groups=("team",))
    one, other = (analyse(make, list(s), policy=policy, points=6, **columns) for s in (scores, 5 - scores))
    mine, theirs = one.everyone.enablers[0].figures, other.everyone.enablers[0].figures
    assert mine.mean + theirs.mean == pytest.approx(7)
    assert (mine.low, mine.high) == (theirs.high, theirs.low)
    assert (mine.spread, mine.agreement) == (pytest.approx(theirs.spread), pytest.approx(theirs.agreement))
    first, second = one.comparisons[0].differences[0], other.comparisons[0].differences[0]
    assert (first.delta, first.p) == (pytest.approx(-second.delta), pytest.approx(second.p))


def test_a_round_column_with_no_round_in_it_is_no_round_at_all(make):
    answers = make.answers([EVEN], make.instrument())
    empty = Column(ROUND, (), np.zeros(0, dtype=np.int32))
    nobody = dataclasses.replace(answers.take(np.zeros(40, dtype=bool)), columns={ROUND: empty})
    assert findings.analyse(nobody).everyone.state is State.EMPTY
