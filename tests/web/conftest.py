"""What the tests of the web stand on: the database, the cast and a visitor."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.utils import translation
from tests.web import cast as people
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.asgi.threads import Threads
from greenshoots.web.base.limits.counter import tries


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Let every test begin in English, whatever the test before it spoke."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def threads_let_go(django_db_setup: None) -> Iterator[None]:
    """Close the connections of the threads that the anonymous sides keep: PostgreSQL waits for the last of them."""
    yield
    for kept in Threads.every:
        started = len(kept.pool._threads)
        together = threading.Barrier(max(started, 1))

        def end(_number: int, together: threading.Barrier = together) -> None:
            together.wait(timeout=10)
            connections.close_all()

        list(kept.pool.map(end, range(started)))


@pytest.fixture
def cast(db: None) -> people.Cast:
    """Give the places and the people of the tests."""
    return people.assemble()


@pytest.fixture
def visitor() -> Visitor:
    """Give somebody who is not signed in."""
    return Visitor()


@pytest.fixture
def as_(cast: people.Cast) -> Callable[[User], Visitor]:
    """Give a client of somebody who is signed in: ``as_(cast.alice).get("/")``."""

    def sign_in(person: User) -> Visitor:
        client = Visitor()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture(autouse=True)
def nobody_has_guessed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin every test without wrong tries, and write them down only when a test says so."""
    tries.forget()
    monkeypatch.setattr(tries, "_start", lambda: None)
    yield
    tries.forget()
