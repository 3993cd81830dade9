"""Where a request comes from, for counting wrong tries alone: behind proxies, and by network for IPv6."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

UNKNOWN = "unknown"
LONGEST = 45
"""Characters of the longest IPv6 address; a longer text is none."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def of_scope(scope: Mapping[str, Any]) -> str:
    """Return the source of an ASGI request as wrong tries are counted."""
    forwarded = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    client = scope.get("client")
    return source(whole(client[0] if client else "", forwarded))


def of_request(request: HttpRequest) -> str:
    """Return the source of a request to the team side as wrong tries are counted."""
    return source(whole_of(request))


def whole_of(request: HttpRequest) -> str:
    """Return the whole address of a request to the team side."""
    return whole(request.META.get("REMOTE_ADDR", ""), [request.META.get("HTTP_X_FORWARDED_FOR", "")])


def whole(peer: str, forwarded: Sequence[str]) -> str:
    """Return the address of the client, read from the right: what stands further left, the client may have written.

    Arguments:
        peer: The address that the connection came from.
        forwarded: The values of X-Forwarded-For, one for each header.
    """
    listed = [part.strip() for value in forwarded for part in value.split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    if isinstance(trusted, int):
        passed = [*listed, peer]
        return passed[-min(trusted + 1, len(passed))]
    client = peer
    while listed and _is_in(client, trusted):
        client = listed.pop()
    return client


def _is_in(text: str, networks: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    address = _read(text)
    return address is not None and any(address in network for network in networks)


def _read(text: str) -> _Address | None:
    # Cut before parsing: a client may send a text of any length. The rest leaves room for brackets and a port.
    host = text.strip()[: LONGEST + 10]
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    # A server that listens on IPv6 sees an IPv4 client as ::ffff:a.b.c.d, and all of those are in one /64: left as
    # they are, all IPv4 clients would be one source.
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def source(address: str) -> str:
    """Return what an address is counted as: itself for IPv4, its /64 for IPv6, since one line has all of that.

    >>> source("2001:db8:1:2:3:4:5:6"), source("::ffff:192.0.2.7"), source("192.0.2.7:4711"), source("nonsense")
    ('2001:db8:1:2::', '192.0.2.7', '192.0.2.7', 'unknown')
    """
    return _network(address, 32, 64)


def neighbourhood(address: str) -> str:
    """Return the wide network around an address, which stands for it while far too many are counted.

    >>> neighbourhood("192.0.2.7"), neighbourhood("2001:db8:1:2::")
    ('192.0.0.0', '2001:db8::')
    """
    return _network(address, 16, 32)


def _network(text: str, ipv4: int, ipv6: int) -> str:
    address = _read(text)
    if address is None:
        return UNKNOWN
    prefix = ipv4 if address.version == 4 else ipv6
    return str(ipaddress.ip_network((address, prefix), strict=False).network_address)


def is_address(text: str) -> bool:
    """Return whether a text is an IP address."""
    return _read(text) is not None


def plain(text: str) -> str:
    """Return an address without port, brackets or zone, for the list of sessions that people see of themselves."""
    return str(_read(text) or "0.0.0.0")  # noqa: S104 - a word for "not known" in a column of addresses
