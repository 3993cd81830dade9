"""The participant side as a browser sees it: what it answers, and what it never keeps, sets or writes."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from tests.web import cast as people
from tests.web import loops, making
from tests.web.collect.responses import side
from tests.web.collect.responses.side import get, post

from greenshoots.web import application
from greenshoots.web.base.asgi import http, serving
from greenshoots.web.collect.diagnostics.models import Audience, Diagnostic, Protection, Round, RoundState
from greenshoots.web.collect.invitations import actions as invitations
from greenshoots.web.collect.invitations import link_token
from greenshoots.web.collect.invitations.models import PersonalLink
from greenshoots.web.collect.participants import assets, handler, page_cache
from greenshoots.web.collect.releases import actions as releases
from greenshoots.web.collect.responses import actions, private_code, queries
from greenshoots.web.collect.responses.models import PendingResponse
from greenshoots.web.collect.responses.response import Response
from greenshoots.web.collect.responses.writer import writer

pytestmark = pytest.mark.django_db(transaction=True)

GIVEN = {"s-staff-permission": "4", "s-systems-mindset": "not-sure", "w-staff-permission": "We ask three people first."}


@pytest.fixture(autouse=True)
def threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test threads of its own, whose connections end with it: PostgreSQL waits for the last of them."""
    monkeypatch.setattr(handler.SIDE.threads, "pool", pool := ThreadPoolExecutor(2))
    page_cache.forget()
    yield
    writer.stop()
    meet = threading.Barrier(2)

    def end() -> None:
        meet.wait(timeout=10)
        connections.close_all()

    list(pool.map(lambda _number: end(), range(2)))
    pool.shutdown()


