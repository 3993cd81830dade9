"""Who may see which page of results."""

from __future__ import annotations

import pytest
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.show.results.reading import TABS, As, link, text, url

from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import actions

FILES = ("documents/report.txt", "pictures/spider.svg", "blocks.csv", "results.json")
ROLES = {"olive": (200, 200), "alice": (200, 200), "bob": (200, 200), "vera": (403, 200), "charlie": (404, 404)}


@pytest.mark.parametrize("page", [*TABS, *FILES])
@pytest.mark.parametrize("name", ROLES)
def test_each_role_sees_what_it_may(name: str, page: str, round_: Round, cast: Cast, as_: As) -> None:
    someone = as_(getattr(cast, name))
    before, after = ROLES[name]
    assert someone.get(url(round_, page)).status_code == before
    actions.publish(round_, to=Audience.PARTICIPANTS, by=cast.alice)
    assert someone.get(url(round_, page)).status_code == after


@pytest.mark.parametrize("page", [*TABS, *FILES])
def test_the_pages_of_the_team_need_an_account(page: str, round_: Round, visitor: Visitor) -> None:
    response = visitor.get(url(round_, page))
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize("page", [*TABS, *FILES])
@pytest.mark.parametrize("to", [Audience.PARTICIPANTS, Audience.EVERYBODY])
def test_the_published_link_needs_no_account_and_sets_no_cookie(
    to: Audience, page: str, round_: Round, cast: Cast, visitor: Visitor
) -> None:
    assert visitor.get(link(round_, page)).status_code == 404
    actions.publish(round_, to=to, by=cast.alice)
    response = visitor.get(link(round_, page))
    assert response.status_code == 200
    assert not response.cookies
    assert not visitor.cookies
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", TABS)
def test_a_published_page_leads_nowhere_that_needs_an_account(
    page: str, round_: Round, cast: Cast, visitor: Visitor
) -> None:
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    response = visitor.get(link(round_, page))
    assert b"/diagnostics/" not in response.content
    assert b"csrfmiddlewaretoken" not in response.content
    assert "Sign in" not in text(response)
    assert "Notes on the conversation" not in text(response)


def test_a_published_page_can_be_read_in_another_language(round_: Round, cast: Cast, visitor: Visitor) -> None:
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    english, welsh = visitor.get(link(round_)), visitor.get(link(round_), {"language": "cy"})
    assert b"?language=cy" in english.content
    assert b'<html lang="cy">' in welsh.content
    assert b"?language=cy" in welsh.content, "The language stays chosen from page to page."
    assert visitor.get(link(round_), {"language": "xx"}).status_code == 200


def test_a_link_that_was_taken_back_shows_nothing(round_: Round, cast: Cast, visitor: Visitor) -> None:
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    old = link(round_)
    actions.unpublish(round_, by=cast.alice)
    assert visitor.get(old).status_code == 404


def test_only_facilitators_may_write_notes(round_: Round, cast: Cast, as_: As) -> None:
    address = url(round_, "enablers/staff-permission/note/")
    codes = {
        name: as_(getattr(cast, name)).post(address, {"text": "Said.", "version": 0}).status_code
        for name in ("bob", "vera", "charlie", "alice")
    }
    assert codes == {"bob": 403, "vera": 403, "charlie": 404, "alice": 302}


def test_a_link_can_be_checked_without_fetching_the_page(round_: Round, cast: Cast, visitor: Visitor) -> None:
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    assert visitor.head(link(round_)).status_code == 200
