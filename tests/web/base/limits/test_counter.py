"""Counts of wrong tries: shared by processes, kept over a restart, gone with their ten minutes."""

from __future__ import annotations

import time

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from greenshoots.web.base.limits import counter
from greenshoots.web.base.limits.counter import Tries
from greenshoots.web.base.limits.models import Count, Window
from greenshoots.web.base.limits.rules import ANYWHERE, LimitLevel, Rule

RULE = Rule("a rule of the tests", warn=3, refuse=5)
HERE, THERE = "192.0.2.7", "198.51.100.1"


def process() -> Tries:
    """Return the counts of a process that never writes by itself."""
    made = Tries()
    made._start = lambda: None  # type: ignore[method-assign]
    return made


@pytest.mark.django_db
def test_a_try_is_free_then_warned_then_refused() -> None:
    tries = process()
    assert [tries.record(RULE, HERE) for _ in range(6)] == [
        LimitLevel.FREE,
        LimitLevel.FREE,
        LimitLevel.WARNED,
        LimitLevel.WARNED,
        LimitLevel.REFUSED,
        LimitLevel.REFUSED,
    ]
    assert tries.level(RULE, THERE) is LimitLevel.FREE
    assert tries.level(RULE, HERE, "about something") is LimitLevel.FREE
    assert tries.is_refused(RULE, HERE)
    assert not tries.is_refused(RULE, THERE)


@pytest.mark.django_db
def test_processes_share_their_counts() -> None:
    one, other = process(), process()
    for tries in (one, other):
        tries.record(RULE, HERE)
        tries.flush()
    assert one.record(RULE, HERE) is LimitLevel.WARNED
    one.flush()
    assert [other.record(RULE, HERE), other.record(RULE, HERE)] == [LimitLevel.WARNED, LimitLevel.REFUSED]


@pytest.mark.django_db
def test_a_restart_forgets_nothing() -> None:
    before = process()
    for _ in range(5):
        before.record(RULE, HERE)
    before.flush()
    assert process().level(RULE, HERE) is LimitLevel.REFUSED


@pytest.mark.django_db
def test_everything_of_a_window_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = process()
    for _ in range(5):
        tries.record(RULE, HERE)
    tries.flush()
    assert Count.objects.count() == Window.objects.count() == 1
    salt = bytes(Window.objects.get().salt)
    later = time.time() + counter.SECONDS
    monkeypatch.setattr(counter.time, "time", lambda: later)
    assert tries.level(RULE, HERE) is LimitLevel.FREE
    assert not tries.is_refused(RULE, HERE)
    tries.flush()
    assert not Count.objects.exists()
    assert not Window.objects.exists()
    tries.record(RULE, HERE)
    tries.flush()
    assert bytes(Window.objects.get().salt) != salt


@pytest.mark.django_db
def test_no_address_and_no_account_is_written_down() -> None:
    tries = process()
    tries.record(RULE, HERE, "alice@example.org")
    with CaptureQueriesContext(
        connection,
    ) as written:
        tries.flush()
    said = " ".join(query["sql"] for query in written)
    assert HERE not in said
    assert "alice" not in said
    kept = Count.objects.get()
    assert (kept.number, kept.key.bit_length() <= 62) == (1, True)


@pytest.mark.django_db
def test_the_same_address_has_another_key_in_another_window() -> None:
    keys = {counter._key(salt, (RULE.name, HERE)) for salt in (b"a" * 32, b"b" * 32)}
    assert len(keys) == 2


@pytest.mark.django_db
def test_many_tries_are_written_in_one_go() -> None:
    tries = process()
    for number in range(500):
        tries.record(RULE, f"2001:db8:0:{number:x}::")
        tries.record(RULE, HERE)
    with CaptureQueriesContext(connection) as written:
        tries.flush()
    inserts = [query["sql"] for query in written if "INSERT" in query["sql"]]
    assert len(written) < 12, "However many tries there were, the writer is needed for a moment once."
    assert inserts
    assert Count.objects.count() == 501


@pytest.mark.django_db
def test_a_database_that_is_away_stops_no_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = process()

    def away(*_about: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(counter, "_add", away)
    monkeypatch.setattr(Tries, "_look_for_salt", away)
    for _ in range(2):
        tries.record(RULE, HERE)
    with pytest.raises(DatabaseError):
        tries.flush()
    assert [tries.record(RULE, HERE) for _ in range(3)][-1] is LimitLevel.REFUSED
    monkeypatch.undo()
    tries._start = lambda: None  # type: ignore[method-assign]
    tries.flush()
    assert Count.objects.get().number == 5, "What could not be written then is written now."


@pytest.mark.django_db
def test_a_flood_from_everywhere_fills_no_memory_and_locks_out_no_other_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counter, "MOST", 50)
    tries = process()
    for number in range(2_000):
        tries.record(RULE, f"2001:db8:{number:x}::")
    tries.flush()
    assert Count.objects.count() <= 51
    assert tries.level(RULE, "2001:db8:ffff::") is LimitLevel.REFUSED, (
        "Its wide network is refused while the flood lasts."
    )
    assert tries.level(RULE, HERE) is LimitLevel.FREE
    assert tries.level(RULE, ANYWHERE) is LimitLevel.FREE


@pytest.mark.django_db(transaction=True)
def test_the_thread_writes_and_cleans_up_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counter, "PAUSE", 0.01)
    tries = Tries()
    Window.objects.create(number=7, salt=b"an earlier run")
    Count.objects.create(key=1, period=7, number=3)
    tries.record(RULE, HERE)
    thread = tries._thread
    assert thread is not None
    tries.stop()
    assert not thread.is_alive()
    assert Count.objects.get().number == 1
    assert not Window.objects.filter(number=7).exists()
    Count.objects.all().delete()
    Window.objects.all().delete()
