"""The sentences that say each picture, at each number of people of method.md B6."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.analysis import comparison_text, findings
from greenshoots.core.answers import UNSURE, Answers, Column
from greenshoots.core.disclosure import privacy_notice
from greenshoots.core.disclosure.policy import Arrangement, Policy, Protection
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Enabler, Group, Instrument, Scale, ScoreEach, Statement
from greenshoots.core.language import picture_sentences, quantities, sentences
from greenshoots.core.results import Results, SetResult, Study

AGREE = {1: "Strongly disagree", 5: "Strongly agree"}


def instrument(
    *, minimum: int = 1, maximum: int = 5, labels: dict[int, str] | None = None, language: str = "en"
) -> Instrument:
    statements = (Statement("We try things out."), Statement("We hide things.", reverse=True))
    return Instrument(
        id="two",
        version="1",
        title="Two",
        short_title="Two",
        source="",
        score_each=ScoreEach.ENABLER,
        language=language,
        scale=Scale(minimum, maximum, AGREE if labels is None else labels, "Not sure"),
        groups=(Group("only", "Only"),),
        enablers=(
            Enabler("risk", 1, "only", "Reframing risk", "Risk", statements),
            Enabler("trust", 2, "only", "Trusting others", "Trust", statements),
        ),
    )


def scores(counts: Sequence[int], unsure: int = 0) -> list[int]:
    return [place for place, count in enumerate(counts) for _ in range(count)] + [UNSURE] * unsure


def results(
    risk: Sequence[int],
    trust: Sequence[int] | None = None,
    *,
    unsure: int = 0,
    asked: int | None = None,
    policy: Policy | None = None,
    of: Instrument | None = None,
    rounds: Sequence[str] = (),
    roles: Sequence[str] = (),
) -> Results:
    of = of or instrument()
    first, second = scores(risk, unsure), scores(trust or risk, unsure)
    length = min(len(first), len(second))
    table = np.array([first[:length], second[:length]], dtype=np.int8)
    columns = {}
    for name, values in (("round", rounds), ("role", roles)):
        if values:
            choices = tuple(dict.fromkeys(values))
            columns[name] = Column(name, choices, np.array([choices.index(v) for v in values], dtype=np.int32))
    answers = Answers.collect(of, of.questions, table, columns=columns)
    return findings.analyse(answers, policy, Study(place="Northvale", asked=asked))


def said(found: Results, enabler: str = "risk") -> str:
    everyone = found.everyone
    return " ".join(
        sentences.enabler_sentences(everyone.enabler(enabler), found.instrument, everyone, place=found.study.place)
    )


def test_below_k_only_an_invitation_to_talk_is_said():
    assert said(results((1, 2, 1, 0, 0))) == "Too few people to show."


def test_seven_people_are_counted_one_by_one_without_per_cent_or_interval():
    text = said(results((1, 2, 1, 3, 0)))
    assert text.startswith("Of the 7 people who gave a score, 1 gave 1, 2 gave 2, 1 gave 3 and 3 gave 4.")
    assert "The average is 2.9 on a scale from 1 to 5." in text  # (1 + 4 + 3 + 12) / 7 = 2.857
    assert "%" not in text
    assert "Likely" not in text


def test_from_ten_people_those_who_agree_are_counted_and_an_interval_is_given():
    text = said(results((1, 3, 2, 5, 2)))
    assert text.startswith("In this group, 7 of 13 people agree and 4 disagree.")
    assert "Likely range for everyone who could have answered: 2.8 to 3.8 (right 9 times in 10)." in text
    assert "%" not in text


def test_from_thirty_people_per_cents_are_rounded_to_five():
    text = said(results((2, 6, 8, 18, 7)))
    assert text.startswith("Of the people who answered, 25 of 41 people (about 60%) agree and 8 disagree.")  # 60.98%


def test_from_a_hundred_people_the_place_speaks_where_it_is_known_who_was_asked():
    counts = (10, 20, 30, 50, 10)
    assert said(results(counts)).startswith("Of those who answered, 60 of 120 people (50%) agree")
    assert said(results(counts, asked=400)).startswith("In Northvale, 60 of 120 people (50%) agree")


def test_where_everyone_answered_the_average_is_what_they_said():
    assert "Everyone who was asked gave a score, so no likely range is needed." in said(
        results((1, 3, 2, 5, 2), asked=13)
    )
    more_came = said(results((1, 3, 2, 5, 2), asked=10))
    assert "who was asked" not in more_came


def test_more_answers_than_were_asked_are_said():
    found = results((1, 3, 2, 5, 2), asked=10)
    assert found.warnings == (
        "More people answered than were asked: 13 answered, 10 were asked. Check how many people you asked.",
    )


def test_a_unanimous_team_is_shown_as_a_range_and_not_called_nearly_unanimous():
    text = said(results((0, 0, 0, 8, 0)))
    assert "Only a range is shown, to protect what each person answered" in text
    assert "of 8 people, 0 gave 1 to 3 and 8 gave 4 or 5." in text
    assert "The average is between 4.0 and 5.0" in text
    assert "early everyone" not in text


def test_a_likely_range_that_reads_as_one_number_is_left_out():
    # 199 of 200 people answered: the range is 3.0 to 3.0.
    assert "Likely" not in said(results((20, 40, 79, 40, 20), asked=200))
    assert "Likely" in said(results((20, 40, 79, 40, 20), asked=300))


def test_a_room_says_nothing_of_anybody_else():
    found = results((1, 3, 2, 5, 2))
    text = " ".join(
        sentences.enabler_sentences(found.everyone.enabler("risk"), found.instrument, found.everyone, room=True)
    )
    assert "The average is 3.3 on a scale from 1 to 5." in text
    assert "Likely" not in text
    assert "could have answered" not in text


def test_a_split_is_told_with_both_ends():
    assert "People are split: most scores are at one end or the other. 9 people scored low and 9 scored high." in said(
        results((7, 2, 1, 2, 7))
    )


def test_people_who_are_not_sure_are_told_of_apart():
    assert "4 of 16 people were not sure. This is worth talking about." in said(results((2, 3, 3, 3, 1), unsure=4))
    assert "1 of 13 people was not sure." in said(results((2, 3, 3, 3, 1), unsure=1))


def test_a_scale_that_does_not_ask_for_agreement_is_told_by_its_points():
    often = instrument(maximum=7, labels={1: "Never", 7: "Always"})
    text = said(results((1, 2, 3, 2, 3, 1, 1), of=often))
    assert text.startswith("In this group, 5 of 13 people gave 5 to 7 and 6 gave 1 to 3.")


def test_nobody_scoring_is_not_the_same_as_too_few():
    assert said(results((0, 0, 0, 0, 0), unsure=12)).startswith("No one gave a score.")


def test_a_hidden_group_is_told_that_it_counts():
    assert sentences.hidden_sentence(State.HIDDEN).endswith("Their answers count in the overall results.")
    assert sentences.hidden_sentence(State.HIDDEN, "everyone") == "Too few people to show."
    assert sentences.hidden_sentence(State.EMPTY) == "No one answered."


def test_a_partly_covered_group_says_how_much_is_seen():
    part = SetResult("Health", "group", {"sector": "Health"}, 19, None, 0.95, State.SHOWN, ())
    assert sentences.coverage_sentence(part) == (
        "This covers about 95% of this group. The others are counted in wider groups."
    )


def two_groups(*, size: int = 20) -> Results:
    low, high = [0, 1, 1, 2] * (size // 4), [2, 3, 4, 4] * (size // 4)
    of = instrument()
    table = np.array([low + high, [1, 2, 3, 4] * (size // 2)], dtype=np.int8)
    roles = Column("role", ("Frontline", "Leaders"), np.array([0] * size + [1] * size, dtype=np.int32))
    return findings.analyse(
        Answers.collect(of, of.questions, table, columns={"role": roles}), Policy(groups=("role",)), Study()
    )


def test_a_gap_names_both_averages_and_how_often_one_person_is_higher():
    found = two_groups()
    text = comparison_text.gap_sentences(found.comparisons[0], found.instrument)
    # 16 pairs of scores: one is the same (3 and 3), 15 are lower.
    assert text[0] == (
        "Scores clearly differ on “Risk”. Frontline: 2.0. Everyone else: 4.3. "
        "Suppose you pick one person from each group at random. How often the person from Frontline scores higher: "
        "never. The same: about 1 time in 10. Lower: about 9 times in 10."
    )
    assert text[1] == "There is no clear difference between Frontline and everyone else on the other enabler."


def test_a_gap_between_large_groups_is_told_in_times_of_a_hundred():
    found = two_groups(size=120)
    text = comparison_text.gap_sentences(found.comparisons[0], found.instrument)[0]
    assert "higher: never. The same: about 6 times in 100. Lower: about 94 times in 100." in text


@given(st.floats(0, 1), st.sampled_from([(10, 1), (100, 5), (100, 1)]))
def test_never_and_every_time_mean_exactly_that(share, steps):
    text = comparison_text.times(share, *steps)
    assert (text == "never") == (share == 0)
    assert (text == "every time") == (share == 1)


def test_small_groups_are_not_compared_and_the_reason_is_said_once():
    found = results((3, 3, 3, 3, 2), roles=["Frontline", "Leaders"] * 7, policy=Policy(groups=("role",)))
    text = comparison_text.gap_sentences(found.comparisons[0], found.instrument)
    assert text == ("Frontline and everyone else: not compared, because fewer than 8 people on one side gave a score.",)


def test_several_small_groups_are_not_compared_and_the_reason_is_said_once():
    roles = ["Frontline"] * 5 + ["Leaders"] * 6 + ["Partners"] * 7
    found = results((4, 4, 4, 3, 3), roles=roles, policy=Policy(groups=("role",)))
    (text,) = comparison_text.group_sentences(found.comparisons, found.instrument)
    assert text == (
        "Not compared with everyone else, because fewer than 8 people answered: Frontline, Leaders and Partners."
    )


def two_rounds(later: Sequence[int]) -> Results:
    of, earlier = instrument(), [0, 1, 1, 2] * 5
    table = np.array([earlier + list(later), [1, 2, 3, 4] * 10], dtype=np.int8)
    column = Column("round", ("1", "2"), np.array([0] * 20 + [1] * 20, dtype=np.int32))
    return findings.analyse(
        Answers.collect(of, of.questions, table, columns={"round": column}), Policy(), Study(asked=25)
    )


def test_a_change_names_both_averages_and_who_answered_and_gives_no_per_cent_of_a_score():
    found = two_rounds([2, 3, 4, 4] * 5)
    text = comparison_text.change_sentences(found.comparisons[0], found.instrument)
    assert text[0] == "“Risk” went up, from 2.0 to 4.3: a clear change."
    assert "There is no clear change on the other enabler." in text
    assert "Round 1: 20 people answered. Round 2: 20 of 25 people answered." in text
    assert not any("%" in sentence for sentence in text)


def test_a_move_that_chance_explains_is_not_called_a_change():
    found = two_rounds([0, 1, 2, 3] * 5)
    text = comparison_text.change_sentences(found.comparisons[0], found.instrument)
    assert text[0] == "“Risk” moved, but no more than could be expected by chance."
    assert comparison_text.verdict(found.comparisons[0].differences[0], found.comparisons[0], found.instrument) == (
        "could be chance"
    )


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (Policy(), "Results are shown only for groups of at least 5 people."),
        (Policy(k=3), "Results are shown only for groups of at least 3 people, fewer than the usual 5."),
        (Policy(k=12), "Results are shown only for groups of at least 12 people."),
        (Policy(Protection.OPEN), "Open room: results are shown for the whole room once 3 people have answered"),
        (Policy(Protection.NONE), "Not protected: these are exact counts from the file, for groups of any size."),
    ],
)
def test_every_way_to_protect_people_has_its_sentence(policy, words):
    assert privacy_notice.protection_sentence(policy).startswith(words)
    assert "anonymous" not in " ".join(privacy_notice.protection_paragraphs(policy)).casefold()


@pytest.mark.parametrize(
    ("policy", "is_said"),
    [
        (Policy(arrangement=Arrangement.WHOLE_FIRST), True),
        (Policy(), False),
        # Without protection every group is exact, whatever was chosen.
        (Policy(Protection.NAMED, arrangement=Arrangement.WHOLE_FIRST), False),
        (Policy(Protection.NONE, arrangement=Arrangement.WHOLE_FIRST), False),
    ],
)
def test_it_is_said_where_everyone_is_counted_first(policy, is_said):
    said = (
        "Overall results are counted first. Each group is then shown only as exactly as that allows, often as a range."
    )
    assert (said in privacy_notice.protection_paragraphs(policy)) is is_said


def test_words_that_run_the_other_way_are_kept_apart():
    found = results((5, 2, 1, 2, 5), (0, 1, 2, 6, 6), of=instrument(language="ar"))
    assert "\u2068“Trust”\u2069" in picture_sentences.spider_sentences(found)[0]


@given(st.integers(0, 2000), st.integers(1, 2000))
def test_a_per_cent_never_says_none_or_all_where_that_is_not_so(part, whole):
    part = min(part, whole)
    text = quantities.per_cent(part, whole)
    if whole < 30:
        assert text == ""
    else:
        assert (text.endswith("0%") and text.split()[-1] == "0%") == (part == 0)
        assert (text.split()[-1] == "100%") == (part == whole)


@given(st.lists(st.integers(0, 60), min_size=5, max_size=5), st.integers(0, 30))
@settings(deadline=None)
def test_no_sentence_holds_a_bare_per_cent_or_a_forbidden_word(counts, unsure):
    if sum(counts) + unsure == 0:
        return
    text = said(results(counts, unsure=unsure)).casefold()
    for word in ("user", "respondent data", "submit", "invalid", "maturity", "none of none"):
        assert word not in text
    for before, _, _ in [piece.partition("%") for piece in text.split("(")[1:] if "%" in piece]:
        assert before.split()[-1].isdecimal()
    if sum(counts) < 30 and sum(counts) + unsure < 30:
        assert "%" not in text
