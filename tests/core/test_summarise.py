"""Results from releases: rounds that were published alike or not, any part of a round, and who signed."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from greenshoots.core.analysis import findings, talking_points
from greenshoots.core.disclosure import free_text, privacy_notice, release, release_document
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import VIEWPOINT
from greenshoots.core.results import Flag, Study, Verdict

EVEN = [0, 1, 2, 3, 4] * 8
ROLES = ["Frontline"] * 20 + ["Manager"] * 12 + ["Partner"] * 8


@pytest.fixture
def publish(make):
    def publish_(scores=EVEN, *, instrument=None, k=5, protection=Protection.PROTECTED, **columns):
        scores = scores if isinstance(scores[0], (list, np.ndarray)) else [scores]
        asked = instrument or make.instrument(len(scores))
        policy = Policy(protection, k=k, groups=tuple(columns))
        return release.publish(make.answers(scores, asked, **columns), policy)

    return publish_


# Rounds


@pytest.mark.parametrize("seed", range(3))
def test_results_are_the_same_from_answers_and_from_the_releases_that_were_kept(make, seed):
    rng = np.random.default_rng(seed)
    scores = np.array([make.people(rng, 60, {}, unsure=0.2)[0] for _ in range(3)])
    _, columns = make.people(rng, 60, {"team": 3})
    asked, policy = make.instrument(3), Policy(groups=("team",))
    answers = make.answers(scores, asked, round=["1"] * 25 + ["2"] * 35, **columns)
    study = Study(asked=70, asked_by_round={"1": 30})
    kept = {}
    for code, name in enumerate("12"):
        released = release.publish(answers.take(answers.columns["round"].codes == code), policy)
        kept[name] = release_document.from_document(
            json.loads(json.dumps(release_document.to_document(released))), asked
        )
    direct = findings.analyse(answers, policy, study)
    assert findings.summarise(kept, study, words=direct.words) == direct


def test_nothing_revealed_is_refused():
    with pytest.raises(PolicyError, match="No results have been shown"):
        findings.summarise({})


def test_rounds_published_under_another_k_and_other_groups_are_compared_as_a_whole(publish):
    first = publish([1, 2, 0, 1] * 10, team=["A", "B"] * 20)
    second = publish([3, 4, 2, 3] * 10, k=8, role=["Frontline"] * 20 + ["Manager"] * 20)
    found = findings.summarise({"1": first, "2": second})
    assert found.policy.k == 8
    assert [group.name for group in found.groups] == ["role"]
    assert [side.kind for side in found.comparisons] == ["group", "round"]
    assert found.comparisons[1].differences[0].verdict is Verdict.CLEAR
    assert [part.name for part in found.rounds] == ["Round 1", "Round 2"]


def test_enablers_that_only_one_round_asked_are_named_and_not_compared(publish, make):
    asked = make.instrument(4)
    before = dataclasses.replace(asked, version="0", enablers=asked.enablers[:3])
    after = dataclasses.replace(asked, enablers=asked.enablers[1:])
    found = findings.summarise(
        {"1": publish([EVEN, EVEN, EVEN], instrument=before), "2": publish([EVEN, EVEN, EVEN], instrument=after)}
    )
    assert [result.enabler.id for result in found.rounds[0].enablers] == ["e2", "e3", "e4"]
    (side,) = found.comparisons
    verdicts = {difference.enabler.id: (difference.verdict, difference.reason) for difference in side.differences}
    assert verdicts["e4"] == (Verdict.NOT_TESTED, "Not compared, because it was not asked in both rounds.")
    assert verdicts["e2"] == verdicts["e3"] == (Verdict.NOT_CLEAR, "")
    assert found.rounds[0].enabler("e4").figures.state is State.EMPTY


def test_statements_worded_differently_before_are_warned_of(publish, make):
    asked = make.instrument(2)
    other = dataclasses.replace(
        asked.enablers[0], statements=make.instrument(1, statements=[False, False]).enablers[0].statements
    )
    before = dataclasses.replace(asked, enablers=(other, asked.enablers[1]))
    rounds = {"1": publish([EVEN, EVEN], instrument=before), "2": publish([EVEN, EVEN], instrument=asked)}
    assert "worded differently" in findings.summarise(rounds).warnings[0]
    assert findings.summarise({"1": rounds["2"], "2": rounds["2"]}).warnings == ()
    in_welsh = {"1": publish([EVEN, EVEN], instrument=dataclasses.replace(before, language="cy")), "2": rounds["2"]}
    assert findings.summarise(in_welsh).warnings == ()


def test_a_round_on_another_scale_is_left_out_and_said(publish, make):
    first = publish(instrument=make.instrument(points=7))
    found = findings.summarise({"1": first, "2": publish()})
    assert (found.rounds, found.comparisons) == ((), ())
    assert found.warnings == ("Round 1 used a different scale, from 1 to 7, so it is not shown here.",)
    third = findings.summarise({"0": publish(), "1": first, "2": publish()})
    assert [part.name for part in third.rounds] == ["Round 0", "Round 2"]


def test_several_viewpoints_warn_unless_they_are_a_respondent_group(publish):
    assert "different viewpoints" in findings.summarise({"": publish()}, viewpoints=2).warnings[0]
    apart = publish(**{VIEWPOINT: ["service"] * 20 + ["system"] * 20})
    assert findings.summarise({"": apart}, viewpoints=2).warnings == ()


# Parts


def test_a_part_is_named_by_its_choices(publish):
    released = publish(role=ROLES, level=["Senior", "Junior"] * 20)
    assert findings.part(released, {"role": ["Frontline"]}).name == "Frontline"
    assert (
        findings.part(released, {"role": ["Frontline", "Manager", "Partner"]}).name == "Frontline, Manager or Partner"
    )
    both = findings.part(released, {"role": ["Frontline", "Manager"], "level": ["Senior"]})
    assert both.name == "Frontline or Manager · Senior"
    assert (both.kind, both.filter) == ("group", {"role": "Frontline + Manager", "level": "Senior"})
    assert findings.part(released, {}).name == "Everyone"


def test_a_part_says_no_more_than_its_view(publish):
    released = publish(role=["Frontline"] * 30 + ["Manager"] * 7 + ["Partner"] * 3)
    hidden = findings.part(released, {"role": ["Partner"]})
    assert (hidden.state, hidden.n, hidden.enablers[0].figures.counts) == (State.HIDDEN, None, None)
    assert findings.part(released, {"role": []}).state is State.EMPTY
    assert findings.part(released, {"role": []}).n == 0
    together = findings.part(released, {"role": ["Manager", "Partner"]})
    rest = findings.part(released, {"role": ["Manager", "Partner"]}, others=True)
    assert (together.n, rest.n, rest.name, rest.kind) == (10, 30, "Everyone else", "others")
    with pytest.raises(PolicyError, match="“site” is not one of"):
        findings.part(released, {"site": ["North"]})


def test_a_part_has_reasons_to_talk_of_its_own(publish):
    split = [0, 4] * 10
    released = publish([split + [2] * 20, EVEN], role=["Frontline"] * 20 + ["Manager"] * 20)
    assert Flag.SPLIT in findings.part(released, {"role": ["Frontline"]}).enablers[0].flags
    assert Flag.SPLIT not in findings.part(released, {"role": ["Manager"]}).enablers[0].flags


def test_a_part_stands_where_everyone_would_and_is_compared_with_everyone_else(publish):
    low, high = [0, 1, 1, 0] * 5, [3, 4, 4, 3] * 5
    released = publish([low + high, EVEN], role=["Frontline"] * 20 + ["Manager"] * 20)
    study = Study(asked=60, asked_by_group={"role": {"Frontline": 25, "Manager": 35}})
    found = findings.of_part(released, {"role": ["Frontline"]}, study)
    assert (found.everyone.name, found.everyone.n, found.everyone.asked) == ("Frontline", 20, 25)
    assert (found.groups, found.rounds, found.words) == ((), (), ())
    (side,) = found.comparisons
    assert (side.group, side.first.name, side.second.n) == ("role", "Frontline", 20)
    assert Flag.GAP in found.everyone.enablers[0].flags
    assert talking_points.has_gap("e1", found.comparisons)
    assert "Groups differ. Frontline: 1.5. Everyone else: 4.5." in found.talk_first[0].reason


def test_how_many_of_a_part_were_asked_is_known_for_choices_of_one_group(publish):
    released = publish(role=ROLES, level=["Senior", "Junior"] * 20)
    study = Study(asked=60, asked_by_group={"role": {"Frontline": 25, "Manager": 20}})
    for chosen, asked in (
        ({"role": ["Frontline", "Manager"]}, 45),
        ({"role": ["Frontline", "Partner"]}, None),
        ({"role": ["Frontline"], "level": ["Senior"]}, None),
    ):
        assert findings.of_part(released, chosen, study).everyone.asked == asked
    few = Study(asked_by_group={"role": {"Frontline": 100}})
    assert findings.of_part(released, {"role": ["Frontline"]}, few).warnings != ()


def test_a_hidden_part_has_nothing_to_talk_about(publish):
    released = publish(role=["Frontline"] * 37 + ["Partner"] * 3)
    found = findings.of_part(released, {"role": ["Partner"]})
    assert found.everyone.state is State.HIDDEN
    assert (found.everyone.n, found.comparisons, found.talk_first, found.unknown) == (None, (), (), ())


# Words


def test_words_are_chosen_from_texts_alone(make):
    asked = make.instrument(2)
    texts = {"e2": ["One.", " Two. ", "Three.", "Write to jo@example.org"], "gone": ["Never asked."]}
    first, second = free_text.choose_texts(asked, texts, 12, Policy())
    assert (first.texts, first.reason) == ((), "")
    assert (set(second.texts), second.held_back) == ({"One.", "Two.", "Three."}, 1)
    assert "10 people" in free_text.choose_texts(asked, texts, 9, Policy())[1].reason
    named = free_text.choose_texts(asked, {"e1": ["Only me."]}, 1, Policy(Protection.NAMED))
    assert named[0].texts == ("Only me.",)


# Named


def test_people_who_signed_are_counted_as_they_are_and_it_is_said(publish):
    found = findings.summarise(
        {"": publish([4, 4, 3], protection=Protection.NAMED, role=["Frontline", "Frontline", "Manager"])}
    )
    assert found.everyone.enablers[0].figures.counts == (0, 0, 0, 1, 2)
    assert [part.n for part in found.groups[0].sets] == [2, 1]
    assert found.warnings == ()
    policy = Policy(Protection.NAMED)
    assert (policy.minimum, policy.protected, policy.conceals) == (1, False, False)
    named = "Named: people knew before they answered that their names would be kept with their scores."
    assert privacy_notice.protection_sentence(policy) == named
    assert "names would be kept with their scores" in privacy_notice.protection_paragraphs(policy)[0]
