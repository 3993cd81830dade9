"""Every sentence goes through one voice: what is put in, which form of a number, and where a voice begins and ends."""

from __future__ import annotations

import gettext

import pytest

from greenshoots.core import translation
from greenshoots.core.translation import Voice


class Backwards(gettext.NullTranslations):
    """A language that nobody speaks: each message in capitals, and numbers with other marks."""

    def gettext(self, message: str) -> str:
        return {"{who} spoke": "SPOKEN BY {who}", "{number}%": "{number} IN A HUNDRED"}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "NOBODY" if n == 0 else f"{{n}} OF THEM, {msgid1} AND {msgid2}"

    def pgettext(self, context: str, message: str) -> str:
        return {(translation.THOUSANDS, ","): ".", (translation.DECIMALS, "."): ","}[context, message]


SPOKEN = Voice("xx", Backwards(), draft=True)


def test_facts_are_put_in_by_name_and_never_read_as_a_message():
    assert translation.say("{who} spoke", who="{number}%") == "{number}% spoke"


def test_a_message_without_facts_may_hold_braces():
    assert translation.say("{as it stands}") == "{as it stands}"


@pytest.mark.parametrize(("n", "said"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1204, "1,204 people")])
def test_a_number_chooses_its_form(n: int, said: str):
    assert translation.say_plural("1 person", "{n} people", n) == said


def test_a_voice_speaks_inside_its_block_and_not_after_it():
    with translation.using(SPOKEN):
        assert translation.language() == "xx"
        assert translation.say("{who} spoke", who="Ann") == "SPOKEN BY Ann"
        assert translation.say_plural("ONE", "MANY", 0) == "NOBODY"
        assert translation.say_plural("ONE", "MANY", 1204) == "1.204 OF THEM, ONE AND MANY"
        assert translation.per_cent(0.95) == "95 IN A HUNDRED"
    assert translation.language() == translation.ENGLISH
    assert translation.say("{who} spoke", who="Ann") == "Ann spoke"


def test_numbers_take_the_marks_of_the_voice():
    with translation.using(SPOKEN):
        assert (translation.count(1234567), translation.decimal(3.25, 1)) == ("1.234.567", "3,2")


def test_a_voice_ends_also_when_something_goes_wrong():
    with pytest.raises(ZeroDivisionError), translation.using(SPOKEN):
        _ = 1 / 0
    assert translation.language() == translation.ENGLISH


def test_a_draft_says_so_and_english_does_not():
    assert translation.draft_sentence() == ""
    with translation.using(SPOKEN):
        assert translation.draft_sentence().startswith("This translation is a draft.")


def test_marking_a_message_changes_nothing():
    assert translation.mark("{who} spoke") == "{who} spoke"
