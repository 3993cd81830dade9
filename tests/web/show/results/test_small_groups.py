"""Groups that are too small to compare: the reason is given once, however many groups it holds for."""

from __future__ import annotations

import pytest
from tests.web import making
from tests.web.cast import Cast
from tests.web.show.results.reading import As, text, url

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions

TOO_SMALL = "Not compared with everyone else, because fewer than 8 people answered:"


def of_roles(cast: Cast, *people: int) -> Round:
    """Return a revealed round with so many people in each role."""
    round_ = making.diagnostic(cast.northvale).rounds.get()
    for choice, number in enumerate(people):
        making.people_answer(round_, number, seed=choice, choices=bytes([choice]))
    actions.reveal(round_, by=cast.alice)
    return round_


@pytest.mark.parametrize("page", ["groups/", "words/"])
def test_the_reason_of_three_small_groups_is_given_once(page: str, cast: Cast, as_: As) -> None:
    words = text(as_(cast.alice).get(url(of_roles(cast, 5, 6, 7), page)))
    assert words.count(f"{TOO_SMALL} Frontline, Manager and Partner.") == 1
    assert "not compared, because" not in words


@pytest.mark.parametrize("page", ["groups/", "words/"])
def test_a_group_that_is_large_enough_is_not_among_them(page: str, cast: Cast, as_: As) -> None:
    words = text(as_(cast.alice).get(url(of_roles(cast, 20, 6, 7), page)))
    assert words.count(f"{TOO_SMALL} Manager and Partner.") == 1
    assert f"{TOO_SMALL} Frontline, Manager and Partner." not in words


@pytest.mark.parametrize("page", ["groups/", "words/"])
def test_a_single_small_group_keeps_its_sentence(page: str, cast: Cast, as_: As) -> None:
    words = text(as_(cast.alice).get(url(of_roles(cast, 20, 14, 6), page)))
    assert TOO_SMALL not in words
    assert "not compared, because fewer than 8 people on one side gave a score." in words
