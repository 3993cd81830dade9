"""The state of rounds as dates pass, and where the set-up continues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics import actions, queries
from greenshoots.web.collect.diagnostics.models import Round, RoundState
from greenshoots.web.collect.releases import actions as releases

SignIn = Callable[[User], Visitor]
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "opens", "closes", "expected"),
    [
        ("draft", None, None, "draft"),
        ("draft", 1, None, "draft"),
        ("draft", -1, None, "open"),
        ("draft", -1, 1, "open"),
        ("draft", -2, -1, "closed"),
        ("draft", None, -1, "draft"),
        ("open", None, None, "open"),
        ("open", None, 1, "open"),
        ("open", None, -1, "closed"),
        ("closed", -1, 1, "closed"),
    ],
)
def test_a_round_opens_and_closes_at_its_dates(
    cast: Cast, state: str, opens: int | None, closes: int | None, expected: str
) -> None:
    now = timezone.now()
    made = making.diagnostic(cast.northvale)
    round_ = making.round_(
        made,
        state=RoundState(state),
        opens=now + opens * DAY if opens else None,
        closes=now + closes * DAY if closes else None,
    )
    assert queries.state(round_, now) == expected
    assert queries.is_open(round_, now) == (expected == "open")


def test_a_set_up_left_halfway_opens_nothing(cast: Cast) -> None:
    made = making.diagnostic(cast.northvale, step="check")
    round_ = making.round_(made, state=RoundState.DRAFT, opens=timezone.now() - DAY)
    assert queries.state(round_, timezone.now()) == RoundState.DRAFT
    actions.complete(made, by=cast.alice)
    made.refresh_from_db()
    round_.diagnostic = made
    assert queries.is_open(round_, timezone.now())


def test_a_set_up_that_is_at_the_check_continues_there(cast: Cast, as_: SignIn) -> None:
    made = making.diagnostic(cast.northvale, step="check")
    page = as_(cast.alice).get(f"/places/{cast.northvale.code}/").content.decode()
    assert f"/diagnostics/{made.code}/check/" in page


def test_a_round_whose_answers_were_erased_leads_to_the_next(cast: Cast, as_: SignIn) -> None:
    made = making.diagnostic(cast.northvale)
    making.people_answer(made.rounds.get(), 3)
    releases.close(made.rounds.get(), by=cast.alice, erase=True)
    address = f"/diagnostics/{made.code}/next-round/"
    assert address in as_(cast.alice).get(f"/diagnostics/{made.code}/").content.decode()
    assert as_(cast.alice).post(address).status_code == 302
    assert made.rounds.count() == 2


def test_a_round_that_opens_automatically_needs_who_is_asking(cast: Cast, as_: SignIn) -> None:
    made = making.diagnostic(cast.northvale, step="check", asking="")
    made.rounds.update(state=RoundState.DRAFT, opens=timezone.now() + DAY)
    alice, address = as_(cast.alice), f"/diagnostics/{made.code}/ready/"
    assert alice.post(address)["Location"] == f"/diagnostics/{made.code}/check/"
    assert queries.state(Round.objects.get(), timezone.now() + 2 * DAY) == RoundState.DRAFT
    actions.change(made, by=cast.alice, asking="The team asks, to talk about it.")
    assert "will open automatically on the date" in alice.post(address, follow=True).content.decode()
    assert queries.state(Round.objects.get(), timezone.now() + 2 * DAY) == RoundState.OPEN


def test_a_day_that_was_not_chosen_makes_nothing_ready(cast: Cast, as_: SignIn) -> None:
    made = making.diagnostic(cast.northvale, step="check")
    made.rounds.update(state=RoundState.DRAFT)
    assert as_(cast.alice).post(f"/diagnostics/{made.code}/ready/")["Location"].endswith("/check/")
    made.refresh_from_db()
    assert made.step == "check"
