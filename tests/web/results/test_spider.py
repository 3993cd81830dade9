"""The first page of results: the picture, where to talk first, and what is not shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.accounts.models import User
from greenshoots.web.diagnostics.models import Round
from greenshoots.web.releases import actions

As = Callable[[User], Visitor]


@pytest.fixture
def round_(cast: Cast) -> Round:
    found = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(found, 42)
    actions.reveal(found, by=cast.alice)
    return found


def url(round_: Round, page: str = "") -> str:
    return f"/diagnostics/{round_.diagnostic.code}/rounds/{round_.number}/results/{page}"


def text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_the_page_says_what_was_said_and_where_to_talk_first(round_: Round, cast: Cast, as_: As) -> None:
    page = text(as_(cast.alice).get(url(round_)))
    assert "What 42 of 60 people said</h1>" in page
    assert "Scores are a way into the conversation, not a verdict." in page
    assert "Where to talk first" in page
    assert page.count('role="img"') >= 3
    assert "<style>" not in page, "A style without the nonce is refused by the policy."
