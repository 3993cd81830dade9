"""Publishing blocks and viewing them: what is shown, what is hidden, and how the two are told apart."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.disclosure import release, views
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError

OPEN, NONE = Policy(protection=Protection.OPEN), Policy(protection=Protection.NONE)


@pytest.fixture(scope="session")
def published(make):
    """Publish one question's scores, with respondent groups named in the order of their importance."""

    def publish(scores, *, points=5, k=5, c=1, policy=None, **columns):
        policy = dataclasses.replace(policy or Policy(k=k, c=c), groups=tuple(columns))
        asked = make.instrument(points=points)
        return release.publish(make.answers([scores], asked, **columns), policy)

    return publish


def question(release_, choose=None, *, others=False):
    return release_.view(choose, others=others).questions[0]


# One block


@pytest.mark.parametrize(
    ("counts", "c", "exact"),
    # n - max(counts) > c: more than c people gave something else than the most frequent score.
    [
        ((0, 1, 3, 3, 1), 1, True),
        ((0, 0, 0, 0, 8), 1, False),
        ((1, 0, 0, 0, 7), 1, False),
        ((1, 1, 0, 0, 6), 1, True),
        ((1, 1, 0, 0, 6), 2, False),
        ((0, 0, 3, 2, 0), 1, True),
        ((0, 0, 3, 2, 0), 2, False),
    ],
)
def test_a_block_is_published_in_full_only_where_enough_people_differ(published, make, counts, c, exact):
    view = question(published(make.scores(counts), c=c))
    assert view.state is (State.SHOWN if exact else State.APPROXIMATE)
    assert view.counts == (counts if exact else None)
    assert view.bands == (sum(counts[:3]), sum(counts[3:]))
    assert (view.scored, view.coverage) == (sum(counts), 1.0)


@given(st.lists(st.integers(0, 12), min_size=3, max_size=11).filter(lambda h: sum(h) >= 5), st.integers(1, 2))
@settings(max_examples=100)
def test_bands_exactly_where_all_but_c_gave_one_score_on_any_scale(published, make, counts, c):
    view = question(published(make.scores(counts), points=len(counts), c=c))
    assert (view.state is State.APPROXIMATE) == (sum(counts) - max(counts) <= c)
    low, high = view.bounds
    mean = float(np.average(range(len(counts)), weights=counts))
    assert low - 1e-9 <= mean <= high + 1e-9
    assert (low == high == pytest.approx(mean)) == (view.state is State.SHOWN)


def test_the_scale_is_banded_at_its_middle_with_the_middle_point_below(published, make):
    for points, sizes in ((4, (2, 2)), (5, (3, 2)), (6, (3, 3)), (7, (4, 3)), (11, (6, 5))):
        bands = make.instrument(points=points).scale.bands
        assert tuple(band.stop - band.start for band in bands) == sizes


def test_bounds_of_a_banded_block_are_the_ends_of_its_bands(published, make):
    view = question(published(make.scores((0, 0, 1, 7, 0))))
    assert view.bounds == ((1 * 0 + 7 * 3) / 8, (1 * 2 + 7 * 4) / 8)


def test_a_three_point_scale_says_only_that_nearly_everybody_agreed(published, make):
    view = question(published(make.scores((0, 1, 7)), points=3))
    assert (view.state, view.counts, view.bands, view.bounds) == (State.APPROXIMATE, None, (8,), (0, 2))


def test_fewer_than_k_people_are_hidden_and_nobody_is_empty(published, make):
    few = published(make.scores((1, 1, 1, 1, 0)))
    assert few.view() == views.View(State.HIDDEN, 0, 0.0, (views.QuestionView(State.HIDDEN),), 4)
    assert published([]).view().state is State.EMPTY


def test_not_sure_and_blanks_are_counted_apart_and_never_scored(published, make):
    view = question(published(make.scores((1, 2, 3, 0, 0), unsure=4, skipped=2)))
    assert (view.scored, view.not_sure, view.skipped, view.counts) == (6, 4, 2, (1, 2, 3, 0, 0))


def test_a_question_that_nobody_scored_is_empty_and_not_hidden(published):
    view = question(published([UNSURE] * 5 + [SKIPPED] * 3))
    assert (view.state, view.scored, view.not_sure, view.skipped) == (State.EMPTY, 0, 5, 3)


def test_a_question_that_fewer_than_k_people_scored_is_hidden(published, make):
    view = question(published(make.scores((1, 1, 1, 1, 0), unsure=9)))
    assert (view.state, view.scored, view.not_sure, view.counts, view.bounds) == (State.HIDDEN, 0, 0, None, None)


