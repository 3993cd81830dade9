"""Serve the phones of a room without Django around each request: five hundred open, score and look in the same seconds.

The page that all phones see is rendered once for each version of the room, with a placeholder for each phone's address.
Only a phone with a score or dots to show gets a page rendered for it alone.
"""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field
from functools import partial

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from greenshoots.web.base.asgi import http, serving
from greenshoots.web.base.asgi.errors import NotWrittenError
from greenshoots.web.base.asgi.http import Receive, Reply, Request, Scope, Send, page
from greenshoots.web.base.asgi.threads import Threads
from greenshoots.web.base.limits import sentences
from greenshoots.web.base.limits.rules import JOIN_CODE
from greenshoots.web.meet.workshops import phone_token, phone_views, phone_writes, queries
from greenshoots.web.meet.workshops.models import PendingDots, PendingScore, Phone, Workshop
from greenshoots.web.meet.workshops.phone_writes import PhoneMessage
from greenshoots.web.meet.workshops.state_machine import Phase

FRESH = 0.5
"""Seconds for which a room is not read again. A press in this process clears it immediately; a press in another process
is seen after this time."""

MOST = 100
"""The most rooms that are held in memory at a time."""

_threads = Threads(2, "workshop-pages")


@dataclass(slots=True)
class Room:
    """A room when it was last read, and the pages rendered of it."""

    key: int
    version: int
    looked: float
    ended: bool
    language: str
    vote: tuple[str, int] | None
    places_dots: bool
    pages: dict[str, str] = field(default_factory=dict)


_rooms: dict[str, Room] = {}
_lock = threading.Lock()


def forget(code: str) -> None:
    """Drop a room from the cache after a press."""
    with _lock:
        _rooms.pop(code, None)


