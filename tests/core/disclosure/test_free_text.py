"""Which words may be shown, and in which order."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from greenshoots.core.answers import Remark
from greenshoots.core.disclosure import free_text
from greenshoots.core.disclosure.policy import Policy, Protection

WORDS = ["We share risk.", "Not here yet.", "Managers listen.", "It depends."]


@pytest.fixture
def chosen(make):
    def choose(words, *, people=12, policy=None):
        answers = make.answers([[2] * people], make.instrument())
        answers = replace(answers, words={"e1": [Remark(row, text) for row, text in enumerate(words)]})
        return free_text.choose(answers, policy or Policy())[0]

    return choose


def test_words_are_shown_from_three_remarks_of_ten_people_on(chosen):
    assert set(chosen(WORDS, people=10).texts) == set(WORDS)
    assert set(chosen(WORDS[:3]).texts) == set(WORDS[:3])


@pytest.mark.parametrize(
    ("words", "people", "why"), [(WORDS, 9, "10 people have answered"), (WORDS[:2], 12, "3 people have written")]
)
def test_too_few_people_or_remarks_show_none_and_say_why(chosen, words, people, why):
    found = chosen(words, people=people)
    assert (found.texts, found.held_back) == ((), 0)
    assert why in found.reason


def test_words_are_never_shown_among_fewer_than_k_people(chosen):
    assert chosen(WORDS, people=12, policy=Policy(k=20)).texts == ()
    assert "20 people" in chosen(WORDS, people=12, policy=Policy(k=20)).reason
    assert chosen(WORDS, people=20, policy=Policy(k=20)).texts != ()


def test_an_open_room_keeps_the_rule_and_no_protection_drops_it(chosen):
    assert chosen(WORDS, people=9, policy=Policy(protection=Protection.OPEN)).texts == ()
    assert chosen(WORDS[:1], people=1, policy=Policy(protection=Protection.NONE)).texts == (WORDS[0],)


def test_the_order_says_nothing_about_who_wrote_when(chosen):
    assert chosen(WORDS).texts == chosen(WORDS[::-1]).texts
    many = [f"{'Very ' * (number % 7)}good, says {number}." for number in range(30)]
    texts = chosen(many, people=30).texts
    assert set(texts) == set(many)
    assert texts not in [tuple(many), tuple(sorted(many)), tuple(sorted(many, key=len)), tuple(sorted(texts, key=len))]


def test_nobody_wrote_is_not_a_refusal(chosen):
    assert chosen([]) == chosen(["  ", "\n"])
    assert chosen([]).reason == ""


def test_space_and_line_breaks_are_evened_out(chosen):
    assert "Two lines." in chosen(["Two\n  lines. ", *WORDS]).texts


@pytest.mark.parametrize(
    "text",
    [
        "Write to jo.bloggs@example.org",
        "jo@localhost knows",
        "See https://example.org/minutes",
        "www.example.org has it",
        "Ask me on 01632 960 001",
        "(01632) 960-001",
        "+44 (0) 1632 960001",
        "Message @jobloggs",
    ],
)
def test_words_that_seem_to_reach_somebody_are_held_back(chosen, text):
    assert free_text.reaches_somebody(text)
    found = chosen([text, *WORDS])
    assert set(found.texts) == set(WORDS)
    assert found.held_back == 1


@pytest.mark.parametrize(
    "text", ["We met 3 times in 2026.", "Meet @ noon", "A score of 4/5", "1, 2, 3, 4, 5, 6, 7, 8, 9"]
)
def test_ordinary_words_are_not_held_back(text):
    assert not free_text.reaches_somebody(text)


def test_held_back_remarks_do_not_make_up_the_three(chosen):
    found = chosen([*WORDS[:2], "jo@example.org"])
    assert (found.texts, found.held_back) == ((), 0)


def test_one_endless_word_takes_no_time(chosen):
    begun = time.perf_counter()
    assert not free_text.reaches_somebody("a" * 200_000)
    assert time.perf_counter() - begun < 2


def test_words_of_one_enabler_do_not_count_for_another(make):
    answers = make.answers([[2] * 12] * 2, make.instrument(2))
    answers = replace(
        answers, words={"e1": [Remark(n, text) for n, text in enumerate(WORDS)], "e2": [Remark(0, "Yes.")]}
    )
    first, second = free_text.choose(answers, Policy())
    assert len(first.texts) == 4
    assert (second.texts, second.enabler.id) == ((), "e2")
