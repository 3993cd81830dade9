"""Connections of the database: whoever has done their work gives theirs back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from tests.web import making
from tests.web.cast import Cast
from tests.web.responses.side import get

from greenshoots.web.invitations import outbox
from greenshoots.web.places.models import Place
from greenshoots.web.site import connections

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened() -> Iterator[list[BaseDatabaseWrapper]]:
    """Give the connections that are opened from now on, those of this thread left out."""
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


def test_a_thread_that_stays_gives_a_servers_connection_back_and_keeps_a_file_open() -> None:
    def work() -> tuple[int, bool]:
        with connections.lent(), transaction.atomic():
            found = Place.objects.count()
        held = connection.connection is not None
        connection.close()
        return found, held

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(work).result(timeout=30) == (0, connection.vendor == "sqlite")


def test_a_failure_gives_the_connection_back_too() -> None:
    def work() -> bool:
        with pytest.raises(Place.DoesNotExist), connections.lent():
            Place.objects.get(code="nowhere")
        held = connection.connection is not None
        connection.close()
        return held

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(work).result(timeout=30) is (connection.vendor == "sqlite")
