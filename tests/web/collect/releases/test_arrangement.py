"""Exact overall results or more exact group results: chosen by counts until results are shown, then kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.show.results.reading import text

from greenshoots.core.disclosure import layers
from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.disclosure.policy import Arrangement
from greenshoots.core.disclosure.visibility import State
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics import mapping as diagnostics
from greenshoots.web.collect.diagnostics.models import Protection, Round
from greenshoots.web.collect.releases import actions, arrangement, mapping, queries
from greenshoots.web.collect.releases.models import Release
from greenshoots.web.collect.responses.models import Mode

SignIn = Callable[[User], Visitor]


def address(round_: Round) -> str:
    return reverse("releases:reveal", args=[round_.diagnostic.code, 1])


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


def offered(round_: Round) -> arrangement.ArrangementChoice:
    return arrangement.choice(round_, diagnostics.policy(round_.diagnostic))


def team(round_: Round, *sizes: int, seed: int = 0) -> None:
    """Let this many people of each role answer."""
    for role, size in enumerate(sizes):
        making.people_answer(round_, size, seed=10 * seed + role, choices=bytes([role]))


def test_a_small_team_is_shown_everyone_in_full(round_: Round, cast: Cast) -> None:
    team(round_, 8, 5)
    assert offered(round_) == arrangement.ArrangementChoice(Arrangement.WHOLE_FIRST, free=True)
    released = mapping.released(actions.reveal(round_, by=cast.alice))
    assert released.policy.arrangement is Arrangement.WHOLE_FIRST
    assert all(isinstance(cells, Layers) for cells in released.cells)


def test_larger_groups_are_shown_group_by_group(round_: Round, cast: Cast) -> None:
    team(round_, 14, 12)
    assert offered(round_) == arrangement.ArrangementChoice(Arrangement.BY_GROUP, free=True)
    assert mapping.released(actions.reveal(round_, by=cast.alice)).policy.arrangement is Arrangement.BY_GROUP


def test_a_facilitator_may_choose_the_other(round_: Round, cast: Cast, as_: SignIn) -> None:
    team(round_, 8, 5)
    page = as_(cast.alice).get(address(round_))
    shown = text(page)
    assert "Exact overall results where possible: groups are often shown as ranges (recommended)" in shown
    assert "More exact group results: overall results are shown as ranges for more enablers" in shown
    as_(cast.alice).post(address(round_), {"arrangement": "by group"})
    assert queries.releases_of(round_).policy.arrangement is Arrangement.BY_GROUP


def test_an_unknown_choice_shows_nothing_yet(round_: Round, cast: Cast, as_: SignIn) -> None:
    team(round_, 8, 5)
    page = as_(cast.alice).post(address(round_), {"arrangement": "both"})
    assert page.status_code == 422
    assert queries.waiting(round_) == 13


def test_whoever_entered_forms_does_not_choose(round_: Round, cast: Cast, as_: SignIn) -> None:
    team(round_, 8, 5)
    making.people_answer(round_, 1, seed=9, mode=Mode.PAPER, choices=bytes([0]))
    assert offered(round_) == arrangement.ArrangementChoice(Arrangement.WHOLE_FIRST, free=False)
    page = as_(cast.alice).get(address(round_))
    assert "What should the results show?" not in text(page)
    actions.reveal(round_, by=cast.alice, arranged=Arrangement.BY_GROUP)
    assert queries.releases_of(round_).policy.arrangement is Arrangement.WHOLE_FIRST


def test_there_is_nothing_to_choose_in_an_open_room(cast: Cast) -> None:
    round_ = making.diagnostic(cast.northvale, protection=Protection.OPEN).rounds.get()
    making.people_answer(round_, 6)
    assert offered(round_) == arrangement.ArrangementChoice(Arrangement.BY_GROUP, free=False)


def test_late_responses_and_later_rounds_keep_the_arrangement_and_its_cuts(round_: Round, cast: Cast) -> None:
    team(round_, 8, 5)
    first = mapping.released(actions.reveal(round_, by=cast.alice))
    allowed = arrangement.cuts(round_.diagnostic)
    team(round_, 20, 20, seed=1)
    assert offered(round_) == arrangement.ArrangementChoice(Arrangement.WHOLE_FIRST, free=False)
    late = mapping.released(actions.reveal_late(round_, by=cast.alice))
    again = making.round_(round_.diagnostic)
    team(again, 9, 5, seed=2)
    later = mapping.released(actions.reveal(again, by=cast.alice))
    assert len(allowed) == len(first.questions)
    for released in (late, later):
        assert released.policy.arrangement is Arrangement.WHOLE_FIRST
        for question, cells in zip(released.questions, released.cells, strict=True):
            assert isinstance(cells, Layers)
            cuts = allowed[question.id]
            used = {run.stop for layer in cells.layers for run in layer.runs[:-1]}
            assert cuts is None or used <= cuts


def test_everyone_is_exact_where_blocks_would_give_a_range(round_: Round, cast: Cast) -> None:
    """Eight people differ and five nearly agree: the picture of all 13 is exact."""
    making.people_answer(round_, 8, seed=1, choices=bytes([0]))
    making.people_answer(round_, 4, seed=2, scores=bytes([3] * 11), choices=bytes([1]))
    making.people_answer(round_, 1, seed=3, scores=bytes([4] * 11), choices=bytes([1]))
    actions.reveal(round_, by=cast.alice)
    view = queries.releases_of(round_).view()
    assert sum(question.state is State.SHOWN for question in view.questions) >= 10


def test_a_question_that_the_first_round_did_not_ask_is_held_to_the_round_that_did(round_: Round, cast: Cast) -> None:
    team(round_, 8, 5)
    row = actions.reveal(round_, by=cast.alice)
    wanted = arrangement.cuts(round_.diagnostic)
    document = dict(row.document)
    document["questions"], document["cells"] = document["questions"][1:], document["cells"][1:]
    Release.objects.filter(pk=row.pk).update(document=document)
    question = mapping.released(row).questions[0].id
    assert question not in arrangement.cuts(round_.diagnostic)
    again = making.round_(round_.diagnostic)
    team(again, 8, 5, seed=2)
    second = mapping.released(actions.reveal(again, by=cast.alice))
    held = arrangement.cuts(round_.diagnostic)
    cells = second.cells[0]
    assert isinstance(cells, Layers)
    assert held[question] == layers.cuts(cells)
    assert all(held[other] == cuts for other, cuts in wanted.items() if other != question and cuts is not None)
