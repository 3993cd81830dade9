"""The reveal: each waiting response is counted in a block, and then erased."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest
from django.utils import timezone
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.show.results.reading import text

from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions, mapping, queries, round_status
from greenshoots.web.collect.releases.models import PooledWords, Release
from greenshoots.web.collect.responses.models import Mode, PendingResponse, SpentCode


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


def test_reveal_publishes_each_response_and_empties_the_pool(round_: Round, cast: Cast) -> None:
    waiting = {row.pk for row in making.people_answer(round_, 42)}
    made = actions.reveal(round_, by=cast.alice)
    released = mapping.released(made)
    assert made.people == released.sizes.sum() == 42
    assert released.sizes.min() >= 5
    assert not PendingResponse.objects.exists()
    assert set(SpentCode.objects.values_list("pk", flat=True)) == waiting
    round_.refresh_from_db()
    assert round_.revealed == made.made_on
    assert Entry.objects.get(verb="releases.revealed").facts == {"number": 42}


def test_every_score_that_was_given_is_counted_once(round_: Round, cast: Cast) -> None:
    rows = making.people_answer(round_, 30, choices=bytes([0]))
    released = mapping.released(actions.reveal(round_, by=cast.alice))
    given = np.array([list(row.scores) for row in rows]).T
    for place, cells in enumerate(released.cells):
        assert cells.not_sure.sum() == (given[place] == 255).sum()
        assert cells.counts.sum(axis=0).tolist() == [(given[place] == score).sum() for score in range(5)]


def test_reveal_is_refused_below_the_smallest_number(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 4)
    with pytest.raises(
        PolicyError, match="4 responses are waiting, and results are shown only for groups of at least 5 people"
    ):
        actions.reveal(round_, by=cast.alice)
    assert PendingResponse.objects.count() == 4
    assert not Release.objects.exists()


def test_pressed_twice_it_happens_once(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 12)
    first = actions.reveal(round_, by=cast.alice)
    making.people_answer(round_, 12, seed=2)
    assert actions.reveal(round_, by=cast.alice) == first
    assert PendingResponse.objects.count() == 12
    assert Release.objects.count() == 1


def test_words_are_kept_apart_from_blocks_and_from_each_other(round_: Round, cast: Cast) -> None:
    for seed in range(3):
        written = json.dumps({"staff-permission": f"Text {seed}", "systems-mindset": f"More {seed}"})
        making.people_answer(round_, 4, seed=seed, words=written)
    made = actions.reveal(round_, by=cast.alice)
    assert PooledWords.objects.count() == 24
    assert "Text" not in json.dumps(made.document)
    inserted = list(PooledWords.objects.order_by("pk").values_list("enabler", flat=True))
    assert inserted != sorted(inserted), "The comments on an enabler are not stored together."


def test_a_few_responses_next_to_an_imported_file_keep_waiting(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 20, mode=Mode.FILE)
    alone = {row.pk for row in making.people_answer(round_, 4, seed=2)}
    assert actions.reveal(round_, by=cast.alice).people == 20
    assert set(PendingResponse.objects.values_list("pk", flat=True)) == alone
    making.people_answer(round_, 1, seed=3)
    assert actions.reveal_late(round_, by=cast.alice).people == 5


def test_the_page_says_who_would_wait_on(round_: Round, cast: Cast, as_: Callable[[User], Visitor]) -> None:
    making.people_answer(round_, 3, mode=Mode.PAPER)
    making.people_answer(round_, 2, seed=2)
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/reveal/"
    page = text(as_(cast.alice).get(address))
    assert "You can show the results once 5 people have answered for themselves." in page
    assert "You cannot undo this." not in page
    making.people_answer(round_, 2, seed=3, mode=Mode.PAPER)
    page = text(as_(cast.alice).get(address))
    assert "2 responses will keep waiting. The person who entered the other forms could work out" in page
    assert "Show results (5 responses)" in page
    assert "5 responses added to the results." in text(as_(cast.alice).post(address, follow=True))
    making.people_answer(round_, 3, seed=4)
    late = text(as_(cast.alice).get(address.replace("reveal", "late")))
    assert "Add 5 responses" in late
    assert "will keep waiting" not in late


def test_a_few_paper_forms_with_a_few_online_responses_are_not_revealed(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 3, mode=Mode.PAPER)
    making.people_answer(round_, 2, seed=2)
    with pytest.raises(PolicyError, match="A member of your team entered some of these responses"):
        actions.reveal(round_, by=cast.alice)
    making.people_answer(round_, 3, seed=3)
    assert actions.reveal(round_, by=cast.alice).people == 8


def test_an_account_that_entered_forms_learns_nothing_of_the_others(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 10, mode=Mode.PAPER, choices=bytes([1]))
    making.people_answer(round_, 5, seed=2, scores=bytes([3] * 11), choices=bytes([0]))
    seen = {group.name: group.shown for group in queries.reveal_preview(round_)}
    released = mapping.released(actions.reveal(round_, by=cast.alice))
    assert sorted(released.sizes) == [5, 10]
    (alike,) = [role for role in seen["Role"] if released.view({"Role": [role]}).people == 5]
    assert not any(question.state is State.SHOWN for question in released.view({"Role": [alike]}).questions)
    assert seen == {"Role": ("Frontline", "Manager")}
    assert {released.view({"Role": [role]}).people for role in seen["Role"]} == {5, 10}


def test_a_few_typed_in_never_make_up_a_block_with_fewer_others(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 4, mode=Mode.PAPER, choices=bytes([1]))
    making.people_answer(round_, 1, seed=2, choices=bytes([1]))
    making.people_answer(round_, 6, seed=3, choices=bytes([0]))
    seen = {group.name: group.shown for group in queries.reveal_preview(round_)}
    released = mapping.released(actions.reveal(round_, by=cast.alice))
    assert released.sizes.tolist() == [11], "Of five managers, the account that entered four would know the fifth."
    assert seen == {"Role": ()}


def test_answers_typed_in_share_no_block_with_others_of_the_same_group(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 5, mode=Mode.FILE, choices=bytes([0]))
    making.people_answer(round_, 5, seed=2, scores=bytes([3] * 11), choices=bytes([0]))
    released = mapping.released(actions.reveal(round_, by=cast.alice))
    assert released.sizes.tolist() == [5, 5]
    assert not any(cells.exact.all() for cells in released.cells)


def test_each_account_that_types_forms_in_is_an_attacker_of_its_own(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 4, mode=Mode.PAPER, typist=3)
    making.people_answer(round_, 4, seed=2, mode=Mode.PAPER, typist=7)
    with pytest.raises(PolicyError, match="A member of your team entered some of these responses"):
        actions.reveal(round_, by=cast.alice)
    making.people_answer(round_, 4, seed=3, mode=Mode.PAPER, typist=9)
    assert actions.reveal(round_, by=cast.alice).people == 12


def test_forms_that_came_in_before_the_account_was_kept_count_as_typed_by_one(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 8, mode=Mode.PAPER)
    making.people_answer(round_, 4, seed=2, mode=Mode.PAPER, typist=9)
    assert round_status.of(round_, timezone.now()).staying == 4
    assert actions.reveal(round_, by=cast.alice).people == 8


@pytest.mark.parametrize("seed", range(24))
def test_the_preview_and_the_numbers_are_those_of_the_reveal(round_: Round, cast: Cast, seed: int) -> None:
    """Whatever mixture waits: who is revealed, who waits on, and which choices are shown."""
    rng = np.random.default_rng(seed)
    sizes = rng.choice([0, 2, 4, 5, 9], size=4)
    for place, (size, facts) in enumerate(
        zip(sizes, ({}, *({"mode": Mode.PAPER, "typist": account} for account in (3, 7, None))), strict=True)
    ):
        making.people_answer(round_, int(size), seed=seed * 10 + place, **facts)
    before = round_status.of(round_, timezone.now())
    seen = {group.name: (group.shown, group.hidden) for group in queries.reveal_preview(round_)}
    assert before.waiting == sizes.sum()
    if not before.possible:
        with pytest.raises(PolicyError):
            actions.reveal(round_, by=cast.alice)
        return
    made = actions.reveal(round_, by=cast.alice)
    released = mapping.released(made)
    roles = dict(released.groups)["Role"]
    shown = tuple(role for role in roles if released.view({"Role": [role]}).people)
    assert made.people == before.ready
    assert PendingResponse.objects.count() == before.staying
    assert seen == {"Role": (shown, tuple(role for role in roles if role not in shown))}
    for account in (3, 7):
        typed = PendingResponse.objects.filter(typist=account).count()
        assert typed in (0, sizes[1 if account == 3 else 2])