@pytest.fixture
def round_(cast: people.Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


def address(round_: Round) -> str:
    return f"/a/{round_.code}"


def send(round_: Round, at: str = "", **fields: str) -> side.Reply:
    """Fetch the page, fill it in and send it; a field's name may have underscores for its dashes."""
    path = at or address(round_)
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    edition = str(Diagnostic.objects.get(pk=round_.diagnostic_id).edition)
    code = named.pop("code", None) or get(path).code
    return post(path, {"code": code, "edition": edition, "do": "send"} | GIVEN | named)


def test_somebody_answers_and_is_thanked_with_their_private_code(round_: Round) -> None:
    code = get(address(round_)).code
    reply = send(round_, code=code)
    assert reply.status == 200
    assert code in reply.text
    row = PendingResponse.objects.get()
    questions = list(queries_of(round_))
    assert row.scores[questions.index("staff-permission")] == 3
    assert "three people" in row.words


def queries_of(round_: Round) -> list[str]:
    about = page_cache.look(round_.code)
    assert about is not None
    return [question.id for question in next(iter(about.about.values())).instrument.questions]


def test_each_reader_gets_a_code_of_their_own(round_: Round) -> None:
    codes = {get(address(round_)).code for _ in range(5)}
    packed = {get(address(round_), accept_encoding="gzip").code for _ in range(5)}
    assert len(codes | packed) == 10


def test_a_page_is_the_same_with_and_without_compression(round_: Round) -> None:
    plain, packed = get(address(round_)), get(address(round_), accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.text.replace(plain.code, "") == packed.text.replace(packed.code, "")


def test_a_double_click_and_a_retry_count_once(round_: Round) -> None:
    code = get(address(round_)).code
    assert send(round_, code=code).status == 200
    again = send(round_, code=code)
    assert again.status == 200
    assert "arrived twice" in again.text
    assert queries.waiting(round_) == 1


def test_a_click_that_comes_twice_at_the_same_moment_counts_once(round_: Round) -> None:
    code = get(address(round_)).code
    fields = {"code": code, "edition": "1", "do": "send"} | GIVEN

    async def both() -> list[side.Reply]:
        return await asyncio.gather(*(side.call("POST", address(round_), fields) for _ in range(10)))

    assert {reply.status for reply in loops.run(both())} == {200}
    assert queries.waiting(round_) == 1


def test_answers_are_shown_for_checking_before_anything_is_kept(round_: Round) -> None:
    reply = send(round_, do="check")
    assert reply.status == 200
    assert "You have not sent anything yet" in reply.text
    assert "We ask three people first." in reply.text
    assert queries.waiting(round_) == 0
    back = send(round_, do="change", code=reply.code)
    assert back.code == reply.code
    assert "We ask three people first." in back.text


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(round_: Round) -> None:
    reply = send(round_, s_staff_permission="9", w_reframing_risk="Kept <b>as written</b>.")
    assert reply.status == 422
    assert "Choose a number from 1 to 5" in reply.text
    assert "Kept &lt;b&gt;as written&lt;/b&gt;." in reply.text
    assert queries.waiting(round_) == 0


def test_somebody_comes_back_with_their_code_and_changes_their_answer(round_: Round) -> None:
    code = get(address(round_)).code
    send(round_, code=code)
    assert get(f"{address(round_)}/mine").status == 200
    found = post(f"{address(round_)}/mine", {"code": code.lower().replace("-", " "), "do": "find"})
    assert found.status == 200
    assert "We ask three people first." in found.text
    changed = send(round_, code=code, w_staff_permission="Not any more.")
    assert changed.status == 200
    assert "changed" in changed.text
    assert "Not any more." in PendingResponse.objects.get().words


def test_somebody_takes_their_answer_out(round_: Round) -> None:
    code = get(address(round_)).code
    send(round_, code=code)
    assert post(f"{address(round_)}/mine", {"code": code, "do": "withdraw"}).status == 200
    assert not PendingResponse.objects.exists()
    assert send(round_, code=code).status == 409, "A late retry brings nothing back."


@pytest.mark.parametrize(("code", "status"), [("K7Q4-M2XD-9RTW", 404), ("nonsense", 422), ("", 422)])
def test_a_code_under_which_nothing_waits_is_told(round_: Round, code: str, status: int) -> None:
    for do in ("find", "withdraw"):
        assert post(f"{address(round_)}/mine", {"code": code, "do": do}).status == status


def test_a_published_answer_stays_as_it_is(round_: Round, cast: people.Cast) -> None:
    code = get(address(round_)).code
    send(round_, code=code)
    making.people_answer(round_, 9)
    releases.reveal(round_, by=cast.alice)
    assert send(round_, code=code, s_staff_permission="1").status == 409
    reply = post(f"{address(round_)}/mine", {"code": code, "do": "withdraw"})
    assert reply.status == 409
    assert "can no longer be changed or deleted" in " ".join(reply.text.split())


def test_a_closed_round_says_so_at_once_and_to_who_had_the_page_open(round_: Round) -> None:
    code = get(address(round_)).code
    Round.objects.update(state=RoundState.CLOSED)
    assert send(round_, code=code).status == 403, "The writer looks at the table, not at what was kept."
    page_cache.forget()
    closed = get(address(round_))
    assert closed.status == 403
    assert "can no longer answer" in closed.text
    Round.objects.update(state=RoundState.DRAFT)
    page_cache.forget()
    assert "Not open yet" in get(address(round_)).text
    assert queries.waiting(round_) == 0


def test_questions_that_changed_meanwhile_come_back_filled_in(round_: Round) -> None:
    code = get(address(round_)).code
    Diagnostic.objects.update(edition=2)
    reply = post(address(round_), {"code": code, "edition": "1", "do": "send"} | GIVEN)
    assert reply.status == 409
    assert "The questions changed while you were answering" in reply.text
    assert "We ask three people first." in reply.text
    assert queries.waiting(round_) == 0


def test_the_page_follows_what_the_facilitator_changes(round_: Round) -> None:
    assert "Adult social care" in get(address(round_)).text
    Diagnostic.objects.update(subject="Libraries", asking="The library asks.")
    page_cache._kept[round_.code].looked -= page_cache.FRESH
    assert "The library asks." in get(address(round_)).text


def test_a_personal_link_brings_in_one_answer_and_only_it(round_: Round, cast: people.Cast) -> None:
    Round.objects.update(personal_only=True)
    invitations.add_people(round_, emails=["someone@example.org"], by=cast.alice)
    mine = f"{address(round_)}/{link_token.secret(bytes(PersonalLink.objects.get().salt))}"
    assert get(address(round_)).status == 403
    assert send(round_, at=mine).status == 200
    assert PersonalLink.objects.get().answered
    assert send(round_, at=mine).status == 403, "Another page, another code: a second answer."
    assert send(round_, at=f"{address(round_)}/{'x' * 26}").status == 403
    assert queries.waiting(round_) == 1


def test_named_answers_come_through_personal_links_and_are_signed(cast: people.Cast) -> None:
    named = making.diagnostic(cast.northvale, protection=Protection.NAMED).rounds.get()
    invitations.add_people(named, emails=["someone@example.org"], by=cast.alice)
    mine = f"{address(named)}/{link_token.secret(bytes(PersonalLink.objects.get().salt))}"
    assert send(named, at=mine).status == 422
    assert send(named, at=mine, name="Somebody").status == 200
    assert PendingResponse.objects.get().name == "Somebody"


def test_somebody_sees_where_they_sit_once_results_are_published(round_: Round, cast: people.Cast) -> None:
    path = f"{address(round_)}/where"
    assert post(path, GIVEN).status == 404
    making.people_answer(round_, 20)
    releases.reveal(round_, by=cast.alice)
    assert post(path, GIVEN).status == 404, "They are not published yet."
    Round.objects.update(published=Audience.PARTICIPANTS)
    page_cache.forget()
    assert post(path, GIVEN).status == 200
    assert get(path).status == 200
    assert not PendingResponse.objects.exists(), "What somebody compares is not kept."


def test_pages_speak_the_language_somebody_asks_for(round_: Round) -> None:
    assert '<html lang="en"' in get(address(round_)).text
    assert '<html lang="cy"' in get(address(round_), accept_language="fr;q=1, cy-GB;q=0.8, en;q=0.5").text
    assert '<html lang="cy"' in get(f"{address(round_)}?lang=cy", accept_language="en").text
    assert '<html lang="en"' in get(f"{address(round_)}?lang=xx&lang=%ff").text


def test_the_code_on_a_poster_leads_to_the_round(round_: Round) -> None:
    assert get("/a/").status == 200
    reply = post("/a/", {"code": round_.code.upper()})
    assert (reply.status, reply.headers["location"]) == (303, address(round_))
    assert post("/a/", {"code": "nowhere1"}).status == 404
    assert get(address(round_).upper().replace("/A/", "/a/")).status == 200, "Typed in capitals."


def test_style_and_script_are_kept_by_browsers_for_good() -> None:
    for asset in assets.every().values():
        reply = get(asset.address)
        assert (reply.status, reply.body) == (200, asset.content)
        assert "immutable" in reply.headers["cache-control"]
    assert get("/a/-/answer.0000000000.css").status == 404
    assert get("/a/-/../handler.py").status == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/a/nowhere1", b"", 404),
        ("GET", "/a/nowhere1/mine", b"", 404),
        ("GET", "/a/one/two/three/four", b"", 404),
        ("POST", "/a/nowhere1", b"code=1", 404),
        ("DELETE", "/a/", b"", 405),
        ("POST", "/a/", b"code=" + b"x" * 300_000, 413),
    ],
)
def test_what_cannot_be_answered_gets_a_clear_page(method: str, path: str, body: bytes, status: int) -> None:
    reply = loops.run(side.call(method, path, body=body))
    assert reply.status == status
    assert "<h1" in reply.text
    assert "form-action 'self'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&".join(b"f%d=1" % n for n in range(900)), b"s-staff-permission=%ff"])
