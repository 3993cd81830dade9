"""Places add their own entries: who may write, who can read, and that no change is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.act.library import actions, queries
from greenshoots.web.act.library.models import Entry
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.audit import sentences
from greenshoots.web.base.places.models import Place

As = Callable[[User], Visitor]
FACTS = {
    "version": "0", "title": "How we met on Tuesdays", "kind": "story", "text": "We met, *every* week.",
    "first_step": "Book a room.", "enablers": ["systems-mindset", "case-and-vision"], "who": ["team"],
    "effort": "weeks", "source": "Our own notes", "shared": "private", "more_partners": "",
}  # fmt: skip


def made(place: Place, by: User, *, partners: tuple[str, ...] = (), **facts: str) -> Entry:
    names = ("title", "kind", "text", "first_step", "effort", "source", "shared")
    values = {name: FACTS[name] for name in names} | {"enablers": "systems-mindset", "who": "team"} | facts
    return actions.add(place, values, partners=partners, by=by)


def test_a_facilitator_adds_an_entry_after_seeing_how_it_reads(cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    preview = alice.post("/places/northval/library/new/", FACTS | {"preview": "yes"})
    assert "Nothing has been saved yet" in preview.content.decode()
    assert "<em>every</em>" in preview.content.decode()
    assert not Entry.objects.exists()
    answer = alice.post("/places/northval/library/new/", FACTS)
    row = Entry.objects.get()
    assert answer["Location"] == f"/places/northval/library/{row.code}/"
    page = alice.get(answer["Location"]).content.decode()
    assert "How we met on Tuesdays" in page
    assert "Book a room." in page
    assert sentences.of(cast.northvale.audit.first()) == "Alice added “How we met on Tuesdays” to the library."


def test_how_it_reads_is_shown_to_somebody_who_is_still_writing(cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    begun = {"title": "Tuesdays", "kind": "story", "text": "We *met*.", "shared": "partners", "preview": "yes"}
    preview = alice.post("/places/northval/library/new/", begun)
    assert preview.status_code == 200
    assert "We <em>met</em>." in preview.content.decode()
    empty = alice.post("/places/northval/library/new/", begun | {"text": ""})
    assert empty.status_code == 422
    assert 'href="#id_text"' in empty.content.decode()
    assert 'href="#id_enablers"' not in empty.content.decode()
    assert alice.post("/places/northval/library/new/", {**begun, "preview": []}).status_code == 422


def test_codes_that_nobody_reads_are_not_looked_at(cast: Cast, as_: As) -> None:
    answer = as_(cast.alice).post("/places/northval/library/new/", FACTS | {"more_partners": "nowhere"})
    assert answer.status_code == 302


def test_a_form_that_lacks_something_comes_back_filled_in(cast: Cast, as_: As) -> None:
    answer = as_(cast.alice).post("/places/northval/library/new/", FACTS | {"title": "", "text": "What we wrote"})
    assert answer.status_code == 422
    assert "What we wrote" in answer.content.decode()


@pytest.mark.parametrize("who", ["bob", "vera"])
def test_members_who_do_not_run_anything_read_and_do_not_write(cast: Cast, as_: As, who: str) -> None:
    row, member = made(cast.northvale, cast.alice), as_(getattr(cast, who))
    assert member.get(f"/places/northval/library/{row.code}/").status_code == 200
    assert member.get(f"/places/northval/library/{row.code}/history/").status_code == 200
    for address in ("new/", f"{row.code}/edit/", f"{row.code}/delete/"):
        assert member.post(f"/places/northval/library/{address}", FACTS).status_code == 403
    assert "Add an entry" not in member.get("/places/northval/library/").content.decode()


def test_places_are_apart(cast: Cast, as_: As) -> None:
    row, charlie = made(cast.northvale, cast.alice), as_(cast.charlie)
    for address in (
        f"/library/{row.code}/", f"/places/southmer/library/{row.code}/", f"/places/northval/library/{row.code}/",
        f"/places/southmer/library/{row.code}/edit/", f"/places/southmer/library/{row.code}/history/",
        f"/places/southmer/library/{row.code}/delete/", "/places/northval/library/",
    ):  # fmt: skip
        assert charlie.get(address).status_code == 404, address
    for address in ("/library/", "/places/southmer/library/", "/library/?q=Tuesdays"):
        assert row.title not in charlie.get(address).content.decode()
    assert Visitor().get(f"/library/{row.code}/").status_code == 404
    assert queries.entry(row.code, cast.southmere) is None
    assert row.code not in [one.key for one in queries.for_enabler("systems-mindset", cast.southmere)]


def test_partners_read_what_they_were_chosen_for_and_nobody_else_does(cast: Cast, as_: As) -> None:
    other = Place.objects.create(name="Eastmoor", code="eastmoor")
    row = made(cast.northvale, cast.alice, shared="partners", partners=("southmer",))
    charlie = as_(cast.charlie)
    assert charlie.get(f"/library/{row.code}/").status_code == 200
    page = charlie.get(f"/places/southmer/library/{row.code}/").content.decode()
    assert row.title in page
    assert "Edit entry" not in page
    assert charlie.get(f"/places/southmer/library/{row.code}/edit/").status_code == 404
    assert queries.entry(row.code, other) is None
    assert Visitor().get(f"/library/{row.code}/").status_code == 404


def test_everybody_is_everybody_with_an_account(cast: Cast, as_: As) -> None:
    row = made(cast.northvale, cast.alice, shared="everybody")
    assert as_(cast.charlie).get(f"/library/{row.code}/").status_code == 200
    assert row.title in as_(cast.charlie).get("/places/southmer/library/").content.decode()
    assert Visitor().get(f"/library/{row.code}/").status_code == 404
    assert row.title not in Visitor().get("/library/").content.decode()


def test_a_partner_is_found_by_its_code(cast: Cast, as_: As) -> None:
    alice, shared = as_(cast.alice), FACTS | {"shared": "partners"}
    nobody = alice.post("/places/northval/library/new/", shared)
    assert "Choose a place or enter its code." in nobody.content.decode()
    wrong = alice.post("/places/northval/library/new/", shared | {"more_partners": "nowhere"})
    assert "There is no place with the code “nowhere”." in wrong.content.decode()
    alice.post("/places/northval/library/new/", shared | {"more_partners": " SOUTHMER, "})
    assert [place.code for place in Entry.objects.get().partners.all()] == ["southmer"]


def test_sharing_no_longer_with_partners_forgets_them(cast: Cast, as_: As) -> None:
    row = made(cast.northvale, cast.alice, shared="partners", partners=("southmer",))
    alice = as_(cast.alice)
    assert "Southmere" in alice.get(f"/places/northval/library/{row.code}/edit/").content.decode()
    alice.post(f"/places/northval/library/{row.code}/edit/", FACTS | {"version": "1", "partners": ["southmer"]})
    assert not row.partners.exists()
    told = [sentences.of(entry) for entry in cast.northvale.audit.all()]
    assert "Alice changed who can read “How we met on Tuesdays” in the library." in told


def test_changing_keeps_what_stood_there_and_who_wrote_it(cast: Cast, as_: As) -> None:
    row = made(cast.northvale, cast.alice)
    facts = FACTS | {"version": "1", "text": "We met every *month*."}
    as_(cast.olive).post(f"/places/northval/library/{row.code}/edit/", facts)
    page = as_(cast.vera).get(f"/places/northval/library/{row.code}/history/").content.decode()
    assert page.index("Version 2, by Olive") < page.index("Version 1, by Alice")
    assert "<em>month</em>" in page
    assert "<em>every</em>" in page


def test_saving_what_stands_there_already_changes_nothing(cast: Cast, as_: As) -> None:
    row = made(cast.northvale, cast.alice, enablers="systems-mindset case-and-vision")
    as_(cast.olive).post(f"/places/northval/library/{row.code}/edit/", FACTS | {"version": "1"})
    row.refresh_from_db()
    assert (row.version, row.by) == (1, cast.alice)


def test_two_who_write_at_once_lose_nothing(cast: Cast, as_: As) -> None:
    row = made(cast.northvale, cast.alice)
    address = f"/places/northval/library/{row.code}/edit/"
    as_(cast.olive).post(address, FACTS | {"version": "1", "text": "Olive was first."})
    answer = as_(cast.alice).post(address, FACTS | {"version": "1", "text": "Alice was second."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Olive was first." in page
    assert "Alice was second." in page
    row.refresh_from_db()
    assert row.text == "Olive was first."
    as_(cast.alice).post(address, FACTS | {"version": "2", "text": "Both of us."})
    row.refresh_from_db()
    assert (row.text, row.version) == ("Both of us.", 3)


def test_deleting_asks_for_the_title(cast: Cast, as_: As) -> None:
    row, alice = made(cast.northvale, cast.alice), as_(cast.alice)
    address = f"/places/northval/library/{row.code}/delete/"
    assert alice.get(address).status_code == 200
    assert alice.post(address, {"name": "something else"}).status_code == 422
    assert alice.post(address, {"name": "how we met on tuesdays"})["Location"] == "/places/northval/library/"
    assert not Entry.objects.exists()


def test_what_ships_is_nobodys_to_change(cast: Cast, as_: As) -> None:
    assert as_(cast.alice).get("/places/northval/library/start-small/").status_code == 200
    assert as_(cast.alice).get("/places/northval/library/start-small/edit/").status_code == 404


def test_what_somebody_writes_cannot_act(cast: Cast, as_: As) -> None:
    row = made(
        cast.northvale, cast.alice, title="<b>Bold</b>",
        text='<script>alert(1)</script><img src=x onerror="alert(2)">[x](javascript:alert(3))', first_step="<style>",
    )  # fmt: skip
    page = as_(cast.alice).get(f"/places/northval/library/{row.code}/").content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "&lt;b&gt;Bold" in page


def test_an_entry_leaves_with_its_place_and_stays_without_its_writer(cast: Cast, as_: As) -> None:
    row = made(cast.northvale, cast.alice)
    cast.alice.delete()
    row.refresh_from_db()
    assert row.by is None
    assert as_(cast.olive).get(f"/places/northval/library/{row.code}/history/").status_code == 200
    cast.northvale.delete()
    assert not Entry.objects.exists()


def test_browsing_takes_as_many_queries_with_one_entry_as_with_thirty(cast: Cast, as_: As) -> None:
    vera = as_(cast.vera)

    def counted() -> int:
        with CaptureQueriesContext(connection) as caught:
            vera.get("/places/northval/library/")
        return len(caught)

    made(cast.northvale, cast.alice)
    first = counted()
    for number in range(30):
        made(cast.northvale, cast.alice, title=f"Story {number}")
    assert counted() == first <= 6


def test_a_long_list_goes_on_with_what_was_looked_for(cast: Cast, as_: As) -> None:
    for number in range(70):
        made(cast.northvale, cast.alice, title=f"Story {number:02}")
    vera = as_(cast.vera)
    first = vera.get("/places/northval/library/?q=story&kind=story").content.decode()
    assert "?q=story&amp;kind=story&amp;page=2" in first
    assert "70 of" in first
    second = vera.get("/places/northval/library/?q=story&kind=story&page=2").content.decode()
    assert "Story 69" in second
    assert "Story 00" not in second


def test_deleting_a_place_says_that_its_entries_go_too(cast: Cast, as_: As) -> None:
    olive = as_(cast.olive)
    assert "to the library" not in olive.get("/places/northval/delete/").content.decode()
    made(cast.northvale, cast.alice)
    assert "1 entry that this place added to the library" in olive.get("/places/northval/delete/").content.decode()


def test_an_entry_may_strengthen_an_enabler_of_a_places_own_questionnaire(cast: Cast, as_: As) -> None:
    version = making.built_in(cast.northvale)
    version.text = version.text.replace('id = "systems-mindset"', 'id = "our-own"').replace(
        "A systems mindset and a long-term view", "Something of our own"
    )
    version.local, version.translations = True, {}
    version.save()
    alice = as_(cast.alice)
    assert "Something of our own" in alice.get("/places/northval/library/new/").content.decode()
    alice.post("/places/northval/library/new/", FACTS | {"enablers": ["our-own"]})
    assert [one.title for one in queries.for_enabler("our-own", cast.northvale)] == [FACTS["title"]]
    assert "Something of our own" in alice.get("/places/northval/library/?enabler=our-own").content.decode()
    assert "Something of our own" not in as_(cast.charlie).get("/places/southmer/library/new/").content.decode()
