"""The secret of a phone, and the digests that replace it in tables."""

from __future__ import annotations

import hashlib
import re
import secrets

from greenshoots.web.meet.workshops.models import Workshop

SHARED = "s-"
"""Prefix of the secret of a phone that several people share."""

_TOKEN = re.compile(rf"(?:{SHARED})?[0-9a-v]{{20}}")
_ALPHABET = "0123456789abcdefghijklmnopqrstuv"


HOLE = "0" * 20
"""Placeholder for a phone's secret in a page that all phones share; so no phone may have it as its secret."""


def new(*, shared: bool = False) -> str:
    """Return a secret for a phone: twenty characters, 100 bits. It is part of the phone's address."""
    return (SHARED if shared else "") + "".join(secrets.choice(_ALPHABET) for _ in range(20))


def is_shared(token: str) -> bool:
    """Return whether several people share this phone."""
    return token.startswith(SHARED)


def person(token: str, number: int) -> str:
    """Return the secret of one of the people who share a phone, counted from 0; for any other phone its secret.

    The same number in another vote is taken for the same person, as with paper forms. No phone can send it as its
    secret: it never passes `is_token`.
    """
    return f"{token}.{number}" if is_shared(token) else token


def sheet(number: int) -> str:
    """Return the secret of a paper form, counted from 0. No phone can send it: it never passes `is_token`.

    The same number in another vote is taken for the same person, so that a room does not grow with each vote.
    """
    return f"sheet {number}"


def is_token(text: str) -> bool:
    """Return whether a text has the form of a phone's secret."""
    return _TOKEN.fullmatch(text) is not None and HOLE not in text


def digest(workshop: Workshop, token: str, *purpose: str) -> int:
    """Return the key of a phone's row in a table: 62 bits that say nothing about the phone or the time.

    Rows of one phone in different tables and votes have different keys, so they cannot be joined.
    """
    return key(workshop.code, token, *purpose)


def key(code: str, token: str, *purpose: str) -> int:
    """Return the same by the code of the workshop."""
    # With a separator: without it, ("ab", "c") and ("a", "bc") would have the same key.
    text = "\x1f".join((code, token, *purpose)).encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8]) >> 2  # fits a signed column
