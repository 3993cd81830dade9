"""People who answer or join a workshop: two hundred phones behind one address all get in, and guessers do not."""

from __future__ import annotations

import pytest
from tests.web import cast as people
from tests.web import making
from tests.web.collect.responses import side

from greenshoots.web.base.limits import rules
from greenshoots.web.base.limits.counter import tries
from greenshoots.web.meet.workshops import actions

OFTEN = "Too many attempts"
OFFICE, ELSEWHERE = "192.0.2.7", "198.51.100.1"


@pytest.fixture
def code(transactional_db: None) -> str:
    return making.diagnostic(people.assemble().northvale).rounds.get().code


@pytest.fixture
def room_code(transactional_db: None) -> str:
    cast = people.assemble()
    agenda = ("systems-mindset", "reframing-risk")
    diagnostic = making.diagnostic(cast.northvale)
    return actions.make(diagnostic, title="The whole service", agenda=agenda, minutes=(8, 8), by=cast.alice).code


def refuse(rule: rules.Rule, source: str = OFFICE) -> None:
    """Record far too many guesses from an address."""
    for _ in range(rule.refuse):
        tries.record(rule, source)


def test_a_right_code_is_never_counted(code: str) -> None:
    assert {side.get(f"/a/{code}").status for _ in range(300)} == {200}
    assert not tries._waiting


def test_wrong_codes_are_braked_and_right_ones_pass(code: str) -> None:
    statuses = [side.get(f"/a/zzzz{number:04}").status for number in range(rules.JOIN_CODE.warn + 2)]
    assert statuses == [404] * (rules.JOIN_CODE.warn - 1) + [429] * 3
    assert OFTEN in side.get("/a/zzzzzzzz").text
    assert {side.get(f"/a/{code}").status for _ in range(200)} == {200}, "The office all get in."
    assert side.post("/a", {"code": code}).status == 303
    assert side.post("/a", {"code": "zzzzzzzz"}).status == 429


def test_people_who_are_answering_can_send_whatever_others_guess(code: str) -> None:
    page = side.get(f"/a/{code}")
    edition = page.text.split('name="edition" value="')[1].split('"')[0]
    refuse(rules.JOIN_CODE)
    assert side.get(f"/a/{code}").status == 429, "Nothing is looked up any more for somebody who guesses."
    answers = {"code": page.code, "edition": edition, "s-systems-mindset": "4", "do": "send"}
    sent = side.post(f"/a/{code}", answers)
    assert (sent.status, "Thank you" in sent.text) == (200, True)


def test_wrong_private_codes_are_counted(code: str) -> None:
    statuses = [
        side.post(f"/a/{code}/mine", {"code": f"ZZZZ-ZZZZ-{number:04}"}).status
        for number in range(rules.PRIVATE_CODE.warn + 1)
    ]
    assert statuses == [404] * (rules.PRIVATE_CODE.warn - 1) + [429] * 2


def test_made_up_personal_links_are_counted(code: str) -> None:
    page = side.get(f"/a/{code}")
    edition = page.text.split('name="edition" value="')[1].split('"')[0]
    answers = {"code": page.code, "edition": edition, "s-systems-mindset": "4", "do": "send"}
    statuses = [side.post(f"/a/{code}/madeup{number}", answers).status for number in range(rules.LINK.warn + 1)]
    assert statuses == [403] * (rules.LINK.warn - 1) + [429] * 2


def test_pages_that_are_not_there_yet_are_no_guesses(code: str) -> None:
    assert {side.get(f"/a/{code}/where").status for _ in range(rules.JOIN_CODE.warn + 5)} == {404}
    assert {side.get("/a/-/no-such-file.js").status for _ in range(rules.JOIN_CODE.warn + 5)} == {404}


def test_two_hundred_phones_behind_one_address_join(room_code: str) -> None:
    joined = [side.post(f"/w/{room_code}/") for _ in range(200)]
    assert {one.status for one in joined} == {303}
    assert len({one.headers["location"] for one in joined}) == 200


def test_wrong_codes_of_rooms_are_braked_and_right_ones_pass(room_code: str) -> None:
    statuses = [side.get(f"/w/zz{number:04}/").status for number in range(rules.JOIN_CODE.warn + 2)]
    assert statuses == [404] * (rules.JOIN_CODE.warn - 1) + [429] * 3
    assert {side.post(f"/w/{room_code}/").status for _ in range(200)} == {303}


def test_a_phone_that_is_in_goes_on_whatever_others_guess(room_code: str) -> None:
    mine = side.post(f"/w/{room_code}/").headers["location"]
    refuse(rules.JOIN_CODE)
    assert side.post(f"/w/{room_code}/").status == 429
    assert side.get(mine).status == 200
    assert side.get(f"/w/{room_code}/{'a' * 20}/").status == 429, "A made-up phone is no way around."


def test_no_address_is_written_down_anywhere(code: str, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(rules.JOIN_CODE.warn + 2):
        side.get(f"/a/zzzz{number:04}")
    tries.flush()
    assert OFFICE not in caplog.text