def test_a_body_that_is_no_form_keeps_nothing(round_: Round, body: bytes) -> None:
    assert loops.run(side.call("POST", address(round_), body=body)).status == 400
    assert queries.waiting(round_) == 0


def test_a_form_that_does_not_arrive_in_time_is_told(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.05)

    async def slow(*_arguments: object) -> None:
        await asyncio.sleep(5)

    monkeypatch.setattr(serving, "receive_request", slow)
    assert post(address(round_), GIVEN).status == 408


def test_a_browser_that_asks_for_the_headers_gets_them_alone(round_: Round) -> None:
    reply = loops.run(side.call("HEAD", address(round_)))
    assert reply.status == 200
    assert reply.body == b""
    assert int(reply.headers["content-length"]) > 5_000


def test_answers_that_cannot_be_written_come_back_filled_in(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_batch: object) -> None:
        raise OSError("the disk is full of 'We ask three people first.'")

    code = get(address(round_)).code
    with monkeypatch.context() as patch:
        patch.setattr(actions, "record", broken)
        reply = send(round_, code=code)
    assert reply.status == 503
    assert "We ask three people first." in reply.text
    assert reply.code == code
    assert send(round_, code=code).status == 200


def test_no_page_sets_a_cookie_or_may_be_kept_by_a_browser(round_: Round) -> None:
    replies = [get(address(round_)), send(round_), get(f"{address(round_)}/mine"), get("/a/"), get("/a/nowhere1")]
    for reply in replies:
        assert "set-cookie" not in reply.headers
        # The empty form may stay for the back button: without it a browser without scripts loses what was typed.
        assert reply.headers["cache-control"] == ("private, no-cache" if reply is replies[0] else "no-store")
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["content-security-policy"].startswith("default-src 'none'")