def parts_of(path: str) -> tuple[str, ...]:
    """Return the parts of a phone's address (`w`, the code, the phone's secret), or nothing for any other address."""
    parts = tuple(part for part in path.split("/") if part)
    if len(parts) < 2 or parts[0] != "w" or parts[1] == "s" or parts[-1] in {"stream", "qr.svg"}:
        return ()
    is_phone = len(parts) > 2 and phone_token.is_token(parts[2]) and parts[3:] in {(), ("now",)}
    return parts if len(parts) == 2 or is_phone else ()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a phone."""
    await serving.serve(SIDE, scope, receive, send)


async def _failed(status: int) -> Reply:
    if status == 429:
        return await _threads.run(_too_often)
    heading, advice = "Sorry, there is a problem with this site", "Refresh the page in a moment."
    if status == 413:
        heading, advice = "What you sent is too long", "Go back, shorten your comment and send it again."
    # The mark tells a phone that the page is ours: a captive portal would reply with a page of its own.
    return page(f"<!doctype html><title>{heading}</title><h1 data-ours>{heading}</h1><p>{advice}</p>", status)


async def _passes(request: Request) -> bool:
    return await _threads.run(_has_joined, request.parts)


def _has_joined(parts: tuple[str, ...]) -> bool:
    """Return whether a phone has joined its room. It is then served even while others guess codes too often."""
    return len(parts) > 2 and Phone.objects.filter(pk=phone_token.key(parts[1].lower(), parts[2])).exists()


def _too_often() -> Reply:
    return page(render_to_string("workshops/front.html", {"wrong": sentences.too_often(), "typed": ""}), 429)


async def _answer(request: Request) -> Reply:
    code = request.parts[1].lower()
    room = await _room(code)
    if room is None:
        return await _threads.run(_unknown_code)
    if len(request.parts) == 2:
        return await _join(request, room, code)
    token = request.parts[2]
    if request.method == "POST":
        return await _receive(request, room, code, token)
    return await _threads.run(_page, room, code, token, request.parts[3:] == ("now",))


async def _room(code: str) -> Room | None:
    room = _rooms.get(code)
    if room is not None and time.monotonic() - room.looked < FRESH:
        return room
    return await _threads.run(_read_room, code)


def _unknown_code() -> Reply:
    wrong = _("No workshop has this code. Check the code on the big screen: it has 6 letters and numbers.")
    return page(render_to_string("workshops/front.html", {"wrong": wrong, "typed": ""}), 404, guess=JOIN_CODE)


def _read_room(code: str) -> Room | None:
    row = Workshop.objects.filter(code=code).values_list("pk", "version", "ended_on", "language").first()
    if row is None:
        return None
    with _lock:
        room = _rooms.get(code)
        if room is None or (room.version, room.key) != (row[1], row[0]):
            if len(_rooms) >= MOST:
                _rooms.clear()
            # Under the lock: after a press all phones ask at once, and one replay of the log serves them all.
            state = queries.state(Workshop.objects.get(pk=row[0]))
            dots = state.phase is Phase.DOTS
            room = _rooms[code] = Room(row[0], state.version, 0.0, row[2] is not None, row[3], state.scoring, dots)
        room.looked = time.monotonic()
    return room


async def _join(request: Request, room: Room, code: str) -> Reply:
    """Join a phone: redirect it to its secret address."""
    if request.method == "POST" and not room.ended:
        token = phone_token.new(shared="shared" in (http.fields(request.body) or {}))
        await asyncio.wrap_future(phone_writes.writer.write(PhoneMessage(room.key, phone_token.person(token, 0))))
        return Reply(b"", 303, headers=((b"location", f"/w/{code}/{token}/".encode()),))
    return await _threads.run(_joining, room, code)


def _joining(room: Room, code: str) -> Reply:
    if room.ended:
        return Reply(b"", 303, headers=((b"location", _summary(code).encode()),))
    html = room.pages.get("join")
    if html is None:
        html = room.pages["join"] = phone_views.joining(code)
    return page(html)


def _summary(code: str) -> str:
    return f"/w/s/{Workshop.objects.values_list('summary_code', flat=True).get(code=code)}/"


def _page(room: Room, code: str, token: str, fragment: bool) -> Reply:
    """Return what a phone sees: the page of all phones, unless it has a score or dots to show."""
    if _has_page(room, code, token):
        return page(phone_views.own_page(code, token, fragment=fragment))
    name = "fragment" if fragment else "page"
    html = room.pages.get(name)
    if html is None:
        html = room.pages[name] = phone_views.own_page(code, phone_token.HOLE, fragment=fragment)
    return page(html.replace(phone_token.HOLE, token))


def _has_page(room: Room, code: str, token: str) -> bool:
    """Return whether a phone has scored in the open vote, or placed its dots."""
    if phone_token.is_shared(token):
        # Its page says how many people have taken their turn, so it differs from every other phone.
        return room.vote is not None or room.places_dots
    if room.vote is not None:
        key = phone_token.key(code, token, "score", room.vote[0], str(room.vote[1]))
        return PendingScore.objects.filter(pk=key).exists()
    return room.places_dots and PendingDots.objects.filter(pk=phone_token.key(code, token, "dots")).exists()


async def _receive(request: Request, room: Room, code: str, token: str) -> Reply:
    """Write what a phone sent; the reply goes out once it is on the disk."""
    with translation.override(room.language):
        sent, wrong = phone_views.understood(room.key, token, request.body)
        late, again = phone_views.late(), phone_views.again()
    if sent is None:
        return await _wrong(code, token, wrong)
    try:
        accepted = await asyncio.wrap_future(phone_writes.writer.write(sent))
    except NotWrittenError:
        return await _wrong(code, token, again, 503)
    if not accepted:
        return await _wrong(code, token, late)
    return Reply(b"", 303, headers=((b"location", f"/w/{code}/{token}/".encode()),))


async def _wrong(code: str, token: str, sentence: str, status: int = 422) -> Reply:
    return page(await _threads.run(partial(phone_views.own_page, code, token, wrong=sentence)), status)


SIDE = serving.Side("A page of a workshop", _answer, _failed, (JOIN_CODE,), _passes, _threads)
