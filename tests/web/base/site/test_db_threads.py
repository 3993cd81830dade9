"""Database connections: each thread gives its connection back when its work is done."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.db import connections as databases
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from tests.web import making
from tests.web.cast import Cast
from tests.web.collect.responses.side import get

from greenshoots.web.base.places.models import Place
from greenshoots.web.base.site import db_threads
from greenshoots.web.collect.invitations import outbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened() -> Iterator[list[BaseDatabaseWrapper]]:
    """Collect the connections that are opened from now on, without those of this thread."""
    made: list[BaseDatabaseWrapper] = []

    def note(connection: BaseDatabaseWrapper, **_rest: Any) -> None:
        made.append(connection)

    mine = connection.connection
    connection_created.connect(note)
    yield made
    connection_created.disconnect(note)
    assert connection.connection is mine


def test_a_request_of_the_team_leaves_no_connection_behind_in_its_thread(
    cast: Cast, opened: list[BaseDatabaseWrapper]
) -> None:
    making.diagnostic(cast.northvale)
    assert get("/library/?q=risk").status == 200
    assert get("/nowhere/").status == 404
    assert opened
    assert [one.connection for one in opened] == [None] * len(opened)


def test_messages_that_are_sent_in_their_own_thread_leave_none_behind(opened: list[BaseDatabaseWrapper]) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(outbox._run).result(timeout=30)
    assert [one.connection for one in opened] == [None]


def test_a_thread_that_stays_keeps_its_connection_and_leaves_a_dead_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def work() -> object:
        db_threads.drop_if_dead()
        assert Place.objects.count() == 0
        return connection.connection

    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(work).result(timeout=30)
        assert thread.submit(work).result(timeout=30) is first
        monkeypatch.setattr(type(databases["default"]), "is_usable", lambda _connection: False)
        assert thread.submit(work).result(timeout=30) is not first
        thread.submit(lambda: connection.close()).result(timeout=30)
