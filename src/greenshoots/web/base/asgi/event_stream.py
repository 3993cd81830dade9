"""A stream of Server-Sent Events in plain ASGI: one task for each listening page, and one future for all."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable

from greenshoots.web.base.asgi.channels import Channel, Hub, next_change
from greenshoots.web.base.asgi.http import Receive, Send

First = Callable[[], Awaitable[bytes | None]]

HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # Otherwise nginx holds frames back until its buffer is full, and the screens of a room stand still.
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
PATIENCE = 15.0
"""Seconds that a reader has to accept a frame before its connection is dropped; its browser reconnects."""


async def serve(hub: Hub, name: str, first: First, receive: Receive, send: Send) -> None:
    """Serve a page that listens to a channel, until it disconnects.

    Arguments:
        name: The channel.
        first: Returns the frame with the current state, or None if the channel does not exist. It is called after
            listening has started, so that no change is lost in between.
    """
    if hub.loop is None:
        hub.start()
    channel = hub.listen(name)
    seen = channel.sequence
    try:
        first_frame = await first()
        if first_frame is None:
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"There is nothing to follow here.\n"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": list(HEADERS)})
        # Browsers that lost the stream together come back spread over some seconds, not in one burst.
        await _body(send, f"retry: {random.randint(800, 4000)}\n\n".encode() + first_frame)  # noqa: S311 - not a secret
        talking = asyncio.ensure_future(_talk(channel, seen, send))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait((talking, gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (talking, gone):
                task.cancel()
            for task in (talking, gone):
                with contextlib.suppress(asyncio.CancelledError, TimeoutError, OSError):
                    await task
    finally:
        hub.leave(name)


async def _talk(channel: Channel, seen: int, send: Send) -> None:
    while True:
        if channel.sequence == seen:
            # All listeners wait for one future: without the shield, a page that disconnects would cancel it for all.
            await asyncio.shield(next_change(channel))
        seen = channel.sequence
        await asyncio.wait_for(_body(send, channel.frame), PATIENCE)


async def _body(send: Send, content: bytes) -> None:
    await send({"type": "http.response.body", "body": content, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