# Groups

TEAMS = ["A"] * 6 + ["B"] * 6 + ["C"] * 2
SCORES = [0, 1, 2, 3, 4, 4, 0, 0, 1, 1, 2, 2, 3, 1]


def test_groups_under_k_are_hidden_and_told_apart_from_groups_with_nobody(published, make):
    found = published(SCORES, team=TEAMS)
    # The two of C joined A, the first of the two smallest blocks: A is hidden with them.
    assert [found.view({"team": [name]}).state for name in "ABC"] == [State.HIDDEN, State.SHOWN, State.HIDDEN]
    assert found.view({"team": ["A", "C"]}).people == 8
    assert found.view({"team": ["A"]}, others=True).state is State.HIDDEN
    assert found.view({"team": ["B"]}, others=True).people == 8
    assert found.view({"team": []}).state is State.EMPTY


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_groups_of_one_to_four_are_never_shown(published, size):
    found = published([0, 1, 2, 3, 4, 0, 1, 2] + [4] * size, team=["A"] * 8 + ["B"] * size)
    assert found.view({"team": ["B"]}).state is State.HIDDEN
    assert question(found, {"team": ["B"]}) == views.QuestionView(State.HIDDEN)
    assert found.view({"team": ["A"]}).state is State.HIDDEN
    assert found.view().people == 8 + size


def test_a_choice_that_nobody_of_this_round_made_is_empty(make):
    answers = make.answers([SCORES], make.instrument(), team=TEAMS)
    only_b = answers.take(answers.columns["team"].codes == 1)
    found = release.publish(only_b, Policy(groups=("team",)))
    assert [found.view({"team": [name]}).state for name in "ABC"] == [State.EMPTY, State.SHOWN, State.EMPTY]


