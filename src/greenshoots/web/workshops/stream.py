"""The stream that the screens of a workshop follow."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections

from greenshoots.web.live import streams
from greenshoots.web.live.hub import frame, hub
from greenshoots.web.live.streams import Receive, Send
from greenshoots.web.workshops.models import Workshop

FRESH = 0.25
"""Seconds for which a version is not looked up again: a room that connects at once asks the table once."""

_threads = ThreadPoolExecutor(1, thread_name_prefix="workshop-versions")
_versions: dict[str, tuple[float, int | None]] = {}
MOST = 1_000


def code_of(path: str) -> str:
    """Give the workshop that a path streams, or nothing where it is another address."""
    parts = path.split("/")
    return parts[2] if len(parts) == 4 and parts[1] == "w" and parts[3] == "stream" else ""


async def serve(code: str, receive: Receive, send: Send) -> None:
    """Serve one screen: where the room is now, and then each change."""
    hub.start()
    version = await _version(code.lower())
    if version is None:
        await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"There is no such workshop.\n"})
        return
    await streams.serve(hub, f"workshop-{code.lower()}", frame("step", version), receive, send)


async def _version(code: str) -> int | None:
    looked, version = _versions.get(code, (0.0, None))
    if time.monotonic() - looked < FRESH:
        return version
    version = await asyncio.get_running_loop().run_in_executor(_threads, _look, code)
    if len(_versions) > MOST:
        _versions.clear()
    _versions[code] = (time.monotonic(), version)
    return version


def _look(code: str) -> int | None:
    close_old_connections()
    return Workshop.objects.filter(code=code).values_list("version", flat=True).first()
