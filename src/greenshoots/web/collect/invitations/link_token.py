"""The secret in a personal link: made from the installation's key, so that the database alone holds no link."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_salt() -> bytes:
    """Give what one link's secret is made from."""
    return secrets.token_bytes(16)


def secret(salt: bytes) -> str:
    """Give the secret of a link: 26 letters and figures, 128 bits."""
    made = hmac.new(settings.SECRET_KEY.encode(), b"personal link" + bytes(salt), hashlib.sha256).digest()
    return base64.b32encode(made[:16]).decode().rstrip("=").lower()


def digest(link_secret: str) -> str:
    """Give what is kept of a secret, to find its link again."""
    return hashlib.sha256(link_secret.strip().lower().encode()).hexdigest()


def new_id() -> int:
    """Give a random primary key, so that rows stand in no order."""
    return secrets.randbits(62)
