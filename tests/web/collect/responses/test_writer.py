"""The writer: one commit for all that came meanwhile, and nobody is told before it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.base.asgi.errors import NotWrittenError
from greenshoots.web.base.asgi.group_commit import Writer
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses import actions, private_code, queries
from greenshoots.web.collect.responses.actions import Sent
from greenshoots.web.collect.responses.response import Outcome, Response

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {"staff-permission": "Nobody has ever written this before."}


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


@pytest.fixture
def writer() -> Iterator[Writer]:
    made = Writer(lambda batch: actions.record(batch), "test-writer")
    yield made
    made.stop()


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the sizes of the transactions, the first of which waits until the queue is full."""
    sizes: list[int] = []
    record = actions.record

    def counted(batch: Sequence[Sent]) -> list[Outcome]:
        sizes.append(len(batch))
        return record(batch)

    monkeypatch.setattr(actions, "record", counted)
    return sizes


def sent(round_: Round, code: str = "", **facts: object) -> Sent:
    response = Response(scores=bytes([2] * 11), choices=b"\x00", viewpoint=0, **facts)
    return Sent(round_.pk, private_code.digest(round_, code or private_code.new()), response)


def test_a_burst_is_kept_in_few_transactions_and_each_is_told_what_became_of_it(
    round_: Round, writer: Writer, batches: list[int]
) -> None:
    burst = [sent(round_) for _ in range(300)]
    done = [writer.write(one) for one in [*burst, *burst[:50]]]
    outcomes = [one.result(timeout=30) for one in done]
    assert outcomes == [Outcome.KEPT] * 300 + [Outcome.SAME] * 50
    assert sum(batches) == 350
    assert len(batches) < 100, "What came while the last commit was on its way shares the next."
    assert queries.waiting(round_) == 300


def test_somebody_is_told_only_after_the_commit(round_: Round, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    held, record = threading.Event(), actions.record

    def slow(batch: Sequence[Sent]) -> list[Outcome]:
        held.wait(timeout=10)
        return record(batch)

    monkeypatch.setattr(actions, "record", slow)
    done = writer.write(sent(round_))
    assert not done.done()
    held.set()
    assert done.result(timeout=10) is Outcome.KEPT
    assert queries.waiting(round_) == 1, "Another connection sees it."


def test_one_code_twice_in_one_transaction_is_one_row_with_the_later_answer(round_: Round) -> None:
    first, second = sent(round_, "K7Q4M2XD9RTW"), sent(round_, "K7Q4M2XD9RTW", words=WORDS)
    assert actions.record([first, second, second]) == [Outcome.KEPT, Outcome.CHANGED, Outcome.SAME]
    mine = queries.mine(round_, "K7Q4M2XD9RTW")
    assert mine is not None
    assert mine.words == WORDS
    assert queries.waiting(round_) == 1


def test_one_response_that_cannot_be_written_takes_no_other_with_it(
    round_: Round, writer: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    bad = Sent(round_.pk, -(2**70), Response(bytes(11), b"\x00", 0, words=WORDS))
    done = [writer.write(one) for one in (sent(round_), bad, sent(round_))]
    with pytest.raises(NotWrittenError):
        done[1].result(timeout=30)
    assert [done[0].result(timeout=30), done[2].result(timeout=30)] == [Outcome.KEPT, Outcome.KEPT]
    assert "Nobody has ever" not in caplog.text


def test_all_are_told_at_once_when_the_database_cannot_write_and_the_next_is_kept(
    round_: Round, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_batch: Sequence[Sent]) -> list[Outcome]:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(actions, "record", locked)
        done = [writer.write(sent(round_)) for _ in range(20)]
        for one in done:
            with pytest.raises(NotWrittenError):
                one.result(timeout=30)
    assert writer.write(sent(round_)).result(timeout=30) is Outcome.KEPT


def test_what_waits_is_written_before_it_stops_and_it_begins_again_when_needed(round_: Round) -> None:
    writer = Writer(lambda batch: actions.record(batch), "test-writer")
    done = [writer.write(sent(round_)) for _ in range(40)]
    writer.stop()
    assert all(one.done() for one in done)
    assert writer.write(sent(round_)).result(timeout=30) is Outcome.KEPT
    writer.stop()
    assert queries.waiting(round_) == 41


@pytest.mark.skipif(connection.vendor != "sqlite", reason="It reads the files of SQLite.")
def test_what_is_withdrawn_or_changed_is_not_left_in_the_files(round_: Round, writer: Writer) -> None:
    writer.write(sent(round_, "K7Q4M2XD9RTW", words=WORDS)).result(timeout=30)
    writer.write(sent(round_, "M2XDK7Q49RTW", words=WORDS)).result(timeout=30)
    assert b"Nobody has ever written this" in _files(), "The test can see words where there are some."
    writer.write(sent(round_, "K7Q4M2XD9RTW")).result(timeout=30)
    assert actions.withdraw(round_, "M2XDK7Q49RTW")
    assert b"Nobody has ever written this" not in _files()


def test_writing_an_answer_changes_nothing_but_its_row_and_that_the_round_has_begun(
    round_: Round, writer: Writer
) -> None:
    before = _tables()
    writer.write(sent(round_, words=WORDS)).result(timeout=30)
    after = _tables()
    assert {name for name in after if after[name] != before[name]} == {
        "responses_pendingresponse",
        "diagnostics_round",
    }
    writer.write(sent(round_)).result(timeout=30)
    again = _tables()
    assert {name for name in again if again[name] != after[name]} == {"responses_pendingresponse"}


def _tables() -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names from the database
            found[name] = sorted(cursor.fetchall(), key=repr)
    return found


def _files() -> bytes:
    main = Path(connection.settings_dict["NAME"])
    return b"".join(path.read_bytes() for path in main.parent.glob(f"{main.name}*"))
