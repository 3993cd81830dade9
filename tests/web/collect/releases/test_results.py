"""Results come from releases, and are the same for everyone who may see them."""

from __future__ import annotations

import pytest
from django.http import Http404
from tests.web import making
from tests.web.cast import Cast

from greenshoots.core.errors import PolicyError
from greenshoots.web.collect.diagnostics.models import Audience, Diagnostic, Round
from greenshoots.web.collect.releases import access, actions, queries
from greenshoots.web.collect.responses import hooks


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


def test_there_are_no_results_before_the_reveal(round_: Round) -> None:
    making.people_answer(round_, 40)
    with pytest.raises(PolicyError, match="No results have been shown yet"):
        queries.results(round_)
    with pytest.raises(PolicyError, match="No results have been shown yet"):
        queries.releases_of(round_)
    assert queries.answered(round_) == 40


def test_results_are_for_everyone_who_answered(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 42)
    actions.reveal(round_, by=cast.alice)
    results = queries.results(round_)
    assert (results.everyone.n, results.everyone.asked) == (42, 60)
    assert results.study.subject == "Adult social care"
    assert [group.name for group in results.groups] == ["Role"]


def test_results_are_kept_until_something_changes(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 42)
    actions.reveal(round_, by=cast.alice)
    first = queries.results(round_)
    assert queries.results(round_) is first
    making.people_answer(round_, 9, seed=2)
    actions.reveal_late(round_, by=cast.alice)
    assert queries.results(round_).everyone.n == 51


def test_a_part_of_a_round_is_asked_for_by_its_choices(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 60)
    actions.reveal(round_, by=cast.alice)
    part = queries.results(round_, filters={"Role": ["Manager"]})
    assert part.everyone.n is None or 5 <= part.everyone.n < 60
    assert not part.words
    with pytest.raises(PolicyError, match="no choice"):
        queries.results(round_, filters={"Role": ["Nobody"]})


def test_other_readers_compare_only_published_rounds(round_: Round, cast: Cast) -> None:
    later = making.round_(round_.diagnostic)
    for revealed in (round_, later):
        making.people_answer(revealed, 20, seed=revealed.number)
        actions.reveal(revealed, by=cast.alice)
    assert len(queries.results(later).rounds) == 2
    assert queries.results(later, readers="public").rounds == ()
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    assert len(queries.results(later, readers="public").rounds) == 2


def test_the_preview_names_the_choices_that_would_be_shown_and_gives_no_numbers(round_: Round) -> None:
    making.people_answer(round_, 8, choices=bytes([0]))
    making.people_answer(round_, 3, seed=2, choices=bytes([1]))
    (role,) = queries.reveal_preview(round_)
    assert role.name == "Role"
    assert "Manager" in role.hidden
    assert set(role.shown) | set(role.hidden) == {"Frontline", "Manager", "Partner", "Elected member"}


def test_the_preview_keeps_viewpoints_apart_as_the_reveal_does(round_: Round, cast: Cast) -> None:
    Diagnostic.objects.update(viewpoints=["service", "system"])
    making.people_answer(round_, 12, choices=bytes([0]), viewpoint=0)
    making.people_answer(round_, 6, seed=2, choices=bytes([1]), viewpoint=0)
    making.people_answer(round_, 3, seed=3, choices=bytes([1]), viewpoint=1)
    making.people_answer(round_, 4, seed=4, choices=bytes([0]), viewpoint=1)
    round_ = Round.objects.get()
    view, role = queries.reveal_preview(round_)
    assert view.name == "Viewpoint"
    actions.reveal(round_, by=cast.alice)
    views, roles = queries.results(round_).groups
    for before, after in ((view, views), (role, roles)):
        assert before.shown == tuple(choice.name for choice in after.sets if choice.visible)


def test_people_who_answered_see_results_once_they_are_published(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 20)
    actions.reveal(round_, by=cast.alice)
    round_.refresh_from_db()
    assert hooks.results_of(round_) is None
    actions.publish(round_, to=Audience.PARTICIPANTS, by=cast.alice)
    round_.refresh_from_db()
    results = hooks.results_of(round_)
    assert results is not None
    assert results.everyone.n == 20


def test_published_results_have_an_address_until_they_are_stopped(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 20)
    code = round_.results_code
    for step in (lambda: None, lambda: actions.reveal(round_, by=cast.alice)):
        step()
        with pytest.raises(Http404):
            access.get_published(code)
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    assert access.get_published(code) == round_
    actions.unpublish(round_, by=cast.alice)
    with pytest.raises(Http404):
        access.get_published(code)
