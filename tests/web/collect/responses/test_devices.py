"""What the server does so that a device keeps nothing it should not, and takes no other page for ours."""

from __future__ import annotations

import pytest
from tests.web.collect.responses.side import get
from tests.web.collect.responses.test_server import address, round_, send, threads
from tests.web.pages import on_one_line

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses import queries

__all__ = ["round_", "threads"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_shared_device_keeps_no_page_and_ends_with_the_next_person(round_: Round) -> None:
    Round.objects.update(shared_device=True)
    page = get(address(round_))
    assert page.headers["cache-control"] == "no-store"
    assert "Other people use this device too, so it does not keep anything you enter." in page.text
    assert 'autocomplete="off" data-shared' in on_one_line(page.text)
    thanked = send(round_, code=page.code)
    assert "Finish and clear this page" in thanked.text
    assert page.code in thanked.text


def test_a_form_that_a_shared_browser_sends_again_shows_nothing_of_it(round_: Round) -> None:
    Round.objects.update(shared_device=True)
    code = get(address(round_)).code
    first = send(round_, code=code)
    assert "Your highest scores" in first.text or "You gave the same score" in first.text
    again = send(round_, code=code)
    assert again.status == 200
    assert "arrived twice" in again.text
    assert "Finish and clear this page" in again.text
    assert code not in again.text
    assert "Your highest scores" not in again.text
    assert "You gave the same score" not in again.text
    assert queries.waiting(round_) == 1


def test_what_a_closed_round_did_not_keep_can_be_copied(round_: Round) -> None:
    code = get(address(round_)).code
    Round.objects.update(state="closed")
    reply = send(round_, code=code)
    assert reply.status == 403
    assert "This round is not open" in reply.text
    assert "We ask three people first." in reply.text
    assert queries.waiting(round_) == 0


def test_a_page_says_whose_it_is_so_that_no_other_is_taken_for_it(round_: Round) -> None:
    assert f'<body data-page="{round_.code}"' in get(address(round_)).text
    assert '<body data-page=""' in get("/a/nowhere1").text
    assert f'data-sent="{round_.code}"' in send(round_).text
