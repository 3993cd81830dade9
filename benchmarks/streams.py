"""From a press to every phone: the streams of a workshop against a bare stream, in the same run.

    python benchmarks/streams.py [phones …]

One server process, one process of phones, real connections. A press is published; each phone writes down when its
frame came. The bare stream does what no room can do without: it holds a queue for each phone and puts the frame into
all of them. Printed are the milliseconds from the press to the phones, the share of a core, and memory for each phone.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import resource
import socket
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import uvicorn

from greenshoots.web.base.asgi import event_stream
from greenshoots.web.base.asgi.channels import frame, hub

PRESSES, APART = 12, 0.6
_bare: set[asyncio.Queue[bytes]] = set()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve both kinds of stream, and the press that they hear."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            hub.start()
            gc.freeze()
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["path"] == "/room":
        await event_stream.serve(hub, "room", _begins, receive, send)
    elif scope["path"] == "/bare":
        await _serve_bare(send)
    else:
        _press(scope["path"])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def _begins() -> bytes:
    return frame("step", 0)


def _press(path: str) -> None:
    _slash, kind, number = path.split("/")
    if kind == "room":
        hub.publish("room", "step", int(number))
    for waiting in _bare if kind == "bare" else ():
        waiting.put_nowait(frame("step", int(number)))


async def _serve_bare(send: Any) -> None:
    waiting: asyncio.Queue[bytes] = asyncio.Queue()
    _bare.add(waiting)
    try:
        await send({"type": "http.response.start", "status": 200, "headers": list(event_stream.HEADERS)})
        await send({"type": "http.response.body", "body": frame("step", 0), "more_body": True})
        while True:
            await send({"type": "http.response.body", "body": await waiting.get(), "more_body": True})
    finally:
        _bare.discard(waiting)


def serve(port: int) -> None:
    """Run the server until it is ended."""
    _many_files()
    uvicorn.run(application, port=port, log_level="error", access_log=False, backlog=4096)


def _many_files() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))


class Phones:
    """Connections that listen, and when each press came to them."""

    def __init__(self, port: int, kind: str) -> None:
        self.port, self.kind = port, kind
        self.came: dict[int, list[float]] = {}
        self.open: list[asyncio.StreamWriter] = []

    async def connect(self, number: int) -> None:
        """Open so many connections."""
        for start in range(0, number, 200):
            await asyncio.gather(*(self._connect() for _ in range(min(200, number - start))))

    async def _connect(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET /{self.kind} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        self.open.append(writer)
        await reader.readuntil(b"data: 0\n\n")
        self.listening = asyncio.ensure_future(self._listen(reader))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                self.came.setdefault(int(line[6:]), []).append(time.perf_counter())

    async def press(self, number: int) -> float:
        """Press once; give when."""
        pressed = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET /{self.kind}/{number} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        await reader.read()
        writer.close()
        return pressed


async def measure(port: int, process: int, kind: str, number: int) -> dict[str, float]:
    """Give how long presses took to reach the phones."""
    before = _memory(process)
    phones = Phones(port, kind)
    await phones.connect(number)
    memory = (_memory(process) - before) / number
    gc.disable()
    busy, began = _processor(process), time.perf_counter()
    pressed = {}
    for press in range(1, PRESSES + 1):
        pressed[press] = await phones.press(press)
        await asyncio.sleep(APART)
    busy, took = _processor(process) - busy, time.perf_counter() - began
    gc.enable()
    late = sorted((when - pressed[press]) * 1000 for press, times in phones.came.items() for when in times)
    for writer in phones.open:
        writer.close()
    await asyncio.sleep(1.0)
    heard = len(late) / (number * PRESSES)
    cuts = statistics.quantiles(late, n=100)
    return {
        "p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "core": 100 * busy / took, "KB": memory, "heard": 100 * heard
    }  # fmt: skip


def _memory(process: int) -> float:
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return float(text.split("VmRSS:")[1].split()[0])


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure rooms of several sizes and print a table."""
    _many_files()
    sizes = [int(size) for size in sys.argv[1:]] or [500, 2_000, 5_000]
    names = ("p50 ms", "p95 ms", "p99 ms", "core %", "KB each", "heard %")
    print(f"{'phones':>7} {'stream':>6} " + " ".join(f"{name:>8}" for name in names), flush=True)
    for size in sizes:
        found = {}
        for kind in ("bare", "room"):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            server = multiprocessing.get_context("spawn").Process(target=serve, args=(port,), daemon=True)
            server.start()
            _wait_for(port)
            found[kind] = asyncio.run(measure(port, server.pid or 0, kind, size))
            # It would wait for its streams to end.
            server.kill()
            server.join()
            one = found[kind]
            print(
                f"{size:>7} {kind:>6} {one['p50']:>8.1f} {one['p95']:>8.1f} {one['p99']:>8.1f} {one['core']:>8.1f}"
                f" {one['KB']:>8.1f} {one['heard']:>8.2f}",
                flush=True,
            )
        print(f"{'':>7} {'ratio':>6} {'':>8} {found['room']['p95'] / found['bare']['p95']:>8.2f}")


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    main()
