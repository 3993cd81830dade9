"""Entries are found by their words, whatever their accents and capitals."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from tests.web.act.library.test_writing import made
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots import library
from greenshoots.web.act.library import browsing, enablers, queries, search
from greenshoots.web.act.library.models import Entry, Words
from greenshoots.web.act.library.queries import ShownEntry
from greenshoots.web.base.places.models import Place


def keys(found: list[ShownEntry]) -> list[str]:
    return [one.key for one in found]


def look(asked: str) -> browsing.SearchResult:
    return browsing.search_entries(ships(), QueryDict(asked), enablers.titles())


def ships() -> list[ShownEntry]:
    return [queries.of_guide(one, None) for one in library.entries()]


@pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.id)
def test_every_entry_is_found_by_its_title_and_by_its_text(db: None, entry: library.Entry) -> None:
    assert keys(search.find(ships(), entry.title))[0] == entry.id
    assert entry.id in keys(search.find(ships(), " ".join(entry.text.split()[:9])))


def test_every_word_has_to_be_there(db: None) -> None:
    one = keys(search.find(ships(), "oldham"))
    both = keys(search.find(ships(), "oldham shoes"))
    assert set(both) < set(one)
    assert search.find(ships(), "oldham zebra") == []


def test_the_beginning_of_a_word_is_enough_and_its_middle_is_not(db: None) -> None:
    assert "oldham-model" in keys(search.find(ships(), "oldh"))
    assert search.find(ships(), "ldham") == []


def own(cast: Cast, title: str, text: str = "Text.") -> Entry:
    return made(cast.northvale, cast.alice, title=title, text=text)


def shown(cast: Cast) -> list[ShownEntry]:
    return [queries.of_place(row, None) for row in Entry.objects.all()]


def test_a_word_of_the_title_counts_more_than_one_of_the_text(cast: Cast) -> None:
    text, title = own(cast, "Other", "The zephyr runs."), own(cast, "A zephyr")
    assert keys(search.find(shown(cast), "zephyr")) == [title.code, text.code]


def test_a_whole_word_counts_more_than_the_beginning_of_one(cast: Cast) -> None:
    begins, whole = own(cast, "Zephyrside"), own(cast, "Zephyr")
    assert keys(search.find(shown(cast), "zephyr")) == [whole.code, begins.code]


def test_what_changes_is_found_by_its_new_words_at_once(cast: Cast) -> None:
    row = own(cast, "Zephyr")
    assert keys(search.find(shown(cast), "zephyr")) == [row.code]
    Entry.objects.filter(pk=row.pk).update(title="Quokka", version=2)
    assert search.find(shown(cast), "zephyr") == []
    assert keys(search.find(shown(cast), "quokka")) == [row.code]
    assert search.bring_up_to_date() == 0, "Nothing is indexed twice."
    Place.objects.filter(pk=cast.northvale.pk).update(name="Wombatshire")
    assert keys(search.find(shown(cast), "wombatshire")) == [row.code]
    row.delete()
    assert not Words.objects.exclude(entry=None).exists()
    assert search.find(shown(cast), "quokka") == []


def test_what_may_not_be_read_is_not_found(cast: Cast) -> None:
    own(cast, "Zephyr")
    assert search.find(ships(), "zephyr") == []


def test_an_entry_that_ships_no_more_leaves_the_index(db: None) -> None:
    Words.objects.create(key="long-gone", title="zephyr", place="", text="")
    search.bring_up_to_date()
    assert set(Words.objects.values_list("key", flat=True)) == {one.id for one in library.entries()}


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
    assert "Clear search and filters" not in page


def test_a_search_that_finds_nothing_says_what_to_do(db: None) -> None:
    page = Visitor().get("/library/?q=zebra").content.decode()
    assert "No entries match." in page
    assert 'value="zebra"' in page


def test_a_search_says_how_many_it_found(db: None) -> None:
    assert f"1 of {len(library.entries())} entries" in Visitor().get("/library/?q=oldham+shoes").content.decode()
