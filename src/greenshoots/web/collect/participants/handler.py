"""The participants' pages as plain ASGI: no cookie, no session, no account, and no line in a log for a request."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from greenshoots.web.base.asgi import serving
from greenshoots.web.base.asgi.errors import NotWrittenError
from greenshoots.web.base.asgi.http import Receive, Reply, Request, Scope, Send
from greenshoots.web.base.asgi.threads import Threads
from greenshoots.web.base.limits import rules
from greenshoots.web.base.site import codes
from greenshoots.web.collect.participants import assets, page_cache, views
from greenshoots.web.collect.responses.response import Outcome

FOR_EVER = "public, max-age=31536000, immutable"
LINK_SECRET = 20
"""Shortest last part of an address that can be the secret of a personal link, in characters."""

GUESSED = (rules.JOIN_CODE, rules.PRIVATE_CODE, rules.LINK)

_threads = Threads(2, "participant-pages")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request."""
    await serving.serve(SIDE, scope, receive, send)


async def _failed(status: int) -> Reply:
    return await _threads.run(views.error_page, None, status)


async def _passes(request: Request) -> bool:
    """Return whether a request is never refused: sent answers, personal links, and files of pages."""
    # Answers always arrive, whatever a stranger or a colleague guesses from the same address (decision 22).
    sends = request.method == "POST" and len(request.parts) > 1 and request.parts[-1] not in {"mine", "where"}
    return sends or request.parts[1:2] == ("-",) or (len(request.parts) == 3 and len(request.parts[2]) >= LINK_SECRET)


async def _answer(request: Request) -> Reply:
    if request.method not in {"GET", "HEAD", "POST"}:
        return await _threads.run(views.error_page, None, 405)
    match request.parts:
        case ("a", "-", name):
            asset = assets.named(name)
            if asset is not None:
                return Reply(asset.content, kind=asset.kind, keep=FOR_EVER)
        case ("a",):
            return await _threads.run(views.front, request)
        case ("a", code):
            return await _round(request, code, "")
        case ("a", code, "mine"):
            return await _round_page(request, code, views.mine)
        case ("a", code, "where"):
            return await _round_page(request, code, views.where)
        case ("a", code, secret):
            return await _round(request, code, secret)
    return await _threads.run(views.error_page, None, 404)


async def _unknown() -> Reply:
    return replace(await _threads.run(views.error_page, None, 404), guess=rules.JOIN_CODE)


async def _round(request: Request, code: str, secret: str) -> Reply:
    kept = await _cached_round(code)
    if kept is None:
        return await _unknown()
    if request.method != "POST":
        # Without a thread: the page is ready, and a room of 300 phones opens it in the same minute (decision 11).
        return views.open_page(kept, request, secret)
    taken = await _threads.run(views.take, kept, request, secret)
    if isinstance(taken, Reply):
        return taken
    try:
        # People are told only after the commit: no page says “sent” before it is true (decision 11).
        outcome: Outcome = await asyncio.wrap_future(taken.done)
    except NotWrittenError:
        return await _threads.run(views.not_written, taken)
    return await _threads.run(views.sent, taken, outcome)


async def _cached_round(code: str) -> page_cache.CachedRound | None:
    code = codes.read(code).lower()
    return page_cache.at_hand(code) or await _threads.run(page_cache.look, code)


async def _round_page(request: Request, code: str, view: views.View) -> Reply:
    kept = await _cached_round(code)
    if kept is None:
        return await _unknown()
    return await _threads.run(view, kept, request)


SIDE = serving.Side("A page of the participant side", _answer, _failed, GUESSED, _passes, _threads)
