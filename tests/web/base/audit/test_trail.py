"""The page of what was changed: a sentence for every verb there is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.cast import Cast
from tests.web.pages import Visitor

import greenshoots.web
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.audit import actions, sentences
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.base.audit.wording import COUNTED, SENTENCES

As = Callable[[User], Visitor]
CHANGES = "/places/northval/changes/"


def said(cast: Cast, verb: str, **facts: object) -> str:
    actions.record(cast.northvale, by=cast.olive, verb=verb, **facts)
    return sentences.of(Entry.objects.first())


def test_a_change_is_a_sentence(cast: Cast):
    assert said(cast, "place.renamed", about="New", before="Old") == "Olive renamed the place from “Old” to “New”."
    assert said(cast, "member.joined", about="Bob", role="analyst") == "Olive joined as analyst."


@pytest.mark.parametrize(("number", "words"), [(1, "1 person to"), (12, "12 people to")])
def test_numbers_are_said_as_people_say_them(cast: Cast, number: int, words: str):
    assert words in said(cast, "people.added", about="Round 1", number=number)


def test_a_verb_without_a_sentence_is_told_all_the_same(cast: Cast):
    assert said(cast, "kite.flown_high", about="Red") == "Olive – kite: flown high, “Red”."
    assert said(cast, "kite.flown") == "Olive – kite: flown."


def test_an_entry_that_lacks_a_fact_is_told_plainly(cast: Cast):
    assert said(cast, "place.renamed", about="New") == "Olive – place: renamed, “New”."
    assert "people: added" in said(cast, "people.added", about="Round 1")


def test_a_deleted_account_is_shown_as_someone(cast: Cast):
    actions.record(cast.northvale, by=None, verb="place.made", about="It")
    assert sentences.of(Entry.objects.first()) == "Someone created the place “It”."


@pytest.mark.parametrize("verb", [*SENTENCES, *COUNTED])
def test_every_sentence_has_what_it_needs_from_the_facts_that_rooms_give(cast: Cast, verb: str):
    facts = {"about": "It", "number": 3, "role": "owner", "before": "viewer", "body": "A region", "day": "2025-06-03"}
    assert "–" not in said(cast, verb, **facts)


def test_every_verb_that_a_room_writes_has_a_sentence():
    source = Path(greenshoots.web.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    verbs = set(re.findall(r'"((?:[a-z]+)\.[a-z_]+)"', "\n".join(re.findall(r"verb=.*|verb = .*", code))))
    assert verbs
    assert not verbs - set(SENTENCES) - set(COUNTED)


def test_owners_read_what_was_changed_newest_first(as_: As, cast: Cast):
    for name in ("First", "Second"):
        actions.record(cast.northvale, by=cast.alice, verb="diagnostic.made", about=name)
    actions.record(cast.southmere, by=cast.charlie, verb="diagnostic.made", about="Elsewhere")
    page = as_(cast.olive).get(CHANGES).content.decode()
    assert page.index("Second") < page.index("First")
    assert "Alice created the diagnostic" in page
    assert "Elsewhere" not in page


def test_the_list_has_pages_and_asks_the_database_a_fixed_number_of_times(as_: As, cast: Cast):
    visitor = as_(cast.olive)
    actions.record(cast.northvale, by=cast.alice, verb="diagnostic.made", about="The oldest")
    with CaptureQueriesContext(connection) as few:
        visitor.get(CHANGES)
    for number in range(60):
        actions.record(cast.northvale, by=cast.alice, verb="diagnostic.made", about=f"{number}")
    with CaptureQueriesContext(connection) as many:
        page = visitor.get(CHANGES).content.decode()
    assert len(few) == len(many)
    assert "The oldest" not in page
    assert "The oldest" in visitor.get(f"{CHANGES}?page=2").content.decode()
