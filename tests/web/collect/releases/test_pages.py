"""The pages of a round: what to do next, and a page that explains each step before it is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.asgi.http import Request
from greenshoots.web.collect.diagnostics.models import Audience, Protection, Round, RoundState
from greenshoots.web.collect.participants import page_cache
from greenshoots.web.collect.participants import views as participant
from greenshoots.web.collect.releases import actions
from greenshoots.web.collect.releases.models import PooledWords, Release, Shown
from greenshoots.web.collect.responses import actions as responses
from greenshoots.web.collect.responses import private_code
from greenshoots.web.collect.responses.models import PendingResponse

As = Callable[[User], Visitor]


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


def url(round_: Round, step: str = "") -> str:
    return f"/diagnostics/{round_.diagnostic.code}/rounds/{round_.number}/{step}"


def text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_the_page_says_how_many_have_answered_and_asks_for_more(round_: Round, cast: Cast, as_: As) -> None:
    making.people_answer(round_, 3)
    page = text(as_(cast.alice).get(url(round_)))
    assert "3 of 60 people have answered." in page
    assert "You can show results once 2 more people have answered." in page
    assert page.count('class="button"') == 1, "There is one thing to do next."


def test_more_answers_than_expected_are_no_share(round_: Round, cast: Cast, as_: As) -> None:
    making.people_answer(round_, 61)
    page = text(as_(cast.alice).get(url(round_)))
    assert "61 people have answered. That is more than the 60 you expected." in page
    assert "61 of 60" not in page


def test_a_full_page_asks_the_database_the_same_few_things(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    counts = []
    for number in (20, 200):
        making.people_answer(round_, number, seed=number)
        with CaptureQueriesContext(connection) as asked:
            alice.get(url(round_))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 21


def test_the_reveal_is_offered_from_five_answers_on(round_: Round, cast: Cast, as_: As) -> None:
    making.people_answer(round_, 5)
    alice = as_(cast.alice)
    assert url(round_, "reveal/") in text(alice.get(url(round_)))
    page = text(alice.get(url(round_, "reveal/")))
    assert "Each person’s own response is erased for good." in page
    assert "Show results (5 responses)" in page
    assert PendingResponse.objects.count() == 5, "Reading the page reveals nothing."
    done = text(alice.post(url(round_, "reveal/"), follow=True))
    assert "5 responses added to the results." in done
    assert "Only your team can see the results until you publish them." in done


def test_below_five_answers_the_page_says_to_talk(round_: Round, cast: Cast, as_: As) -> None:
    making.people_answer(round_, 4)
    alice = as_(cast.alice)
    assert "talk about the questions together without charts" in text(alice.get(url(round_, "reveal/")))
    refused = text(alice.post(url(round_, "reveal/"), follow=True))
    assert "4 responses are waiting, and results are shown only for groups of at least 5 people" in refused
    assert not Release.objects.exists()


def test_late_answers_are_added_from_five_on(round_: Round, cast: Cast, as_: As) -> None:
    making.people_answer(round_, 20)
    actions.reveal(round_, by=cast.alice)
    making.people_answer(round_, 4, seed=2)
    alice = as_(cast.alice)
    page = text(alice.get(url(round_)))
    assert "4 late responses are waiting. You can add late responses once 5 are waiting." in page
    assert "Back to the round" in text(alice.get(url(round_, "late/")))
    making.people_answer(round_, 1, seed=3)
    assert "Add 5 responses" in text(alice.get(url(round_, "late/")))
    assert "5 responses added to the results." in text(alice.post(url(round_, "late/"), follow=True))
    assert "25 of 60 people have answered." in text(alice.get(url(round_)))


def test_closing_asks_what_becomes_of_leftovers(round_: Round, cast: Cast, as_: As) -> None:
    making.people_answer(round_, 2)
    alice = as_(cast.alice)
    assert "2 responses are too few to show." in text(alice.get(url(round_, "close/")))
    assert alice.post(url(round_, "close/")).status_code == 422
    alice.post(url(round_, "close/"), {"leftovers": "keep"})
    round_.refresh_from_db()
    assert (round_.state, PendingResponse.objects.count()) == (RoundState.CLOSED, 2)
    page = text(alice.get(url(round_)))
    assert "You can talk about the questions together without charts." in page
    assert "Delete the remaining responses" in page
    alice.post(url(round_, "close/"), {"leftovers": "erase"})
    assert PendingResponse.objects.count() == 0


def test_publishing_gives_a_link_and_stopping_it_gives_another(round_: Round, cast: Cast, as_: As) -> None:
    making.people_answer(round_, 20)
    actions.reveal(round_, by=cast.alice)
    alice = as_(cast.alice)
    alice.get(url(round_, "publish/"))
    page = text(alice.post(url(round_, "publish/"), {"to": Audience.EVERYBODY}, follow=True))
    round_.refresh_from_db()
    first = round_.results_code
    assert f"/r/{first}/" in page
    alice.get(url(round_, "unpublish/"))
    page = text(alice.post(url(round_, "unpublish/"), follow=True))
    round_.refresh_from_db()
    assert round_.published == Audience.TEAM
    assert round_.results_code != first
    assert "/r/" not in page


def test_nothing_is_published_before_the_reveal(round_: Round, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    assert "No results have been shown yet" in text(alice.get(url(round_, "publish/")))
    page = text(alice.post(url(round_, "publish/"), {"to": Audience.EVERYBODY}, follow=True))
    assert "No results have been shown yet" in page
    round_.refresh_from_db()
    assert round_.published == Audience.TEAM


def test_each_sees_a_round_from_its_own_moment_on(round_: Round, cast: Cast, as_: As) -> None:
    def seen() -> list[int]:
        people = (cast.olive, cast.alice, cast.bob, cast.vera, cast.charlie)
        return [as_(person).get(url(round_)).status_code for person in people]

    assert seen() == [200, 200, 403, 403, 404]
    making.people_answer(round_, 20)
    actions.reveal(round_, by=cast.alice)
    assert seen() == [200, 200, 200, 403, 404]
    actions.publish(round_, to=Audience.EVERYBODY, by=cast.alice)
    assert seen() == [200, 200, 200, 200, 404]


@pytest.mark.parametrize("step", ["reveal/", "late/", "close/", "publish/", "unpublish/", "words/"])
def test_only_those_who_run_it_may_do_anything(round_: Round, cast: Cast, as_: As, step: str) -> None:
    making.people_answer(round_, 20)
    for person, status in ((cast.bob, 403), (cast.vera, 403), (cast.charlie, 404)):
        client = as_(person)
        assert client.get(url(round_, step)).status_code == status
        assert client.post(url(round_, step)).status_code in {status, 405}
    assert PendingResponse.objects.count() == 20


def test_words_can_be_shown_as_a_theme_or_not_at_all(round_: Round, cast: Cast, as_: As) -> None:
    making.people_answer(round_, 12, words=json.dumps({"staff-permission": "Ask Jane in Elm Road"}))
    only = PendingResponse.WordsFor.FACILITATOR
    making.people_answer(round_, 1, seed=2, words=json.dumps({"staff-permission": "Between us"}), words_for=only)
    actions.reveal(round_, by=cast.alice)
    alice = as_(cast.alice)
    assert url(round_, "words/staff-permission/") in text(alice.get(url(round_, "words/")))
    page = text(alice.get(url(round_, "words/staff-permission/")))
    assert page.count("Ask Jane in Elm Road") == 12
    assert "Between us" in page
    open_to_all = list(PooledWords.objects.filter(facilitator_only=False))
    fields = {f"shown-{comment.code}": Shown.WORD_FOR_WORD for comment in open_to_all} | {
        f"theme-{comment.code}": "" for comment in open_to_all
    }
    about = url(round_, "words/staff-permission/")
    fields |= {f"shown-{open_to_all[0].code}": Shown.THEME}
    assert alice.post(about, fields).status_code == 422, "A theme needs its words."
    fields |= {f"theme-{open_to_all[0].code}": "Whom to ask", f"shown-{open_to_all[1].code}": Shown.FACILITATOR}
    assert "2 comments are now shown differently." in text(alice.post(about, fields, follow=True))
    assert alice.get(url(round_, "words/systems-mindset/")).status_code == 404


def test_signed_scores_are_for_the_team(cast: Cast, as_: As) -> None:
    round_ = making.diagnostic(cast.northvale, protection=Protection.NAMED).rounds.get()
    making.people_answer(round_, 1, name="Ann Able")
    alice = as_(cast.alice)
    assert "Scores are kept with people’s names." in text(alice.get(url(round_, "reveal/")))
    assert "responses have been erased" not in text(alice.post(url(round_, "reveal/"), follow=True))
    assert "Ann Able" in text(as_(cast.bob).get(url(round_, "signed/")))
    assert as_(cast.vera).get(url(round_, "signed/")).status_code == 403


def test_those_who_signed_see_who_signed_what_once_it_is_revealed(cast: Cast) -> None:
    round_ = making.diagnostic(cast.northvale, protection=Protection.NAMED).rounds.get()
    page_cache.forget()
    code, other, withdrawn = (private_code.new() for _ in range(3))
    for own_code, name in ((code, "Ann Able"), (other, "Ben Baker"), (withdrawn, "Cas Cook")):
        key = private_code.digest(round_, own_code)
        facts = {"place": round_.place, "round": round_, "viewpoint": 0, "name": name}
        PendingResponse.objects.create(pk=key, scores=bytes([3] * 11), choices=bytes([255]), **facts)
    responses.withdraw(round_, withdrawn)

    def come_back(with_code: str) -> tuple[int, str]:
        page_cache.forget()
        body = urlencode({"code": with_code, "do": "find"}).encode()
        about = page_cache.look(round_.code)
        assert about is not None
        answer = participant.mine(about, Request("POST", (round_.code, "mine"), "en", "", False, body))
        return answer.status, answer.body.decode()

    assert "Ben Baker" not in come_back(code)[1], "Nobody sees anybody before the reveal."
    actions.reveal(round_, by=cast.alice)
    status, page = come_back(code)
    assert status == 200
    assert "Ann Able" in page
    assert "Ben Baker" in page
    for stranger in (withdrawn, private_code.new()):
        status, page = come_back(stranger)
        assert status >= 400
        assert "Ben Baker" not in page
