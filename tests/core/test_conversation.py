"""Where to talk first, by method.md B7."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from greenshoots.core import analysis, conversation, statistics
from greenshoots.core.instrument import Scale
from greenshoots.core.results import Comparison, Difference, Figures, Flag, State, StatementResult, Verdict

SCALE = Scale(1, 5, {}, "")
TIGHT = (0, 0, 6, 4, 0)  # 3.4
HIGH = (0, 0, 1, 4, 5)  # 4.4
LOWEST = (6, 4, 0, 0, 0)  # 1.4
SPLIT = (4, 1, 0, 1, 4)
DIVIDED = (3, 0, 4, 0, 3)
BANDED = Figures(State.APPROXIMATE, 9, 1.0, 0, 0, low=9, high=0, mean_bounds=(1.0, 3.0), scores=9)


@pytest.fixture(scope="session")
def flagged(make):
    """Give a set with these numbers and the flags that follow from them."""

    def flags(*found, asked=None, gaps=()):
        shown = [one if isinstance(one, Figures) else make.figures(*one) for one in found]
        chosen = make.chosen(*shown, asked=asked)
        yardstick = conversation.average(chosen.enablers)
        results = tuple(
            replace(one, flags=conversation.flags(one, yardstick, SCALE, asked=asked, gap=one.enabler.number in gaps))
            for one in chosen.enablers
        )
        return replace(chosen, enablers=results)

    return flags


def flags_of(chosen):
    return [result.flags for result in chosen.enablers]


def first(chosen, comparisons=()):
    return conversation.talk_first(chosen, comparisons, SCALE)


# Flags


def test_the_yardstick_is_the_average_of_the_means_and_bands_count_as_their_middle(make, flagged):
    assert conversation.average(flagged(TIGHT, HIGH).enablers) == pytest.approx(3.9)
    assert conversation.average(flagged(TIGHT, HIGH, BANDED).enablers) == pytest.approx((3.4 + 4.4 + 2) / 3)
    assert conversation.average(make.chosen(Figures(State.HIDDEN)).enablers) is None


def test_low_where_the_whole_interval_lies_below_the_average(flagged):
    assert flags_of(flagged(LOWEST, HIGH, HIGH, TIGHT)) == [(Flag.LOW,), (), (), ()]
    # 3.2 is below an average of 3.7, but ten people so far apart could mean more than that.
    assert flags_of(flagged((1, 2, 2, 4, 1), HIGH, TIGHT))[0] == ()


def test_where_everybody_answered_low_is_half_a_point_below_the_average(flagged):
    # Means 3.2, 3.5, 4.4: the average is 3.7; 3.2 is exactly half a point below, 3.5 is not.
    everybody = flagged((1, 2, 2, 4, 1), (0, 0, 5, 5, 0), HIGH, asked=10)
    assert flags_of(everybody) == [(Flag.LOW,), (), ()]
    assert flags_of(flagged((1, 2, 2, 4, 1), (0, 0, 5, 5, 0), HIGH, asked=30))[0] == ()


def test_those_who_were_not_sure_could_not_have_scored(make, flagged):
    low = make.figures(0, 2, 4, 4, 0, unsure=2)
    assert Flag.LOW in flags_of(flagged(low, make.figures(0, 0, 5, 5, 0), make.figures(*HIGH), asked=12))[0]


def test_half_a_point_is_half_a_point_of_a_five_point_scale(make):
    eleven = Scale(0, 10, {}, "")
    low, high = (0, 0, 0, 0, 10, *[0] * 6), (*[0] * 6, 10, 0, 0, 0, 0)
    chosen = make.chosen(make.figures(*low, minimum=0), make.figures(*high, minimum=0))
    for yardstick, said in ((5.25, ()), (5.24, ()), (5.26, (Flag.LOW,))):
        # Four on a scale of ten points' length: half a point of 1 to 5 is 1.25.
        expected = (Flag.LOW,) if yardstick >= 5.25 else ()
        assert conversation.flags(chosen.enablers[0], yardstick, eleven, asked=10) == expected, said


def test_low_in_bands_where_even_the_upper_bound_is_below_the_average(flagged):
    assert flags_of(flagged(BANDED, HIGH, HIGH))[0] == (Flag.LOW,)
    assert flags_of(flagged(replace(BANDED, mean_bounds=(1.5, 3.9)), HIGH, HIGH))[0] == ()


def test_split_and_divided_are_told_apart_and_never_both(flagged):
    assert flags_of(flagged(SPLIT, DIVIDED, TIGHT))[:2] == [(Flag.SPLIT,), (Flag.DIVIDED,)]


def test_unknown_from_a_quarter_on(make, flagged):
    quarter, less = make.figures(0, 0, 6, 3, 0, unsure=3), make.figures(0, 0, 6, 4, 0, unsure=3)
    assert flags_of(flagged(quarter, less)) == [(Flag.UNKNOWN,), ()]
    nobody = Figures(State.EMPTY, 0, 1.0, 6, 0)
    assert flags_of(flagged(nobody, TIGHT))[0] == (Flag.UNKNOWN,)


def test_a_hidden_enabler_has_no_flags(flagged):
    assert flags_of(flagged(Figures(State.HIDDEN), HIGH))[0] == ()


def test_an_enabler_of_statements_is_low_by_half_a_point_because_it_has_no_interval(make, flagged):
    statement = make.instrument(statements=[False]).enablers[0].statements[0]
    chosen = flagged((0, 2, 4, 4, 0), (0, 0, 5, 5, 0), HIGH)
    parts = (StatementResult(1, statement, chosen.enablers[0].figures),)
    result = replace(chosen.enablers[0], statements=parts)
    assert conversation.flags(result, 3.7, SCALE) == (Flag.LOW,)
    assert conversation.flags(result, 3.69, SCALE) == ()


# Order


def test_most_reasons_first_then_split_then_the_lowest(flagged):
    chosen = flagged((0, 0, 2, 5, 3), (4, 1, 0, 0, 5), HIGH, SPLIT, DIVIDED, (6, 0, 0, 0, 5), gaps=(1, 5))
    found = first(chosen, [gap_on(chosen, 1, 0.5), gap_on(chosen, 5, -0.4)])
    # E5 is divided with a gap; then the split ones by their mean, E6 at 2.8 before E4 at 3.0 and E2 at 3.1.
    assert [(entry.enabler.number, entry.flags) for entry in found[1:]] == [(6, (Flag.SPLIT,)), (4, (Flag.SPLIT,))]
    assert (found[0].enabler.number, found[0].flags) == (5, (Flag.DIVIDED, Flag.GAP))


def test_without_a_split_the_lower_mean_goes_first_whatever_the_reason(flagged):
    chosen = flagged(HIGH, LOWEST, DIVIDED, HIGH, HIGH, gaps=(4,))
    assert [entry.enabler.number for entry in first(chosen, [gap_on(chosen, 4, 0.5)])] == [2, 3, 4]


def test_at_most_three_are_named(flagged):
    assert len(first(flagged(SPLIT, SPLIT, SPLIT, SPLIT, HIGH))) == 3


def test_reasons_are_given_strongest_first(flagged):
    low_split = (14, 0, 0, 0, 7)
    chosen = flagged(low_split, HIGH, HIGH, HIGH, HIGH, gaps=(1,))
    entry = first(chosen, [gap_on(chosen, 1, -0.6)])[0]
    assert entry.flags == (Flag.SPLIT, Flag.GAP, Flag.LOW)
    assert entry.reason == (
        "People are split into two camps. Night scored it lower than everyone else. "
        "Low: 2.3, where the average over all enablers is 4.0."
    )
    assert entry.prompt == "Hear both ends first: what do you see that others do not?"


def gap_on(chosen, number, delta, name="Night"):
    differences = tuple(
        Difference(one.enabler, delta=delta, verdict=Verdict.DIFFERS)
        if one.enabler.number == number
        else Difference(one.enabler, delta=0.0, verdict=Verdict.NOT_CLEAR)
        for one in chosen.enablers
    )
    return Comparison("group", "team", replace(chosen, name=name), replace(chosen, name="Everyone else"), differences)


def test_the_widest_gap_is_the_one_that_is_named(flagged):
    chosen = flagged(TIGHT, TIGHT, gaps=(1,))
    sides = [gap_on(chosen, 1, -0.4), gap_on(chosen, 1, 0.7, "Day")]
    assert first(chosen, sides)[0].reason == "Day scored it higher than everyone else."
    assert conversation.has_gap("e1", sides)
    assert not conversation.has_gap("e2", sides)
    assert not conversation.has_gap("e1", [replace(sides[0], kind="round")])


def test_low_and_nothing_else_says_that_most_agree(flagged):
    (entry,) = first(flagged(LOWEST, HIGH, HIGH, TIGHT))
    assert entry.reason == "Low, and most agree: 1.4, where the average over all enablers is 3.4."
    assert entry.prompt == "Shared concern: what would one point higher look like?"


def test_low_in_bands_is_said_as_a_range(flagged):
    (entry,) = first(flagged(BANDED, HIGH, HIGH))
    assert entry.reason == "Low, and most agree: between 1.0 and 3.0, where the average over all enablers is 3.6."


def test_nothing_stands_out_names_the_lowest_alone(flagged):
    (entry,) = first(flagged((0, 0, 4, 4, 2), TIGHT, (0, 0, 5, 5, 0)))
    assert (entry.enabler.number, entry.flags) == (2, ())
    assert entry.reason == "Nothing stands out. Start with the lowest, at 3.4 of 5, or let the group choose."


def test_between_two_lowest_the_first_in_order_is_named(flagged):
    assert first(flagged(HIGH, TIGHT, TIGHT))[0].enabler.number == 2


def test_averages_are_rounded_in_sentences_as_they_are_in_tables(flagged):
    (entry,) = first(flagged((0, 0, 6, 2, 0), (0, 0, 5, 2, 1)))
    assert "at 3.3 of 5" in entry.reason  # 3.25, which Python alone would print as 3.2


def test_nothing_to_see_is_nothing_to_start_with(make):
    assert first(make.chosen(Figures(State.HIDDEN), Figures(State.EMPTY, 0))) == ()


# Unknown


def test_the_unknown_are_listed_apart_most_unsure_first_and_never_counted_as_a_reason(make, flagged):
    some, most = make.figures(0, 0, 4, 2, 0, unsure=4), make.figures(0, 0, 1, 4, 0, unsure=8)
    chosen = flagged(some, most, make.figures(*TIGHT))
    assert [entry.flags for entry in first(chosen)] == [()]
    found = conversation.unknown(chosen)
    assert [entry.enabler.number for entry in found] == [2, 1]
    assert found[0].reason == "8 of 13 people were not sure."
    assert found[0].prompt == "Who would know? What would you need to see?"
    one = make.figures(0, 0, 2, 1, 0, unsure=1)
    assert conversation.unknown(flagged(one))[0].reason == "1 of 4 people was not sure."


# Prompts


@pytest.mark.parametrize(
    ("flags", "opening"),
    [
        ((Flag.LOW,), "Shared concern"),
        ((Flag.LOW, Flag.SPLIT), "Hear both ends first"),
        ((Flag.DIVIDED, Flag.GAP), "Hear both ends first"),
        ((Flag.LOW, Flag.GAP), "Ask each group"),
        ((Flag.UNKNOWN,), "Who would know?"),
        ((), "A strength"),
    ],
)
def test_the_strongest_reason_gives_the_prompt(make, flags, opening):
    result = replace(make.chosen(make.figures(*HIGH)).enablers[0], flags=flags)
    assert conversation.prompt(result, 3.5).startswith(opening)


def test_below_the_average_with_no_reason_the_prompt_asks_for_one_step(make):
    result = make.chosen(make.figures(*TIGHT)).enablers[0]
    assert conversation.prompt(result, 3.5).startswith("What is one thing")


# Simulated


SHAPES = {
    "alike": (0.05, 0.2, 0.3, 0.3, 0.15),
    "lower": (0.23, 0.36, 0.24, 0.12, 0.05),
    "halved": (0.4, 0.1, 0, 0.1, 0.4),
}


@pytest.mark.parametrize(
    ("n", "low", "divided", "found_low", "found_split"), [(8, 0.08, 0.15, 0.5, 0.72), (30, 0.07, 0.06, 0.95, 0.97)]
)
def test_flags_are_as_rare_and_as_sure_as_the_method_says(make, n, low, divided, found_low, found_split):
    """B7: false flags per enabler at n = 8 / 30: low 8% / 7% at most, divided about 10% / 1%.

    A drop of 0.9 points is found in 75% / 99% there, a half-and-half split in 77% / 99%. Here ten enablers are alike,
    one is 0.9 points lower and one is split. With the two-sided 95% interval false alarms are rarer than that (3% /
    2%), and at 8 people a drop is found in 60%.
    """
    rng, worlds = np.random.default_rng(n), 80
    seen = dict.fromkeys(("low", "divided", "found_low", "found_split"), 0)
    for _ in range(worlds):
        drawn = [rng.multinomial(n, SHAPES[shape]).tolist() for shape in ["alike"] * 10 + ["lower", "halved"]]
        chosen = make.chosen(*[plain(counts) for counts in drawn])
        yardstick = conversation.average(chosen.enablers[:11])
        found = [conversation.flags(result, yardstick, SCALE) for result in chosen.enablers]
        seen["low"] += sum(Flag.LOW in flags for flags in found[:10])
        seen["divided"] += sum(bool({Flag.DIVIDED, Flag.SPLIT} & set(flags)) for flags in found[:10])
        seen["found_low"] += Flag.LOW in found[10]
        seen["found_split"] += bool({Flag.DIVIDED, Flag.SPLIT} & set(found[11]))
    assert seen["low"] / worlds / 10 <= low
    assert seen["divided"] / worlds / 10 <= divided
    assert seen["found_low"] / worlds >= found_low
    assert seen["found_split"] / worlds >= found_split


def plain(counts) -> Figures:
    """Give what the flags go by, without the interval, which takes the time."""
    return Figures(
        State.SHOWN,
        sum(counts),
        1.0,
        0,
        0,
        tuple(counts),
        mean=statistics.mean(counts),
        split=statistics.is_split(counts),
        scores=sum(counts),
    )


def test_a_whole_analysis_gives_the_same_reasons(make):
    low, high = make.scores(LOWEST), make.scores(HIGH)
    found = analysis.analyse(make.answers([low, high, high], make.instrument(3)))
    assert [(entry.enabler.id, entry.flags) for entry in found.talk_first] == [("e1", (Flag.LOW,))]
