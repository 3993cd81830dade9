"""Somebody who answers: calls the participant side as a browser would, and looks at every page it gets."""

from __future__ import annotations

import asyncio
import gzip
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.web import loops
from tests.web.pages import look_at

from greenshoots.web.application import application

_HOLD = re.compile(r'name="code"[^>]* value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Give the page as text."""
        return self.body.decode()

    @property
    def code(self) -> str:
        """Give the private code of the page."""
        found = _HOLD.search(self.text)
        assert found is not None, "The page holds a private code."
        return found.group(1)


def _scope(method: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
    address, _mark, query = path.partition("?")
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": address,
        "raw_path": address.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "scheme": "http",
        "headers": [(b"host", b"testserver"), *named],
        "client": ("192.0.2.7", 4321),
        "server": ("testserver", 80),
    }


async def call(
    method: str, path: str, fields: dict[str, str] | None = None, *, body: bytes | None = None, **headers: str
) -> Reply:
    """Send one request; ``accept_language="cy"`` is a header."""
    content = urlencode(fields or {}).encode() if body is None else body
    # In pieces, as a slow line delivers it.
    pieces = [content[start : start + 1000] for start in range(0, len(content), 1000)] or [b""]
    arrived = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    arrived[-1]["more_body"] = False
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if arrived:
            return arrived.pop(0)
        await asyncio.Event().wait()  # whoever asked stays for the answer
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    await application(_scope(method, path, headers), receive, send)
    if not sent:
        return Reply(0, {}, b"")
    names = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    content = b"".join(message.get("body", b"") for message in sent[1:])
    if names.get("content-encoding") == "gzip" and content:
        content = gzip.decompress(content)
    if names["content-type"].startswith("text/html") and content and sent[0]["status"] != 303:
        look_at(content.decode())
    return Reply(sent[0]["status"], names, content)


def get(path: str, **headers: str) -> Reply:
    """Fetch a page."""
    return loops.run(call("GET", path, **headers))


def post(path: str, fields: dict[str, str] | None = None, **headers: str) -> Reply:
    """Send a form."""
    return loops.run(call("POST", path, fields, **headers))
