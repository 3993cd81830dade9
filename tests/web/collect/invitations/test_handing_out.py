"""Personal links as a file and as slips, with and without a mail server, and what pages say about sending."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.core.errors import PolicyError
from greenshoots.web.act.actions import reminders
from greenshoots.web.base.accounts import mail, queries
from greenshoots.web.base.accounts.models import LocalMail, User
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round
from greenshoots.web.collect.invitations import actions, outbox, views
from greenshoots.web.collect.invitations.models import PersonalLink

As = Callable[[User], Visitor]
PEOPLE = ["ann@example.org", "ben@example.org", "cas@example.org"]
SENT = re.compile(r"on (its|their) way|(has|have) been invited|Send invitations|Send reminders|waiting to be")


@pytest.fixture
def round_(cast: Cast) -> Round:
    made = making.diagnostic(cast.northvale).rounds.get()
    actions.add_people(made, emails=PEOPLE, by=cast.alice)
    return made


@pytest.fixture
def no_mail_server(settings) -> None:
    settings.EMAIL_BACKEND = mail.LOCAL


def at(round_: Round, page: str) -> str:
    return f"/diagnostics/{round_.diagnostic.code}/rounds/{round_.number}/{page}"


def links(client: Visitor, round_: Round) -> list[list[str]]:
    text = client.get(at(round_, "people/links.csv")).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_without_a_mail_server_no_page_says_that_anything_is_sent(
    cast: Cast, round_: Round, as_: As, no_mail_server: None
) -> None:
    alice = as_(cast.alice)
    for page in ("people/", "ways-in/"):
        text = alice.get(at(round_, page)).content.decode()
        assert not SENT.search(text), SENT.search(text)
        assert "no mail server" in text
    text = alice.get(at(round_, "people/")).content.decode()
    assert "Download links (CSV)" in text
    assert "Print slips" in text


@pytest.mark.parametrize("press", ["invite", "remind"])
def test_without_a_mail_server_nothing_is_sent_stored_or_counted(
    cast: Cast, round_: Round, as_: As, no_mail_server: None, press: str
) -> None:
    PersonalLink.objects.update(sent=1, asked_on=timezone.localdate() - dt.timedelta(days=9))
    page = as_(cast.alice).post(at(round_, f"people/{press}/"), follow=True).content.decode()
    assert "no mail server is set up" in page
    assert not SENT.search(page)
    assert outbox.send_due() == 0
    assert not LocalMail.objects.exists()
    assert not PersonalLink.objects.exclude(due="").exists()
    with pytest.raises(PolicyError, match="Download the personal links"):
        actions.invite(round_, by=cast.alice)


def test_queued_messages_wait_for_a_mail_server(cast: Cast, round_: Round, settings) -> None:
    actions.invite(round_, by=cast.alice)
    settings.EMAIL_BACKEND = mail.LOCAL
    assert outbox.send_due() == 0
    assert not LocalMail.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.send_due() == 3


def test_with_a_mail_server_the_links_can_be_downloaded_too(cast: Cast, round_: Round, as_: As) -> None:
    page = as_(cast.alice).get(at(round_, "people/")).content.decode()
    assert "Send invitations" in page
    assert "Download links (CSV)" in page
    assert "Print slips" in page


def test_the_text_to_copy_promises_no_reminder_that_is_not_sent(cast: Cast, round_: Round, as_: As, settings) -> None:
    Diagnostic.objects.update(asking="<b>The team asks.</b>")
    alice, promise = as_(cast.alice), "so that you do not get a reminder"
    assert promise in alice.get(at(round_, "people/")).content.decode()
    settings.EMAIL_BACKEND = mail.LOCAL
    text = alice.get(at(round_, "people/")).content.decode()
    assert promise not in text
    assert "&lt;b&gt;The team asks.&lt;/b&gt;" in text
    assert "[personal link]" in text
    for secret in (row[1] for row in links(alice, round_)[1:]):
        assert secret not in text


def test_the_file_holds_a_working_link_for_each_person(
    cast: Cast, round_: Round, as_: As, no_mail_server: None
) -> None:
    head, *rows = links(as_(cast.alice), round_)
    assert head == ["E-mail address", "Personal link", "Closes on"]
    assert [row[0] for row in rows] == PEOPLE
    secrets = [row[1].removeprefix(f"http://testserver/a/{round_.code}/") for row in rows]
    assert [str(actions.use_link(round_, secret) or "works") for secret in secrets] == ["works"] * 3
    assert [str(actions.use_link(round_, secret)) for secret in secrets] == ["link-used"] * 3


def test_the_file_and_the_slips_are_the_same_whoever_has_answered(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)

    def taken() -> tuple[list[list[str]], list[str]]:
        page = alice.get(at(round_, "people/slips/")).content.decode()
        return links(alice, round_), re.findall(r'<li class="slip">.*?</li>', page, re.DOTALL)

    before = taken()
    PersonalLink.objects.filter(email="ben@example.org").update(answered=True, sent=2, failed=True)
    assert taken() == before
    assert len(before[1]) == 3


def test_a_slip_names_its_person_how_to_answer_and_the_last_day(cast: Cast, round_: Round, as_: As) -> None:
    Round.objects.update(closes=dt.datetime(2026, 10, 29, 17, tzinfo=dt.UTC))
    page = as_(cast.alice).get(at(round_, "people/slips/")).content.decode()
    slip = re.findall(r'<li class="slip">.*?</li>', page, re.DOTALL)[1]
    link = links(as_(cast.alice), round_)[2][1]
    for said in (
        "For ben@example.org",
        link,
        "Adult social care",
        "29 October 2026",
        "at least 5 people",
        "works once",
    ):
        assert said in slip
    assert slip.count("<svg") == 1
    assert "ann@example.org" not in slip


def test_people_who_sign_read_no_other_promise_on_their_slip(cast: Cast, as_: As) -> None:
    named = making.diagnostic(cast.northvale, protection="named").rounds.get()
    actions.add_people(named, emails=PEOPLE[:1], by=cast.alice)
    page = as_(cast.alice).get(at(named, "people/slips/")).content.decode()
    assert "You will be asked to put your name to your scores" in page
    assert "stored separately" not in page
    assert "answers are not linked to it" not in as_(cast.alice).get(at(named, "people/")).content.decode()


def test_slips_are_in_the_language_of_the_diagnostic(cast: Cast, as_: As) -> None:
    welsh = making.diagnostic(cast.northvale, language="cy").rounds.get()
    actions.add_people(welsh, emails=PEOPLE[:1], by=cast.alice)
    assert '<ul class="slips" lang="cy">' in as_(cast.alice).get(at(welsh, "people/slips/")).content.decode()


def test_many_slips_are_split_into_pages(cast: Cast, round_: Round, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SLIPS_ON_A_PAGE", 2)
    alice = as_(cast.alice)
    first = alice.get(at(round_, "people/slips/")).content.decode()
    second = alice.get(at(round_, "people/slips/?page=2")).content.decode()
    assert "Slips 1 to 2 of 3." in first
    assert "For cas@example.org" in second
    assert "For ann@example.org" not in second


def test_browsers_cache_no_links_and_the_trail_names_who_downloaded_them(cast: Cast, round_: Round, as_: As) -> None:
    for page in ("people/links.csv", "people/slips/"):
        assert "no-store" in as_(cast.alice).get(at(round_, page))["Cache-Control"]
        assert as_(cast.bob).get(at(round_, page)).status_code == 403
        assert as_(cast.charlie).get(at(round_, page)).status_code == 404
    entries = Entry.objects.filter(verb__in=["links.downloaded", "links.printed"]).order_by("pk")
    assert [(entry.verb, entry.facts) for entry in entries] == [("links.downloaded", {}), ("links.printed", {})]


def test_an_address_that_a_spreadsheet_would_run_stays_text(cast: Cast, round_: Round, as_: As) -> None:
    actions.add_people(round_, emails=["=cmd@example.org", "+ann@example.org"], by=cast.alice)
    rows = links(as_(cast.alice), round_)
    assert {"'=cmd@example.org", "'+ann@example.org"} <= {row[0] for row in rows}


def test_lists_of_any_length_take_the_same_number_of_queries(cast: Cast, round_: Round, as_: As) -> None:
    alice = as_(cast.alice)
    for page in ("people/links.csv", "people/slips/"):
        alice.get(at(round_, page))
        with CaptureQueriesContext(connection) as few:
            alice.get(at(round_, page))
        actions.add_people(round_, emails=[f"{page[7:9]}{n}@example.org" for n in range(20)], by=cast.alice)
        with CaptureQueriesContext(connection) as many:
            alice.get(at(round_, page))
        assert len(many) == len(few)


# Mail that stays on this installation


def test_no_page_says_that_a_colleague_was_invited_where_nothing_is_sent(
    cast: Cast, as_: As, no_mail_server: None
) -> None:
    answer = as_(cast.olive).post("/places/northval/people/invite/", {"email": "dot@example.org", "role": "viewer"})
    page = answer.content.decode()
    assert "nothing was sent to dot@example.org" in page
    assert re.search(r"http://testserver/join/\S+", page)
    assert not LocalMail.objects.exists()


def keep(subject: str, *, days: int) -> None:
    get_connection(mail.LOCAL).send_messages([EmailMessage(subject, "Text", to=["a@example.org"])])
    LocalMail.objects.filter(subject=subject).update(written=timezone.now() - dt.timedelta(days=days))


@pytest.mark.django_db
def test_stored_mail_is_erased_after_two_weeks() -> None:
    keep("Old", days=15)
    assert [one.subject for one in queries.mail()] == []
    keep("Fresh", days=1)
    assert [one.subject for one in LocalMail.objects.all()] == ["Fresh"]


@pytest.mark.django_db
def test_old_mail_is_erased_without_new_mail_too(monkeypatch: pytest.MonkeyPatch) -> None:
    keep("Old", days=15)
    mail.expire()
    assert not LocalMail.objects.exists()
    monkeypatch.setattr(mail, "expire", lambda: reminders.stop())
    monkeypatch.setattr(reminders, "TICK", 0.0)
    reminders._stopped.clear()
    reminders._run()  # ends once the day's work has reached it


@pytest.mark.django_db
def test_the_migration_erases_copies_of_invitations() -> None:
    from importlib import import_module

    from django.apps import apps

    migration = import_module("greenshoots.web.base.accounts.migrations.0002_no_local_mail_to_people_asked")
    secret = "abcdefghijklmnopqrstuvwxyz"  # noqa: S105 - of no link
    for subject, body in (
        ("Reminder", f"Look:\nhttp://localhost:8000/a/k4mz2q/{secret}\n"),
        ("Sign-in code", "123456"),
        ("Open link", "http://localhost:8000/a/k4mz2q"),
    ):
        LocalMail.objects.create(sender="", recipients="ben@example.org", subject=subject, body=body)
    migration.erase(apps, None)
    assert {one.subject for one in LocalMail.objects.all()} == {"Sign-in code", "Open link"}
