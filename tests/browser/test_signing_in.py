"""Somebody signs in with a passkey: a browser with a key of its own, and scripts that the policy lets run."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Browser, expect
from tests.browser.server import Served
from tests.web.cast import PASSWORD

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


# Files that pages need come in one piece from a thread, which Django mentions.
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
def test_a_passkey_is_added_and_signs_in_without_a_password(served: Served, browser: Browser):
    alice = served.cast.alice
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    # A passkey belongs to a name; an address in figures has none.
    site = served.address.replace("127.0.0.1", "localhost")
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    page.goto(f"{site}/accounts/login/?next=/account/")
    page.get_by_label("E-mail address").fill(alice.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{site}/accounts/2fa/webauthn/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name (optional)").fill("Laptop")
    page.get_by_label("Use this key to sign in without a password").check()
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")

    page.goto(f"{site}/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{site}/accounts/login/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert not refused
    context.close()
