"""The secret in a personal link: made from the installation's key, so that the database alone holds no link."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_salt() -> bytes:
    """Return a salt for the secret of a new link."""
    return secrets.token_bytes(16)


def secret(salt: bytes) -> str:
    """Return the secret of a link: 26 letters and digits, 128 bits."""
    # A change to the key, the text or the length breaks every link that was sent. With the key outside the database, a
    # copy of the database holds no link that works (decision 12).
    derived = hmac.new(settings.SECRET_KEY.encode(), b"personal link" + bytes(salt), hashlib.sha256).digest()
    return base64.b32encode(derived[:16]).decode().rstrip("=").lower()


def digest(link_secret: str) -> str:
    """Return the digest that is stored to find the link of a secret."""
    # Without a salt, so that an arriving link is found by its digest; 128 random bits cannot be tried out.
    return hashlib.sha256(link_secret.strip().lower().encode()).hexdigest()


def new_id() -> int:
    """Return a random primary key, so that the order of rows shows nothing."""
    return secrets.randbits(62)
