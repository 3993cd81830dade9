"""What is said beside the pictures: superlatives with ties and ranges, and nothing that the numbers do not hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.analysis import comparison_text, findings
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.language import picture_sentences, quantities
from greenshoots.core.statistics import extremes
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Bullets


def analysed(make, table, policy=None, **columns):
    return findings.analyse(make.answers(table, make.instrument(len(table)), **columns), policy or Policy())


def spider(found):
    return " ".join(picture_sentences.spider_sentences(found))


def strips(found):
    return " ".join(picture_sentences.strips_sentences(found))


def in_short(found):
    return " ".join(
        text for block in chapters.in_short(found).blocks if isinstance(block, Bullets) for text in block.items
    )


EVEN = [0, 1, 2, 3, 1, 2, 0, 3]  # average 2.5


def test_eight_people_who_all_give_five_are_not_left_out_of_every_average(make):
    found = analysed(make, [EVEN] * 10 + [[4] * 8])
    assert found.everyone.enablers[10].figures.counts is None
    text = spider(found)
    assert "Every enabler has" not in text
    assert "The highest average is between 4.0 and 5.0, for “E11”." in text
    assert "The lowest average is 2.5, for 10 enablers." in text
    assert "Only a range is shown for “E11”, to protect what each person answered." in text


def test_every_average_is_said_where_it_is_every_average(make):
    assert spider(analysed(make, [EVEN] * 3)).startswith("Every enabler has an average of 2.5.")


def test_six_people_and_then_seven_are_not_compared_and_not_called_unchanged(make):
    """Six who average 1.7, then seven who average 4.3: nothing was compared, which is not “no clear change”."""
    before, after = [0, 1, 0, 1, 1, 1], [3, 3, 4, 3, 3, 4, 3]
    found = analysed(make, [before + after] * 11, Policy(), round=["1"] * 6 + ["2"] * 7)
    text = in_short(found)
    assert "no clear change" not in text
    assert "Since Round 1: not compared, because fewer than 8 people on one side gave a score." in text


def test_no_clear_change_is_said_of_what_was_compared_and_moved_little(make):
    found = analysed(make, [EVEN * 4] * 3, Policy(), round=["1"] * 16 + ["2"] * 16)
    assert "Since Round 1: there is no clear change on any of the 3 enablers." in in_short(found)


def test_a_large_move_that_chance_explains_is_not_called_no_clear_change(make):
    # Ten people each: averages of 3.0 and 3.7, which ten people do not show beyond chance.
    before, after = [0, 1, 1, 2, 2, 2, 2, 3, 3, 4], [1, 2, 2, 2, 3, 3, 3, 3, 4, 4]
    found = analysed(make, [before + after, EVEN + EVEN[:2] + EVEN + EVEN[:2]], round=["1"] * 10 + ["2"] * 10)
    text = " ".join(comparison_text.change_sentences(found.comparisons[-1], found.instrument))
    assert "“E1” moved, but no more than could be expected by chance." in text
    assert "There is no clear change on the other enabler." in text


ROLES = ["Frontline"] * 8 + ["Manager"] * 5 + ["Partner"] * 5
MIXED = [0, 1, 2, 3, 0, 1, 2, 1, 0, 1, 2, 3, 1, 0, 1, 2, 1, 3]  # 24 / 18: 2.33
LESS = [0, 1, 2, 3, 0, 1, 2, 1, 0, 1, 2, 3, 1, 0, 1, 2, 0, 3]  # 23 / 18: 2.28
MORE = [1, 2, 2, 3, 1, 2, 2, 3, 1, 2, 4, 3, 1, 2, 1, 2, 4, 3]


def test_a_tie_on_the_page_is_named(make):
    """18 people in roles of 8, 5 and 5: 2.28 and 2.33 both read 2.3."""
    found = analysed(make, [MIXED, LESS, MORE], Policy(groups=("role",)), role=ROLES)
    assert "The lowest average is 2.3, for “E1” and “E2”." in spider(found)


def test_the_lowest_is_not_named_where_a_range_may_be_lower(make):
    """All five managers give a 2, so only a range is known of them: the average is 2.2, and may be lower or higher."""
    low = [0, 1, 2, 3, 0, 1, 2, 1, 1, 1, 1, 1, 1, 0, 1, 2, 0, 3]
    assert quantities.number(1 + np.mean(low)) == "2.2"
    found = analysed(make, [MIXED, LESS, MORE, low], Policy(groups=("role",)), role=ROLES)
    assert found.everyone.enablers[3].figures.state is State.APPROXIMATE
    text = spider(found)
    assert not text.startswith("The lowest")
    assert ". The lowest" not in text
    assert "Of the enablers shown in full, the lowest average is 2.3, for “E1” and “E2”." in text


def test_most_and_fewest_agree_and_scores_furthest_apart(make):
    low, high = make.scores((5, 2, 1, 2, 5)), make.scores((0, 1, 2, 6, 6))
    asked = make.instrument(2)
    labels = {1: "Strongly disagree", 5: "Strongly agree"}
    scale = type(asked.scale)(1, 5, labels, "Not sure")
    asked = type(asked)(**{name: getattr(asked, name) for name in asked.__slots__} | {"scale": scale})
    found = findings.analyse(make.answers([low, high], asked))
    text = strips(found)
    assert "The largest share of people who agree is 12 of 15 people, for “E2”." in text
    assert "The smallest share of people who agree is 7 of 15 people, for “E1”." in text
    # By hand: (5 x 2 + 2 x 1 + 2 x 1 + 5 x 2) / 15 = 1.6.
    assert "Scores are most spread out on “E1”. Typical distance from the middle answer: 1.6 points." in text


def test_the_dot_is_hollow_where_people_are_split(make):
    found = analysed(make, [make.scores((7, 2, 1, 2, 7)), make.scores((0, 1, 3, 8, 7))])
    assert "People are split on “E1”, so the dot is hollow." in spider(found)


def test_an_enabler_that_nobody_scored_is_told_apart_from_one_that_is_hidden(make):
    found = analysed(make, [EVEN, [-1] * 8, [1, 2, 3, -1, -1, -1, -1, -1]])
    text = spider(found)
    assert "No one gave a score for “E2”." in text
    assert "There are too few scores to show “E3”." in text


@st.composite
def rounds(draw):
    """Draw scores of a few people on four enablers, unanimous, tied and unsure ones among them."""
    people = draw(st.integers(1, 30))
    column = st.one_of(
        st.lists(st.integers(-2, 4), min_size=people, max_size=people),
        st.integers(-2, 4).map(lambda score: [score] * people),
        st.just([place % 5 for place in range(people)]),
    )
    return draw(st.lists(column, min_size=4, max_size=4))


@given(rounds(), st.sampled_from([Policy(), Policy(Protection.OPEN), Policy(Protection.NONE)]))
@settings(max_examples=150, deadline=None)
def test_whoever_is_called_highest_or_lowest_cannot_be_beaten(make, table, policy):
    found = analysed(make, table, policy)
    text, enablers = spider(found), found.everyone.enablers
    averages = {}
    for one in enablers:
        scores = [score for score in table[one.enabler.number - 1] if score >= 0]
        if scores:
            averages[one.enabler.axis] = float(quantities.number(1 + np.mean(scores)))
    for word, best in (("highest", max), ("lowest", min)):
        _, said, rest = text.partition(f"The {word} average is ")
        if not said or text.partition(f"The {word} average is ")[0].rstrip().endswith(","):
            continue
        value, _, names = rest.partition(", for ")
        named = [axis for axis in averages if f"“{axis}”" in names.partition(".")[0]]
        held = {axis for axis, mean in averages.items() if mean == best(averages.values())}
        if named:
            assert set(named) == held
        else:
            assert f"{len(held)} enablers" in names
        if "between" not in value:
            assert float(value) == best(averages.values())
    if "Every enabler has" in text:
        assert len(set(averages.values())) == 1
        assert len(averages) == len(enablers)


@given(rounds())
@settings(max_examples=80, deadline=None)
def test_the_furthest_apart_are_furthest_apart_in_the_answers_themselves(make, table):
    found = analysed(make, table)
    held = extremes.highest(
        [one for one in found.everyone.enablers if one.figures.state is not State.EMPTY],
        lambda one: one.figures.distance_bounds,
    )
    if held is None or not held.certain:
        return
    real = {}
    for one in found.everyone.enablers:
        scores = [score for score in table[one.enabler.number - 1] if score >= 0]
        if scores:
            real[one.enabler.id] = float(quantities.number(np.mean(np.abs(np.array(scores) - np.median(scores)))))
    assert {one.enabler.id for one in held.holders} == {
        key for key, value in real.items() if value == max(real.values())
    }


@pytest.mark.parametrize("unsure", [3, 12])
def test_many_not_sure_are_one_sentence(make, unsure):
    column = [2] * (12 - unsure) + [-1] * unsure if unsure < 12 else [-1] * 12
    found = analysed(make, [[1, 2, 3, 2, 1, 2, 3, 4, 2, -1, -1, -1]] * 11 if unsure == 3 else [column] * 11)
    said = in_short(found) if found.everyone.visible else ""
    assert len(found.unknown) == 11
    assert said.count("not sure") <= 1
    (section,) = [part for part in chapters.talk_first(found).sections if part.id == "unknown"]
    (bullets,) = [block for block in section.blocks if isinstance(block, Bullets)]
    assert bullets.items == ("For every enabler, at least a quarter of the answers are “not sure”.",)