def test_a_group_is_shown_from_eighty_per_cent_of_its_people_on(published):
    # 20 and 15 of A are in blocks of their own by site; 5 and 4 are mixed with B at a third site.
    for inside, state in ((20, State.SHOWN), (16, State.SHOWN), (15, State.HIDDEN)):
        team = ["A"] * inside + ["A"] * 4 + ["B"] * 4
        site = ["n"] * inside + ["s"] * 8
        # Site first: the eight people of s are one block, four of A and four of B.
        found = published([0, 1, 2, 3] * (len(team) // 4) + [0] * (len(team) % 4), site=site, team=team)
        view = found.view({"team": ["A"]})
        assert view.state is state
        assert view.coverage == inside / (inside + 4)
        assert view.people == (inside if state is State.SHOWN else 0)


def test_views_add_up(published):
    rng = np.random.default_rng(3)
    scores = rng.integers(0, 5, 60).tolist()
    found = published(scores, team=[*"ABC"] * 20, site=[*"nnnnss"] * 10)
    whole = question(found)
    parts = [question(found, {"team": [name]}) for name in "ABC"]
    assert [part.state for part in parts] == [State.SHOWN] * 3
    assert whole.counts == tuple(np.bincount(scores, minlength=5))
    assert tuple(np.sum([part.counts for part in parts], axis=0)) == whole.counts
    rest = question(found, {"team": ["A"]}, others=True)
    assert tuple(np.add(rest.counts, parts[0].counts)) == whole.counts
    both = question(found, {"team": ["B"], "site": ["n"]})
    assert (both.state, both.counts) == (State.SHOWN, tuple(np.bincount(scores[1::6], minlength=5)))


def test_unknown_groups_and_choices_are_refused(published, make):
    found = published(SCORES, team=TEAMS)
    with pytest.raises(PolicyError, match="“role” is not one of"):
        found.view({"role": ["A"]})
    with pytest.raises(PolicyError, match="“team” has no choice “Z”"):
        found.view({"team": ["A", "Z"]})
    with pytest.raises(PolicyError, match=r"no group question “role”\. The responses have: “team”"):
        release.publish(make.answers([SCORES], make.instrument(), team=TEAMS), Policy(groups=("role",)))


def test_people_who_left_the_group_blank_are_a_choice_of_their_own_that_nobody_can_ask_for(published):
    found = published(SCORES, team=["A"] * 8 + [""] * 6)
    assert found.view({"team": ["A"]}).people == 8
    assert found.view({"team": ["A"]}, others=True).people == 6
    with pytest.raises(PolicyError):
        found.view({"team": [""]})


# Few scorers


def test_blocks_in_which_few_scored_are_joined_before_anything_is_shown(published):
    scores = [0, 1, 2, UNSURE, UNSURE, 3, 4, 0, UNSURE, UNSURE, 0, 1, 2, 3, 4]
    found = published(scores, team=["A"] * 5 + ["B"] * 5 + ["C"] * 5)
    assert [question(found, {"team": [name]}).state for name in "ABC"] == [State.HIDDEN, State.HIDDEN, State.SHOWN]
    assert found.view({"team": ["A"]}).state is State.SHOWN  # its people are seen, their scores are not
    assert question(found, {"team": ["A", "B"]}).counts == (2, 1, 1, 1, 1)
    assert question(found).scored == 11


def test_too_few_scorers_in_all_join_a_block_that_has_enough(published):
    scores = [0, UNSURE, UNSURE, UNSURE, UNSURE, 0, 1, 2, 3, 4, 4, 0, 1, 2, 3, 4]
    found = published(scores, team=["A"] * 5 + ["B"] * 6 + ["C"] * 5)
    assert question(found).scored == 12
    # The smallest block by scorers takes them: C is hidden on this question, B is not.
    assert [question(found, {"team": [name]}).state for name in "ABC"] == [State.HIDDEN, State.SHOWN, State.HIDDEN]
    assert question(found, {"team": ["A", "C"]}).counts == (2, 1, 1, 1, 1)


def test_few_scorers_join_a_block_of_their_own_first_choice_if_there_is_one(published):
    scores = [0, 1, 2, 3, 4, 4, 3, 0, UNSURE, UNSURE, UNSURE, UNSURE, 0, 1, 2, 3, 4]
    team, site = ["A"] * 12 + ["B"] * 5, ["n"] * 7 + ["s"] * 5 + ["n"] * 5
    found = published(scores, team=team, site=site)
    assert [question(found, {"team": [name]}).state for name in "AB"] == [State.SHOWN, State.SHOWN]
    assert question(found, {"team": ["A"]}).scored == 8
    assert question(found, {"team": ["A"], "site": ["n"]}).state is State.HIDDEN


def test_a_block_of_mixed_choices_stands_for_none_of_them_when_few_scorers_are_joined(published):
    # Blocks of five by site: teams A at n and m, A and B mixed at s, C at w. Three of each scored.
    found = published(
        [0, 1, 2, UNSURE, UNSURE] * 4,
        site=[site for site in "nmsw" for _ in range(5)],
        team=[*"AAAAAAAAAA", *"AAABB", *"CCCCC"],
    )
    # The two blocks of A are joined by team; the mixed one is no third, and goes with C.
    assert question(found, {"site": ["n", "m"]}).scored == 6
    assert question(found, {"site": ["s", "w"]}).scored == 6
    assert question(found, {"site": ["n", "m", "s"]}).state is State.HIDDEN


def test_blocks_in_which_nobody_scored_are_counted_and_join_nobody(published):
    scores = [UNSURE] * 5 + [0, 1, 2, 3, 4]
    found = published(scores, team=["A"] * 5 + ["B"] * 5)
    assert [question(found, {"team": [name]}).state for name in "AB"] == [State.EMPTY, State.SHOWN]
    assert question(found).not_sure == 5


# Bands beside exact blocks


def test_up_to_a_tenth_of_people_in_bands_are_spread_as_whole_people(published):
    # 50 exact people, all of whom gave 1 to 4, and 5 unanimous ones.
    scores = [0, 1, 2, 3, 3] * 10 + [4] * 5
    found = published(scores, team=["A"] * 50 + ["B"] * 5)
    view = question(found)
    assert view.state is State.APPROXIMATE
    assert view.bands == (30, 25)
    assert sum(view.counts) == 55
    # In proportion to exact + 1 within the band: 5 * 21/22 = 4.77 and 5 * 1/22 = 0.23.
    assert view.counts == (10, 10, 10, 25, 0)
    assert view.bounds == ((10 * 9 + 5 * 3) / 55, (10 * 9 + 5 * 4) / 55)


def test_people_in_bands_are_spread_in_proportion_to_the_others_plus_one(published):
    # Eight unanimous people beside four who gave a 4 and none who gave a 5: 8 * 5/6 = 6.67 and 8 * 1/6 = 1.33.
    scores = [0, 1, 2] * 24 + [3] * 4 + [4] * 8
    view = question(published(scores, team=["A"] * 76 + ["B"] * 8))
    assert view.counts == (24, 24, 24, 4 + 7, 1)


def test_more_than_a_tenth_in_bands_leaves_bands_and_bounds_only(published):
    scores = [0, 1, 2, 3, 3] * 8 + [4] * 5
    view = question(published(scores, team=["A"] * 40 + ["B"] * 5))
    assert (view.state, view.counts, view.bands) == (State.APPROXIMATE, None, (24, 21))


@given(st.lists(st.integers(0, 40), min_size=3, max_size=11), st.integers(0, 10**6))
@settings(max_examples=100)
def test_spreading_keeps_every_band_and_every_exact_person(published, make, exact, seed):
    points, rng = len(exact), np.random.default_rng(seed)
    unanimous = int(rng.integers(0, points))
    scores = make.scores([count + 2 for count in exact])
    found = published(scores + [unanimous] * 5, points=points, team=["A"] * len(scores) + ["B"] * 5)
    view = question(found)
    if view.counts is None:
        assert 0.1 * view.scored < 5
        return
    assert all(count >= least + 2 for count, least in zip(view.counts, exact, strict=True))
    assert view.bands == tuple(sum(view.counts[band]) for band in make.instrument(points=points).scale.bands)


# Other ways to protect, and order


def test_an_open_room_shows_the_whole_from_three_answers_on_and_nothing_else(published, make):
    assert question(published([4, 4, 4], policy=OPEN)).counts == (0, 0, 0, 0, 3)
    assert published([4, 4], policy=OPEN).view().state is State.HIDDEN
    assert question(published([4, 4, UNSURE], policy=OPEN)).state is State.HIDDEN
    with pytest.raises(PolicyError, match="open room"):
        published([4, 4, 4], policy=OPEN, team=["A", "A", "A"])


def test_without_protection_every_view_is_the_count_of_the_file(published, make):
    rng = np.random.default_rng(8)
    scores, columns = make.people(rng, 40, {"team": 4, "site": 3}, unsure=0.3)
    found = published(scores, policy=NONE, **columns)
    for wanted, others in make.selections(found):
        inside = np.ones(40, dtype=bool)
        for name, some in wanted.items():
            inside &= np.isin(columns[name], some)
        mine = scores[inside ^ others]
        view = question(found, wanted, others=others)
        if not len(mine):
            assert view.state is State.EMPTY
            continue
        assert view.scored == (mine >= 0).sum()
        assert view.not_sure == (mine == UNSURE).sum()
        assert view.counts == (tuple(np.bincount(mine[mine >= 0], minlength=5)) if view.scored else None)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_changes_nothing(published, make, seed):
    rng = np.random.default_rng(seed)
    scores, columns = make.people(rng, 50, {"team": 4, "site": 3}, unsure=0.4)
    order = rng.permutation(50)
    found = published(scores, **columns)
    mixed = published(scores[order], **{name: [values[i] for i in order] for name, values in columns.items()})
    assert make.views(mixed) == make.views(found)


@pytest.mark.parametrize("seed", range(6))
def test_one_question_never_changes_what_is_shown_of_another(published, make, seed):
    rng = np.random.default_rng(seed)
    scores, columns = make.people(rng, 40, {"team": 4}, unsure=0.4)
    others, _ = make.people(rng, 40, {}, unsure=0.7)
    alone = published(scores, **columns)
    answers = make.answers([others, scores], make.instrument(2), **columns)
    both = release.publish(answers, Policy(groups=("team",)))
    assert [view.questions[1] for view in make.views(both)] == [view.questions[0] for view in make.views(alone)]


def test_a_reversed_statement_counts_from_the_other_end_before_anything_else(make):
    asked = make.instrument(statements=[False, True])
    scores = make.scores((1, 2, 3, 0, 0), unsure=1)
    found = release.publish(make.answers([scores, scores], asked), Policy())
    assert [view.counts for view in found.view().questions] == [(1, 2, 3, 0, 0), (0, 0, 3, 2, 1)]


def test_a_million_people_are_published_in_whole_numbers(make):
    n = 1_000_000
    scores = np.arange(n, dtype=np.int64) % 5
    team = make.column("team", "ABCD")
    codes = (np.arange(n) // 5 % 4).astype(np.int32)
    answers = make.answers(scores[None, :], make.instrument())
    answers = dataclasses.replace(answers, columns={"team": dataclasses.replace(team, codes=codes)})
    found = release.publish(answers, Policy(groups=("team",)))
    assert question(found, {"team": ["A", "B"]}).counts == (n // 10,) * 5
