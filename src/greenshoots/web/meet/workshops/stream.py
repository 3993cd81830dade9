"""The stream that the screens of a workshop follow."""

from __future__ import annotations

import asyncio
from functools import partial

from greenshoots.web.base.asgi import event_stream
from greenshoots.web.base.asgi.channels import frame, hub
from greenshoots.web.base.asgi.http import Receive, Send
from greenshoots.web.base.asgi.threads import Threads
from greenshoots.web.meet.workshops.models import Workshop

_threads = Threads(1, "workshop-versions")
_next: dict[str, asyncio.Task[int | None]] = {}
_running: dict[str, asyncio.Task[int | None]] = {}


def code_of(path: str) -> str:
    """Return the code of the workshop that a path streams, or nothing for another address."""
    parts = path.split("/")
    return parts[2] if len(parts) == 4 and parts[1] == "w" and parts[3] == "stream" else ""


async def serve(code: str, receive: Receive, send: Send) -> None:
    """Serve a screen: the present version of the room, and then each change."""
    hub.start()
    await event_stream.serve(hub, f"workshop-{code.lower()}", partial(_first, code.lower()), receive, send)


async def _first(code: str) -> bytes | None:
    """Return the present version of the room; phones that arrive together share a query that starts later."""
    looking = _next.get(code)
    if looking is None:
        looking = _next[code] = asyncio.get_running_loop().create_task(_version(code))
    # Others wait for the same query: without the shield, a phone that disconnects would cancel it for all of them.
    version = await asyncio.shield(looking)
    return None if version is None else frame("step", version)


async def _version(code: str) -> int | None:
    running = _running.get(code)
    if running is not None:
        await asyncio.wait([running])
    # A phone that arrives from here on may miss what this query reads, so it waits for the next.
    task = _running[code] = _next.pop(code)
    try:
        return await _threads.run(_read_version, code)
    finally:
        if _running.get(code) is task:
            del _running[code]


def _read_version(code: str) -> int | None:
    return Workshop.objects.filter(code=code).values_list("version", flat=True).first()