def test_nothing_is_logged_of_anybody_who_answers(
    round_: Round, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ValueError("We ask three people first.")

    code = get(address(round_)).code
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("django.db.backends").setLevel(logging.WARNING)
        assert send(round_, code=code).status == 200
        with monkeypatch.context() as patch:
            patch.setattr(handler.views, "take", broken)
            assert send(round_, code=code).status == 500
    told = [record.getMessage() for record in caplog.records if record.name.startswith("greenshoots")]
    assert told == ["A page of the participant side failed: ValueError"]
    for secret in (code, code.replace("-", ""), "three people", "192.0.2.7", round_.code):
        assert secret not in caplog.text


@pytest.mark.parametrize("path", ["/", "/health", "/about/", "/accounts/login/", "/r/abc/"])
def test_the_team_side_keeps_its_own_addresses(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    came: list[str] = []

    async def team(scope: http.Scope, _receive: object, _send: object) -> None:
        came.append(scope["path"])

    monkeypatch.setattr(application, "team", team)
    get(path)
    assert came == [path]


def test_what_waits_is_written_before_the_server_stops(round_: Round) -> None:
    said: list[str] = []
    messages = [{"type": "lifespan.shutdown"}, {"type": "lifespan.startup"}]
    key = private_code.digest(round_, "K7Q4M2XD9RTW")
    done = writer.write(actions.Sent(round_.pk, key, Response(bytes([2] * 11), b"\x00", 0)))

    async def receive() -> http.Message:
        return messages.pop()

    async def send(message: http.Message) -> None:
        said.append(message["type"])

    loops.run(application.application({"type": "lifespan"}, receive, send))
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert done.done()
    assert queries.waiting(round_) == 1


def test_browsers_stay_with_https_where_the_site_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "strict-transport-security" not in get("/a/").headers
    monkeypatch.setattr(http.settings, "SECURE_HSTS_SECONDS", 31_536_000)
    assert get("/a/").headers["strict-transport-security"] == "max-age=31536000"


def test_a_browser_that_goes_away_in_the_middle_leaves_nothing(round_: Round) -> None:
    sent: list[http.Message] = []
    arrived = [{"type": "http.disconnect"}, {"type": "http.request", "body": b"s-staff", "more_body": True}]

    async def receive() -> http.Message:
        return arrived.pop()

    async def send(message: http.Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": address(round_), "headers": []}
    loops.run(application.application(scope, receive, send))
    assert sent == []
    assert queries.waiting(round_) == 0
