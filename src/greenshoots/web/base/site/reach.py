"""Who can open the links of this installation, judged by the address that they begin with."""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from urllib.parse import urlsplit


class LinkReach(StrEnum):
    """Who can open a link: only this computer, others on its network, or everyone."""

    COMPUTER = "computer"
    NETWORK = "network"
    EVERYWHERE = "everywhere"


def of(address: str) -> LinkReach:
    """Return who can open links that begin with an address, such as ``http://192.168.1.20:8000``."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return _of_name(host)
    if number.is_loopback:
        return LinkReach.COMPUTER
    return LinkReach.NETWORK if number.is_private or number.is_link_local else LinkReach.EVERYWHERE


def _of_name(host: str) -> LinkReach:
    if host == "localhost" or host.endswith(".localhost"):
        return LinkReach.COMPUTER
    # A name that a computer gives itself on its network. An organisation's own names may have no dot either, but they
    # are set up by people who know who can reach them.
    return LinkReach.NETWORK if host.endswith(".local") else LinkReach.EVERYWHERE
