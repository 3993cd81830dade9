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
    """Give the workshop that a path streams, or nothing where it is another address."""
    parts = path.split("/")
    return parts[2] if len(parts) == 4 and parts[1] == "w" and parts[3] == "stream" else ""


async def serve(code: str, receive: Receive, send: Send) -> None:
    """Serve one screen: where the room is now, and then each change."""
    hub.start()
    await event_stream.serve(hub, f"workshop-{code.lower()}", partial(_first, code.lower()), receive, send)


async def _first(code: str) -> bytes | None:
    """Give where the room is. Phones that come together share a look at the table that begins after they came."""
    looking = _next.get(code)
    if looking is None:
        looking = _next[code] = asyncio.get_running_loop().create_task(_version(code))
    version = await asyncio.shield(looking)
    return None if version is None else frame("step", version)


async def _version(code: str) -> int | None:
    before = _running.get(code)
    if before is not None:
        await asyncio.wait([before])
    # Whoever comes from here on may have missed what this look sees, and waits for the next.
    mine = _running[code] = _next.pop(code)
    try:
        return await _threads.run(_look, code)
    finally:
        if _running.get(code) is mine:
            del _running[code]


def _look(code: str) -> int | None:
    return Workshop.objects.filter(code=code).values_list("version", flat=True).first()
