"""Pages of people who are signed in stay in no browser; files of pages do, and pages of people who answer as before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.module_loading import import_string
from tests.web import making
from tests.web.cast import PASSWORD, Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User

As = Callable[[User], Visitor]


@pytest.mark.django_db
def test_pages_of_people_who_are_signed_in_are_not_cached(cast: Cast, as_: As) -> None:
    diagnostic = making.diagnostic(cast.northvale)
    alice = as_(cast.alice)
    pages = (
        "/", "/places/", "/account/", "/privacy/", "/library/", f"/places/{cast.northvale.code}/",
        f"/diagnostics/{diagnostic.code}/", f"/diagnostics/{diagnostic.code}/rounds/1/ways-in/qr.svg", "/nowhere/",
    )  # fmt: skip
    for page in pages:
        assert alice.get(page).headers["Cache-Control"] == "no-store, private", page


@pytest.mark.django_db
def test_replies_that_sign_in_or_out_are_not_cached(cast: Cast, visitor: Visitor) -> None:
    answer = visitor.post("/accounts/login/", {"login": cast.alice.email, "password": PASSWORD})
    assert "no-store" in answer.headers["Cache-Control"]
    assert "no-store" in visitor.post("/accounts/logout/").headers["Cache-Control"]


@pytest.mark.django_db
def test_a_reply_that_brings_a_session_is_not_cached(rf: RequestFactory) -> None:
    """The program's own middleware around a view that signs in and says nothing about caches."""

    def view(request: HttpRequest) -> HttpResponse:
        request.session["signed_in"] = True
        return HttpResponse("Welcome.", headers={"Cache-Control": "max-age=600"})

    both = [name for name in settings.MIDDLEWARE if name.endswith((".NoStore", ".SessionMiddleware"))]
    assert len(both) == 2
    handle = view
    for name in reversed(both):
        handle = import_string(name)(handle)
    reply = handle(rf.get("/"))
    assert settings.SESSION_COOKIE_NAME in reply.cookies
    assert reply.headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_files_of_pages_may_be_kept(cast: Cast, as_: As) -> None:
    assert "no-store" not in as_(cast.alice).get("/static/site/css/base.css").headers.get("Cache-Control", "")


@pytest.mark.django_db
def test_public_pages_set_no_cookie_of_a_known_device(visitor: Visitor) -> None:
    for page in ("/", "/privacy/", "/help/", "/w/", "/library/"):
        answer = visitor.get(page)
        assert "greenshoots-device" not in answer.cookies, page
