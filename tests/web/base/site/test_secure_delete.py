"""What is deleted goes from the database's files too, and the program knows whether it has."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db import connections as databases
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.data_folder import layout
from greenshoots.web.base.data_folder.models import PendingErasure
from greenshoots.web.base.places import account_deletion
from greenshoots.web.base.places import actions as places
from greenshoots.web.base.site import secure_delete
from greenshoots.web.collect.diagnostics import actions as diagnostics
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.invitations import actions as invitations
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.collect.responses import actions as responses
from greenshoots.web.collect.responses import private_code, team_actions
from greenshoots.web.collect.responses.models import PendingResponse
from greenshoots.web.collect.responses.response import Response
from greenshoots.web.meet.workshops import actions as workshops
from greenshoots.web.meet.workshops import events, votes
from greenshoots.web.meet.workshops.models import Workshop

pytestmark = pytest.mark.django_db(transaction=True)

ON_SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads the files of an SQLite database")
MINE = bytes([0, 4, 1, 3, 2, 4, 0, 2, 1, 3, 0])
"""The scores of somebody who withdraws or changes them: nobody else's of these tests are the same."""


def file() -> Path:
    return Path(connection.settings_dict["NAME"])


def readable(scores: list[bytes]) -> int:
    """Count the answers whose scores can be read somewhere in the files of the database."""
    content = b"".join(path.read_bytes() for path in layout.files_of(file()))
    return sum(one in content for one in scores)


@pytest.fixture(autouse=True)
def nothing_else_erases(transactional_db: None) -> None:
    """End the thread of a server that other tests run in this process: these tests are about who erases, and when."""
    secure_delete.stop()


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


