"""Laws of the reveal: they hold however many people answer, whatever they answer, in any number of batches."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web import cast as people
from tests.web import making
from tests.web.cast import Cast

from greenshoots.core.errors import PolicyError
from greenshoots.web.collect.diagnostics.models import Protection, Round, RoundState
from greenshoots.web.collect.releases import actions, mapping, queries
from greenshoots.web.collect.releases.models import PooledWords, Release, Shown
from greenshoots.web.collect.responses.models import PendingResponse, SpentCode

WAYS = {Protection.PROTECTED: 5, Protection.OPEN: 3, Protection.NAMED: 1}


@contextmanager
def undone() -> Iterator[None]:
    """Undo what an example did: the next one may have people with the same codes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


few_examples = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


@few_examples
@given(first=st.integers(0, 40), late=st.integers(0, 12), way=st.sampled_from(list(WAYS)), seed=st.integers(0, 99))
def test_each_response_is_counted_once_or_waits(cast: Cast, first: int, late: int, way: Protection, seed: int) -> None:
    with undone():
        round_ = making.diagnostic(cast.northvale, protection=way).rounds.get()
        rows = making.people_answer(round_, first, seed=seed)
        if first >= WAYS[way]:
            actions.reveal(round_, by=cast.alice)
        else:
            with pytest.raises(PolicyError):
                actions.reveal(round_, by=cast.alice)
        rows += making.people_answer(round_, late, seed=seed + 1_000)
        if late >= WAYS[way] and first >= WAYS[way]:
            actions.reveal_late(round_, by=cast.alice)
        else:
            with pytest.raises(PolicyError):
                actions.reveal_late(round_, by=cast.alice)
        releases = [mapping.released(row) for row in Release.objects.filter(round=round_)]
        assert sum(int(release.sizes.sum()) for release in releases) + queries.waiting(round_) == first + late
        assert all(release.sizes.min() >= WAYS[way] for release in releases)
        waiting = set(PendingResponse.objects.filter(round=round_).values_list("pk", flat=True))
        spent = set(SpentCode.objects.filter(round=round_).values_list("pk", flat=True))
        assert (waiting | spent, waiting & spent) == ({row.pk for row in rows}, set())


@few_examples
@given(people=st.integers(5, 60), seed=st.integers(0, 99))
def test_totals_are_what_people_said(cast: Cast, people: int, seed: int) -> None:
    with undone():
        round_ = making.diagnostic(cast.northvale).rounds.get()
        given_ = np.array([list(row.scores) for row in making.people_answer(round_, people, seed=seed)])
        released = mapping.released(actions.reveal(round_, by=cast.alice))
        for place, cells in enumerate(released.cells):
            shown = cells.people.sum()
            assert shown in {0, people} or (cells.of_block < 0).any()
            if shown == people:
                assert cells.scored.sum() == (given_[:, place] < 5).sum()
                low, high = (given_[:, place] < 3).sum(), np.isin(given_[:, place], [3, 4]).sum()
                seen = released.view().questions[place]
                assert seen.bands == (low, high)
                points = np.bincount(given_[:, place], minlength=6)[:5]
                assert seen.counts is None or not seen.possible.exact or list(seen.counts) == points.tolist()


def test_late_answers_join_what_was_revealed_and_change_none_of_it(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 20)
    before = actions.reveal(round_, by=cast.alice).document
    making.people_answer(round_, 6, seed=2)
    actions.reveal_late(round_, by=cast.alice)
    assert Release.objects.get(round=round_, number=1).document == before
    assert queries.releases_of(round_).sizes.sum() == 26


def test_late_answers_under_another_promise_go_on_waiting(cast: Cast) -> None:
    round_ = making.diagnostic(cast.northvale, protection=Protection.OPEN).rounds.get()
    making.people_answer(round_, 4)
    actions.reveal(round_, by=cast.alice)
    round_.diagnostic.protection = Protection.PROTECTED
    round_.diagnostic.save()
    making.people_answer(round_, 8, seed=2)
    with pytest.raises(PolicyError, match="cannot be combined"):
        actions.reveal_late(round_, by=cast.alice)
    assert queries.waiting(round_) == 8


def test_late_answers_need_a_first_reveal(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 8)
    with pytest.raises(PolicyError, match="No results have been shown yet"):
        actions.reveal_late(round_, by=cast.alice)


def test_enough_answers_are_never_erased(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 5)
    with pytest.raises(PolicyError, match="enough responses to show results"):
        actions.close(round_, by=cast.alice, erase=True)
    round_.refresh_from_db()
    assert (queries.waiting(round_), round_.state) == (5, RoundState.OPEN)


def test_closing_writes_the_day_once(round_: Round, cast: Cast) -> None:
    Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED, closed_on=dt.date(2026, 1, 2))
    actions.close(round_, by=cast.alice)
    round_.refresh_from_db()
    assert round_.closed_on == dt.date(2026, 1, 2)


def test_words_of_a_few_late_answers_wait(round_: Round, cast: Cast) -> None:
    def words() -> list[str]:
        texts = {comments.enabler.id: comments.texts for comments in queries.results(round_).words}
        return sorted(texts["staff-permission"])

    making.people_answer(round_, 10, words='{"staff-permission": "first"}')
    actions.reveal(round_, by=cast.alice)
    assert words() == ["first"] * 10
    for batch, expected in ((1, 10), (2, 20)):
        making.people_answer(round_, 5, seed=batch + 10, words='{"staff-permission": "late"}')
        actions.reveal_late(round_, by=cast.alice)
        assert len(words()) == expected, "Five late comments would stand out from the earlier ones."


def test_words_for_facilitators_are_never_shown(round_: Round, cast: Cast) -> None:
    for seed, only in ((1, False), (2, True)):
        readers = PendingResponse.WordsFor.FACILITATOR if only else PendingResponse.WordsFor.RESULTS
        making.people_answer(round_, 6, seed=seed, words=f'{{"staff-permission": "{only}"}}', words_for=readers)
    actions.reveal(round_, by=cast.alice)
    changes = {comment.code: (Shown.WORD_FOR_WORD, "") for comment in PooledWords.objects.filter(facilitator_only=True)}
    assert actions.choose_words(round_, changes, by=cast.alice) == 0
    texts = {comments.enabler.id: comments.texts for comments in queries.results(round_).words}
    assert texts["staff-permission"] == ("False",) * 6
    assert len(queries.words_for_facilitators(round_)["staff-permission"]) == 12


def test_comments_are_shown_as_their_theme(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 12, words='{"staff-permission": "Jane said no"}')
    actions.reveal(round_, by=cast.alice)
    changes = {comment.code: (Shown.THEME, "Being refused") for comment in PooledWords.objects.all()}
    assert actions.choose_words(round_, changes, by=cast.alice) == 12
    texts = {comments.enabler.id: comments.texts for comments in queries.results(round_).words}
    assert set(texts["staff-permission"]) == {"Theme: Being refused"}


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_reveal_once() -> None:
    cast = people.assemble()
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 30)
    made: list[int] = []

    def press() -> None:
        made.append(actions.reveal(round_, by=cast.alice).pk)
        connection.close()

    both = [threading.Thread(target=press) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(made) == 2
    assert Release.objects.get().pk == made[0] == made[1]
    assert SpentCode.objects.count() == 30
