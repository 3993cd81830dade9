"""Entries are found by their words, whatever their accents and capitals."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from tests.web.cast import Cast
from tests.web.library.test_writing import made
from tests.web.pages import Visitor

from greenshoots import library
from greenshoots.web.library import browsing, enablers, queries, search
from greenshoots.web.library.queries import Shown


def keys(found: list[Shown]) -> list[str]:
    return [one.key for one in found]


def look(asked: str) -> browsing.Found:
    return browsing.look(ships(), QueryDict(asked), enablers.titles())


def ships() -> list[Shown]:
    return [queries.of_guide(one, None) for one in library.entries()]


@pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.id)
def test_every_entry_is_found_by_its_title_and_by_its_text(entry: library.Entry) -> None:
    assert keys(search.find(ships(), entry.title))[0] == entry.id
    assert entry.id in keys(search.find(ships(), " ".join(entry.text.split()[:9])))


def test_every_word_has_to_be_there() -> None:
    one = keys(search.find(ships(), "oldham"))
    both = keys(search.find(ships(), "oldham shoes"))
    assert set(both) < set(one)
    assert search.find(ships(), "oldham zebra") == []


def test_the_beginning_of_a_word_is_enough_and_its_middle_is_not() -> None:
    assert "oldham-model" in keys(search.find(ships(), "oldh"))
    assert search.find(ships(), "ldham") == []


def test_a_word_of_the_title_counts_more_than_one_of_the_text() -> None:
    def shown(key: str, title: str, text: str) -> Shown:
        return Shown(key, title, "story", (), (), "hours", text, "", "", "", "")

    found = search.find([shown("text", "Other", "The river runs."), shown("title", "A river", "Text.")], "river")
    assert keys(found) == ["title", "text"]
    found = search.find([shown("begins", "Riverside", ""), shown("whole", "River", "")], "river")
    assert keys(found) == ["whole", "begins"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", ["Tŷ'r", "tyr", "TŶ’R", "ymddiried", "Ŵyl", "wyl", "gymdogaeth ŵyl", "straße", "STRASSE"]
)
def test_accents_capitals_and_apostrophes_do_not_matter(cast: Cast, asked: str) -> None:
    row = made(cast.northvale, cast.alice, title="Tŷ’r Ŵyl", text="Ymddiriedaeth mewn gymdogaeth. Straße.")
    assert keys(search.find([queries.of_place(row, None)], asked)) == [row.code]


@pytest.mark.parametrize("asked", ["", "   ", "—", "*", '"', "' OR 1=1", "NEAR(", "a" * 5_000, "\x00", "(((", "😀"])
def test_whatever_is_typed_gives_a_page(db: None, asked: str) -> None:
    assert Visitor().get("/library/", {"q": asked}).status_code == 200


def test_filters_narrow_and_say_how_many_there_would_be() -> None:
    found = look("kind=example&who=system&effort=months&enabler=systems-mindset")
    assert found.entries
    for one in found.entries:
        assert (one.kind_id, one.effort) == ("example", "months")
        assert "system" in one.who
        assert "systems-mindset" in one.enablers
    for one in found.filters:
        for choice in one.choices:
            rest = {f.name: c.value for f in found.filters for c in f.choices if c.chosen and f.name != one.name}
            asked = "&".join(f"{name}={value}" for name, value in {**rest, one.name: choice.value}.items())
            assert len(look(asked).entries) == choice.count


def test_what_an_address_asks_for_and_nobody_offers_is_passed_over(db: None) -> None:
    page = Visitor().get("/library/?kind=poem&who=nobody&effort=&enabler=x&from=moon").content.decode()
    assert f"{len(library.entries())} entries" in page
    assert "Show everything" not in page


def test_a_search_that_finds_nothing_says_what_to_do(db: None) -> None:
    page = Visitor().get("/library/?q=zebra").content.decode()
    assert "Nothing fits all of this." in page
    assert 'value="zebra"' in page


def test_a_search_says_how_many_it_found(db: None) -> None:
    assert f"1 entry of {len(library.entries())}" in Visitor().get("/library/?q=oldham+shoes").content.decode()
