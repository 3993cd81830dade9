"""The first page of results: the picture, where to talk first, and what is not shown."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web import making
from tests.web.cast import Cast
from tests.web.show.results.reading import TABS, As, text, url

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions


def test_the_page_says_what_was_said_and_where_to_talk_first(round_: Round, cast: Cast, as_: As) -> None:
    response = as_(cast.alice).get(url(round_))
    page = text(response)
    assert "What 42 of 60 people said" in page
    assert "Northvale Council (fictional) · Adult social care · view of our organisation" in page
    assert "Scores are the start of a conversation, not a verdict." in page
    assert "What to talk about first" in page
    assert response.content.count(b'role="img"') >= 3
    assert b"<style>" not in response.content, "A style without the nonce is refused by the policy."


@pytest.mark.parametrize("page", TABS)
def test_every_page_asks_the_database_the_same_few_things(page: str, round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    alice.get(url(round_, page))
    with CaptureQueriesContext(connection) as asked:
        assert alice.get(url(round_, page)).status_code == 200
    assert len(asked) <= 18


def test_hidden_groups_differ_from_groups_that_no_one_is_in(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    for choice, people in ((0, 12), (1, 8), (3, 2)):
        making.people_answer(round_, people, seed=choice, choices=bytes([choice]))
    actions.reveal(round_, by=cast.alice)
    page = text(as_(cast.alice).get(url(round_)))
    assert "Elected member: too few people to show. Their answers count in the overall results." in page
    assert "Partner: no one answered." in page


def test_nothing_is_shown_before_the_reveal(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 20)
    for page in TABS:
        response = as_(cast.alice).get(url(round_, page))
        assert response.status_code == 409
        assert "No results have been shown yet" in text(response)


def test_an_open_room_has_no_parts(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale, protection="open").rounds.get()
    making.people_answer(round_, 4)
    actions.reveal(round_, by=cast.alice)
    alice = as_(cast.alice)
    page = text(alice.get(url(round_)))
    assert "What 4 of 60 people said" in page
    assert "Show results for a group" not in page
    assert alice.get(url(round_, "?role=Partner")).status_code == 404


def test_the_pages_speak_welsh(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    page = text(alice.get(url(round_), HTTP_ACCEPT_LANGUAGE="cy"))
    assert "What 42 of 60" not in page
    assert "What to talk about first" not in page
