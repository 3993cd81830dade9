"""Where a request comes from: behind proxies only what trusted ones say counts."""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from greenshoots.web.base.limits import client_address
from greenshoots.web.base.site import environment

PEER = "127.0.0.1"


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "found"),
    [
        (0, "192.0.2.7", [], "192.0.2.7"),
        (0, "192.0.2.7", ["198.51.100.1"], "192.0.2.7"),
        (1, PEER, ["192.0.2.7"], "192.0.2.7"),
        (1, PEER, ["198.51.100.1, 192.0.2.7"], "192.0.2.7"),
        (1, PEER, ["198.51.100.1", "192.0.2.7"], "192.0.2.7"),
        (2, PEER, ["198.51.100.1, 192.0.2.7, 203.0.113.5"], "192.0.2.7"),
        (2, PEER, ["192.0.2.7"], "192.0.2.7"),
        (1, PEER, [], PEER),
    ],
)
def test_as_many_proxies_are_believed_as_there_are(
    settings: Any, trusted: int, peer: str, forwarded: list[str], found: str
) -> None:
    settings.TRUSTED_PROXIES = trusted
    assert client_address.whole(peer, forwarded) == found


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("192.0.2.7", ["198.51.100.1"], "192.0.2.7"),
        ("10.0.0.9", ["198.51.100.1, 192.0.2.7"], "192.0.2.7"),
        ("10.0.0.9", ["192.0.2.7, 10.4.4.4"], "192.0.2.7"),
        ("10.0.0.9", ["nonsense, 10.4.4.4"], "nonsense"),
        ("10.0.0.9", [], "10.0.0.9"),
    ],
)
def test_proxies_in_trusted_networks_are_believed(settings: Any, peer: str, forwarded: list[str], found: str) -> None:
    settings.TRUSTED_PROXIES = (ipaddress.ip_network("10.0.0.0/8"),)
    assert client_address.whole(peer, forwarded) == found


@given(st.lists(st.text(max_size=60), max_size=5))
def test_nothing_that_a_client_writes_changes_what_the_proxy_says(written: list[str]) -> None:
    """The proxy adds what it sees on the right, and all else stands to the left of it."""
    assert client_address.whole(PEER, [", ".join([*written, "192.0.2.7"])]) == PEER, "No proxy, so nothing is believed."
    from django.test import override_settings

    with override_settings(TRUSTED_PROXIES=1):
        assert client_address.whole(PEER, [*written, "192.0.2.7"]) == "192.0.2.7"


@given(st.text())
def test_any_text_has_a_source(text: str) -> None:
    assert client_address.source(text)
    assert ipaddress.ip_address(client_address.plain(text))


def test_two_addresses_of_one_line_are_one_source() -> None:
    assert client_address.source("2001:db8:1:2::1") == client_address.source("2001:db8:1:2:ffff::9")
    assert client_address.source("2001:db8:1:2::1") != client_address.source("2001:db8:1:3::1")


def test_the_setting_is_a_number_or_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "2")
    assert environment.proxies("TRUSTED_PROXIES", 0) == 2
    monkeypatch.setenv("TRUSTED_PROXIES", "192.0.2.10, 2001:db8::/32")
    assert environment.proxies("TRUSTED_PROXIES", 0) == (
        ipaddress.ip_network("192.0.2.10/32"),
        ipaddress.ip_network("2001:db8::/32"),
    )
    monkeypatch.setenv("TRUSTED_PROXIES", "the one in the cellar")
    with pytest.raises(ImproperlyConfigured, match="Write the number of proxies"):
        environment.proxies("TRUSTED_PROXIES", 0)
