"""Rounds are compared with each other, and comments are kept apart from scores."""

from __future__ import annotations

import pytest
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.show.results.reading import As, link, text, url

from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import actions


@pytest.fixture
def third(round_: Round, cast: Cast) -> Round:
    """Return the third round of a diagnostic, all revealed."""
    for seed in (2, 3):
        latest = making.round_(round_.diagnostic)
        making.people_answer(latest, 30, seed=seed)
        actions.reveal(latest, by=cast.alice)
    latest.refresh_from_db()
    return latest


def test_the_first_round_has_no_earlier_round(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    assert "Change over time" not in text(alice.get(url(round_)))
    assert alice.get(url(round_, "rounds/")).status_code == 404


def test_a_later_round_is_compared_with_the_round_before_and_a_table_has_all_averages(
    third: Round, cast: Cast, as_: As
) -> None:
    alice = as_(cast.alice)
    page = text(alice.get(url(third, "rounds/")))
    assert "From Round 2 to Round 3" in page
    assert "Enabler Round 1 Round 2 Round 3" in page
    assert "From Round 1 to Round 2" in text(alice.get(f"{url(third)[: -len('3/results/')]}2/results/rounds/"))


def test_a_published_round_shows_no_round_that_is_not_published(
    round_: Round, third: Round, cast: Cast, visitor: Visitor
) -> None:
    actions.publish(third, to=Audience.EVERYBODY, by=cast.alice)
    assert "Change over time" not in text(visitor.get(link(third)))
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    assert "From Round 1 to Round 3" in text(visitor.get(link(third, "rounds/")))


def test_comments_are_shown_with_their_enabler(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    for page in ("written/", "enablers/staff-permission/"):
        assert text(alice.get(url(round_, page))).count("We wait for a signature.") == 42
    assert "We wait for a signature." not in text(alice.get(url(round_, "enablers/wider-influence/")))


def test_words_of_too_few_people_are_not_shown_and_say_why(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 6, words='{"staff-permission": "We wait for a signature."}')
    actions.reveal(round_, by=cast.alice)
    page = text(as_(cast.alice).get(url(round_, "written/")))
    assert "We wait for a signature." not in page


def test_words_are_never_shown_by_part(round_: Round, cast: Cast, as_: As) -> None:
    page = text(as_(cast.alice).get(url(round_, "enablers/staff-permission/"), {"role": "Manager"}))
    assert "We wait for a signature." not in page
