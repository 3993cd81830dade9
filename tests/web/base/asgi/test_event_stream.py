"""Streams: all pages get the newest frame, none waits for slow pages, and a late page starts at the current state."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest
from tests.web import loops

from greenshoots.web.base.asgi import channels as hubs
from greenshoots.web.base.asgi import event_stream
from greenshoots.web.base.asgi.channels import Hub, frame


class Page:
    """A page that listens: what it was sent, and whether it takes anything."""

    def __init__(self) -> None:
        self.heard = b""
        self.leaves = asyncio.Event()
        self.takes = asyncio.Event()
        self.takes.set()

    async def receive(self) -> dict[str, str]:
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, object]) -> None:
        await self.takes.wait()
        body = message.get("body", b"")
        assert isinstance(body, bytes)
        self.heard += body


def where(room: bytes | None) -> event_stream.First:
    """Return a function with the current state of a workshop."""

    async def first() -> bytes | None:
        return room

    return first


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def in_a_room(*pages: int) -> Callable[[Callable[[Hub, list[Page]], Awaitable[None]]], None]:
    """Run something in a room in which so many pages listen."""

    def run(play: Callable[[Hub, list[Page]], Awaitable[None]]) -> None:
        async def whole() -> None:
            hub = Hub()
            hub.start()
            present = [Page() for _ in range(pages[0])]
            tasks = [
                asyncio.ensure_future(event_stream.serve(hub, "room", where(frame("step", 1)), page.receive, page.send))
                for page in present
            ]
            await settle()
            try:
                await play(hub, present)
            finally:
                for page in present:
                    page.takes.set()
                    page.leaves.set()
                for task in tasks:
                    with contextlib.suppress(asyncio.CancelledError):
                        await asyncio.wait_for(task, 5)
            assert hub.channels == {}, "The last page that goes takes its channel with it."

        loops.run(whole())

    return run


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "LEAST", 0.0)


def test_a_page_that_connects_hears_where_the_room_is_and_when_to_come_back() -> None:
    async def play(_hub: Hub, pages: list[Page]) -> None:
        assert pages[0].heard.startswith(b"retry: ")
        assert pages[0].heard.endswith(frame("step", 1))

    in_a_room(1)(play)


def test_all_listeners_get_what_another_thread_publishes() -> None:
    async def play(hub: Hub, pages: list[Page]) -> None:
        await asyncio.get_running_loop().run_in_executor(None, hub.publish, "room", "step", 2)
        await settle()
        assert all(page.heard.endswith(frame("step", 2)) for page in pages)

    in_a_room(5)(play)


def test_a_slow_page_gets_the_newest_and_blocks_no_other() -> None:
    async def play(hub: Hub, pages: list[Page]) -> None:
        slow, quick = pages
        slow.takes.clear()
        for version in range(2, 6):
            hub.publish("room", "step", version)
            await settle()
        assert quick.heard.count(b"event: step") == 5
        slow.takes.set()
        await settle()
        assert slow.heard.endswith(frame("step", 5))
        assert slow.heard.count(b"event: step") < 5

    in_a_room(2)(play)


def test_a_page_that_takes_nothing_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "PATIENCE", 0.01)

    async def play(hub: Hub, pages: list[Page]) -> None:
        pages[0].takes.clear()
        hub.publish("room", "step", 2)
        await settle()
        for _ in range(200):
            if "room" not in hub.channels:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("The connection is still held.")

    in_a_room(1)(play)


def test_many_presses_in_a_moment_are_one_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "LEAST", 0.05)

    async def play(hub: Hub, pages: list[Page]) -> None:
        for version in range(2, 30):
            hub.publish("room", "step", version)
        await asyncio.sleep(0.15)
        assert pages[0].heard.count(b"event: step") <= 3
        assert pages[0].heard.endswith(frame("step", 29))

    in_a_room(1)(play)


def test_what_changes_while_a_page_connects_reaches_it() -> None:
    async def whole() -> None:
        hub = Hub()
        hub.start()
        page = Page()

        async def looks_while_somebody_presses() -> bytes:
            hub.publish("room", "step", 2)
            await settle()
            return frame("step", 1)

        task = asyncio.ensure_future(
            event_stream.serve(hub, "room", looks_while_somebody_presses, page.receive, page.send)
        )
        await settle()
        await settle()
        assert page.heard.endswith(frame("step", 1) + frame("step", 2))
        page.leaves.set()
        await task

    loops.run(whole())


def test_a_room_that_is_not_there_is_told_and_kept_nowhere() -> None:
    async def whole() -> None:
        hub = Hub()
        hub.start()
        page = Page()
        await event_stream.serve(hub, "room", where(None), page.receive, page.send)
        assert page.heard == b"There is nothing to follow here.\n"
        assert hub.channels == {}

    loops.run(whole())


def test_nothing_happens_where_no_streams_are_served() -> None:
    Hub().publish("room", "step", 1)
