"""What the tests of the web stand on: the database, the cast and a visitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker
from tests.web import cast as people
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.limits.counter import tries


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Let every test begin in English, whatever the test before it spoke."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def nobody_else_holds_the_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """End the sessions of threads that the anonymous sides keep: PostgreSQL drops no database that one still holds."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


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
