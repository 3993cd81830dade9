"""One request from the socket to the reply, for everything that answers without Django's middleware.

Whatever fails, the person gets a page, and the log gets the kind of the error and nothing else: an answer may be
in the error's text or in its frames.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from greenshoots.web.base.asgi.errors import GoneError, TooLargeError
from greenshoots.web.base.asgi.http import Receive, Reply, Request, Scope, Send, receive_request, send_reply
from greenshoots.web.base.asgi.threads import Threads
from greenshoots.web.base.limits import client_address
from greenshoots.web.base.limits.counter import tries
from greenshoots.web.base.limits.rules import LimitLevel, Rule

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds for a form to arrive."""


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the program that people use without an account.

    Arguments:
        name: Its pages, for the log.
        answer: Returns the reply to a request.
        failed: Returns the page for a status: 408, 413, 429 or 500.
        guessed: The rules that count wrong codes and secrets in its addresses.
        passes: Returns whether a request is answered however many wrong attempts came from the same address.
        threads: The threads that read tables.
    """

    name: str
    answer: Callable[[Request], Awaitable[Reply]]
    failed: Callable[[int], Awaitable[Reply]]
    guessed: tuple[Rule, ...]
    passes: Callable[[Request], Awaitable[bool]]
    threads: Threads


async def serve(side: Side, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one request."""
    head, takes_gzip = scope["method"] == "HEAD", True
    try:
        request = await asyncio.wait_for(receive_request(scope, receive), PATIENCE)
        takes_gzip = request.takes_gzip
        reply = await _unless_too_often(side, request, partial(client_address.of_scope, scope))
    except GoneError:
        return
    except TooLargeError:
        reply = await side.failed(413)
    except TimeoutError:
        reply = await side.failed(408)
    except Exception as error:
        log.error("%s failed: %s", side.name, type(error).__name__)
        reply = await side.failed(500)
    # A browser that went away in the meantime is no fault to log.
    with contextlib.suppress(OSError):
        await send_reply(reply, send, takes_gzip=takes_gzip, head=head)


async def _unless_too_often(side: Side, request: Request, source: Callable[[], str]) -> Reply:
    """Answer, and count unknown codes and secrets. Only counting and refusing need the address."""
    if (
        # In this order: the sender's address is read only where a refusal is possible (decision 11), and people who are
        # answering pass, even where others guess from the same address (decision 22).
        tries.any_refused
        and any(tries.is_refused(rule, source()) for rule in side.guessed)
        and not await side.passes(request)
    ):
        return await side.failed(429)
    reply = await side.answer(request)
    if reply.guess is None:
        return reply
    # In a thread: what other processes counted is read from the table.
    level = await side.threads.run(tries.record, reply.guess, source())
    return reply if level is LimitLevel.FREE else await side.failed(429)
