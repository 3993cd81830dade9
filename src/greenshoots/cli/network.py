"""Where `greenshoots start` listens, and under which address others on the same network reach this computer."""

from __future__ import annotations

import ipaddress
import os
import socket

import click

THIS_COMPUTER, EVERY_NETWORK = "127.0.0.1", "0.0.0.0"  # noqa: S104 - asked for on the command line

ELSEWHERE = ("192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254")
"""Addresses that are reached through the network connection of this computer. Nothing is sent to them."""


def host(asked: str | None, *, to_network: bool) -> str:
    """Return the address to listen on.

    Raises:
        click.UsageError: the options contradict each other, or there is no network.
    """
    if not to_network:
        return asked or THIS_COMPUTER
    if asked:
        raise click.UsageError("Use --network or --host, not both: --host sets the one address to listen on.")
    if os.environ.get("SITE_URL"):
        raise click.UsageError(
            "SITE_URL already sets the address that people use. Leave out --network, or unset SITE_URL."
        )
    if own_address() is None:
        raise click.UsageError(
            "This computer is not connected to a network. Connect it to Wi-Fi or a cable first, or leave out --network."
        )
    return EVERY_NETWORK


def name(host: str) -> str:
    """Return the host name in links for an address that the server listens on."""
    if host in {"localhost", "::1"} or host.startswith("127."):
        return "localhost"
    if host in {EVERY_NETWORK, "::"}:
        return own_address() or "localhost"
    return f"[{host}]" if ":" in host else host


def front(host: str, port: int) -> str:
    """Return the address at which the person who started the server opens it.

    On this computer itself that is localhost, also with --network: a password then never crosses the network.
    """
    own = os.environ["SITE_URL"]
    listens_here = host in {EVERY_NETWORK, "::"}
    return f"http://localhost:{port}" if listens_here and own == f"http://{name(host)}:{port}" else own


def own_address() -> str | None:
    """Return the address of this computer on its network; None without a network."""
    for there in ELSEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                # Nothing is sent: connecting a datagram socket only asks which of our addresses would be used.
                probe.connect((there, 9))
                own = str(probe.getsockname()[0])
            except OSError:
                continue
        if not (ipaddress.ip_address(own).is_loopback or ipaddress.ip_address(own).is_unspecified):
            return own
    return None


def need_the_port(host: str, port: int) -> None:
    """Refuse where another program uses the port.

    Raises:
        click.UsageError: it does.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # Without it a port that a server has just left would look taken for a minute.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.UsageError(
                f"Port {port} cannot be used: {error.strerror}. Stop the program that uses it, or choose "
                "another port with --port."
            ) from error
