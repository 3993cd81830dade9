"""Late batches beside the first reveal: what is added up stays whole blocks."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.disclosure import release, release_document
from greenshoots.core.disclosure.joining import join
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError

BATCHES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 40)), min_size=1, max_size=4)
laws = settings(max_examples=40)


@pytest.fixture(scope="session")
def batch(make):
    """Publish one batch of made-up people: two questions, two respondent groups, some blanks and *not sure*."""

    def publish(seed, n, *, choices=4, k=5, protection=Protection.PROTECTED):
        rng = np.random.default_rng([seed, n])
        _, columns = make.people(rng, n, {"team": choices, "site": 2})
        scores = [make.people(rng, n, {}, unsure=share)[0] for share in (0.1, 0.6)]
        policy = Policy(protection, k=k, groups=("team", "site"))
        return release.publish(make.answers(scores, make.instrument(2), **columns), policy)

    return publish


def published(found, place=0):
    """Add up what the cells of one question hold, whatever a view would show of it."""
    cells = found.cells[place]
    rows = (cells.people, cells.scored, cells.not_sure, cells.skipped, cells.bands, cells.counts)
    return [row.sum(axis=0).tolist() for row in rows]


def seen(found, make, of=None):
    """Return every view over the choices of another release, so that two releases can be compared."""
    return [found.view(wanted, others=others) for wanted, others in make.selections(of or found, unions=False)]


@given(BATCHES)
@laws
def test_everyone_in_the_join_is_the_sum_of_everyone(batch, batches):
    found = [batch(*one) for one in batches]
    joined = join(found)
    assert len(joined.sizes) == sum(len(one.sizes) for one in found)
    for place in range(2):
        sums = [np.sum(parts, axis=0).tolist() for parts in zip(*(published(one, place) for one in found), strict=True)]
        assert published(joined, place) == sums
    views = [one.view() for one in found]
    whole = joined.view()
    assert whole.total == sum(view.total for view in views)
    if whole.state in (State.SHOWN, State.APPROXIMATE):
        assert whole.people == sum(view.people for view in views)


@given(BATCHES)
@laws
def test_shown_questions_of_everyone_add_up_answer_by_answer(batch, batches):
    found = [batch(*one) for one in batches if one[1] >= 5]
    if not found:
        return
    for question, *parts in zip(join(found).view().questions, *(one.view().questions for one in found), strict=True):
        if State.HIDDEN in (question.state, *(part.state for part in parts)):
            continue
        assert question.scored == sum(part.scored for part in parts)
        assert question.not_sure == sum(part.not_sure for part in parts)
        assert question.skipped == sum(part.skipped for part in parts)
        if all(part.state is State.SHOWN for part in parts):
            assert question.counts == tuple(np.sum([part.counts for part in parts], axis=0))


def test_the_join_of_one_is_itself_and_of_none_is_refused(batch):
    one = batch(1, 30)
    assert join([one]) is one
    with pytest.raises(PolicyError, match="No results have been shown"):
        join([])


@given(BATCHES)
@laws
def test_it_does_not_matter_which_batches_are_joined_first(batch, make, batches):
    found = [batch(*one) for one in batches]
    at_once = join(found)
    one_by_one = found[0]
    for other in found[1:]:
        one_by_one = join([one_by_one, other])
    backwards = found[-1]
    for other in reversed(found[:-1]):
        backwards = join([other, backwards])
    assert release_document.to_document(one_by_one) == release_document.to_document(at_once)
    assert seen(backwards, make) == seen(at_once, make)


@given(BATCHES)
@laws
def test_a_filter_over_the_join_adds_up_whole_blocks_only(batch, make, batches):
    found = [batch(*one) for one in batches]
    joined = join(found)
    starts = np.cumsum([0, *(len(one.sizes) for one in found)])
    for wanted, others in make.selections(joined, unions=False):
        inside, _ = joined.members.inside(joined._chosen(wanted) ^ others, joined.sizes)
        for one, (start, end) in zip(found, pairwise(starts), strict=True):
            known = {
                name: [choice for choice in some if choice in dict(one.groups)[name]] for name, some in wanted.items()
            }
            mine, _ = one.members.inside(one._chosen(known) ^ others, one.sizes)
            assert (inside[start:end] == mine).all()
        view = joined.view(wanted, others=others)
        if view.state in (State.SHOWN, State.APPROXIMATE):
            assert view.people == int(joined.sizes[inside].sum())
        assert all(question.scored == 0 or question.scored >= 5 for question in view.questions)


def test_choices_that_came_up_later_are_kept_apart_from_earlier_ones(make):
    def publish(scores, team):
        return release.publish(make.answers([scores], make.instrument(), team=team), Policy(groups=("team",)))

    first = publish([0, 1, 2, 3, 4] * 2, ["B"] * 5 + ["D"] * 5)
    late = publish([4, 4, 3, 3, 2] * 3, ["A"] * 5 + ["B"] * 5 + [""] * 5)
    joined = join([first, late])
    assert joined.groups == (("team", ("B", "D", "A")),)
    assert {name: joined.view({"team": [name]}).people for name in "ABD"} == {"A": 5, "B": 10, "D": 5}
    assert joined.view({"team": ["B"]}).questions[0].counts == (1, 1, 2, 3, 3)
    assert joined.view().people == 25


def test_late_answers_that_are_too_few_are_counted_and_not_shown(batch):
    joined = join([batch(1, 30), batch(2, 3)])
    assert (joined.view().people, joined.view().total) == (30, 33)


def test_the_smaller_promise_is_the_one_that_holds_for_both(batch):
    assert join([batch(1, 30), batch(2, 30, k=8)]).policy.k == 5
    assert join([batch(1, 30, k=8), batch(2, 30, k=8)]).policy.k == 8


def test_respondent_groups_that_were_given_up_leave_the_blocks_whole(batch, make):
    one, other = batch(1, 40), batch(2, 40)
    columns = other.members.choices[:, :1]
    fewer = dataclasses.replace(
        other, groups=other.groups[:1], members=dataclasses.replace(other.members, choices=columns)
    )
    for joined in (join([one, fewer]), join([fewer, one])):
        assert [name for name, _choices in joined.groups] == ["team"]
        assert joined.policy.groups == ("team",)
        assert sorted(joined.sizes) == sorted([*one.sizes, *other.sizes])
        assert joined.view().people == join([one, other]).view().people


def test_releases_that_do_not_belong_together_are_refused(batch, make):
    one, other = batch(1, 30), batch(2, 30)
    for wrong, why in (
        (dataclasses.replace(other, questions=other.questions[:1]), "different questions"),
        (dataclasses.replace(other, instrument=make.instrument(2, minimum=0)), "different questions"),
        (dataclasses.replace(other, groups=other.groups[::-1]), "different group questions"),
        (batch(2, 30, protection=Protection.NONE), "different protection"),
    ):
        with pytest.raises(PolicyError, match=why):
            join([one, wrong])


def shown_in_a_room(found, place=0):
    """Return a release of which a workshop of nearly the same people has shown a question."""
    cells = list(found.cells)
    cells[place] = release.never_shown(cells[place])
    return dataclasses.replace(found, cells=tuple(cells))


def test_a_question_that_a_room_has_shown_keeps_the_reason(batch):
    found = shown_in_a_room(batch(1, 30))
    kept = release_document.from_document(release_document.to_document(found), found.instrument)
    for released in (found, kept, join([found, shown_in_a_room(batch(2, 20))]), join([batch(3, 5), found])):
        first, second = released.view().questions
        assert (first.state, first.shown_in_room) == (State.HIDDEN, True)
        assert not second.shown_in_room


def test_a_room_is_not_the_reason_where_a_question_is_shown_or_too_few_scored_it(batch):
    shown = join([batch(1, 40), shown_in_a_room(batch(2, 6))]).view().questions[0]
    assert (shown.state, shown.shown_in_room) == (State.SHOWN, False)
    few = batch(1, 30)
    few = dataclasses.replace(
        few,
        cells=(dataclasses.replace(shown_in_a_room(few).cells[0], of_block=np.full(len(few.sizes), -1)), few.cells[1]),
    )
    assert (few.view().questions[0].state, few.view().questions[0].shown_in_room) == (State.HIDDEN, False)
