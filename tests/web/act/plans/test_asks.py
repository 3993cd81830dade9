"""Asks: added, sent, answered by the invited body, escalated; and places are never ranked."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
import pikepdf
import pytest
from django.core import mail
from django.utils import timezone
from tests.web.act.plans.conftest import As, ask_of, invited
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.show.results.reading import text

from greenshoots.core.errors import PolicyError
from greenshoots.web.act.asks import actions as ask_actions
from greenshoots.web.act.asks import messages
from greenshoots.web.act.asks import queries as ask_queries
from greenshoots.web.act.asks.models import Ask, AskReply, AskState, Body, Bundle
from greenshoots.web.act.library.models import Level
from greenshoots.web.act.priorities import actions as priority_actions
from greenshoots.web.act.priorities.models import Point, Priority, Reach
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.base.places.models import Place

SENT = {
    "need": "Fund a shared data officer", "level": "region", "of_whom": "Combined authority", "owner": "Data lead",
    "context": "We each pay twice.", "wanted_by": "2027-01-15", "public": "on",
}  # fmt: skip


def send(ask: Ask, by: User) -> Ask:
    ask_actions.send(ask, on=timezone.localdate(), by=by)
    return Ask.objects.select_related("place", "body__reader").get(pk=ask.pk)


def test_an_ask_is_written_sent_answered_and_followed(priority: Priority, cast: Cast, as_: As) -> None:
    alice = as_(cast.alice)
    page = text(alice.post("/places/northval/asks/new/", SENT | {"priority": priority.code}, follow=True))
    assert "Only your team can see it." in page
    ask = Ask.objects.get()
    alice.post(f"/asks/{ask.code}/send/", {"sent_on": "2026-11-20"})
    told = {
        "reply": "partly",
        "answer": "Half of it, from April.",
        "who": "The chair",
        "answered_on": "2026-11-22",
    }
    alice.post(f"/asks/{ask.code}/answer/", told)
    alice.post(f"/asks/{ask.code}/follow/", {"followed": "She starts in May.", "closed": "on"})
    page = text(alice.get(f"/asks/{ask.code}/"))
    for said in ("20 November 2026", "In part", "Half of it, from April.", "The chair", "She starts in May."):
        assert said in page
    listed = text(as_(cast.vera).get("/places/northval/asks/"))
    assert "Fund a shared data officer" in listed
    assert "In part, 22 November 2026" in listed
    ask.refresh_from_db()
    assert (ask.state, ask.sent_on, ask.priority) == (AskState.CLOSED, dt.date(2026, 11, 20), priority)


def test_an_ask_can_be_taken_back_until_it_is_answered(cast: Cast, as_: As) -> None:
    ask = send(ask_of(cast.northvale, cast.alice), cast.alice)
    as_(cast.alice).post(f"/asks/{ask.code}/take-back/")
    ask.refresh_from_db()
    assert (ask.state, ask.sent_on) == (AskState.DRAFT, None)
    ask_actions.answer(ask, reply=AskReply.NO, text="", who="They", on=timezone.localdate(), by=cast.alice)
    with pytest.raises(PolicyError):
        ask_actions.take_back(ask, by=cast.alice)
    assert "cannot withdraw it" in text(as_(cast.alice).post(f"/asks/{ask.code}/take-back/", follow=True))


def test_a_point_that_others_must_do_becomes_an_ask(priority: Priority, cast: Cast, as_: As) -> None:
    point = priority_actions.add_point(priority, reach=Reach.OTHERS, text="Data sharing across the region")
    page = as_(cast.alice).get(f"/places/northval/asks/new/?point={point.code}").content.decode()
    assert "Data sharing across the region" in page
    as_(cast.alice).post(f"/places/northval/asks/new/?point={point.code}", SENT | {"priority": priority.code})
    assert Point.objects.get().ask == Ask.objects.get()


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_document_says_what_may_be_shared_and_nothing_of_the_answers(
    kind: str, priority: Priority, cast: Cast, as_: As
) -> None:
    ask = ask_of(cast.northvale, cast.alice, priority=priority, of_whom="The board", context="Line one.\n\nLine two.")
    answer = as_(cast.vera).get(f"/asks/{ask.code}/ask.{kind}")
    assert answer.status_code == 200
    assert f"fund-a-shared-data-officer.{kind}" in answer["Content-Disposition"]
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(answer.content)) as opened:
            assert opened.docinfo["/Title"] == "Fund a shared data officer"
            assert len(opened.pages) == 1
        return
    words = "\n".join(part.text for part in docx.Document(io.BytesIO(answer.content)).paragraphs)
    for said in ("Fund a shared data officer", "Line one.", "Line two.", "The board", "Your answer"):
        assert said in words
    for kept in ("Two signatures.", *priority.finding["sentences"]):
        assert kept not in words
    assert as_(cast.vera).get(f"/asks/{ask.code}/ask.exe").status_code == 404


def test_a_region_is_invited_by_a_link_that_works_once(cast: Cast, region: Place, rita: User, as_: As) -> None:
    page = as_(cast.alice).post("/places/northval/bodies/", {"name": "Combined authority", "level": "region"})
    link = page.content.decode().split('id="address">')[1].split("<")[0]
    body = Body.objects.get()
    assert link.rsplit("/", 2)[1] not in str(Body.objects.values_list("digest", "code")), "The secret is not kept."
    address = "/" + link.split("/", 3)[3]
    assert "They have listed you as “Combined authority”" in text(as_(rita).get(address))
    page = text(as_(rita).post(address, {"place": region.code}, follow=True))
    assert "You can now read what Northvale Council (fictional) asks of you." in page
    body.refresh_from_db()
    assert (body.reader, body.digest) == (region, "")
    assert as_(cast.charlie).get(address).status_code == 404
    assert as_(cast.charlie).post(address, {"place": "southmer"}).status_code == 404


def test_nobody_accepts_for_the_place_that_asks_or_one_they_do_not_run(cast: Cast, ravi: User, as_: As) -> None:
    body, link = ask_actions.invite(cast.northvale, name="Us", level=Level.REGION, by=cast.alice)
    address = "/" + link.split("/", 3)[3]
    assert as_(cast.alice).post(address, {"place": "northval"}).status_code == 422
    assert as_(ravi).post(address, {"place": "grtrvale"}).status_code == 422
    with pytest.raises(PolicyError):
        ask_actions.accept(body, cast.northvale, by=cast.alice)
    body.refresh_from_db()
    assert body.reader is None


def test_a_link_that_has_ended_is_replaced(cast: Cast, rita: User, as_: As) -> None:
    body, link = ask_actions.invite(cast.northvale, name="Combined authority", level=Level.REGION, by=cast.alice)
    Body.objects.filter(pk=body.pk).update(ends=timezone.now() - dt.timedelta(days=1))
    address = "/" + link.split("/", 3)[3]
    assert as_(rita).get(address).status_code == 404
    assert "the link has expired" in text(as_(cast.alice).get("/places/northval/bodies/"))
    page = as_(cast.alice).post(f"/places/northval/bodies/{body.code}/", {"link": "new"}).content.decode()
    new = "/" + page.split('id="address">')[1].split("<")[0].split("/", 3)[3]
    assert new != address
    assert as_(rita).get(new).status_code == 200


def test_a_region_sees_what_was_sent_to_it_and_nothing_else(
    cast: Cast, body: Body, rita: User, ravi: User, priority: Priority, as_: As
) -> None:
    sent = send(ask_of(cast.northvale, cast.alice, body=body, priority=priority), cast.alice)
    draft = ask_of(cast.northvale, cast.alice, body=body, need="Still a draft")
    other = send(ask_of(cast.northvale, cast.alice, need="For another body"), cast.alice)
    page = text(as_(ravi).get("/places/grtrvale/asks-to-us/"))
    assert "Fund a shared data officer" in page
    assert "Northvale Council (fictional)" in page
    assert "Still a draft" not in page
    assert "For another body" not in page
    one = text(as_(ravi).get(f"/places/grtrvale/asks-to-us/{sent.code}/"))
    assert "We each pay twice." in one
    for kept in ("Two signatures.", *priority.finding["sentences"]):
        assert kept not in one
    for hidden in (draft, other):
        assert as_(rita).get(f"/places/grtrvale/asks-to-us/{hidden.code}/").status_code == 404
    for theirs in (f"/asks/{sent.code}/", f"/priorities/{priority.code}/", "/places/northval/plan/"):
        assert as_(rita).get(theirs).status_code == 404
    assert as_(cast.charlie).get(f"/places/southmer/asks-to-us/{sent.code}/").status_code == 404


def test_a_region_answers_in_place_and_the_place_reads_it(
    cast: Cast, body: Body, rita: User, ravi: User, as_: As
) -> None:
    ask = send(ask_of(cast.northvale, cast.alice, body=body), cast.alice)
    address = f"/places/grtrvale/asks-to-us/{ask.code}/"
    told = {"reply": "yes", "answer": "From April.", "who": "Rita, for the board"}
    assert as_(ravi).post(address, told).status_code == 403
    assert as_(rita).post(address, told | {"answer": ""}).status_code == 422
    as_(rita).post(address, told)
    page = text(as_(cast.vera).get(f"/asks/{ask.code}/"))
    assert "From April." in page
    assert "Rita, for the board" in page
    northvale = Entry.objects.get(place=cast.northvale, verb="ask.answered_here")
    assert (northvale.who_name, northvale.facts["body"]) == ("", "Greater Vale (fictional)")
    assert Entry.objects.get(place=body.reader, verb="ask.answered_them").who_name == "Rita"


def test_asks_of_several_places_are_bundled_and_answered_at_once(
    cast: Cast, body: Body, region: Place, rita: User, as_: As
) -> None:
    southern = invited(cast.southmere, cast.charlie, region, rita)
    one = send(ask_of(cast.northvale, cast.alice, body=body, need="A data officer"), cast.alice)
    two = send(ask_of(cast.southmere, cast.charlie, body=southern, need="Shared data"), cast.charlie)
    here = "/places/grtrvale/asks-to-us/"
    assert "under a new name" not in text(as_(rita).get(here))
    assert as_(rita).post(here, {"title": "Data"}).status_code == 422
    assert as_(rita).post(here, {"ask": [one.code, two.code]}).status_code == 422
    alone = as_(rita).post(here, {"ask": [one.code], "title": "Data"})
    assert "Select at least 2 asks" in text(alone)
    page = as_(rita).post(here, {"ask": [one.code, two.code], "title": "Data across the region"}, follow=True)
    assert "Data across the region" in text(page)
    bundle = Bundle.objects.get()
    assert [ask.place.name for ask in ask_queries.in_bundle(bundle)] == sorted(
        [cast.northvale.name, cast.southmere.name]
    )
    told = {"reply": "yes", "answer": "One officer for all.", "who": "The board"}
    assert "2 places can read it now." in text(as_(rita).post(f"/bundles/{bundle.code}/", told, follow=True))
    assert "One officer for all." in text(as_(cast.vera).get(f"/asks/{one.code}/"))
    assert "One officer for all." in text(as_(cast.charlie).get(f"/asks/{two.code}/"))
    seen = text(as_(cast.alice).get(f"/asks/{one.code}/"))
    assert "Southmere" not in seen, "Places learn nothing of each other."
    for kind in ("pdf", "docx"):
        assert as_(rita).get(f"/bundles/{bundle.code}/bundle.{kind}").status_code == 200
    as_(rita).post(f"/bundles/{bundle.code}/take-out/{two.code}/")
    assert [ask.pk for ask in ask_queries.in_bundle(bundle)] == [one.pk]
    assert "Data across the region" in text(as_(rita).get(here))
    assert as_(rita).post(here, {"ask": [two.code], "into": "elsewhere"}).status_code == 422
    added = as_(rita).post(here, {"ask": [two.code], "into": bundle.code})
    assert added.headers["Location"] == f"/bundles/{bundle.code}/"
    assert len(ask_queries.in_bundle(bundle)) == 2
    as_(rita).post(f"/bundles/{bundle.code}/take-apart/")
    assert Ask.objects.filter(bundle=None).count() == 2


def test_words_that_somebody_answered_stay_as_they_were(cast: Cast, body: Body, rita: User, as_: As) -> None:
    ask = send(ask_of(cast.northvale, cast.alice, body=body, need="A data officer"), cast.alice)
    told = {"reply": "yes", "answer": "One officer for all.", "who": "The board"}
    as_(rita).post(f"/places/grtrvale/asks-to-us/{ask.code}/", told)
    ask.refresh_from_db()
    edit, alice = f"/asks/{ask.code}/edit/", as_(cast.alice)
    assert "This ask has been answered here, so its wording can no longer change." in text(alice.get(edit))
    changed = {"need": "Resign", "level": "team", "body": "", "of_whom": "Nobody", "context": "Other", "owner": "Us"}
    assert alice.post(edit, changed | {"version": ask.version}).status_code == 302
    now = Ask.objects.get(pk=ask.pk)
    assert now.owner == "Us"
    for name in ask_actions.ANSWERED:
        assert getattr(now, name) == getattr(ask, name)
    ask_actions.change_ask(now, read=now.version, by=cast.alice, need="Resign")
    assert Ask.objects.get(pk=ask.pk).need == "A data officer"


def test_one_ask_alone_has_nothing_to_stand_together_with(cast: Cast, body: Body, rita: User, as_: As) -> None:
    send(ask_of(cast.northvale, cast.alice, body=body, need="A data officer"), cast.alice)
    page = text(as_(rita).get("/places/grtrvale/asks-to-us/"))
    assert "A data officer" in page
    assert "Answer several asks together" not in page


def test_a_bundle_is_carried_further_up_as_an_ask_of_the_region(
    cast: Cast, body: Body, region: Place, rita: User, as_: As
) -> None:
    ask = send(ask_of(cast.northvale, cast.alice, body=body, need="A data officer"), cast.alice)
    bundle = ask_actions.bundle(region, [ask], title="Data across the region", by=rita)
    page = as_(rita).get(f"/places/grtrvale/asks/new/?bundle={bundle.code}").content.decode()
    assert "Northvale Council (fictional): A data officer" in page
    sent = SENT | {"need": "A national data standard", "level": "nation"}
    as_(rita).post(f"/places/grtrvale/asks/new/?bundle={bundle.code}", sent)
    bundle.refresh_from_db()
    assert bundle.onward == Ask.objects.get(place=region)
    assert "A national data standard" in text(as_(rita).get(f"/bundles/{bundle.code}/"))


def test_nobody_is_ranked_or_counted(cast: Cast, body: Body, region: Place, rita: User, as_: As) -> None:
    southern = invited(cast.southmere, cast.charlie, region, rita)
    for number in range(3):
        send(ask_of(cast.southmere, cast.charlie, body=southern, need=f"Ask {number}"), cast.charlie)
    send(ask_of(cast.northvale, cast.alice, body=body, need="One ask"), cast.alice)
    (about,) = ask_queries.asks_to(region)
    assert [ask.place.name for ask in about.asks] == [cast.northvale.name, *[cast.southmere.name] * 3]
    page = text(as_(rita).get("/places/grtrvale/asks-to-us/"))
    assert "3 asks" not in page


def test_a_body_that_was_ended_sees_nothing_more(cast: Cast, body: Body, region: Place, rita: User, as_: As) -> None:
    ask = send(ask_of(cast.northvale, cast.alice, body=body), cast.alice)
    bundle = ask_actions.bundle(region, [ask], title="Data", by=rita)
    page = text(as_(cast.alice).get(f"/places/northval/bodies/{body.code}/end/"))
    assert "They will no longer be able to read or answer the ask you addressed to them here." in page
    as_(cast.alice).post(f"/places/northval/bodies/{body.code}/end/")
    assert as_(rita).get(f"/places/grtrvale/asks-to-us/{ask.code}/").status_code == 404
    assert "Fund a shared" not in text(as_(rita).get(f"/bundles/{bundle.code}/"))
    ask.refresh_from_db()
    assert ask.of_whom == "Combined authority"


def test_an_ask_that_goes_to_another_body_leaves_the_first(
    cast: Cast, body: Body, region: Place, rita: User, as_: As
) -> None:
    ask = send(ask_of(cast.northvale, cast.alice, body=body), cast.alice)
    ask_actions.bundle(region, [ask], title="Data", by=rita)
    ask.refresh_from_db()
    sent = SENT | {"body": "", "version": ask.version}
    assert as_(cast.alice).post(f"/asks/{ask.code}/edit/", sent).status_code == 302
    ask.refresh_from_db()
    assert (ask.body, ask.bundle) == (None, None)


def test_only_a_place_of_ones_own_is_put_into_an_ask(cast: Cast, region: Place, rita: User, as_: As) -> None:
    southern = invited(cast.southmere, cast.charlie, region, rita)
    answer = as_(cast.alice).post("/places/northval/asks/new/", SENT | {"body": southern.code})
    assert Ask.objects.filter(body=southern).count() == 0
    assert answer.status_code in (302, 422)


def test_nobody_puts_words_into_the_mouth_of_a_body(cast: Cast, body: Body, rita: User, as_: As) -> None:
    ask = send(ask_of(cast.northvale, cast.alice, body=body), cast.alice)
    told = {"reply": "no", "answer": "Not this year.", "who": "The board"}
    as_(rita).post(f"/places/grtrvale/asks-to-us/{ask.code}/", told)
    page = as_(cast.alice).get(f"/asks/{ask.code}/").content.decode()
    assert f"/asks/{ask.code}/answer/" not in page
    forged = {"reply": "yes", "answer": "All of it.", "who": "The board", "answered_on": "2026-11-23"}
    told_off = as_(cast.alice).post(f"/asks/{ask.code}/answer/", forged, follow=True)
    assert "only they can change the answer" in text(told_off)
    ask.refresh_from_db()
    assert (ask.reply, ask.answer, ask.in_place) == ("no", "Not this year.", True)
    with pytest.raises(PolicyError):
        ask_actions.answer(ask, reply=AskReply.YES, text="", who="", on=timezone.localdate(), by=cast.alice)
    as_(rita).post(f"/places/grtrvale/asks-to-us/{ask.code}/", told | {"answer": "Next year."})
    ask.refresh_from_db()
    assert ask.answer == "Next year."


def test_a_body_without_an_account_is_told_who_asks_and_may_make_one(
    cast: Cast, as_: As, visitor: Visitor, settings: Any
) -> None:
    settings.SIGN_UP = False
    _body, link = ask_actions.invite(cast.northvale, name="Combined authority", level=Level.REGION, by=cast.alice)
    address = "/" + link.split("/", 3)[3]
    assert 'name="email"' not in visitor.get("/accounts/signup/").content.decode()
    page = text(visitor.get(address))
    assert "Northvale Council (fictional) would like to ask you for something" in page
    assert "Create account" in page
    assert 'name="email"' in visitor.get("/accounts/signup/").content.decode()
    new = User.objects.create_user("nia@example.org", None, name="Nia")
    page = text(as_(new).get(address))
    assert "Create a place for your organisation" in page
    assert as_(new).post(address, {"name": ""}).status_code == 422
    done = as_(new).post(address, {"name": "Greater Vale (fictional)"}, follow=True)
    assert "Asks to us" in text(done)
    assert Body.objects.get().reader == Place.objects.get(name="Greater Vale (fictional)")
    assert Place.objects.get(name="Greater Vale (fictional)").memberships.get().person == new


def test_both_sides_are_told_by_e_mail_and_the_message_holds_no_context(
    cast: Cast, body: Body, rita: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(messages, "_send", lambda _place, letters: messages.deliver(letters))
    with django_capture_on_commit_callbacks(execute=True):
        ask = send(ask_of(cast.northvale, cast.alice, body=body), cast.alice)
    (letter,) = mail.outbox
    assert letter.to == ["rita@example.org"], "Viewers are not written to."
    assert f"/places/grtrvale/asks-to-us/{ask.code}/" in letter.body
    assert "We each pay twice." not in letter.body
    told = {"reply": AskReply.YES, "text": "From April.", "who": "Rita", "on": timezone.localdate()}
    with django_capture_on_commit_callbacks(execute=True):
        ask_actions.answer(ask, **told, by=rita, to_us=body.reader)
    assert sorted(to for letter in mail.outbox[1:] for to in letter.to) == ["alice@example.org", "olive@example.org"]
    assert "From April." not in mail.outbox[-1].body
    with django_capture_on_commit_callbacks(execute=True):
        send(ask_of(cast.northvale, cast.alice, need="On paper"), cast.alice)
    assert len(mail.outbox) == 3
