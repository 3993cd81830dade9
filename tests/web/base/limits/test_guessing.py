"""Guessing passwords and codes: only the guesser is slowed down."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.http import HttpResponse
from tests.web.cast import PASSWORD, Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts import known_device
from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.limits import rules
from greenshoots.web.base.limits.counter import Tries, tries

OFTEN = "Too many attempts"
ATTACKER, ALICE = "203.0.113.66", "192.0.2.7"


@pytest.fixture
def alice(cast: Cast) -> User:
    EmailAddress.objects.create(user=cast.alice, email=cast.alice.email, verified=True, primary=True)
    return cast.alice


@pytest.fixture
def bob(cast: Cast) -> User:
    EmailAddress.objects.create(user=cast.bob, email=cast.bob.email, verified=True, primary=True)
    return cast.bob


def at(address: str) -> Visitor:
    return Visitor(REMOTE_ADDR=address)


def sign_in(visitor: Visitor, password: str = PASSWORD, email: str = "alice@example.org") -> HttpResponse:
    return visitor.post("/accounts/login/", {"login": email, "password": password})


def guess(address: str, times: int, email: str = "alice@example.org") -> list[HttpResponse]:
    visitor = at(address)
    return [sign_in(visitor, f"wrong {number}", email) for number in range(times)]


def passes(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_wrong_passwords_are_answered_with_too_often(alice: User) -> None:
    answers = guess(ATTACKER, 12)
    assert [OFTEN in one.content.decode() for one in answers] == [False] * 9 + [True] * 3
    assert [one.status_code for one in answers[8:10]] == [200, 429]
    assert answers[-1].headers["Retry-After"] == "600"


@pytest.mark.django_db
def test_the_right_password_passes_from_another_address_and_from_the_same(alice: User) -> None:
    guess(ATTACKER, 30)
    assert passes(sign_in(at(ALICE)))
    assert passes(sign_in(at(ATTACKER))), "Alice may sit in the office from which somebody guesses."


@pytest.mark.django_db
def test_right_passwords_are_not_counted(alice: User) -> None:
    for _ in range(100):
        assert passes(sign_in(at(ALICE)))


@pytest.mark.django_db
def test_far_too_many_guesses_are_not_even_looked_at(alice: User) -> None:
    guess(ATTACKER, rules.PASSWORD.refuse)
    refused = sign_in(at(ATTACKER))
    assert (refused.status_code, OFTEN in refused.content.decode()) == (429, True)
    assert passes(sign_in(at(ALICE)))


@pytest.mark.django_db
def test_a_known_device_passes_while_its_account_is_under_attack_from_everywhere(alice: User) -> None:
    known = at(ALICE)
    assert passes(sign_in(known))
    known.post("/accounts/logout/")
    for number in range(rules.PASSWORDS_FOR.refuse // 30):
        guess(f"203.0.113.{number}", 30)
    guess(ALICE, rules.PASSWORD.refuse)
    assert sign_in(at("198.51.100.9")).status_code == 429, "A stranger's device is refused."
    assert passes(sign_in(known))


@pytest.mark.django_db
def test_a_known_device_has_a_limit_of_its_own(alice: User) -> None:
    known = at(ALICE)
    sign_in(known)
    known.post("/accounts/logout/")
    for number in range(rules.PASSWORD.refuse):
        sign_in(known, f"wrong {number}")
    assert sign_in(known).status_code == 429
    assert passes(sign_in(at(ALICE))), "Whoever stole the cookie locks nobody out with it."


@pytest.mark.django_db
def test_the_device_of_one_account_is_not_known_to_another(alice: User, bob: User) -> None:
    mine = at(ATTACKER)
    sign_in(mine, email=bob.email)
    mine.post("/accounts/logout/")
    for number in range(rules.PASSWORD.refuse):
        sign_in(mine, f"wrong {number}")
    assert sign_in(mine).status_code == 429


@pytest.mark.django_db
def test_a_forged_cookie_is_no_known_device(alice: User) -> None:
    known = at(ALICE)
    sign_in(known)
    value = known.cookies[known_device.NAME].value
    for made_up in (value[:-2] + "xx", "", "a:b:c", "W10:x:y"):
        visitor = at(ATTACKER)
        visitor.cookies[known_device.NAME] = made_up
        assert sign_in(visitor, "wrong").status_code in {200, 429}
    guess(ATTACKER, rules.PASSWORD.refuse)
    visitor = at(ATTACKER)
    visitor.cookies[known_device.NAME] = value[:-2] + "xx"
    assert sign_in(visitor).status_code == 429


@pytest.mark.django_db
def test_trying_one_password_on_many_accounts_is_braked(bob: User, alice: User) -> None:
    visitor = at(ATTACKER)
    answers = [
        sign_in(visitor, "Winter2026!!", f"person{number}@example.org") for number in range(rules.PASSWORDS_FROM.warn)
    ]
    assert answers[-1].status_code == 429
    assert passes(sign_in(at(ATTACKER))), "Somebody with the right password still passes."


@pytest.mark.django_db
def test_people_behind_a_proxy_are_counted_separately(alice: User, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    attacker = Visitor(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=ATTACKER)
    for number in range(rules.PASSWORD.refuse):
        sign_in(attacker, f"wrong {number}")
    assert sign_in(attacker).status_code == 429
    written = Visitor(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"{ALICE}, {ATTACKER}")
    assert sign_in(written).status_code == 429, "What the attacker writes into the header does not count."
    assert passes(sign_in(Visitor(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=ALICE)))


@pytest.mark.django_db
def test_limits_hold_over_a_restart(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    guess(ATTACKER, rules.PASSWORD.refuse)
    tries.flush()
    tries.forget()
    assert sign_in(at(ATTACKER)).status_code == 429


@pytest.mark.django_db
def test_the_password_that_is_asked_for_again_is_counted_too(alice: User) -> None:
    visitor = at(ALICE)
    sign_in(visitor)
    for number in range(rules.PASSWORD.refuse):
        visitor.post("/accounts/reauthenticate/", {"password": f"wrong {number}"})
    assert visitor.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 429


@pytest.mark.django_db
def test_second_steps_are_counted_for_the_account(alice: User) -> None:
    totp.TOTP.activate(alice, secret := totp.generate_totp_secret())
    for number in range(rules.SECOND_STEP.refuse):
        visitor = at(f"203.0.113.{number}")
        sign_in(visitor)
        wrong = visitor.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 429
    visitor = at(ALICE)
    sign_in(visitor)
    code = totp.format_hotp_value(totp.hotp_value(secret, totp.yield_hotp_counters_from_time().__next__()))
    assert visitor.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 429


@pytest.mark.django_db
def test_wrong_codes_from_messages_are_counted(alice: User) -> None:
    answers = []
    for number in range(rules.MAILED_CODE.warn):
        visitor = at(ATTACKER)
        there = visitor.post("/accounts/login/code/", {"email": f"person{number}@example.org"}).headers["Location"]
        visitor.get(there)
        answers.append(visitor.post(there, {"code": "WRONG1"}).status_code)
    assert answers[:-1] == [200] * (rules.MAILED_CODE.warn - 1)
    assert answers[-1] == 429
    visitor = at(ATTACKER)
    there = visitor.post("/accounts/login/code/", {"email": alice.email}).headers["Location"]
    code = re.search(r"^[A-Z0-9-]{6,9}$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    assert passes(visitor.post(there, {"code": code[0]})), "The right code passes."


@pytest.mark.parametrize("page", ["/accounts/login/code/", "/accounts/password/reset/"])
@pytest.mark.django_db
def test_a_mailbox_is_not_filled_and_its_owner_still_gets_a_code(alice: User, page: str) -> None:
    answers = [at(ATTACKER).post(page, {"email": alice.email}) for _ in range(9)]
    assert [one.status_code for one in answers[-3:]] == [429] * 3
    assert "We sent several messages to this address" in answers[-1].content.decode()
    assert len(mail.outbox) == rules.MESSAGES.refuse
    assert at(ALICE).post(page, {"email": alice.email}).status_code == 302
    assert len(mail.outbox) == rules.MESSAGES.refuse + 1


@pytest.mark.django_db
def test_an_unknown_address_gets_no_more_messages_than_a_known_one(alice: User) -> None:
    for email in (alice.email, "nobody@example.org"):
        statuses = [at(ATTACKER).post("/accounts/login/code/", {"email": email}).status_code for _ in range(8)]
        assert statuses == [302] * 6 + [429] * 2


@pytest.mark.django_db
def test_accounts_are_not_made_by_the_hundred(cast: Cast, settings: Any) -> None:
    settings.SIGN_UP = True
    fields = {"name": "A Robot", "password1": "three words together"}
    for number in range(rules.SIGN_UP.refuse):
        at(ATTACKER).post("/accounts/signup/", fields | {"email": f"robot{number}@example.org"})
    before = User.objects.count()
    refused = at(ATTACKER).post("/accounts/signup/", fields | {"email": "one-more@example.org"})
    assert (refused.status_code, User.objects.count()) == (429, before)
    assert at(ALICE).post("/accounts/signup/", fields | {"email": "ann@example.org"}).status_code == 302


@pytest.mark.parametrize(
    "address",
    ["/join/{}/", "/bodies/join/{}/", "/welcome/{}/", "/reminders/{}/", "/p/{}/", "/r/{}/", "/w/s/{}/"],
)
@pytest.mark.django_db
def test_made_up_links_are_counted(cast: Cast, address: str) -> None:
    def open_(number: int, source: str) -> HttpResponse:
        return at(source).get(address.format(f"made-up-{number}"))

    statuses = [open_(number, ATTACKER).status_code for number in range(rules.LINK.warn + 1)]
    assert statuses == [404] * (rules.LINK.warn - 1) + [429] * 2
    assert OFTEN in open_(0, ATTACKER).content.decode()
    assert open_(0, ALICE).status_code == 404


@pytest.mark.django_db
def test_a_right_link_works_while_wrong_ones_are_braked(cast: Cast, as_: Callable[[User], Visitor]) -> None:
    made = as_(cast.olive).post(f"/places/{cast.northvale.code}/people/invite/", {"role": "viewer", "email": ""})
    found = re.search(r"/join/[\w-]+/", made.content.decode())
    assert found, made.content.decode()
    for number in range(rules.LINK.warn + 5):
        at(ATTACKER).get(f"/join/made-up-{number}/")
    assert at(ATTACKER).get(found[0]).status_code == 200
    for _ in range(rules.LINK.refuse):
        tries.record(rules.LINK, ATTACKER)
    assert at(ATTACKER).get(found[0]).status_code == 429
    assert at(ALICE).get(found[0]).status_code == 200


def test_the_process_of_the_tests_writes_nothing_by_itself() -> None:
    assert isinstance(tries, Tries)
    assert tries._thread is None
