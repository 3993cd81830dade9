"""Addresses that only take what a form sends lead to a page where nothing was sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.act.actions import actions as action_actions
from greenshoots.web.base.accounts.models import User

As = Callable[[User], Visitor]


@pytest.mark.parametrize("step", ["move/", "notes/"])
def test_after_signing_in_again_the_page_of_the_form_opens(cast: Cast, as_: As, step: str) -> None:
    made = action_actions.make(cast.northvale, what="A learning hour", by=cast.alice)
    alice = as_(cast.alice)
    answer = alice.get(f"/actions/{made.code}/{step}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/actions/{made.code}/")
    page = alice.get(answer.headers["Location"]).content.decode()
    assert "Nothing was changed. If you entered anything, enter it again." in page


def test_where_no_page_stands_above_the_front_page_is_shown(cast: Cast, as_: As) -> None:
    answer = as_(cast.alice).get("/points/abcd1234/delete/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_programs_are_told_what_is_taken(cast: Cast, as_: As) -> None:
    made = action_actions.make(cast.northvale, what="A learning hour", by=cast.alice)
    answer = as_(cast.alice).put(f"/actions/{made.code}/move/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
