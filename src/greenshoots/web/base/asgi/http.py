"""Requests and replies as plain values."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl

from django.conf import settings

from greenshoots.web.base.asgi.errors import GoneError, TooLargeError
from greenshoots.web.base.limits.rules import Rule

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LARGEST = 256 * 1024
"""Bytes of a form. The longest response, with a comment on each enabler, is a fifth of this."""

MOST_FIELDS = 600

SECURE = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # The address of a page may hold the secret of a personal link.
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (
        b"content-security-policy",
        (
            # Without the nonces of the team side: a page is rendered once for all its readers (decision 11).
            b"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
            b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    ),
]


@dataclass(frozen=True, slots=True)
class Request:
    """A request, without anything about the sender."""

    method: str
    parts: tuple[str, ...]
    wanted_language: str
    accepted_languages: str
    takes_gzip: bool
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply.

    Attributes:
        packed: True if the body is already compressed with gzip.
        kind: The content type.
        keep: The Cache-Control header.
        guess: The rule that counts the request, if it named a code or a secret that does not exist.
    """

    body: bytes
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    packed: bool = False
    keep: str = "no-store"
    headers: tuple[tuple[bytes, bytes], ...] = ()
    guess: Rule | None = None


def page(html: str, status: int = 200, *, guess: Rule | None = None) -> Reply:
    """Return the reply with an HTML page."""
    return Reply(html.encode(), status, guess=guess)


async def receive_request(scope: Scope, receive: Receive) -> Request:
    """Read a request.

    Raises:
        TooLargeError: the request is larger than any form.
        GoneError: the connection ended before the request was complete.
    """
    headers: dict[bytes, bytes] = dict(scope["headers"])
    body = bytearray()
    if scope["method"] == "POST":
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise GoneError
            body += message.get("body", b"")
            # With each piece, because a client may send without end.
            if len(body) > LARGEST:
                raise TooLargeError
            if not message.get("more_body"):
                break
    query = _query(scope.get("query_string", b""))
    return Request(
        method=scope["method"],
        parts=tuple(part for part in scope["path"].split("/") if part),
        wanted_language=query.get("lang", [""])[-1].lower()[:20],
        accepted_languages=headers.get(b"accept-language", b"").decode("latin-1"),
        takes_gzip=b"gzip" in headers.get(b"accept-encoding", b""),
        body=bytes(body),
    )


def _query(text: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(text.decode("latin-1"), max_num_fields=20) if text else {}
    except ValueError:
        return {}


async def send_reply(reply: Reply, send: Send, *, takes_gzip: bool, head: bool) -> None:
    """Send a reply."""
    body, packed = reply.body, reply.packed
    if takes_gzip and not packed and len(body) > 500:
        # Without the time of packing, the same page always gives the same bytes.
        body, packed = gzip.compress(body, 6, mtime=0), True
    headers = [
        (b"content-type", reply.kind.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", reply.keep.encode()),
        # One address answers in several languages, packed or not, and some pages may be kept.
        (b"vary", b"accept-encoding, accept-language"),
        *SECURE,
        *reply.headers,
    ]
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    if settings.SECURE_HSTS_SECONDS:
        headers.append((b"strict-transport-security", f"max-age={settings.SECURE_HSTS_SECONDS}".encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})


def fields(body: bytes) -> dict[str, str] | None:
    """Return the fields of a form, or None if it cannot be read or has too many. The last value of a name counts."""
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (UnicodeDecodeError, ValueError):
        return None
    # PostgreSQL refuses the null character in a text, and with it the response.
    return {name: value.replace("\x00", "") for name, value in pairs}
