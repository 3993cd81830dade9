"""What the team enters on its pages: paper forms, files, and the preview of what people see."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round, RoundState
from greenshoots.web.collect.participants import page_cache
from greenshoots.web.collect.releases import actions
from greenshoots.web.collect.responses import private_code
from greenshoots.web.collect.responses.actions import record_response
from greenshoots.web.collect.responses.models import Mode, PendingResponse
from greenshoots.web.collect.responses.response import Response

FORM = "application/x-www-form-urlencoded"
As = Callable[[User], Visitor]


@pytest.fixture
def round_(cast: Cast) -> Round:
    """Give an open round, looked at by nobody yet."""
    page_cache.forget()
    return making.diagnostic(cast.northvale).rounds.get()


def at(round_: Round, page: str) -> str:
    return f"/diagnostics/{round_.diagnostic.code}/rounds/{round_.number}/{page}/"


def sheet(client: Visitor, round_: Round, **more: str) -> dict[str, str]:
    """Give what somebody types in who fills in three scores."""
    html = client.get(at(round_, "enter")).content.decode()
    code = re.search(r'name="code" value="([^"]+)"', html)
    assert code
    return {
        "code": code[1],
        "entered": "0",
        "mode": str(Mode.PAPER.value),
        "s-systems-mindset": "4",
        "s-reframing-risk": "?",
        "s-collaborative-culture": "1",
    } | more


def test_a_sheet_is_kept_and_its_number_is_shown_once(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    found = alice.post(at(round_, "enter"), sheet(alice, round_))
    row = PendingResponse.objects.get()
    assert bytes(row.scores)[:4] == bytes([3, 255, 0, 254])
    assert row.mode == Mode.PAPER
    page = found.content.decode()
    assert "1 form entered so far." in page
    number = re.search(r'kept-number">(\w{4}-\w{4}-\w{4})<', page)
    assert number
    assert number[1] not in alice.get(at(round_, "enter")).content.decode()
    assert [(entry.verb, entry.facts) for entry in Entry.objects.all()] == [("responses.entered", {})]


def test_after_a_sheet_the_cursor_stands_where_the_next_one_begins(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    page = alice.post(at(round_, "enter"), sheet(alice, round_)).content.decode()
    assert re.search(r'<select name="g-\w+"[^>]* autofocus', page)


def test_a_sheet_is_taken_out_again_by_its_number(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    typed = sheet(alice, round_)
    alice.post(at(round_, "enter"), typed)
    wrong = alice.post(at(round_, "enter/take-out"), {"sheet": "AAAA-AAAA-AAAA"}, follow=True)
    assert "There is no form with this number" in wrong.content.decode()
    right = alice.post(at(round_, "enter/take-out"), {"sheet": typed["code"]}, follow=True)
    assert "The form was removed." in right.content.decode()
    assert not PendingResponse.objects.exists()


def test_the_same_sheet_sent_twice_counts_once(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    typed = sheet(alice, round_)
    alice.post(at(round_, "enter"), typed)
    again = alice.post(at(round_, "enter"), typed | {"entered": "1"})
    assert PendingResponse.objects.count() == 1
    assert "1 form entered" in again.content.decode()


@pytest.mark.parametrize("typed", ["6", "0", "2.5", "four"])
def test_a_score_off_the_scale_comes_back_with_what_was_typed(cast: Cast, round_: Round, as_: As, typed: str) -> None:
    alice = as_(cast.alice)
    found = alice.post(at(round_, "enter"), sheet(alice, round_, **{"s-systems-mindset": typed}))
    assert found.status_code == 422
    assert f"“{typed}” is not a score" in found.content.decode()
    assert not PendingResponse.objects.exists()


def test_a_sheet_without_a_score_is_not_kept(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    found = alice.post(at(round_, "enter"), {"code": "", "mode": str(Mode.PAPER.value)})
    assert found.status_code == 422
    assert "The form has no scores" in found.content.decode()


def test_nothing_is_typed_into_a_closed_round(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    typed = sheet(alice, round_)
    Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED)
    found = alice.post(at(round_, "enter"), typed)
    assert found.status_code == 422
    assert not PendingResponse.objects.exists()


def file(text: str, name: str = "answers.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, text.encode())}


GOOD = "Role,systems-mindset,reframing-risk\nFrontline,4,2\nManager,Not sure,5\n,3,\n"


def brought(client: Visitor, round_: Round, text: str) -> str:
    """Bring a file in; give the page that says so."""
    checked = client.post(at(round_, "bring-in"), file(text)).content.decode()
    packed = re.search(r'name="packed" value="([^"]+)"', checked)
    assert packed, checked
    return client.post(at(round_, "bring-in/all"), {"packed": packed[1]}).content.decode()


def test_a_file_is_shown_before_it_is_brought_in_whole(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    checked = alice.post(at(round_, "bring-in"), file(GOOD))
    assert "The file has 3 responses. Nothing is saved yet." in checked.content.decode()
    assert not PendingResponse.objects.exists()
    assert "3 responses were imported." in brought(alice, round_, GOOD)
    assert sorted(bytes(row.choices) for row in PendingResponse.objects.all()) == [b"\x00", b"\x01", b"\xff"]
    assert {row.mode for row in PendingResponse.objects.all()} == {Mode.FILE}


def test_a_page_sent_twice_brings_a_file_in_once_and_can_take_it_out(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    checked = alice.post(at(round_, "bring-in"), file(GOOD)).content.decode()
    packed = re.search(r'name="packed" value="([^"]+)"', checked)
    assert packed
    first = alice.post(at(round_, "bring-in/all"), {"packed": packed[1]}).content.decode()
    again = alice.post(at(round_, "bring-in/all"), {"packed": packed[1]}).content.decode()
    assert "Already imported" in again
    assert PendingResponse.objects.count() == 3
    nonce = re.search(r'name="nonce" value="([^"]+)"', first)
    assert nonce
    out = alice.post(at(round_, "bring-in/take-out"), {"nonce": nonce[1], "number": "3"}, follow=True)
    assert "3 responses were removed." in out.content.decode()
    assert not PendingResponse.objects.exists()


def test_a_file_with_one_wrong_cell_is_refused_whole_with_its_place(cast: Cast, round_: Round, as_: As) -> None:
    found = as_(cast.alice).post(at(round_, "bring-in"), file(GOOD.replace("Not sure,5", "9,5")))
    page = found.content.decode()
    assert found.status_code == 422
    assert "answers.csv, row 3" in page
    assert "systems-mindset" in page
    assert "“9”" in page


def test_a_choice_that_the_diagnostic_does_not_offer_is_refused(cast: Cast, round_: Round, as_: As) -> None:
    found = as_(cast.alice).post(at(round_, "bring-in"), file(GOOD.replace("Manager", "Astronaut")))
    assert found.status_code == 422
    assert "Astronaut" in found.content.decode()


def test_the_empty_file_of_a_round_reads_back(cast: Cast, round_: Round, as_: As) -> None:
    empty = as_(cast.alice).get(at(round_, "bring-in") + "empty.csv").content.decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(empty)))
    assert header[:2] == ["Role", "systems-mindset"]
    row = ["Partner", *["3"] * 11, *[""] * 11]
    assert "1 response was imported." in brought(as_(cast.alice), round_, empty + ",".join(row) + "\n")


def test_a_file_that_no_page_can_carry_is_refused(cast: Cast, round_: Round, as_: As, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 4200
    found = as_(cast.alice).post(at(round_, "bring-in"), file(GOOD))
    assert found.status_code == 422
    assert "Split it into several files." in found.content.decode()


def test_what_was_checked_for_one_round_is_not_taken_by_another(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    checked = alice.post(at(round_, "bring-in"), file(GOOD)).content.decode()
    packed = re.search(r'name="packed" value="([^"]+)"', checked)
    assert packed
    other = making.round_(round_.diagnostic)
    assert alice.post(at(other, "bring-in/all"), {"packed": packed[1]}).status_code == 400
    assert alice.post(at(round_, "bring-in/all"), {"packed": packed[1] + "x"}).status_code == 400


def test_the_preview_is_the_page_that_people_see_and_keeps_nothing(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    page = alice.get(at(round_, "preview")).content.decode()
    assert "nothing you enter here is sent or counted" in page
    assert 'name="s-systems-mindset"' in page
    checked = alice.post(at(round_, "preview"), "s-systems-mindset=4&do=check", content_type=FORM)
    assert "Check your answers" in checked.content.decode()
    sent = alice.post(at(round_, "preview"), "s-systems-mindset=4&do=send", content_type=FORM)
    assert "nothing was sent" in sent.content.decode()
    assert not PendingResponse.objects.exists()
    assert not Round.objects.get(pk=round_.pk).begun


def test_the_preview_works_before_the_round_is_open(cast: Cast, round_: Round, as_: As) -> None:
    Round.objects.filter(pk=round_.pk).update(state=RoundState.DRAFT)
    page_cache.forget()
    assert 'name="s-systems-mindset"' in as_(cast.alice).get(at(round_, "preview")).content.decode()


@pytest.mark.parametrize(("page", "status"), [("enter", 409), ("bring-in", 409), ("preview", 404), ("ways-in", 200)])
def test_a_diagnostic_without_questions_takes_no_answers(
    cast: Cast, round_: Round, as_: As, page: str, status: int
) -> None:
    Diagnostic.objects.filter(pk=round_.diagnostic.pk).update(instrument=None)
    page_cache.forget()
    assert as_(cast.alice).get(at(round_, page)).status_code == status


@pytest.mark.parametrize("page", ["enter", "bring-in", "preview", "people", "ways-in"])
def test_who_may_bring_answers_in(cast: Cast, round_: Round, as_: As, visitor: Visitor, page: str) -> None:
    address = at(round_, page)
    assert as_(cast.alice).get(address).status_code == 200
    assert as_(cast.olive).get(address).status_code == 200
    assert as_(cast.vera).get(address).status_code == 403
    assert as_(cast.charlie).get(address).status_code == 404
    assert visitor.get(address).status_code == 302


def test_a_sheet_names_its_viewpoint_where_there_are_several(cast: Cast, as_: As) -> None:
    page_cache.forget()
    several = making.diagnostic(cast.northvale, viewpoints=["service", "system"]).rounds.get()
    alice = as_(cast.alice)
    typed = sheet(alice, several)
    assert alice.post(at(several, "enter"), typed).status_code == 422
    assert not PendingResponse.objects.exists()
    assert alice.post(at(several, "enter"), typed | {"viewpoint": "1"}).status_code == 200
    assert PendingResponse.objects.get().viewpoint == 1


def test_accounts_that_type_forms_in_are_told_apart_within_a_round_until_the_reveal(
    cast: Cast, round_: Round, as_: As
) -> None:
    alice, olive = as_(cast.alice), as_(cast.olive)
    for _ in range(2):
        alice.post(at(round_, "enter"), sheet(alice, round_))
    brought(olive, round_, GOOD)
    found = Counter(PendingResponse.objects.values_list("typist", flat=True))
    assert sorted(found.values()) == [2, 3]
    assert not {cast.alice.pk, cast.olive.pk} & set(found)
    again = making.round_(round_.diagnostic)
    alice.post(at(again, "enter"), sheet(alice, again))
    assert not set(found) & set(PendingResponse.objects.filter(round=again).values_list("typist", flat=True))
    making.people_answer(round_, 5)
    actions.reveal(round_, by=cast.alice)
    assert not PendingResponse.objects.filter(round=round_).exists()


def test_nobody_who_answers_without_an_account_has_a_typist(cast: Cast, round_: Round) -> None:
    given = Response(scores=bytes([1] * 11), choices=bytes([0]), viewpoint=None, words={}, mode=Mode.ONLINE)
    record_response(round_, given, private_code.new())
    assert PendingResponse.objects.get().typist is None
