"""A mail server that is down: every way that needs a message ends in a page that says what to do."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from tests.web import making
from tests.web.cast import PASSWORD, Cast
from tests.web.pages import Visitor

from greenshoots.web.act.actions import reminders
from greenshoots.web.act.actions.models import Action
from greenshoots.web.base.accounts.models import User
from greenshoots.web.collect.invitations import actions as invitations
from greenshoots.web.collect.invitations import outbox
from greenshoots.web.collect.invitations.models import PersonalLink

As = Callable[[User], Visitor]
WAYS = (OSError("connection refused"), TimeoutError(), smtplib.SMTPAuthenticationError(535, b"no"))


class Down(BaseEmailBackend):
    """A mail server that takes nothing."""

    why: Exception = OSError("connection refused")

    def open(self) -> bool:
        raise type(self).why

    def send_messages(self, _messages: Any) -> int:
        raise type(self).why


@pytest.fixture(autouse=True, params=WAYS, ids=lambda error: type(error).__name__)
def mail_is_down(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    monkeypatch.setattr(Down, "why", request.param)


@pytest.fixture
def alice(cast: Cast) -> User:
    EmailAddress.objects.create(user=cast.alice, email=cast.alice.email, verified=True, primary=True)
    return cast.alice


def says_what_to_do(answer: Any) -> None:
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "We could not send the message" in page
    assert "Try again in a few minutes" in page


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
@pytest.mark.parametrize("page", ["/accounts/login/code/", "/accounts/password/reset/"])
@pytest.mark.django_db
def test_people_who_need_a_code_see_the_failure(alice: User, visitor: Visitor, page: str, email: str) -> None:
    answer = visitor.post(page, {"email": email})
    says_what_to_do(answer)
    assert "You can sign in with a password or a passkey" in answer.content.decode()


@pytest.mark.django_db
def test_a_password_still_signs_in(alice: User, visitor: Visitor) -> None:
    visitor.post("/accounts/login/code/", {"email": alice.email})
    answer = visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.django_db
def test_a_new_account_is_kept_and_gets_its_code_later(cast: Cast, settings: Any, visitor: Visitor) -> None:
    settings.SIGN_UP = True
    fields = {"name": "Ann", "email": "ann@example.org", "password1": "three words together"}
    says_what_to_do(visitor.post("/accounts/signup/", fields))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    answer = Visitor().post("/accounts/login/", {"login": "ann@example.org", "password": "three words together"})
    assert answer.status_code == 302, "Signing in sends the code that did not go out then."
    assert "confirm" in answer.headers["Location"]


@pytest.mark.django_db
def test_changing_an_address_is_told(alice: User, visitor: Visitor) -> None:
    visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    says_what_to_do(visitor.post("/accounts/email/", {"email": "new@example.org", "action_add": ""}))
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"


@pytest.mark.django_db
def test_what_is_done_stays_done_without_its_message(alice: User, visitor: Visitor) -> None:
    visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = visitor.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "three other words"})
    assert answer.status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("three other words")


@pytest.mark.django_db
def test_an_invitation_to_a_place_comes_as_a_link_to_pass_on(cast: Cast, as_: As) -> None:
    fields = {"email": "new@example.org", "role": "viewer"}
    answer = as_(cast.olive).post(f"/places/{cast.northvale.code}/people/invite/", fields)
    assert answer.status_code == 200
    assert "/join/" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_invitations_to_answer_are_shown_as_not_sent_and_go_out_later(cast: Cast, settings: Any) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    invitations.add_people(round_, emails=["ann@example.org", "ben@example.org"], by=cast.alice)
    invitations.invite(round_, by=cast.alice)
    assert outbox.send_due() == 0
    assert PersonalLink.objects.filter(failed=True).count() == 2
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    invitations.invite(round_, by=cast.alice)
    assert outbox.send_due() == 2
    assert not PersonalLink.objects.filter(failed=True).exists()


@pytest.mark.django_db(transaction=True)
def test_a_reminder_that_did_not_go_out_is_tried_again_the_same_day(cast: Cast, settings: Any) -> None:
    today = timezone.localdate()
    Action.objects.create(
        place=cast.northvale,
        code="act10n",
        what="Ring round",
        owner="Ann",
        owner_email="ann@example.org",
        due=today,
        made_on=today - dt.timedelta(days=9),
    )
    assert reminders.send_due(today) == 0
    assert not reminders.is_done(today), "Something is left to be sent today."
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert reminders.send_due(today) == 1
    assert reminders.is_done(today)
    assert len(mail.outbox) == 1
