"""Reminders by e-mail: a week before, on the day, every two weeks after it; once each, and stopped with one press."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from tests.web.cast import Cast
from tests.web.pages import Visitor
from tests.web.show.results.reading import text

from greenshoots.web.act.actions import actions as action_actions
from greenshoots.web.act.actions import reminders
from greenshoots.web.act.actions.models import Action, ActionStatus
from greenshoots.web.act.actions.reminders import Reminder

DAY = dt.date(2026, 12, 10)


def make(cast: Cast, **facts: object) -> Action:
    values = {"what": "A learning hour", "owner": "Team", "owner_email": "team@example.org", "due": DAY} | facts
    action = action_actions.make(cast.northvale, by=cast.alice, **values)
    Action.objects.filter(pk=action.pk).update(made_on=DAY - dt.timedelta(days=60))
    action.refresh_from_db()
    return action


def on(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (-8, None), (-7, Reminder.SOON), (-1, Reminder.SOON), (0, Reminder.TODAY),
        (1, Reminder.LATE), (90, Reminder.LATE), (91, None),
    ],
)  # fmt: skip
def test_each_day_has_its_reminder(days: int, wanted: Reminder | None, cast: Cast) -> None:
    assert reminders.due(make(cast), on(days)) == wanted


def test_over_all_days_five_or_so_go_out_and_never_two_on_a_day(cast: Cast) -> None:
    make(cast)
    sent = [days for days in range(-30, 120) for _ in range(2) if reminders.send_due(on(days))]
    assert sent == [-7, 0, 14, 28, 42, 56, 70, 84]


@pytest.mark.parametrize("state", [ActionStatus.DONE, ActionStatus.DROPPED])
def test_what_is_over_is_not_reminded_of(state: ActionStatus, cast: Cast) -> None:
    make(cast, state=state)
    assert reminders.send_due(DAY) == 0


def test_without_an_address_nobody_is_written_to(cast: Cast) -> None:
    make(cast, owner_email="")
    assert reminders.send_due(DAY) == 0


def test_whoever_agreed_today_is_not_reminded_at_once(cast: Cast) -> None:
    action = make(cast)
    Action.objects.filter(pk=action.pk).update(made_on=on(-3))
    assert reminders.send_due(on(-3)) == 0
    assert reminders.send_due(on(-2)) == 1


def test_another_day_begins_anew(cast: Cast) -> None:
    action = make(cast)
    assert reminders.send_due(DAY) == 1
    action.refresh_from_db()
    action_actions.change_action(action, read=action.version, by=cast.alice, due=on(30))
    assert reminders.send_due(on(23)) == 1


def test_the_message_is_kind_and_tells_how_to_end_it(cast: Cast, visitor: Visitor) -> None:
    action = make(cast)
    reminders.send_due(on(5))
    (message,) = mail.outbox
    assert message.to == ["team@example.org"]
    assert message.subject == "Still on the list: A learning hour"
    assert "plans change" in message.body
    for unkind in ("overdue", "failed", "missed"):
        assert unkind not in message.body.lower()
    assert "team@example.org" not in message.body, "An address of a page holds no address of a person."
    link = next(line for line in message.body.splitlines() if "/reminders/" in line)
    address = "/" + link.split("/", 3)[3]
    assert "Northvale Council (fictional) asked us to remind you" in text(visitor.get(address))
    action.refresh_from_db()
    assert action.owner_email, "Looking at the page ends nothing: mail scanners look too."
    assert "We will not send you any more reminders" in text(visitor.post(address))
    action.refresh_from_db()
    assert action.owner_email == ""
    assert visitor.get(address).status_code == 404
    assert reminders.send_due(on(40)) == 0


@pytest.mark.parametrize("token", ["nothing", "a:b:c", "é", "0" * 300])
def test_a_made_up_token_ends_nothing(token: str, db: None, visitor: Visitor) -> None:
    assert visitor.get(f"/reminders/{token}/").status_code == 404


def test_a_mail_server_that_refuses_is_asked_again_the_next_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make(cast)

    def refuse(_self: EmailMessage, *_args: object, **_facts: object) -> int:
        raise smtplib.SMTPServerDisconnected("no")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", refuse)
        assert reminders.send_due(DAY) == 0
    assert "team@example.org" not in caplog.text
    assert reminders.send_due(on(1)) == 1


def test_a_reminder_speaks_the_language_of_its_diagnostic(cast: Cast, priority: object) -> None:
    action = make(cast, priority=priority)
    diagnostic = action.priority.round.diagnostic  # type: ignore[union-attr]
    diagnostic.language = "cy"
    diagnostic.save()
    reminders.send_due(DAY)
    assert mail.outbox[0].subject != "Due today: A learning hour"
