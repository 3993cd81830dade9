"""The secret a phone keeps, and the digests that stand for it in tables."""

from __future__ import annotations

import hashlib
import re
import secrets

from greenshoots.web.meet.workshops.models import Workshop

SHARED = "s-"
"""Stands before the secret of a phone that several people score with."""

_TOKEN = re.compile(rf"(?:{SHARED})?[0-9a-v]{{20}}")
_ALPHABET = "0123456789abcdefghijklmnopqrstuv"


HOLE = "0" * 20
"""Stands where a phone's own secret goes, in a page that all phones share; so it is nobody's secret."""


def new(*, shared: bool = False) -> str:
    """Return a secret for a phone: twenty characters, 100 bits. It stands in the phone's own address."""
    return (SHARED if shared else "") + "".join(secrets.choice(_ALPHABET) for _ in range(20))


def is_shared(token: str) -> bool:
    """Tell whether several people score with this phone, one after the other."""
    return token.startswith(SHARED)


def person(token: str, number: int) -> str:
    """Return what stands for one of the people who share a phone, counted from 0; for any other phone its secret.

    The same number in another vote is taken for the same person, as it is for a sheet. No phone can send it as its own
    secret: it `is_one` never.
    """
    return f"{token}.{number}" if is_shared(token) else token


def sheet(number: int) -> str:
    """Stand for the secret of a sheet that is typed in, counted from 0. No phone can send it: it `is_one` never.

    The same number in another vote is taken for the same person, so that a room does not grow with each vote.
    """
    return f"sheet {number}"


def is_one(text: str) -> bool:
    """Tell whether a text has the form of a phone's secret."""
    return _TOKEN.fullmatch(text) is not None and HOLE not in text


def digest(workshop: Workshop, token: str, *purpose: str) -> int:
    """Give the key of what a phone left in one table: 62 bits that say nothing about the phone or the time.

    Rows of one phone in different tables and votes have different keys, so they join to nothing.
    """
    return key(workshop.code, token, *purpose)


def key(code: str, token: str, *purpose: str) -> int:
    """Give the same by the code of the workshop."""
    told = "\x1f".join((code, token, *purpose)).encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:8]) >> 2
