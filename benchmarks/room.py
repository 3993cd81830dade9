"""A room that does everything in the same seconds: so many phones open, score and see the spread.

    python benchmarks/room.py [phones]

A real server process on SQLite, one process of phones with real connections and streams. Each phone opens the page and
joins, then everybody scores within five seconds, then the facilitator presses and each phone fetches what changed.
Printed: how long each request took, how long it was from the press until a phone held the spread, and whether every
score was counted. The same requests to one plain Django view in the same server are the reference.
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 5.0
"""Seconds in which everybody does the same."""


def settle(folder: str, port: int) -> dict[str, str]:
    """Give the environment of the server."""
    return os.environ | {
        "GREENSHOOTS_DATA": folder,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "x" * 50,
        "LOCAL": "on",
        "DJANGO_SETTINGS_MODULE": "greenshoots.web.base.site.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }


class Phone:
    """One phone: a connection for its requests, and one for its stream."""

    def __init__(self, port: int) -> None:
        self.port, self.address = port, ""
        self.heard = asyncio.Event()

    async def request(self, method: str, path: str, body: str = "") -> tuple[int, bytes, float]:
        """Send a request; give the status, what came and how long it took."""
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body.encode())
        came = await reader.read()
        writer.close()
        return int(came.split(b" ", 2)[1]), came, time.perf_counter() - began

    async def join(self, code: str) -> list[float]:
        """Open the page, join, and follow the stream."""
        _status, _page, first = await self.request("GET", f"/w/{code}/")
        status, came, second = await self.request("POST", f"/w/{code}/")
        assert status == 303, status
        self.address = came.lower().split(b"location: ")[1].split(b"\r\n")[0].decode()
        _status, _page, third = await self.request("GET", self.address)
        self.following = asyncio.ensure_future(self._follow(code))
        return [first, second, third]

    async def _follow(self, code: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET /w/{code}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await reader.readuntil(b"data: ")
        while line := await reader.readline():
            if line.startswith(b"event: step"):
                self.heard.set()

    async def score(self) -> float:
        """Send a score at some moment of those seconds."""
        await asyncio.sleep(random.random() * AT_ONCE)
        body = f"enabler=systems-mindset&turn=1&score={random.randint(1, 5)}"
        status, _page, took = await self.request("POST", self.address, body)
        assert status == 303, status
        return took

    async def see(self) -> float:
        """Wait for the stream, then fetch what changed."""
        await self.heard.wait()
        while True:
            _status, came, _took = await self.request("GET", f"{self.address}now/")
            if b'role="img"' in came:
                return time.perf_counter()
            await asyncio.sleep(0.3)


async def everybody(port: int, code: str, number: int, lead: Lead) -> None:
    """Let a room join, score and see."""
    phones = [Phone(port) for _ in range(number)]

    async def comes(phone: Phone) -> list[float]:
        await asyncio.sleep(random.random() * AT_ONCE)
        return await phone.join(code)

    joined = [took for times in await asyncio.gather(*map(comes, phones)) for took in times]
    _tell("open and join", joined)
    lead.press("begin")
    lead.press("open")
    await asyncio.sleep(2)
    _tell("score", await asyncio.gather(*(phone.score() for phone in phones)))
    await asyncio.sleep(1)
    for phone in phones:
        phone.heard.clear()
    seeing = [asyncio.ensure_future(phone.see()) for phone in phones]
    pressed = time.perf_counter()
    await asyncio.to_thread(lead.press, "reveal")
    _tell("press to spread", [seen - pressed for seen in await asyncio.gather(*seeing)])
    plain = [(await Phone(port).request("GET", "/health"))[2] for _ in range(200)]
    _tell("one plain Django view", plain)


def _tell(name: str, times: list[float]) -> None:
    cuts = statistics.quantiles([one * 1000 for one in times], n=100)
    print(f"{name:<24}{cuts[49]:>9.0f}{cuts[94]:>9.0f}{cuts[98]:>9.0f} ms  n={len(times)}", flush=True)


class Lead:
    """The facilitator, in a process of the server's own kind: it presses through the program's own pages."""

    def __init__(self, port: int) -> None:
        from django.test import Client
        from tests.web import cast, making

        from greenshoots.web.meet.workshops import actions

        self.port = port
        people = cast.assemble()
        diagnostic = making.diagnostic(people.northvale)
        agenda = ("systems-mindset", "reframing-risk")
        self.workshop = actions.make(diagnostic, title="Room", agenda=agenda, minutes=(8, 8), by=people.alice)
        client = Client()
        client.force_login(people.alice, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.cookie = client.cookies["greenshoots"].value

    def press(self, what: str) -> None:
        """Press a button of the facilitator's page."""
        import re
        import urllib.parse
        import urllib.request

        address = f"http://127.0.0.1:{self.port}/workshops/{self.workshop.code}/"
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        opener.addheaders = [("Cookie", f"greenshoots={self.cookie}")]
        page = opener.open(address)
        html = page.read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]
        seen = re.search(r'name="seen" value="(\d+)"', html)[1]
        form = page.headers.get_all("Set-Cookie")[0].split(";")[0]
        body = urllib.parse.urlencode({"press": what, "seen": seen, "csrfmiddlewaretoken": token}).encode()
        sent = urllib.request.Request(  # noqa: S310 - our own server
            address + "press/", body, {"Cookie": f"greenshoots={self.cookie}; {form}", "Referer": address}
        )
        urllib.request.urlopen(sent).read()  # noqa: S310


def main() -> None:
    """Run a room and print a table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory(prefix="greenshoots-room-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        os.environ.update(settle(folder, port))
        sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        lead = Lead(port)
        command = [sys.executable, "-m", "uvicorn", "greenshoots.web.application:application", "--port", str(port)]
        server = subprocess.Popen([*command, "--log-level", "error", "--no-access-log", "--backlog", "4096"])
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            print(f"{number} phones{'':<14}{'p50':>9}{'p95':>9}{'p99':>9}")
            asyncio.run(everybody(port, lead.workshop.code, number, lead))
            from greenshoots.web.meet.workshops.models import Vote

            print(f"counted: {Vote.objects.get().people} of {number}")
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
