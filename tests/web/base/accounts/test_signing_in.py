"""Every way to sign in, and every page about it, in our words and without a script of strangers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from tests.web.cast import PASSWORD, Cast
from tests.web.pages import Visitor

from greenshoots.web.base.accounts.models import User
from greenshoots.web.base.places.models import Membership

As = Callable[[User], Visitor]


@pytest.fixture
def alice(cast: Cast) -> User:
    EmailAddress.objects.create(user=cast.alice, email=cast.alice.email, verified=True, primary=True)
    return cast.alice


def sign_in(visitor: Visitor, password: str = PASSWORD) -> HttpResponse:
    return visitor.post("/accounts/login/", {"login": "alice@example.org", "password": password})


def confirm(visitor: Visitor) -> None:
    """Sign in and type the password once more, as pages that matter ask."""
    sign_in(visitor)
    assert visitor.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


def code_in(message: str) -> str:
    found = re.search(r"^[A-Z0-9-]{6,9}$", message, re.MULTILINE)
    assert found, message
    return found[0]


def is_signed_in(visitor: Visitor) -> bool:
    return "_auth_user_id" in visitor.session


def scripts_are_ours(answer: HttpResponse) -> None:
    html = answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL):
        if 'type="application/json"' in attributes:
            continue
        assert re.search(r'src="/static/', attributes), attributes
        nonce = re.search(r'nonce="([^"]+)"', attributes)
        assert nonce, attributes
        assert nonce[1] in policy
        assert not body.strip()
    assert "unsafe" not in policy


def test_signing_in_with_a_password(alice: User, visitor: Visitor):
    assert sign_in(visitor).headers["Location"] == "/"
    assert is_signed_in(visitor)


def test_a_wrong_password_is_told_in_our_words(alice: User, visitor: Visitor):
    page = sign_in(visitor, "something else").content.decode()
    assert "The e-mail address or the password is wrong" in page
    assert not is_signed_in(visitor)


def test_signing_in_with_a_code(alice: User, visitor: Visitor):
    asked = visitor.post("/accounts/login/code/", {"email": alice.email})
    assert asked.status_code == 302
    visitor.get(asked.headers["Location"])
    code = code_in(mail.outbox[0].body)
    wrong = visitor.post(asked.headers["Location"], {"code": "WRONG1"})
    assert "This is not the code we sent" in wrong.content.decode()
    assert visitor.post(asked.headers["Location"], {"code": code}).headers["Location"] == "/"
    assert is_signed_in(visitor)


def test_whether_an_address_has_an_account_is_not_told(alice: User, visitor: Visitor):
    known = visitor.post("/accounts/login/code/", {"email": alice.email})
    unknown = Visitor().post("/accounts/login/code/", {"email": "nobody@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert "no account with this address" in mail.outbox[1].body


def test_a_forgotten_password_is_replaced_with_a_code(alice: User, visitor: Visitor):
    asked = visitor.post("/accounts/password/reset/", {"email": alice.email})
    visitor.get(asked.headers["Location"])
    there = visitor.post(asked.headers["Location"], {"code": code_in(mail.outbox[0].body)}).headers["Location"]
    assert visitor.get(there).status_code == 200
    visitor.post(there, {"password1": "another odd word"})
    alice.refresh_from_db()
    assert alice.check_password("another odd word")


def test_accounts_are_made_by_invitation(cast: Cast, visitor: Visitor):
    assert "You need an invitation" in visitor.get("/accounts/signup/").content.decode()


def test_an_invitation_leads_to_an_account_and_the_place(cast: Cast, as_: As, visitor: Visitor):
    as_(cast.olive).post("/places/northval/people/invite/", {"email": "new@example.org", "role": "analyst"})
    link = re.search(r"/join/[\w-]+/", mail.outbox[0].body)[0]
    visitor.get(link)
    assert visitor.get(f"/accounts/signup/?next={link}").status_code == 200
    facts = {"name": "Newcomer", "email": "new@example.org", "password1": "three odd words", "next": link}
    sent = visitor.post("/accounts/signup/", facts)
    assert not is_signed_in(visitor)
    visitor.get(sent.headers["Location"])
    confirmed = visitor.post(sent.headers["Location"], {"code": code_in(mail.outbox[1].body)})
    assert confirmed.headers["Location"] == link
    visitor.post(link)
    joined = Membership.objects.get(person__email="new@example.org")
    assert (joined.person.name, joined.role) == ("Newcomer", "analyst")
    assert "invited" not in visitor.session


def test_an_authenticator_app_becomes_the_second_step(alice: User, visitor: Visitor):
    confirm(visitor)
    page = visitor.get("/accounts/2fa/totp/activate/")
    scripts_are_ours(page)
    assert "data:image/svg+xml" in page.content.decode()
    secret = visitor.session["mfa.totp.secret"]

    def code() -> str:
        return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))

    assert visitor.post("/accounts/2fa/totp/activate/", {"code": code()}).status_code == 302
    assert Authenticator.objects.filter(user=alice, type="totp").exists()
    assert visitor.get("/accounts/2fa/").status_code == 200
    assert visitor.get("/accounts/2fa/recovery-codes/").status_code == 200
    again = Visitor()
    second = sign_in(again).headers["Location"]
    assert not is_signed_in(again)
    scripts_are_ours(again.get(second))
    cache.clear()  # a code works once
    again.post(second, {"code": code()})
    assert is_signed_in(again)


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/"])
def test_pages_of_passkeys_bring_only_our_own_scripts(alice: User, visitor: Visitor, address: str):
    if address != "/accounts/login/":
        confirm(visitor)
    page = visitor.get(address)
    assert page.status_code == 200
    scripts_are_ours(page)


OF_AN_ACCOUNT = [
    "/account/",
    "/account/delete/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/3rdparty/",
    "/accounts/email/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
]


@pytest.mark.parametrize("address", OF_AN_ACCOUNT)
def test_every_page_of_an_account_speaks_our_words(alice: User, visitor: Visitor, address: str):
    confirm(visitor)
    page = visitor.get(address)
    assert page.status_code == 200
    scripts_are_ours(page)
    words = re.sub(r"<[^>]+>", " ", page.content.decode())
    assert not re.search(r"\b(users?|submit|invalid|third-party|two-factor)\b", words, re.IGNORECASE)
    assert "placeholder=" not in page.content.decode()


def test_a_new_address_counts_once_its_code_is_typed_in(alice: User, visitor: Visitor):
    confirm(visitor)
    sent = visitor.post("/accounts/email/", {"email": "a.new@example.org", "action_add": ""})
    page = visitor.get(sent.headers["Location"])
    assert page.status_code == 200
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    visitor.post(sent.headers["Location"], {"code": code_in(mail.outbox[-1].body)})
    alice.refresh_from_db()
    assert alice.email == "a.new@example.org"


def test_other_sessions_can_be_ended(alice: User, visitor: Visitor):
    sign_in(visitor)
    other = Visitor()
    sign_in(other)
    other.get("/account/")
    visitor.post("/accounts/sessions/")
    assert other.get("/account/").status_code == 302


PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(("called", "shown"), [(PHONE, "Mobile Safari, iOS"), ("", "Unknown browser")])
def test_browsers_are_listed_by_what_people_call_them(alice: User, called: str, shown: str):
    phone = Visitor(headers={"user-agent": called})
    sign_in(phone)
    page = phone.get("/accounts/sessions/").content.decode()
    assert shown in page
    assert "AppleWebKit" not in page
    phone.post("/accounts/reauthenticate/", {"password": PASSWORD})
    phone.post("/accounts/email/", {"email": "a.new@example.org", "action_add": ""})
    phone.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "n3w-words!", "password2": "n3w-words!"}
    )
    assert any(shown in letter.body for letter in mail.outbox)


def test_what_matters_asks_for_the_password_once_more(as_: As, alice: User):
    asked = as_(alice).get("/accounts/2fa/totp/activate/")
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")


ORGANISATION = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc-1",
                "name": "Northvale staff",
                "client_id": "x",
                "secret": "y",
                "settings": {"server_url": "https://login.example.org"},
            }
        ]
    }
}


@pytest.mark.django_db
def test_the_organisations_sign_in_has_a_button_where_it_is_set_up(visitor: Visitor, settings):
    assert "Northvale staff" not in visitor.get("/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = ORGANISATION
    page = visitor.get("/accounts/login/").content.decode()
    assert "Sign in with Northvale staff" in page
    assert "/accounts/oidc/oidc-1/login/" in page


def test_the_organisations_sign_in_can_be_added_to_an_account(alice: User, visitor: Visitor, settings):
    settings.SOCIALACCOUNT_PROVIDERS = ORGANISATION
    sign_in(visitor)
    assert "Northvale staff" in visitor.get("/accounts/3rdparty/").content.decode()
    assert "Northvale staff" in visitor.get("/account/").content.decode()
