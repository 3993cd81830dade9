"""Keeping a response: once, changeable until it is published, and nothing kept of who sent it."""

from __future__ import annotations

import pytest
from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.collect.diagnostics.models import Protection, Round, RoundState
from greenshoots.web.collect.invitations import actions as invitations
from greenshoots.web.collect.invitations import link_token
from greenshoots.web.collect.invitations.models import PersonalLink
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.collect.responses import actions, private_code, queries
from greenshoots.web.collect.responses.models import PendingResponse, SpentCode
from greenshoots.web.collect.responses.response import Outcome, Response

CODE = "K7Q4M2XD9RTW"


def answer(score: int = 2, **facts: object) -> Response:
    return Response(scores=bytes([score] * 11), choices=b"\x00", viewpoint=0, **facts)


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


def test_a_response_sent_twice_counts_once(round_: Round) -> None:
    assert actions.record_response(round_, answer(), CODE) is Outcome.KEPT
    assert actions.record_response(round_, answer(), CODE) is Outcome.SAME
    assert queries.waiting(round_) == 1


def test_a_response_can_be_changed_until_it_is_published(round_: Round) -> None:
    actions.record_response(round_, answer(1), CODE)
    assert actions.record_response(round_, answer(4, words={"reframing-risk": "Because."}), CODE) is Outcome.CHANGED
    mine = queries.mine(round_, CODE)
    assert mine is not None
    assert (mine.scores, mine.words) == (bytes([4] * 11), {"reframing-risk": "Because."})
    assert queries.waiting(round_) == 1


def test_the_first_response_fixes_what_people_are_promised(round_: Round) -> None:
    actions.record_response(round_, answer(), CODE)
    round_.refresh_from_db()
    assert round_.begun


def test_a_withdrawn_response_is_gone_and_its_code_is_spent(round_: Round) -> None:
    actions.record_response(round_, answer(), CODE)
    assert actions.withdraw(round_, CODE)
    assert not actions.withdraw(round_, CODE)
    assert queries.waiting(round_) == 0
    assert actions.record_response(round_, answer(), CODE) is Outcome.PUBLISHED


def test_a_published_response_cannot_be_changed_or_taken_out(round_: Round, cast: Cast) -> None:
    making.people_answer(round_, 6)
    actions.record_response(round_, answer(), CODE)
    releases.reveal(round_, by=cast.alice)
    assert actions.record_response(round_, answer(4), CODE) is Outcome.PUBLISHED
    assert not actions.withdraw(round_, CODE)
    assert queries.is_spent(round_, CODE)
    assert not PendingResponse.objects.exists()


def test_a_closed_round_takes_nothing_new_and_confirms_what_it_has(round_: Round) -> None:
    actions.record_response(round_, answer(), CODE)
    Round.objects.update(state=RoundState.CLOSED)
    assert actions.record_response(round_, answer(), CODE) is Outcome.SAME
    assert actions.record_response(round_, answer(4), CODE) is Outcome.CLOSED
    assert actions.record_response(round_, answer(), private_code.new()) is Outcome.CLOSED


def test_a_page_of_an_older_edition_is_not_taken(round_: Round) -> None:
    key = private_code.digest(round_, CODE)
    sent = actions.Sent(round_.pk, key, answer(), edition=round_.diagnostic.edition + 1)
    assert actions.record([sent]) == [Outcome.EDITION]


def test_a_personal_link_brings_in_one_answer(round_: Round, cast: Cast) -> None:
    Round.objects.update(personal_only=True)
    invitations.add_people(round_, emails=["someone@example.org"], by=cast.alice)
    secret = link_token.secret(bytes(PersonalLink.objects.get().salt))
    assert actions.record_response(round_, answer(), CODE) is Outcome.LINK_UNKNOWN
    assert actions.record_response(round_, answer(), CODE, link_secret="x" * 26) is Outcome.LINK_UNKNOWN
    assert actions.record_response(round_, answer(), CODE, link_secret=secret) is Outcome.KEPT
    assert actions.record_response(round_, answer(4), CODE, link_secret=secret) is Outcome.CHANGED
    assert actions.record_response(round_, answer(), private_code.new(), link_secret=secret) is Outcome.LINK_USED
    assert queries.waiting(round_) == 1


def test_named_answers_never_come_through_the_open_link(cast: Cast) -> None:
    named = making.diagnostic(cast.northvale, protection=Protection.NAMED).rounds.get()
    assert actions.record_response(named, answer(name="Somebody"), CODE) is Outcome.LINK_UNKNOWN
    assert actions.record_response(named, answer(name="Somebody"), CODE, by_team=True) is Outcome.KEPT


def test_one_code_in_two_rounds_is_two_responses(round_: Round) -> None:
    other = making.round_(round_.diagnostic)
    assert private_code.digest(round_, CODE) != private_code.digest(other, CODE)
    actions.record_response(round_, answer(), CODE)
    assert actions.record_response(other, answer(), CODE) is Outcome.KEPT


def test_a_row_holds_no_code_and_no_time(round_: Round) -> None:
    actions.record_response(round_, answer(), CODE)
    row = PendingResponse.objects.values().get()
    assert CODE not in str(row)
    assert not [name for name in row if "time" in name or "date" in name or name.endswith("_at")]
    assert not SpentCode.objects.exists()
