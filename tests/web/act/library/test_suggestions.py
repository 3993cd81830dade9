"""Suggestions are shown with the finding they help with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.web import making
from tests.web.act.library.test_writing import made
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots import library
from greenshoots.web.act.library import queries
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.diagnostics.models import Audience, Round
from greenshoots.web.collect.releases import actions as releases

As = Callable[[User], Visitor]
ENABLER = "systems-mindset"


@pytest.fixture
def published(cast: Cast) -> Round:
    found = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(found, 12)
    releases.reveal(found, by=cast.alice)
    releases.close(found, by=cast.alice)
    releases.publish(found, to=Audience.EVERYBODY, by=cast.alice)
    return Round.objects.select_related("diagnostic").get(pk=found.pk)


def test_a_finding_leads_the_team_to_what_may_help_inside_their_place(cast: Cast, as_: As, published: Round) -> None:
    row, member = made(cast.northvale, cast.alice), as_(cast.vera)
    address = f"/diagnostics/{published.diagnostic.code}/rounds/1/results/enablers/{ENABLER}/"
    page = member.get(address).content.decode()
    assert "What could help" in page
    for one in queries.for_enabler(ENABLER, cast.northvale):
        assert f'href="{one.url}?from={address}"' in page
        assert f'<a href="{address}">Back</a>' in member.get(f"{one.url}?from={address}").content.decode()
    assert f"/places/northval/library/{row.code}/" in page


def test_who_has_the_published_link_is_led_only_to_pages_that_open(cast: Cast, as_: As, published: Round) -> None:
    for shared in ("private", "partners", "everybody"):
        made(cast.northvale, cast.alice, shared=shared, title=f"Ours {shared}")
    visitor = Visitor()
    page = visitor.get(f"/r/{published.results_code}/enablers/{ENABLER}/").content.decode()
    assert "What could help" in page
    assert "Ours" not in page
    for one in library.entries():
        if ENABLER in one.enablers:
            assert f'href="/library/{one.id}/"' in page
            assert visitor.get(f"/library/{one.id}/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org", ""]
)
def test_the_way_back_leads_nowhere_else(elsewhere: str) -> None:
    page = Visitor().get("/library/start-small/", {"from": elsewhere}).content.decode()
    assert ">Back<" not in page
    assert 'href="http' not in page


@pytest.mark.django_db
def test_a_search_is_there_again_on_the_way_back() -> None:
    page = Visitor().get("/library/?q=trust&kind=example").content.decode()
    assert "?from=/library/%3Fq%3Dtrust%26kind%3Dexample" in page
    assert "?from=" not in Visitor().get("/library/").content.decode()


def test_a_places_own_stands_first_and_what_is_closest_before_what_is_near(cast: Cast) -> None:
    row = made(cast.northvale, cast.alice)
    found = queries.for_enabler(ENABLER, cast.northvale)
    assert found[0].key == row.code
    where = [one.enablers.index(ENABLER) for one in found[1:]]
    assert where == sorted(where)


def test_an_entry_leads_those_who_run_things_to_an_action(cast: Cast, as_: As) -> None:
    wanted = "/places/northval/actions/new/?entry=start-small"
    page = "/places/northval/library/start-small/"
    assert f'{wanted}"' in as_(cast.alice).get(page).content.decode()
    from_priority = as_(cast.alice).get(f"{page}?from=/priorities/abcd1234/").content.decode()
    assert f'{wanted}&amp;priority=abcd1234"' in from_priority
    assert "Start an action" not in as_(cast.vera).get("/places/northval/library/start-small/").content.decode()
    assert "Start an action" not in as_(cast.alice).get("/library/start-small/").content.decode()
