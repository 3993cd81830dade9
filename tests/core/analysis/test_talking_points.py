"""Where to talk first, by method.md B7."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenshoots.core.analysis import findings, talking_points
from greenshoots.core.disclosure import banding
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Scale
from greenshoots.core.results import Comparison, Difference, Figures, Flag, Verdict

SCALE = Scale(1, 5, {}, "")
TIGHT = (0, 0, 6, 4, 0)  # 3.4
HIGH = (0, 0, 1, 4, 5)  # 4.4
LOWEST = (6, 4, 0, 0, 0)  # 1.4
SPLIT = (4, 1, 0, 1, 4)
DIVIDED = (21, 0, 26, 0, 21)  # D = 0.62 among 68, with more in the middle than at either end
POSSIBLE = banding.Possible((0, 0, 0, 0, 0), (banding.Range(0, 3, 9),))
BANDED = Figures(
    State.APPROXIMATE,
    9,
    1.0,
    0,
    0,
    low=9,
    high=0,
    mean_bounds=(1.0, 3.0),
    scores=9,
    possible=POSSIBLE,
    distance_bounds=POSSIBLE.distance(SCALE),
)


@pytest.fixture(scope="session")
def flagged(make):
    """Return a set with these numbers and the flags that follow from them."""

    def flags(*found, asked=None, gaps=()):
        shown = [one if isinstance(one, Figures) else make.figures(*one) for one in found]
        chosen = make.chosen(*shown, asked=asked)
        ids = [one.enabler.id for one in chosen.enablers if one.enabler.number in gaps]
        results = tuple(
            replace(one, flags=mine)
            for one, mine in zip(chosen.enablers, talking_points.flags(chosen.enablers, SCALE, gaps=ids), strict=True)
        )
        return replace(chosen, enablers=results)

    return flags


def flags_of(chosen):
    return [result.flags for result in chosen.enablers]


def first(chosen, comparisons=()):
    return talking_points.talk_first(chosen, comparisons, SCALE)


# Flags


def test_the_yardstick_is_the_average_of_the_means_as_far_as_it_is_known(make, flagged):
    assert talking_points.average(flagged(TIGHT, HIGH).enablers) == (pytest.approx(3.9), pytest.approx(3.9))
    low, high = talking_points.average(flagged(TIGHT, HIGH, BANDED).enablers)
    assert (low, high) == (pytest.approx((3.4 + 4.4 + 1) / 3), pytest.approx((3.4 + 4.4 + 3) / 3))
    assert talking_points.average(make.chosen(Figures(State.HIDDEN)).enablers) is None


def test_low_where_the_mean_is_half_a_point_below_the_average_and_beyond_chance(flagged):
    assert flags_of(flagged(LOWEST, HIGH, HIGH, TIGHT)) == [(Flag.LOW,), (), (), ()]
    # 3.2 is half a point below an average of 3.7, but ten people so far apart could mean more than that.
    assert flags_of(flagged((1, 2, 2, 4, 1), HIGH, TIGHT))[0] == ()


def test_low_in_bands_where_even_the_upper_bound_is_below_the_average(flagged):
    assert flags_of(flagged(BANDED, HIGH, HIGH))[0] == (Flag.LOW,)
    assert flags_of(flagged(replace(BANDED, mean_bounds=(1.5, 3.9)), HIGH, HIGH))[0] == ()


def test_split_and_divided_are_told_apart_and_never_both(flagged):
    assert flags_of(flagged(SPLIT, DIVIDED, TIGHT))[:2] == [(Flag.SPLIT,), (Flag.DIVIDED,)]


def test_unknown_from_a_quarter_of_five_who_answered_on(make, flagged):
    quarter, less = make.figures(0, 0, 6, 3, 0, unsure=3), make.figures(0, 0, 6, 4, 0, unsure=3)
    assert flags_of(flagged(quarter, less)) == [(Flag.UNKNOWN,), ()]
    nobody = Figures(State.EMPTY, 0, 1.0, 6, 0)
    assert flags_of(flagged(nobody, TIGHT))[0] == (Flag.UNKNOWN,)
    assert flags_of(flagged(Figures(State.EMPTY, 0, 1.0, 4, 0), TIGHT))[0] == ()


def test_a_hidden_enabler_has_no_flags(flagged):
    assert flags_of(flagged(Figures(State.HIDDEN), HIGH))[0] == ()


# Order


def test_most_reasons_first_then_split_then_the_lowest(flagged):
    chosen = flagged(HIGH, (4, 1, 0, 0, 5), HIGH, SPLIT, DIVIDED, (6, 0, 0, 0, 5), gaps=(1, 5))
    found = first(chosen, [gap_on(chosen, 1, 0.5), gap_on(chosen, 5, -0.4)])
    # E5 is divided with a gap; then the split ones by their mean, E6 at 2.8 before E4 at 3.0 and E2 at 3.1.
    assert [(entry.enabler.number, entry.flags) for entry in found[1:]] == [(6, (Flag.SPLIT,)), (4, (Flag.SPLIT,))]
    assert (found[0].enabler.number, found[0].flags) == (5, (Flag.DIVIDED, Flag.GAP))


def test_without_a_split_the_lower_mean_goes_first_whatever_the_reason(flagged):
    chosen = flagged(TIGHT, LOWEST, DIVIDED, HIGH, TIGHT, gaps=(4,))
    assert [entry.enabler.number for entry in first(chosen, [gap_on(chosen, 4, 0.5)])] == [2, 3, 4]


def test_at_most_three_are_named(flagged):
    assert len(first(flagged(SPLIT, SPLIT, SPLIT, SPLIT, HIGH))) == 3


def test_reasons_are_given_strongest_first(flagged):
    low_split = (150, 0, 0, 0, 70)
    chosen = flagged(low_split, HIGH, HIGH, HIGH, HIGH, gaps=(1,))
    entry = first(chosen, [gap_on(chosen, 1, -0.6)])[0]
    assert entry.flags == (Flag.SPLIT, Flag.GAP, Flag.LOW)
    assert entry.reason == (
        "People are split: most scores are at one end or the other. Groups differ. Night: 2.1. Everyone else: 3.9. "
        "Low: 2.3. The average of all enablers is 4.0."
    )
    assert entry.prompt == "Start with both views: why might people score this high, and why might they score it low?"


def gap_on(chosen, number, delta, name="Night"):
    differences = tuple(
        Difference(one.enabler, 2.1, 3.9, delta=delta, verdict=Verdict.DIFFERS)
        if one.enabler.number == number
        else Difference(one.enabler, delta=0.0, verdict=Verdict.NOT_CLEAR)
        for one in chosen.enablers
    )
    return Comparison("group", "team", replace(chosen, name=name), replace(chosen, name="Everyone else"), differences)


def test_the_widest_gap_is_the_one_that_is_named(flagged):
    chosen = flagged(TIGHT, TIGHT, gaps=(1,))
    sides = [gap_on(chosen, 1, -0.4), gap_on(chosen, 1, 0.7, "Day")]
    assert first(chosen, sides)[0].reason == "Groups differ. Day: 2.1. Everyone else: 3.9."
    assert talking_points.has_gap("e1", sides)
    assert not talking_points.has_gap("e2", sides)
    assert not talking_points.has_gap("e1", [replace(sides[0], kind="round")])


def test_low_with_scores_close_together_is_a_shared_concern(flagged):
    (entry,) = first(flagged(LOWEST, HIGH, HIGH, TIGHT))
    assert entry.reason == "Low, and scores are close together: 1.4. The average of all enablers is 3.4."
    assert entry.prompt == "Shared concern: what would one point higher look like?"


def test_low_with_scores_further_apart_is_not_called_shared(flagged):
    (entry,) = first(flagged((10, 4, 4, 2, 0), HIGH, HIGH, HIGH))
    assert entry.reason == "Low: 1.9. The average of all enablers is 3.8."
    assert entry.prompt == "What would one point higher look like?"


def test_low_in_bands_is_said_as_a_range_and_not_as_close_together(flagged):
    (entry,) = first(flagged(BANDED, HIGH, HIGH))
    assert entry.reason == "Low: between 1.0 and 3.0. The average of all enablers is between 3.3 and 3.9."


def test_the_average_of_all_is_that_of_those_that_are_shown_where_one_is_not(flagged):
    (entry,) = first(flagged(LOWEST, HIGH, HIGH, TIGHT, Figures(State.HIDDEN)))
    assert entry.reason.endswith("The average of the enablers that are shown is 3.4.")


def said(chosen):
    return talking_points.nothing_stands_out(chosen, first(chosen))


def test_nothing_stands_out_names_the_lowest_alone_and_says_what_to_do(flagged):
    chosen = flagged((0, 0, 4, 4, 2), TIGHT, (0, 0, 5, 5, 0))
    (entry,) = first(chosen)
    assert (entry.enabler.number, entry.flags) == (2, ())
    assert entry.reason == "The lowest average: 3.4 out of 5."
    assert said(chosen) == (
        "No enabler stands out: with this number of people, the differences are small or could be chance. There may "
        "still be differences that we cannot see. Choose together what matters most to you now, or start with the "
        "lowest average."
    )
    assert said(flagged(LOWEST, HIGH, HIGH, TIGHT)) == ""


def test_all_that_are_tied_for_the_lowest_are_named_and_too_many_are_not(flagged):
    tied = first(flagged(HIGH, TIGHT, TIGHT))
    assert [entry.enabler.number for entry in tied] == [2, 3]
    assert {entry.reason for entry in tied} == {"One of 2 enablers with the lowest average: 3.4 out of 5."}
    alike = flagged(TIGHT, TIGHT, TIGHT, TIGHT)
    assert first(alike) == ()
    assert said(alike).endswith("Choose together what matters most to you now.")


def test_no_lowest_is_named_where_another_might_be_lower(flagged):
    higher = (0, 0, 4, 4, 2)
    assert first(flagged(higher, TIGHT, Figures(State.HIDDEN))) == ()
    assert first(flagged(higher, TIGHT, replace(BANDED, mean_bounds=(2.0, 4.0)))) == ()
    # Nobody scored it, so it has no average to be lower.
    assert len(first(flagged(higher, TIGHT, Figures(State.EMPTY, 0)))) == 1


def test_with_fewer_than_five_scores_no_enabler_is_singled_out(flagged):
    few = flagged((0, 0, 1, 1, 2), (0, 2, 2, 0, 0))
    assert first(few) == ()
    assert said(few).startswith("An enabler is suggested here only if at least 5 people scored it.")


def test_averages_are_rounded_in_sentences_as_they_are_in_tables(flagged):
    (entry,) = first(flagged((0, 0, 6, 2, 0), (0, 0, 5, 2, 1)))
    assert "3.3 out of 5" in entry.reason  # 3.25, which Python alone would print as 3.2


def test_nothing_to_see_is_nothing_to_start_with(make):
    assert first(make.chosen(Figures(State.HIDDEN), Figures(State.EMPTY, 0))) == ()


# Unknown


def test_the_unknown_are_listed_apart_most_unsure_first_and_never_counted_as_a_reason(make, flagged):
    some, most = make.figures(0, 0, 4, 2, 0, unsure=4), make.figures(0, 0, 2, 3, 0, unsure=8)
    chosen = flagged(some, most, make.figures(*TIGHT))
    assert [entry.flags for entry in first(chosen)] == [()]
    found = talking_points.unknown(chosen)
    assert [entry.enabler.number for entry in found] == [2, 1]
    assert found[0].reason == "8 of 13 people were not sure."
    assert found[0].prompt == "Who would know the answer? What would you need to see to be sure?"
    assert talking_points.unknown(flagged(make.figures(0, 0, 2, 1, 0, unsure=1))) == ()


# Prompts


@pytest.mark.parametrize(
    ("flags", "opening"),
    [
        ((Flag.LOW,), "Shared concern"),
        ((Flag.LOW, Flag.SPLIT), "Start with both views"),
        ((Flag.DIVIDED, Flag.GAP), "Start with both views"),
        ((Flag.LOW, Flag.GAP), "Ask each group"),
        ((Flag.UNKNOWN,), "Who would know the answer?"),
        ((), "A strength"),
    ],
)
def test_the_strongest_reason_gives_the_prompt(make, flags, opening):
    result = replace(make.chosen(make.figures(0, 0, 2, 2, 6)).enablers[0], flags=flags)
    assert talking_points.prompt(result, (3.5, 3.5), SCALE).startswith(opening)


def test_below_the_average_with_no_reason_the_prompt_asks_for_one_step(make):
    result = make.chosen(make.figures(*TIGHT)).enablers[0]
    assert talking_points.prompt(result, (3.5, 3.5), SCALE).startswith("What is one thing")


def test_a_strength_reaches_the_yardstick_wherever_people_stand_and_is_not_disagreed_with(make):
    tight = make.chosen(make.figures(*TIGHT)).enablers[0]
    assert talking_points.prompt(tight, (3.1, 3.4), SCALE).startswith("A strength")
    assert talking_points.prompt(tight, (3.1, 3.5), SCALE).startswith("What is one thing")
    # 1.5 is above an average of 1.4, and still most people disagree.
    low = make.chosen(make.figures(5, 5, 0, 0, 0)).enablers[0]
    assert talking_points.prompt(low, (1.4, 1.4), SCALE).startswith("What is one thing")


def test_a_whole_analysis_gives_the_same_reasons(make):
    low, high = make.scores(LOWEST), make.scores(HIGH)
    found = findings.analyse(make.answers([low, high, high], make.instrument(3)))
    assert [(entry.enabler.id, entry.flags) for entry in found.talk_first] == [("e1", (Flag.LOW,))]
