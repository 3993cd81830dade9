"""Phones of a room, without Django around each request: five hundred open, score and look in the same seconds.

What all phones see is made once for each version of the room, with a hole where each phone's own address goes. Only a
phone that has something of its own to see, its score or its dots, gets a page of its own.
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
from greenshoots.web.meet.workshops.phone_writes import Sent
from greenshoots.web.meet.workshops.state_machine import Phase

FRESH = 0.5
"""Seconds for which a room is not looked at again; a press in this process makes it be looked at at once."""

MOST = 100
_threads = Threads(2, "workshop-pages")


@dataclass(slots=True)
class Kept:
    """A room as it was when it was last looked at, and the pages that were made of it."""

    key: int
    version: int
    looked: float
    ended: bool
    language: str
    vote: tuple[str, int] | None
    lays_dots: bool
    pages: dict[str, str] = field(default_factory=dict)


_kept: dict[str, Kept] = {}
_lock = threading.Lock()


def forget(code: str) -> None:
    """Look at a room anew: somebody pressed."""
    with _lock:
        _kept.pop(code, None)


def parts_of(path: str) -> tuple[str, ...]:
    """Give the parts of an address of a phone, or nothing where it is another's: `w`, the code, the phone's secret."""
    parts = tuple(part for part in path.split("/") if part)
    if len(parts) < 2 or parts[0] != "w" or parts[1] == "s" or parts[-1] in {"stream", "qr.svg"}:
        return ()
    is_phone = len(parts) > 2 and phone_token.is_one(parts[2]) and parts[3:] in {(), ("now",)}
    return parts if len(parts) == 2 or is_phone else ()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a phone."""
    await serving.serve(SIDE, scope, receive, send)


async def _failed(status: int) -> Reply:
    if status == 429:
        return await _threads.run(_too_often)
    heading = "What you sent is too long" if status == 413 else "Refresh this page in a moment"
    # What a phone takes for a page of ours says so: a captive portal answers in its own name.
    ours = " data-ours" if status == 413 else ""
    return page(f"<!doctype html><title>{heading}</title><h1{ours}>{heading}</h1>", status)


async def _passes(request: Request) -> bool:
    return await _threads.run(_has_joined, request.parts)


def _has_joined(parts: tuple[str, ...]) -> bool:
    """Tell whether a phone is in its room already: whatever others guess, it goes on."""
    return len(parts) > 2 and Phone.objects.filter(pk=phone_token.key(parts[1].lower(), parts[2])).exists()


def _too_often() -> Reply:
    return page(render_to_string("workshops/front.html", {"wrong": sentences.too_often(), "typed": ""}), 429)


async def _answer(request: Request) -> Reply:
    code = request.parts[1].lower()
    room = await _look(code)
    if room is None:
        return await _threads.run(_lost)
    if len(request.parts) == 2:
        return await _door(request, room, code)
    token = request.parts[2]
    if request.method == "POST":
        return await _taken(request, room, code, token)
    return await _threads.run(_page, room, code, token, request.parts[3:] == ("now",))


async def _look(code: str) -> Kept | None:
    found = _kept.get(code)
    if found is not None and time.monotonic() - found.looked < FRESH:
        return found
    return await _threads.run(_look_now, code)


def _lost() -> Reply:
    wrong = _("No workshop has this code. Check the code on the big screen: it has 6 letters and numbers.")
    return page(render_to_string("workshops/front.html", {"wrong": wrong, "typed": ""}), 404, guess=JOIN_CODE)


def _look_now(code: str) -> Kept | None:
    row = Workshop.objects.filter(code=code).values_list("pk", "version", "ended_on", "language").first()
    if row is None:
        return None
    with _lock:
        found = _kept.get(code)
        if found is None or (found.version, found.key) != (row[1], row[0]):
            if len(_kept) >= MOST:
                _kept.clear()
            state = queries.state(Workshop.objects.get(pk=row[0]))
            dots = state.phase is Phase.DOTS
            found = _kept[code] = Kept(row[0], state.version, 0.0, row[2] is not None, row[3], state.scoring, dots)
        found.looked = time.monotonic()
    return found


async def _door(request: Request, room: Kept, code: str) -> Reply:
    """Let a phone in: it gets an address of its own."""
    if request.method == "POST" and not room.ended:
        token = phone_token.new(shared="shared" in (http.fields(request.body) or {}))
        await asyncio.wrap_future(phone_writes.writer.write(Sent(room.key, phone_token.person(token, 0))))
        return Reply(b"", 303, headers=((b"location", f"/w/{code}/{token}/".encode()),))
    return await _threads.run(_joining, room, code)


def _joining(room: Kept, code: str) -> Reply:
    if room.ended:
        return Reply(b"", 303, headers=((b"location", _summary(code).encode()),))
    html = room.pages.get("join")
    if html is None:
        html = room.pages["join"] = phone_views.joining(code)
    return page(html)


def _summary(code: str) -> str:
    return f"/w/s/{Workshop.objects.values_list('summary_code', flat=True).get(code=code)}/"


def _page(room: Kept, code: str, token: str, part: bool) -> Reply:
    """Give what a phone sees: the page of all phones, unless it has something of its own to see."""
    if _has_own(room, code, token):
        return page(phone_views.own_page(code, token, part=part))
    name = "part" if part else "page"
    html = room.pages.get(name)
    if html is None:
        html = room.pages[name] = phone_views.own_page(code, phone_token.HOLE, part=part)
    return page(html.replace(phone_token.HOLE, token))


def _has_own(room: Kept, code: str, token: str) -> bool:
    """Tell whether a phone has scored in the open vote, or laid its dots."""
    if phone_token.is_shared(token):
        # It counts how many people have taken their turn with it.
        return room.vote is not None or room.lays_dots
    if room.vote is not None:
        key = phone_token.key(code, token, "score", room.vote[0], str(room.vote[1]))
        return PendingScore.objects.filter(pk=key).exists()
    return room.lays_dots and PendingDots.objects.filter(pk=phone_token.key(code, token, "dots")).exists()


async def _taken(request: Request, room: Kept, code: str, token: str) -> Reply:
    """Keep what a phone sent; the answer goes out once it is on the disk."""
    with translation.override(room.language):
        sent, wrong = phone_views.understood(room.key, token, request.body)
        late, again = phone_views.late(), phone_views.again()
    if sent is None:
        return await _wrong(code, token, wrong)
    try:
        kept = await asyncio.wrap_future(phone_writes.writer.write(sent))
    except NotWrittenError:
        return await _wrong(code, token, again, 503)
    if not kept:
        return await _wrong(code, token, late)
    return Reply(b"", 303, headers=((b"location", f"/w/{code}/{token}/".encode()),))


async def _wrong(code: str, token: str, sentence: str, status: int = 422) -> Reply:
    return page(await _threads.run(partial(phone_views.own_page, code, token, wrong=sentence)), status)


SIDE = serving.Side("A page of a workshop", _answer, _failed, (JOIN_CODE,), _passes, _threads)