@pytest.fixture
def reader() -> Iterator[Callable[[], None]]:
    """Look at the answers in another connection and hold that look; what is given ends it."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(file(), isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT COUNT(*) FROM responses_pendingresponse").fetchall()
    else:
        # A look that is held: its own snapshot keeps dead rows alive until it ends.
        other = databases.create_connection("default")
        other.set_autocommit(False)
        other.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        other.cursor().execute("SELECT COUNT(*) FROM responses_pendingresponse")
    yield other.close
    other.close()


@pytest.mark.parametrize(
    "what", ["reveal", "file", "withdrawal", "change", "address", "workshop", "diagnostic", "place", "account"]
)
def test_whatever_erases_something_notes_it_in_its_transaction_and_finishes_it(cast: Cast, what: str) -> None:
    made = making.diagnostic(cast.northvale)
    round_ = made.rounds.get()
    making.people_answer(round_, 6)
    room: Workshop = workshops.make(made, title="Room", agenda=["systems-mindset"], minutes=[8], by=cast.alice)
    given = Response(scores=bytes(11), choices=bytes(1))
    team_actions.import_file(round_, [given], nonce="once", by=cast.alice)
    code = private_code.new()
    responses.record_response(round_, given, code)
    invitations.add_people(round_, emails=["a@example.org"], by=cast.alice)
    deeds: dict[str, Callable[[], object]] = {
        "reveal": lambda: releases.reveal(round_, by=cast.alice),
        "file": lambda: team_actions.remove_file(round_, nonce="once", number=1, by=cast.alice),
        "withdrawal": lambda: responses.withdraw(round_, code),
        "change": lambda: responses.record_response(round_, Response(scores=MINE, choices=bytes(1)), code),
        "address": lambda: invitations.remove_people(round_, emails=["a@example.org"], by=cast.alice),
        "workshop": lambda: workshops.delete(room, by=cast.alice),
        "diagnostic": lambda: diagnostics.delete(made, by=cast.alice),
        "place": lambda: places.delete(cast.northvale),
        "account": lambda: account_deletion.delete_account(cast.bob),
    }
    noted: list[bool] = []
    real = secure_delete._attempt

    def attempt() -> bool:
        noted.append(PendingErasure.objects.exists())
        return real()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secure_delete, "_attempt", attempt)
        deeds[what]()
    assert noted[0]
    assert secure_delete.is_finished()


@ON_SQLITE
def test_no_answer_can_be_read_in_the_files_after_a_reveal(cast: Cast, round_: Round) -> None:
    scores = [bytes(row.scores) for row in making.people_answer(round_, 600)]
    assert readable(scores) == 600
    releases.reveal(round_, by=cast.alice)
    assert readable(scores) == 0


@ON_SQLITE
def test_half_of_the_answers_of_a_table_leave_nothing_in_the_gaps_of_its_pages(cast: Cast, round_: Round) -> None:
    other = making.round_(round_.diagnostic)
    gone: list[bytes] = []
    for seed in range(12):
        gone += [bytes(row.scores) for row in making.people_answer(round_, 60, seed=2 * seed)]
        stays = [bytes(row.scores) for row in making.people_answer(other, 60, seed=2 * seed + 1)]
    releases.reveal(round_, by=cast.alice)
    assert readable(gone) == 0
    assert readable(stays) == 60


@ON_SQLITE
@pytest.mark.parametrize("what", ["withdrawn", "changed"])
def test_an_answer_that_is_withdrawn_or_changed_can_be_read_nowhere(round_: Round, what: str) -> None:
    making.people_answer(round_, 40)
    code = private_code.new()
    responses.record_response(round_, Response(scores=MINE, choices=bytes(1)), code)
    assert readable([MINE]) == 1
    if what == "withdrawn":
        responses.withdraw(round_, code)
    else:
        responses.record_response(round_, Response(scores=MINE[::-1], choices=bytes(1)), code)
    assert readable([MINE]) == 0


@ON_SQLITE
def test_sentences_of_a_vote_can_be_read_nowhere_once_it_is_shown(cast: Cast) -> None:
    made = making.diagnostic(cast.northvale)
    room = workshops.make(made, title="Room", agenda=["systems-mindset"], minutes=[8], by=cast.alice)
    workshops.press(room, events.Begin(), seen=0, by=cast.alice)
    workshops.press(room, events.Open(1), seen=1, by=cast.alice)
    for number in range(6):
        votes.score(room, f"{number:0>20}"[::-1], "systems-mindset", 1, 4, why="Nobody asked me before this room did.")
    assert readable([b"Nobody asked me before"]) == 1
    workshops.press(room, events.Reveal("systems-mindset", 1), seen=2, by=cast.alice)
    assert readable([b"Nobody asked me before"]) == 0


def test_a_long_read_neither_blocks_a_reveal_nor_is_forgotten(
    cast: Cast, round_: Round, reader: Callable[[], None]
) -> None:
    scores = [bytes(row.scores) for row in making.people_answer(round_, 300)]
    releases.reveal(round_, by=cast.alice)
    assert PendingResponse.objects.count() == 0
    assert not secure_delete.is_finished(secure_delete.about_round(round_.pk))
    assert not secure_delete.attempt()
    reader()
    assert secure_delete.attempt()
    assert secure_delete.is_finished()
    if connection.vendor == "sqlite":
        assert readable(scores) == 0


def test_what_could_not_be_finished_is_tried_again_in_the_background(
    cast: Cast, round_: Round, reader: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secure_delete, "SOONEST", 0.01)
    making.people_answer(round_, 30)
    secure_delete.start()
    try:
        releases.reveal(round_, by=cast.alice)
        assert not secure_delete.is_finished()
        reader()
        for _ in range(6000):  # two minutes: only where it never happens is it this long
            if secure_delete.is_finished():
                break
            time.sleep(0.02)
        assert secure_delete.is_finished()
    finally:
        assert secure_delete.stop()


def test_the_page_of_a_round_says_so_until_erasing_is_finished(
    cast: Cast, round_: Round, reader: Callable[[], None], as_: Callable[[User], Visitor]
) -> None:
    making.people_answer(round_, 8)
    page = f"/diagnostics/{round_.diagnostic.code}/rounds/{round_.number}/"
    alice = as_(cast.alice)
    assert "Erasing is not finished" in alice.post(f"{page}reveal/", follow=True).text
    assert "Erasing is not finished" in alice.get(page).text
    reader()
    assert secure_delete.attempt()
    assert "Erasing is not finished" not in alice.get(page).text


def test_the_automatic_copies_go_with_a_reveal_and_not_with_a_single_change(
    cast: Cast, round_: Round, settings: object
) -> None:
    folder = layout.of(Path(settings.GREENSHOOTS_DATA))  # type: ignore[attr-defined]
    folder.backups.mkdir(exist_ok=True)
    copy = folder.backups / "before-0.1.0-2026-11-01-120000-abcdefab.sqlite3"
    copy.write_bytes(b"answers")
    making.people_answer(round_, 8)
    code = private_code.new()
    responses.record_response(round_, Response(scores=MINE, choices=bytes(1)), code)
    responses.withdraw(round_, code)
    assert copy.exists()
    releases.reveal(round_, by=cast.alice)
    assert not copy.exists()


@ON_SQLITE
def test_reading_on_does_not_make_the_journal_grow_with_each_try(
    cast: Cast, round_: Round, reader: Callable[[], None]
) -> None:
    making.people_answer(round_, 30)
    releases.reveal(round_, by=cast.alice)
    journal = layout.beside(file(), "-wal")
    size = journal.stat().st_size
    for _ in range(3):
        assert not secure_delete.attempt()
    assert journal.stat().st_size == size


def test_an_error_while_erasing_leaves_the_reveal_as_it_is(
    cast: Cast, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(secure_delete, "_clean_file", fail)
    monkeypatch.setattr(secure_delete, "_clean_tables", fail)
    making.people_answer(round_, 8)
    releases.reveal(round_, by=cast.alice)
    round_.refresh_from_db()
    assert round_.revealed
    assert not secure_delete.is_finished()
