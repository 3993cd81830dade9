"""Which comments may be read, and what is shown of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.web.collect.releases import mapping
from greenshoots.web.collect.releases.models import PooledWords, Shown

POLICY = Policy()
FEWEST = max(POLICY.k_words, POLICY.minimum)


def reveals(*people: int) -> list[SimpleNamespace]:
    """Return reveals, numbered from 1, of so many people each."""
    return [SimpleNamespace(number=number, people=count) for number, count in enumerate(people, start=1)]


def test_words_are_read_from_the_fewest_people_on_and_not_from_one_fewer() -> None:
    assert mapping.mixed(reveals(FEWEST), {1}, POLICY) == (1, FEWEST)
    assert mapping.mixed(reveals(FEWEST - 1), {1}, POLICY) == (0, 0)


def test_words_of_a_few_late_people_wait_until_enough_have_come_since() -> None:
    assert mapping.mixed(reveals(20, FEWEST - 1), {1, 2}, POLICY) == (1, 20)
    assert mapping.mixed(reveals(20, FEWEST - 1, 1), {1, 2, 3}, POLICY) == (3, 20 + FEWEST)


def test_people_who_waited_are_counted_once() -> None:
    # The second wait starts at 0 people: those of the first are mixed already.
    assert mapping.mixed(reveals(FEWEST, FEWEST - 1, FEWEST - 1), {1, 2, 3}, POLICY) == (3, FEWEST + 2 * (FEWEST - 1))
    assert mapping.mixed(reveals(FEWEST, FEWEST, FEWEST - 1), {1, 2, 3}, POLICY) == (2, 2 * FEWEST)


def test_a_room_without_comments_does_not_count() -> None:
    assert mapping.mixed(reveals(FEWEST - 1, 50), {1}, POLICY) == (0, 0)
    assert mapping.mixed(reveals(20, 50, FEWEST), {1, 3}, POLICY) == (3, 20 + FEWEST)


def test_without_protection_every_word_is_read_at_once() -> None:
    assert mapping.mixed(reveals(1, 1), {1, 2}, Policy(protection=Protection.NONE)) == (2, 2)


def test_nothing_revealed_is_nothing_to_read() -> None:
    assert mapping.mixed([], set(), POLICY) == (0, 0)


@pytest.mark.parametrize(
    ("facilitator_only", "shown", "expected"),
    [
        (False, Shown.WORD_FOR_WORD, "We wait for papers."),
        (False, Shown.THEME, "Theme: waiting"),
        (False, Shown.FACILITATOR, ""),
        (True, Shown.WORD_FOR_WORD, ""),
        (True, Shown.THEME, ""),
        (True, Shown.FACILITATOR, ""),
    ],
)
def test_words_for_the_facilitator_alone_are_never_shown(facilitator_only: bool, shown: Shown, expected: str) -> None:
    words = PooledWords(text="We wait for papers.", theme="waiting", shown=shown, facilitator_only=facilitator_only)
    assert mapping.shown(words) == expected
