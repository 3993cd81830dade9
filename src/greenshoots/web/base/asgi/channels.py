"""Channels that many pages listen to.

A channel holds only the latest frame. A listener is sent the newest frame that it has not seen, however many came in
between, so nothing piles up behind a slow reader, and a page that connects late starts at the current state. Frames are
encoded once. The event loop that serves the streams owns all of this; other threads use `publish`.
"""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field

LEAST = 0.25
"""Seconds between two frames of a channel: at most four a second, however fast the events come."""

BEAT = 20.0
"""Seconds after which a quiet channel sends a comment, so that no proxy takes the stream for dead."""

_STILL_HERE = b":\n\n"


@dataclass(slots=True)
class Channel:
    """The stream of one workshop.

    Attributes:
        sequence: Counts the frames, including heartbeats; a listener remembers the last frame that it sent.
        frame: The last frame.
        event: The last frame that was not a heartbeat, for new listeners.
        listeners: How many pages listen.
    """

    sequence: int = 0
    frame: bytes = b""
    event: bytes = b""
    sent_at: float = 0.0
    waiting: bytes | None = None
    listeners: int = 0
    changed: asyncio.Future[None] | None = None
    timer: asyncio.TimerHandle | None = None


def frame(name: str, version: int) -> bytes:
    r"""Encode an event: what changed, and its version.

    >>> frame("step", 7)
    b'event: step\nid: 7\ndata: 7\n\n'
    """
    return f"event: {name}\nid: {version}\ndata: {version}\n\n".encode()


@dataclass(slots=True)
class Hub:
    """All channels of this process."""

    channels: dict[str, Channel] = field(default_factory=dict)
    loop: asyncio.AbstractEventLoop | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Use the running event loop to serve the streams."""
        self.loop = asyncio.get_running_loop()

    def publish(self, name: str, what: str, version: int) -> None:
        """Send a new version to all listeners of a channel. Any thread may call this."""
        loop = self.loop
        if loop is None or loop.is_closed():
            return  # a process that serves no streams has no listeners
        encoded = frame(what, version)
        try:
            # Presses come from threads, and channels and their futures belong to the event loop.
            loop.call_soon_threadsafe(self._take, name, encoded)
        except RuntimeError:  # the loop closed in between
            return

    def listen(self, name: str) -> Channel:
        """Return the channel for a new listener; `leave` ends listening."""
        channel = self.channels.setdefault(name, Channel())
        channel.listeners += 1
        if channel.timer is None and channel.listeners == 1 and self.loop is not None:
            channel.timer = self.loop.call_later(BEAT, self._beat, name)
        return channel

    def leave(self, name: str) -> None:
        """Remove a listener, and the channel with the last listener."""
        channel = self.channels.get(name)
        if channel is None:
            return
        channel.listeners -= 1
        if channel.listeners <= 0:
            if channel.timer is not None:
                channel.timer.cancel()
            del self.channels[name]

    def _take(self, name: str, encoded: bytes) -> None:
        channel = self.channels.get(name)
        if channel is None or self.loop is None:
            return
        # In place of what still waits: many presses in a moment are one frame, with the newest version.
        channel.waiting = encoded
        left = LEAST - (time.monotonic() - channel.sent_at)
        if channel.timer is not None:
            channel.timer.cancel()
        if left <= 0:
            self._send(name)
        else:
            channel.timer = self.loop.call_later(left, self._send, name)

    def _send(self, name: str) -> None:
        channel = self.channels.get(name)
        if channel is None:
            return
        if channel.waiting is not None:
            channel.event, channel.waiting = channel.waiting, None
            self._out(name, channel, channel.event)

    def _beat(self, name: str) -> None:
        channel = self.channels.get(name)
        if channel is not None:
            self._out(name, channel, _STILL_HERE)

    def _out(self, name: str, channel: Channel, encoded: bytes) -> None:
        channel.sequence += 1
        channel.frame = encoded
        channel.sent_at = time.monotonic()
        if channel.changed is not None and not channel.changed.done():
            channel.changed.set_result(None)
        channel.changed = None
        if self.loop is not None:
            channel.timer = self.loop.call_later(BEAT, self._beat, name)


hub = Hub()
"""The channels of this process. Several processes would each need the others' events: see the settings page."""


def next_change(channel: Channel) -> asyncio.Future[None]:
    """Return the future that resolves with the next frame; all listeners share it."""
    if channel.changed is None or channel.changed.done():
        channel.changed = asyncio.get_running_loop().create_future()
    return channel.changed
