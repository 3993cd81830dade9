"""Notes on the conversation: stored with the enabler, and never lost."""

from __future__ import annotations

import pytest
from tests.web.cast import Cast
from tests.web.show.results.reading import As, text, url

from greenshoots.web.base.audit.models import Entry
from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.show.results import actions
from greenshoots.web.show.results.models import EarlierNote, Note

PAGE, NOTE = "enablers/staff-permission/", "enablers/staff-permission/note/"


def test_a_note_is_shown_with_its_enabler_and_who_changed_it_last(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    page = text(alice.post(url(round_, NOTE), {"text": "Two signatures.", "version": 0}, follow=True))
    assert "Note saved." in page
    assert "Two signatures." in page
    assert "Last changed by Alice" in page
    assert Entry.objects.filter(verb="results.noted").count() == 1
    assert "Two signatures." not in str(Entry.objects.values_list("facts", "about")), "The trail holds no words."


def test_a_note_that_a_colleague_changed_is_not_overwritten(round_: Round, cast: Cast, as_: As) -> None:
    as_(cast.olive).post(url(round_, NOTE), {"text": "Olive's words.", "version": 0})
    response = as_(cast.alice).post(url(round_, NOTE), {"text": "Alice's words.", "version": 0})
    page = text(response)
    assert response.status_code == 409
    assert "A colleague changed this note while you were writing" in page
    assert "Olive's words." in page
    assert "Alice's words." in page
    assert Note.objects.get().text == "Olive's words."
    both = {"text": "Olive's words. Alice's words.", "version": Note.objects.get().version}
    assert as_(cast.alice).post(url(round_, NOTE), both).status_code == 302
    assert Note.objects.get().text == both["text"]


def test_the_last_few_texts_are_kept(round_: Round, cast: Cast, as_: As) -> None:
    for number in range(9):
        actions.write_note(round_, "staff-permission", f"Text {number}.", read=number, by=cast.alice)
    assert [one.text for one in EarlierNote.objects.all()] == [f"Text {n}." for n in (7, 6, 5, 4, 3)]
    page = text(as_(cast.alice).get(url(round_, PAGE)))
    assert "Earlier versions" in page
    assert "Text 7." in page


def test_the_same_text_twice_changes_nothing(round_: Round, cast: Cast) -> None:
    for _ in range(2):
        actions.write_note(round_, "staff-permission", "Said.", read=0, by=cast.alice)
    assert (Note.objects.get().version, Entry.objects.filter(verb="results.noted").count()) == (1, 1)


def test_a_long_text_comes_back_filled_in(round_: Round, cast: Cast, as_: As) -> None:
    response = as_(cast.alice).post(url(round_, NOTE), {"text": "x" * 5001, "version": 0})
    assert response.status_code == 422
    assert "x" * 5001 in text(response)
    assert not Note.objects.exists()


def test_analysts_read_notes_and_viewers_do_not(round_: Round, cast: Cast, as_: As) -> None:
    actions.write_note(round_, "staff-permission", "Two signatures.", read=0, by=cast.alice)
    releases.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    assert "Two signatures." in text(as_(cast.bob).get(url(round_, PAGE)))
    assert "Two signatures." not in text(as_(cast.vera).get(url(round_, PAGE)))


@pytest.mark.parametrize("page", [PAGE, NOTE])
def test_an_enabler_that_does_not_exist_is_not_found(page: str, round_: Round, cast: Cast, as_: As) -> None:
    alice, address = as_(cast.alice), url(round_, page.replace("staff-permission", "nothing"))
    response = alice.post(address, {"text": "x", "version": 0}) if page == NOTE else alice.get(address)
    assert response.status_code == 404
