"""Personal links: the list of people, the messages, and that nothing shows who has answered."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone
from tests.web import making
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots.core.errors import PolicyError
from greenshoots.web.base.audit.models import Entry
from greenshoots.web.collect.diagnostics.models import Round, RoundState
from greenshoots.web.collect.invitations import actions, link_token, outbox, queries
from greenshoots.web.collect.invitations.forms import PeopleForm, read_addresses
from greenshoots.web.collect.invitations.models import PersonalLink


@pytest.fixture
def round_(cast: Cast) -> Round:
    return making.diagnostic(cast.northvale).rounds.get()


PEOPLE = ["ann@example.org", "ben@example.org", "cas@example.org"]


def test_a_list_counts_each_person_once(cast: Cast, round_: Round) -> None:
    added = actions.add_people(round_, emails=[*PEOPLE, "ANN@example.org"], by=cast.alice)
    again = actions.add_people(round_, emails=["ben@example.org", "dot@example.org"], by=cast.alice)
    assert (added.new, again.new, again.already) == (3, 1, 1)
    assert queries.addresses(round_) == [*PEOPLE, "dot@example.org"]


def test_the_database_alone_holds_no_link_that_works(cast: Cast, round_: Round, settings: object) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    link = PersonalLink.objects.first()
    assert link is not None
    secret = link_token.secret(bytes(link.salt))
    assert link_token.digest(secret) == link.digest
    settings.SECRET_KEY = "another installation's key"  # noqa: S105 - of no installation
    assert link_token.secret(bytes(link.salt)) != secret


def test_the_order_of_rows_shows_nothing(cast: Cast, round_: Round) -> None:
    many = [f"person{number:03}@example.org" for number in range(40)]
    actions.add_people(round_, emails=many, by=cast.alice)
    assert list(PersonalLink.objects.order_by("pk").values_list("email", flat=True)) != many


def let_two_days_pass() -> None:
    PersonalLink.objects.update(asked_on=timezone.localdate() - dt.timedelta(days=2))


def test_reminders_wait_two_days_and_nothing_shows_who_has_answered(cast: Cast, round_: Round) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    actions.invite(round_, by=cast.alice)
    outbox.send_due()
    with pytest.raises(PolicyError, match="2 days"):
        actions.remind(round_, by=cast.alice)
    let_two_days_pass()
    PersonalLink.objects.filter(email="ben@example.org").update(answered=True)
    actions.remind(round_, by=cast.alice)
    assert set(PersonalLink.objects.values_list("asked_on", flat=True)) == {timezone.localdate()}
    assert outbox.send_due() == 2
    with pytest.raises(PolicyError, match="2 days"):
        actions.remind(round_, by=cast.alice)


def test_each_person_is_invited_once_and_reminded_only_without_an_answer(cast: Cast, round_: Round) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    assert actions.invite(round_, by=cast.alice) == 3
    assert outbox.send_due() == 3
    assert actions.invite(round_, by=cast.alice) == 0
    PersonalLink.objects.filter(email="ben@example.org").update(answered=True)
    let_two_days_pass()
    actions.remind(round_, by=cast.alice)
    assert outbox.send_due() == 2
    assert sorted(to for message in mail.outbox[3:] for to in message.to) == ["ann@example.org", "cas@example.org"]
    assert "Reminder" in mail.outbox[-1].subject


def test_each_message_holds_only_the_link_of_its_reader(cast: Cast, round_: Round) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    actions.invite(round_, by=cast.alice)
    outbox.send_due()
    for message in mail.outbox:
        own = PersonalLink.objects.get(email=message.to[0])
        for link in PersonalLink.objects.all():
            assert (queries.personal_link(link, round_.code) in message.body) == (link == own)


def test_a_message_makes_no_promise_that_the_diagnostic_does_not_keep(cast: Cast) -> None:
    named = making.diagnostic(cast.northvale, protection="named").rounds.get()
    actions.add_people(named, emails=PEOPLE[:1], by=cast.alice)
    text = str(outbox.message(PersonalLink.objects.get(), "invitation").body)
    assert "It takes about 8 minutes" in text
    assert "You will be asked to put your name to your scores" in text
    assert "stored separately" not in text


def test_no_message_is_sent_once_the_round_is_closed(cast: Cast, round_: Round) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    actions.invite(round_, by=cast.alice)
    Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED)
    assert outbox.send_due() == 0


def test_an_address_that_the_mail_server_refuses_is_named_and_can_be_sent_to_again(
    cast: Cast, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.mail.backends import locmem

    keep = locmem.EmailBackend.send_messages

    def refuse(self: object, messages: list[EmailMessage]) -> int:
        if messages[0].to == ["ben@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"ben@example.org": (550, b"no such person")})
        return keep(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    actions.invite(round_, by=cast.alice)
    assert outbox.send_due() == 2
    assert queries.people(round_).failed == ("ben@example.org",)
    monkeypatch.undo()
    assert actions.invite(round_, by=cast.alice) == 1
    assert outbox.send_due() == 1
    assert queries.people(round_).failed == ()


def test_no_count_of_the_list_changes_when_a_person_answers(cast: Cast, round_: Round) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    actions.invite(round_, by=cast.alice)
    outbox.send_due()
    before = queries.people(round_)
    PersonalLink.objects.filter(email="ben@example.org").update(answered=True)
    assert queries.people(round_) == before
    let_two_days_pass()
    actions.remind(round_, by=cast.alice)
    waiting = queries.people(round_)
    assert waiting.reminding
    assert waiting.waiting == 0
    assert [entry.facts for entry in Entry.objects.filter(verb="links.reminded")] == [{}]


def test_a_list_has_a_maximum_length(cast: Cast, round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    with pytest.raises(PolicyError, match="at most 2 people"):
        actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    assert not PersonalLink.objects.exists()


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("a@example.org\nB@Example.org", ["a@example.org", "b@example.org"], []),
        ("Ann Field <ann@example.org>; ben@example.org,", ["ann@example.org", "ben@example.org"], []),
        ("mailto:ann@example.org\r\n\r\nann@example.org", ["ann@example.org"], []),
        ("ann@example", [], ["ann@example"]),
        ("Ann Field", [], ["Ann Field"]),
        ("", [], []),
    ],
)
def test_addresses_are_read_as_people_paste_them(text: str, good: list[str], bad: list[str]) -> None:
    assert read_addresses(text, strict=True) == (good, bad)


def test_other_columns_of_a_file_are_ignored() -> None:
    assert read_addresses("name,email\nAnn,ann@example.org\n", strict=False) == (["ann@example.org"], [])


def test_a_list_with_a_fault_is_refused_with_the_lines_and_loses_nothing() -> None:
    form = PeopleForm({"emails": "ann@example.org\nnobody"})
    assert not form.is_valid()
    assert "“nobody” is not an e-mail address" in str(form.errors)
    assert "ann@example.org" in str(form["emails"])


def test_an_empty_list_is_refused() -> None:
    assert "Enter at least one" in str(PeopleForm({"emails": " "}).errors)


def test_pages_show_addresses_and_never_who_answered(cast: Cast, round_: Round, as_: Callable[..., Visitor]) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    actions.invite(round_, by=cast.alice)
    outbox.send_due()
    address = f"/diagnostics/{round_.diagnostic.code}/rounds/1/people/"
    before = as_(cast.alice).get(address).content.decode()
    PersonalLink.objects.filter(email="ben@example.org").update(answered=True)
    after = as_(cast.alice).get(address).content.decode()
    assert "ben@example.org" in before
    strip = Visitor.without_tokens
    assert strip(before) == strip(after)


def test_messages_on_their_way_do_not_count_as_not_sent(
    cast: Cast, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    actions.invite(round_, by=cast.alice)
    seen = []
    monkeypatch.setattr(outbox, "message", lambda _link, _kind: seen.append(queries.people(round_).not_sent))
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", lambda _self, _messages: 1)
    assert outbox.send_due() == 3
    assert seen == [0, 0, 0]


def test_a_person_without_a_message_because_the_round_closed_can_still_be_invited(cast: Cast, round_: Round) -> None:
    actions.add_people(round_, emails=PEOPLE, by=cast.alice)
    actions.invite(round_, by=cast.alice)
    Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED)
    outbox.send_due()
    assert queries.people(round_).not_sent == 3
