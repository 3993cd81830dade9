"""Where `greenshoots start` listens, and which address its links hold."""

from __future__ import annotations

import ipaddress
import socket

import click
import pytest

from greenshoots.cli import network


@pytest.fixture(autouse=True)
def no_site_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "own_address", lambda: "192.168.1.20")


@pytest.mark.parametrize(
    ("listens", "links", "opens"),
    [
        ("127.0.0.1", "localhost", "http://localhost:8000"),
        ("::1", "localhost", "http://localhost:8000"),
        # Whoever started it stays on this computer, so that no password crosses the network.
        ("0.0.0.0", "192.168.1.20", "http://localhost:8000"),  # noqa: S104 - compared only
        ("192.168.1.20", "192.168.1.20", "http://192.168.1.20:8000"),
        ("fd00::2", "[fd00::2]", "http://[fd00::2]:8000"),
    ],
)
def test_links_hold_the_address_that_others_reach(
    at_home: None, monkeypatch: pytest.MonkeyPatch, listens: str, links: str, opens: str
) -> None:
    assert network.name(listens) == links
    monkeypatch.setenv("SITE_URL", f"http://{links}:8000")
    assert network.front(listens, 8000) == opens


def test_a_server_is_opened_where_people_open_it(at_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://greenshoots.example.org")
    assert network.front("0.0.0.0", 8000) == "https://greenshoots.example.org"  # noqa: S104 - compared only


def test_only_this_computer_is_served_unless_asked(at_home: None) -> None:
    assert network.host(None, to_network=False) == "127.0.0.1"
    assert network.host("192.168.1.20", to_network=False) == "192.168.1.20"
    assert network.host(None, to_network=True) == "0.0.0.0"  # noqa: S104 - compared only


def test_what_contradicts_the_network_is_refused(at_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(click.UsageError, match="--network or --host, not both"):
        network.host("192.168.1.20", to_network=True)
    monkeypatch.setenv("SITE_URL", "https://greenshoots.example.org")
    with pytest.raises(click.UsageError, match="SITE_URL already sets the address"):
        network.host(None, to_network=True)


class Offline(socket.socket):
    """A socket of a computer without any network but its own."""

    def connect(self, _address: object) -> None:
        raise OSError(101, "Network is unreachable")


def test_a_computer_on_no_network_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", Offline)
    assert network.own_address() is None
    with pytest.raises(click.UsageError, match="not connected to a network"):
        network.host(None, to_network=True)


def test_the_own_address_is_one_that_others_can_use() -> None:
    own = network.own_address()
    # A machine without a network has none, and says so.
    assert own is None or not ipaddress.ip_address(own).is_loopback
