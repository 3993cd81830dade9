"""The participant side as plain ASGI: no cookie, no session, no account, and no line in a log for anybody's request."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TypeVar

from greenshoots.web.base.asgi.errors import GoneError, NotWrittenError, TooLargeError
from greenshoots.web.base.asgi.http import Receive, Reply, Request, Scope, Send, receive_request, send_reply
from greenshoots.web.base.limits import client_address, rules
from greenshoots.web.base.limits.counter import tries
from greenshoots.web.base.limits.rules import Level
from greenshoots.web.base.site import codes, db_threads
from greenshoots.web.collect.participants import assets, page_cache, views
from greenshoots.web.collect.responses.response import Outcome

log = logging.getLogger(__name__)
Result = TypeVar("Result")

THREADS = 2
"""Threads that look rounds up and make pages for one reader; SQLite and two cores gain nothing from more."""

FOR_EVER = "public, max-age=31536000, immutable"
LINK_SECRET = 20
"""Characters from which on the last part of an address can be the secret of a personal link."""

GUESSED = (rules.JOIN_CODE, rules.PRIVATE_CODE, rules.LINK)
PATIENCE = 30.0
"""Seconds for a form to arrive."""

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="responses-pages")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request."""
    head, takes_gzip = scope["method"] == "HEAD", True
    try:
        request = await asyncio.wait_for(receive_request(scope, receive), PATIENCE)
        takes_gzip = request.takes_gzip
        answer = await _unless_too_often(request, partial(client_address.of_scope, scope))
    except TooLargeError:
        answer = await _threaded(views.told, None, 413)
    except GoneError:
        return
    except TimeoutError:
        answer = await _threaded(views.told, None, 408)
    except Exception as error:
        # What somebody answered may stand in the error's text or its frames, so only its kind is logged.
        log.error("A page of the participant side failed: %s", type(error).__name__)
        answer = await _threaded(views.told, None, 500)
    with contextlib.suppress(OSError):
        await send_reply(answer, send, takes_gzip=takes_gzip, head=head)


async def _unless_too_often(request: Request, source: Callable[[], str]) -> Reply:
    """Answer, and count codes that do not exist. Only those, and a refusal, need the address."""
    if tries.any_refused and not _goes_through(request) and any(tries.is_refused(rule, source()) for rule in GUESSED):
        return await _threaded(views.told, None, 429)
    answer = await _answer(request)
    if answer.guess is None:
        return answer
    level = await _threaded(tries.record, answer.guess, source())
    return answer if level is Level.FREE else await _threaded(views.told, None, 429)


def _goes_through(request: Request) -> bool:
    """Tell whether a request is never refused: answers that somebody sends, personal links, and files of pages."""
    sends = request.method == "POST" and len(request.parts) > 1 and request.parts[-1] not in {"mine", "where"}
    return sends or request.parts[1:2] == ("-",) or (len(request.parts) == 3 and len(request.parts[2]) >= LINK_SECRET)


async def _answer(request: Request) -> Reply:
    if request.method not in {"GET", "HEAD", "POST"}:
        return await _threaded(views.told, None, 405)
    match request.parts:
        case ("a", "-", name):
            found = assets.named(name)
            if found is not None:
                return Reply(found.content, kind=found.kind, keep=FOR_EVER)
        case ("a",):
            return await _threaded(views.front, request)
        case ("a", code):
            return await _round(request, code, "")
        case ("a", code, "mine"):
            return await _kept_page(request, code, views.mine)
        case ("a", code, "where"):
            return await _kept_page(request, code, views.where)
        case ("a", code, secret):
            return await _round(request, code, secret)
    return await _threaded(views.told, None, 404)


async def _unknown() -> Reply:
    return replace(await _threaded(views.told, None, 404), guess=rules.JOIN_CODE)


async def _round(request: Request, code: str, secret: str) -> Reply:
    found = await _look(code)
    if found is None:
        return await _unknown()
    if request.method != "POST":
        return views.open_page(found, request, secret)
    taken = await _threaded(views.take, found, request, secret)
    if isinstance(taken, Reply):
        return taken
    try:
        outcome: Outcome = await asyncio.wrap_future(taken.done)
    except NotWrittenError:
        return await _threaded(views.not_written, taken)
    return await _threaded(views.sent, taken, outcome)


async def _look(code: str) -> page_cache.Kept | None:
    code = codes.read(code).lower()
    return page_cache.at_hand(code) or await _threaded(page_cache.look, code)


async def _kept_page(request: Request, code: str, view: views.View) -> Reply:
    found = await _look(code)
    if found is None:
        return await _unknown()
    return await _threaded(view, found, request)


async def _threaded(work: Callable[..., Result], *arguments: object) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_threads, _fresh, partial(work, *arguments))


def _fresh(work: Callable[[], Result]) -> Result:
    db_threads.mend()
    return work()
